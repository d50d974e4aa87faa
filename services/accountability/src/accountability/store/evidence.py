"""What is known of schools and the children of one authority (or, for a school itself, of all)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncConnection

from accountability.domain.calendars import PublishedCalendar, published_calendar
from accountability.domain.care import CareInterval, LookedAfter
from accountability.domain.facts import Fact
from accountability.store.questions import FEEDS, questions, timeline


class EvidenceStore:
    """Effective facts only; `home` None is for a school's own readers."""

    def __init__(self, connection: AsyncConnection, home: str | None) -> None:
        self._connection = connection
        self._reach = {"home": home} if home else {}
        self._ask = questions(of_one_authority=home is not None)

    async def facts_of(self, urns: Sequence[int]) -> list[Fact]:
        """Everything that makes a line in these schools' timelines."""
        return [Fact(**row._mapping) for row in await self._run(self._ask.facts, urns=list(urns))]

    async def timeline(self, urn: int, after: tuple[date, UUID] | None, rows: int) -> list[Fact]:
        """Newest first, after the keys of the last one shown."""
        query = timeline(rows, of_one_authority=bool(self._reach), is_later_page=after is not None)
        keys = {"day": after[0], "event": after[1]} if after else {}
        return [Fact(**row._mapping) for row in await self._run(query, urn=urn, **keys)]

    async def cohort(self, children: Sequence[UUID]) -> LookedAfter:
        """Care of these children, as far as it is known."""
        intervals: dict[UUID, list[CareInterval]] = {}
        for row in await self._run(self._ask.care, children=list(children)):
            intervals.setdefault(row.child_id, []).append(CareInterval(row.status, row.from_on, row.to_on))
        return LookedAfter(intervals)

    async def calendars(self, urns: Sequence[int]) -> list[PublishedCalendar]:
        """Of these schools and of authorities, each in its newest version."""
        return [
            published_calendar(row.fields, row.version) for row in await self._run(self._ask.calendars, urns=list(urns))
        ]

    async def on_roll(self, urns: Sequence[int], today: date) -> Mapping[int, int]:
        """How many children are on roll today, by school."""
        return {row[0]: row[1] for row in await self._run(self._ask.on_roll, urns=list(urns), today=today)}

    async def feeds(self) -> Mapping[str, Any]:
        """Each source that has ever delivered, with the newest instant it told of (AC-32)."""
        return {row[0]: row[1] for row in await self._connection.execute(FEEDS)}

    async def parked_subjects(self) -> list[str | None]:
        """What events set aside were about, None where that cannot be told (AC-31)."""
        return list((await self._run(self._ask.parked)).scalars())

    async def _run(self, query: Select[Any], **values: Any) -> Any:
        return await self._connection.execute(query, {**self._reach, **values})
