"""What a service needs to run, as opposed to what it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from kit.auth.principal import Principal
from kit.db.audit import AuditKey
from kit.db.database import Database
from kit.kernel.clock import Clock


class Verifier(Protocol):
    """Turns the values of a request's Authorization headers into a principal, or raises an `AccessRefused`."""

    async def verify(self, authorization: Sequence[bytes]) -> Principal: ...


@dataclass(frozen=True, slots=True)
class Runtime:
    """Everything from outside; built once at the start and never read from the environment later.

    `epoch` names the life of the database's transaction numbers (RE-14); `cursor_key` signs page cursors;
    `revision` is the migration the schema has to be at before the service is ready (None: not asked).
    """

    database: Database
    verifier: Verifier
    clock: Clock
    audit_key: AuditKey
    cursor_key: bytes
    epoch: str = "1"
    revision: str | None = None
