"""Imports of everybody for which a job has something to do: owners and ids only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.imports import AT_WORK, UNAPPLIED, ImportKind
from placements.store.tables.imports import IMPORTS

_I: Final = IMPORTS.c
_WAITING: Final = (
    select(_I.authority, _I.id, _I.kind)
    .where(_I.ended_at.is_(None), _I.state.in_([state.value for state in AT_WORK]))
    .order_by(_I.id)
    .limit(20)
)
_STALE: Final = (
    select(_I.authority, _I.id, _I.kind)
    .where(
        or_(
            _I.ended_at < bindparam("ended_before"),
            _I.state.in_([state.value for state in UNAPPLIED]) & (_I.uploaded_at < bindparam("uploaded_before")),
        )
    )
    .order_by(_I.id)
)


@dataclass(frozen=True, slots=True)
class WaitingImport:
    """Whose it is and which."""

    owner: str
    id: UUID
    kind: ImportKind


class ImportQueue:
    """Read by a service, which may see which imports there are and no file."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def waiting(self) -> Sequence[WaitingImport]:
        """To be checked or taken, the oldest first."""
        return [_waiting(*row) for row in await self._connection.execute(_WAITING)]

    async def stale(self, *, uploaded_before: datetime, ended_before: datetime) -> Sequence[WaitingImport]:
        """Unapplied for too long, or ended so long ago that the result goes."""
        values = {"uploaded_before": uploaded_before, "ended_before": ended_before}
        return [_waiting(*row) for row in await self._connection.execute(_STALE, values)]


def _waiting(owner: str, import_id: UUID, kind: str) -> WaitingImport:
    return WaitingImport(owner, import_id, ImportKind(kind))
