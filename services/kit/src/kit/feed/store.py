"""What a consumer remembers: its cursor, the events it has seen, the newest versions, the dead letters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from kit.db.foundation import Foundation
from kit.feed.statements import LOCK, statements_of

REBUILDING: Final = "rebuilding"
"""In place of a cursor: whoever finds it starts the rebuild again, so a crash in the middle loses nothing."""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """An event set aside: ids and a code, never its payload. `try_at` is None once a person has to decide."""

    source: str
    event_id: UUID
    type: str
    authority: str
    code: str
    subject_id: str | None
    cursor_before: str | None
    tries: int
    try_at: datetime | None
    parked_at: datetime


@dataclass(frozen=True, slots=True)
class Position:
    """How far a feed has been read; `newest_recorded_at` is the `data_to` of what was built from it."""

    cursor: str | None
    newest_recorded_at: datetime | None
    moved_at: datetime


class FeedStore:
    """The memory of one consumer about one source, inside the caller's transaction."""

    def __init__(self, connection: AsyncConnection, tables: Foundation, source: str) -> None:
        self._connection = connection
        self._sql = statements_of(tables)
        self._tables = tables
        self._source = source

    async def lock(self) -> bool:
        """One consumer per feed at a time; the lock ends with the transaction (AC-32)."""
        key = f"{self._tables.schema}.feed.{self._source}"
        return bool((await self._connection.execute(LOCK, {"key": key})).scalar_one())

    async def position(self) -> Position | None:
        """None when the feed has never been read to a first event."""
        row = (await self._run("position")).one_or_none()
        return Position(*row) if row else None

    async def move(self, before: str | None, cursor: str, newest: datetime | None, now: datetime) -> bool:
        """False when the cursor is not where the caller read from."""
        values = {"to_cursor": cursor, "newest": newest, "now": now}
        if before is None:
            moved = await self._run("start", **values)
        else:
            moved = await self._run("move", before=before, **values)
        return moved.one_or_none() is not None

    async def mark_rebuild(self, now: datetime) -> None:
        """From now on the projection counts as incomplete, until `forget_position`."""
        await self._run("mark", to_cursor=REBUILDING, now=now)

    async def take_new(self, authority: str, event_ids: Sequence[UUID], now: datetime) -> set[UUID]:
        """Enters in the inbox what is neither there nor set aside, and says which events these are."""
        taken = await self._run("take_new", authority_=authority, ids=list(event_ids), now=now)
        return set(taken.scalars())

    async def raise_versions(self, newest: Mapping[tuple[str, str], int]) -> set[tuple[str, str]]:
        """Which (family, subject) pairs have a newer version than ever before; they are raised to it."""
        pairs = sorted(newest)
        raised = await self._run(
            "raise_versions",
            types=[family for family, _ in pairs],
            subjects=[subject for _, subject in pairs],
            versions=[newest[pair] for pair in pairs],
        )
        return {(row.type, row.subject_id) for row in raised}

    async def park(self, letters: Iterable[DeadLetter]) -> None:
        for letter in letters:
            fields = {name: getattr(letter, name) for name in letter.__slots__}
            await self._connection.execute(self._sql["park"], fields)

    async def dead_letters(self) -> list[DeadLetter]:
        return [DeadLetter(*row) for row in await self._run("dead_letters")]

    async def due(self, now: datetime) -> list[DeadLetter]:
        """Failed events whose next try has come."""
        return [DeadLetter(*row) for row in await self._run("due", now=now)]

    async def take_up(self, event_id: UUID) -> None:
        """It is no dead letter any more: `take_new` will find it new."""
        await self._run("take_up", id=event_id)

    async def try_again(self, event_id: UUID, now: datetime) -> bool:
        """A person wants one more round of tries."""
        return (await self._run("try_again", id=event_id, now=now)).one_or_none() is not None

    async def authorities(self) -> list[str]:
        """Whose events have been seen."""
        return list((await self._run("authorities")).scalars())

    async def forget_versions(self) -> None:
        """The dead letters go as well: a rebuild meets them again."""
        await self._run("forget_versions")
        await self._run("forget_letters")

    async def forget_events(self, authority: str) -> None:
        await self._run("forget_events", authority_=authority)

    async def forget_position(self) -> None:
        await self._run("forget_position")

    async def _run(self, name: str, **values: Any) -> Any:
        return await self._connection.execute(self._sql[name], {"source_": self._source, **values})
