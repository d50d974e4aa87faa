"""What has been told of one application before, so that a correction can name what it replaces (PL-1101)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import Text, bindparam, cast, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.db.foundation import foundation
from placements.store.tables.metadata import METADATA

_O: Final = foundation(METADATA).outbox.c
_TOLD: Final = (
    select(_O.event_id, _O.payload["supersedes"].astext, _O.payload["step"].astext)
    .where(
        _O.authority == bindparam("tenant"),
        _O.type == bindparam("kind"),
        _O.payload["application_id"].astext == cast(bindparam("key"), Text),
    )
    .order_by(_O.seq)
)


_RETRACTED: Final = select(_O.payload["retracts"].astext).where(
    _O.authority == bindparam("tenant"),
    _O.type == "event.retracted",
    _O.payload["retracts"].astext == bindparam("ids", type_=ARRAY(Text)).any_(),
)


@dataclass(frozen=True, slots=True)
class Told:
    event_id: UUID
    supersedes: UUID | None


class ToldEvents:
    """Asked when something is corrected, which is rare: no index is kept for it."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def standing(self, kind: str, application_id: UUID, *, step: str | None = None) -> Sequence[UUID]:
        """One event for each thing told and not taken back, each the newest, in the order they were told first.

        `step` narrows the steps of a direction.
        """
        values = {"tenant": self._tenant, "kind": kind, "key": str(application_id)}
        rows = (await self._connection.execute(_TOLD, values)).all()
        told = [Told(row[0], UUID(row[1]) if row[1] else None) for row in rows if step in {None, row[2]}]
        taken_back = await self._retracted([one.event_id for one in told])
        newer = {one.supersedes: one.event_id for one in told if one.supersedes}
        newest = [_newest(one.event_id, newer) for one in told if one.supersedes is None]
        return [event_id for event_id in newest if event_id not in taken_back]

    async def _retracted(self, event_ids: Sequence[UUID]) -> frozenset[UUID]:
        values = {"tenant": self._tenant, "ids": [str(event_id) for event_id in event_ids]}
        rows = await self._connection.execute(_RETRACTED, values)
        return frozenset(UUID(row[0]) for row in rows)


def _newest(event_id: UUID, newer: dict[UUID, UUID]) -> UUID:
    while event_id in newer:
        event_id = newer[event_id]
    return event_id
