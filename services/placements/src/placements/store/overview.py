"""What one authority's overview of a term asks: first answers, places found by phase, and where children stand."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Date, and_, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.child import PlaceStatus
from placements.domain.decisions import Outcome
from placements.domain.roll import Registration
from placements.domain.school import Phase
from placements.domain.year_group import born_between
from placements.store.place_status import place_status
from placements.store.tables.applications import APPLICATIONS, DECISIONS
from placements.store.tables.cases import CASES
from placements.store.tables.children import CHILDREN, ROLLS
from placements.store.tables.schools import SCHOOLS

_FROM, _TO = bindparam("from_on", type_=Date), bindparam("to_on", type_=Date)
_FIRST_ANSWERS: Final = (
    select(DECISIONS.c.outcome, func.count())
    .join(
        APPLICATIONS,
        and_(APPLICATIONS.c.authority == DECISIONS.c.authority, APPLICATIONS.c.id == DECISIONS.c.application_id),
    )
    .where(
        DECISIONS.c.authority == bindparam("tenant"),
        DECISIONS.c.first,
        DECISIONS.c.decided_on.between(_FROM, _TO),
    )
    .group_by(DECISIONS.c.outcome)
)
_FULL_TIME_ON: Final = (
    select(func.min(ROLLS.c.first_day_on))
    .where(
        ROLLS.c.authority == CASES.c.authority,
        ROLLS.c.child_id == CASES.c.child_id,
        ROLLS.c.registration == Registration.MAIN.value,
        ROLLS.c.full_time,
        ROLLS.c.first_day_on >= CASES.c.need_from,
    )
    .scalar_subquery()
)
_PLACED: Final = select(CASES.c.id, _FULL_TIME_ON.label("on")).where(CASES.c.authority == bindparam("tenant")).cte()
_PLACES: Final = (
    select(CASES.c.case_calendar_authority, SCHOOLS.c.phase, CASES.c.need_from, ROLLS.c.first_day_on)
    .join_from(CASES, _PLACED, _PLACED.c.id == CASES.c.id)
    .join(
        ROLLS,
        and_(
            ROLLS.c.authority == CASES.c.authority,
            ROLLS.c.child_id == CASES.c.child_id,
            ROLLS.c.registration == Registration.MAIN.value,
            ROLLS.c.first_day_on == _PLACED.c.on,
        ),
    )
    .join(SCHOOLS, SCHOOLS.c.urn == ROLLS.c.school_urn)
    .where(CASES.c.authority == bindparam("tenant"), _PLACED.c.on.between(_FROM, _TO))
)
_STATUS: Final = (
    select(place_status().label("status"))
    .where(
        CHILDREN.c.authority == bindparam("tenant"), CHILDREN.c.sealed_at.is_(None), CHILDREN.c.merged_into.is_(None)
    )
    .subquery()
)
_STANDING: Final = (
    select(_STATUS.c.status, func.count()).where(_STATUS.c.status.is_not(None)).group_by(_STATUS.c.status)
)

Place = tuple[str, Phase, date, date]
"""The authority whose calendar counts, the school's phase, since when it was needed, and the first full day."""


class OverviewStore:
    """One authority and one span of days, both ends counted."""

    def __init__(self, connection: AsyncConnection, authority: str, from_on: date, to_on: date) -> None:
        self._connection = connection
        self._values: dict[str, Any] = {"tenant": authority, "from_on": from_on, "to_on": to_on}

    async def first_answers(self) -> Mapping[Outcome, int]:
        rows = (await self._connection.execute(_FIRST_ANSWERS, self._values)).all()
        found = {Outcome(outcome): count for outcome, count in rows}
        return {outcome: found.get(outcome, 0) for outcome in Outcome}

    async def places(self) -> Sequence[Place]:
        """Full-time places that began in the span."""
        rows = await self._connection.execute(_PLACES, self._values)
        return [(calendar, Phase(phase), since, on) for calendar, phase, since, on in rows]

    async def children(self, today: date) -> Mapping[PlaceStatus, int]:
        """Where children stand today."""
        school_age = {
            "today": today,
            "school_age_from": born_between("11", today)[0],
            "school_age_to": born_between("R", today)[1],
        }
        rows = (await self._connection.execute(_STANDING, {**self._values, **school_age})).all()
        found = {PlaceStatus(status): count for status, count in rows}
        return {status: found.get(status, 0) for status in PlaceStatus}
