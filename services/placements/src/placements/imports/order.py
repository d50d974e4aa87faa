"""An uploaded file and everything that its check and its taking need."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from kit.db.audit import Act, Actor, AuditKey, append_entry
from kit.db.database import JOB, Database
from kit.db.foundation import foundation
from kit.db.tenancy import Context
from kit.db.work import Work
from kit.kernel.clock import Clock
from kit.kernel.ids import new_id
from placements.actions.desk import Desk
from placements.domain.imports import NATION
from placements.imports.report import Progress, Report
from placements.imports.taking import desk_of
from placements.store.tables.metadata import METADATA

_PURPOSE: Final = "education_of_child"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """`owner` is an authority, or the nation for its registers; `told` what was said beside the file."""

    kind: str
    owner: str
    database: Database
    clock: Clock
    audit_key: AuditKey
    actor: Actor
    files: Mapping[str, bytes]
    told: Mapping[str, str]
    progress: Progress
    accept_partial: bool = False
    base_url: str = ""

    @property
    def file(self) -> bytes:
        return self.files["file"]

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        """A transaction of the owner."""
        async with self.database.transaction(context_of(self.owner, self.kind), limits=JOB) as connection:
            yield Work(
                connection=connection,
                tables=foundation(METADATA),
                authority=self.owner,
                clock=self.clock,
                request_id=str(new_id()),
            )

    async def desk(self, work: Work) -> Desk:
        return await desk_of(work, self.actor, self.base_url)

    async def account(self, work: Work) -> None:
        """Which children were changed, in the name of whoever let the file be taken (SE-100): last of all, because
        everybody in the authority waits for the head of its chain."""
        act = Act(
            at=self.clock.now(),
            operation=f"placements.import_{self.kind}",
            purpose=_PURPOSE,
            outcome="ok",
            request_id=work.request_id,
        )
        await append_entry(
            work.connection, work.tables, self.audit_key, self.owner, self.actor, act, work.audit.children
        )


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found; `compared` holds the version of the record each valid row was compared with."""

    report: Report
    compared: Mapping[str, int]


def context_of(owner: str, kind: str) -> Context:
    """On whose behalf files are read and taken (SE-69)."""
    return Context.platform(f"import_{kind}") if owner == NATION else Context.job(owner, f"import_{kind}")
