"""What is known of schools and the children of one authority (or, for a school itself, of all)."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, Date, Integer, Select, Text, any_, bindparam, func, literal_column, or_, select, tuple_
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncConnection

from accountability.domain.calendars import PublishedCalendar, published_calendar
from accountability.domain.care import CareInterval, LookedAfter
from accountability.domain.facts import Fact
from accountability.domain.timeline import TIMELINE_TYPES
from accountability.store.tables import CARE_INTERVALS, FACTS, FOUNDATION, ROLL_INTERVALS

_HOME: Final = bindparam("home", type_=Text)
_URNS: Final = bindparam("urns", type_=ARRAY(Integer))
_TODAY: Final = bindparam("today", type_=Date)
_FACT: Final = (
    *(FACTS.c.event_id, FACTS.c.authority, FACTS.c.source, FACTS.c.type, FACTS.c.version, FACTS.c.occurred_on),
    *(FACTS.c.recorded_at, FACTS.c.subject_id, FACTS.c.child_id, FACTS.c.school_urn, FACTS.c.year_group),
    *(FACTS.c.corrects, FACTS.c.fields),
)


def _ours(authority: Any) -> Any:
    """A reader's own authority; a school reads all, within what row level security shows it."""
    return or_(_HOME.is_(None), authority == _HOME)


_EFFECTIVE: Final = select(*_FACT).where(
    FACTS.c.school_urn == any_(_URNS),
    _ours(FACTS.c.authority),
    FACTS.c.type.in_(sorted(TIMELINE_TYPES)),
    FACTS.c.corrected_by.is_(None),
)
_CARE: Final = select(
    CARE_INTERVALS.c.child_id, CARE_INTERVALS.c.status, CARE_INTERVALS.c.from_on, CARE_INTERVALS.c.to_on
).where(
    CARE_INTERVALS.c.child_id == any_(bindparam("children", type_=ARRAY(PG_UUID(as_uuid=True)))),
    _ours(CARE_INTERVALS.c.authority),
)
_ON_ROLL: Final = (
    select(ROLL_INTERVALS.c.school_urn, func.count(ROLL_INTERVALS.c.child_id.distinct()))
    .where(
        ROLL_INTERVALS.c.school_urn == any_(_URNS),
        _ours(ROLL_INTERVALS.c.authority),
        ROLL_INTERVALS.c.from_on <= _TODAY,
        or_(ROLL_INTERVALS.c.to_on.is_(None), ROLL_INTERVALS.c.to_on >= _TODAY),
    )
    .group_by(ROLL_INTERVALS.c.school_urn)
)
_CALENDARS: Final = (
    select(FACTS.c.fields, FACTS.c.version)
    .where(
        FACTS.c.type == "calendar.published",
        _ours(FACTS.c.authority),
        FACTS.c.corrected_by.is_(None),
        or_(FACTS.c.school_urn == any_(_URNS), FACTS.c.school_urn.is_(None)),
    )
    .ext(distinct_on(FACTS.c.authority, FACTS.c.subject_id))
    .order_by(FACTS.c.authority, FACTS.c.subject_id, FACTS.c.version.desc(), FACTS.c.event_id.desc())
)
_CURSORS: Final = select(FOUNDATION.feed_cursors.c.source, FOUNDATION.feed_cursors.c.newest_recorded_at)
_PARKED: Final = select(FOUNDATION.dead_letters.c.subject_id).where(_ours(FOUNDATION.dead_letters.c.authority))


class EvidenceStore:
    """Effective facts only; `home` None is for a school's own readers."""

    def __init__(self, connection: AsyncConnection, home: str | None) -> None:
        self._connection = connection
        self._home = home

    async def facts_of(self, urns: Sequence[int]) -> list[Fact]:
        """Everything that makes a line in these schools' timelines."""
        return [Fact(**row._mapping) for row in await self._run(_EFFECTIVE, urns=list(urns))]

    async def timeline(self, urn: int, after: tuple[Any, ...], rows: int) -> list[Fact]:
        """Newest first, after the keys of the last one shown."""
        query = _timeline(rows, bool(after))
        keys = {"day": date.fromisoformat(after[0]), "event": UUID(after[1])} if after else {}
        return [Fact(**row._mapping) for row in await self._run(query, urns=[urn], **keys)]

    async def cohort(self, children: Sequence[UUID]) -> LookedAfter:
        """Care of these children, as far as it is known."""
        intervals: dict[UUID, list[CareInterval]] = {}
        for row in await self._run(_CARE, children=list(children)):
            intervals.setdefault(row.child_id, []).append(CareInterval(row.status, row.from_on, row.to_on))
        return LookedAfter(intervals)

    async def calendars(self, urns: Sequence[int]) -> list[PublishedCalendar]:
        """Of these schools and of authorities, each in its newest version."""
        return [published_calendar(row.fields, row.version) for row in await self._run(_CALENDARS, urns=list(urns))]

    async def on_roll(self, urns: Sequence[int], today: date) -> Mapping[int, int]:
        """How many children are on roll today, by school."""
        return {row[0]: row[1] for row in await self._run(_ON_ROLL, urns=list(urns), today=today)}

    async def feeds(self) -> Mapping[str, Any]:
        """Each source that has ever delivered, with the newest instant it told of (AC-32)."""
        return {row[0]: row[1] for row in await self._connection.execute(_CURSORS)}

    async def parked_subjects(self) -> list[str | None]:
        """What events set aside were about, None where that cannot be told (AC-31)."""
        return list((await self._run(_PARKED)).scalars())

    async def _run(self, query: Any, **values: Any) -> Any:
        return await self._connection.execute(query, {"home": self._home, **values})


@cache
def _timeline(rows: int, is_later_page: bool) -> Select[Any]:
    newest_first = _EFFECTIVE.order_by(FACTS.c.occurred_on.desc(), FACTS.c.event_id.desc())
    if is_later_page:
        keys = tuple_(bindparam("day", type_=Date), bindparam("event", type_=PG_UUID(as_uuid=True)))
        newest_first = newest_first.where(tuple_(FACTS.c.occurred_on, FACTS.c.event_id) < keys)
    return newest_first.limit(literal_column(str(rows)))
