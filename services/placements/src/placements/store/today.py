"""What the morning page asks first: which children have no place, and how long children have waited lately."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Date, FromClause, Text, and_, bindparam, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.application_states import ApplicationState
from placements.domain.cases import CaseReason
from placements.domain.reach import ChildReach
from placements.domain.roll import Registration
from placements.domain.today import Wait
from placements.domain.year_group import born_between
from placements.store.child_reach import reach_values, within_reach
from placements.store.place_status import care_today, without_place
from placements.store.tables.applications import APPLICATIONS
from placements.store.tables.cases import CASES
from placements.store.tables.children import CARE_PERIODS, CHILDREN, ROLLS

_C: Final = CHILDREN.c
_TODAY: Final = bindparam("today", type_=Date)
_POSTS: Final = bindparam("posts", type_=ARRAY(Text))
_MINE: Final = (_C.authority == bindparam("tenant")) & _C.sealed_at.is_(None) & _C.merged_into.is_(None)
# Under a name of its own: the condition `without_place` asks the table of cases itself.
_OPEN: Final = CASES.alias("open_case")
_OPEN_OF_CHILD: Final = and_(_OPEN.c.authority == _C.authority, _OPEN.c.child_id == _C.id, _OPEN.c.closed_on.is_(None))
_MAIN: Final = ROLLS.c.registration == Registration.MAIN.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A child without a place; `case_id` is None where nobody has opened a case."""

    child_id: UUID
    case_id: UUID | None
    reason: CaseReason | None
    since: date
    calendar_authority: str
    owner_post_id: str | None


def _owner(cases: FromClause) -> ColumnElement[Any]:
    return func.coalesce(cases.c.owner_post_id, _C.owner_post_id)


def _scope(cases: FromClause) -> ColumnElement[bool]:
    """Everybody's work, or that of these posts (`posts` null: everybody's)."""
    return or_(_POSTS.is_(None), _owner(cases) == _POSTS.any_())


def _last_on_roll() -> ColumnElement[Any]:
    return (
        select(func.max(ROLLS.c.last_day_on))
        .where(ROLLS.c.authority == _C.authority, ROLLS.c.child_id == _C.id, _MAIN)
        .scalar_subquery()
    )


def _in_care_since() -> ColumnElement[Any]:
    return select(func.max(CARE_PERIODS.c.from_on)).where(care_today()).scalar_subquery()


_SINCE: Final = func.coalesce(_OPEN.c.need_from, func.greatest(_last_on_roll(), _in_care_since()))
WAITING: Final = (
    select(
        _C.id.label("child_id"),
        _OPEN.c.id.label("case_id"),
        _OPEN.c.reason,
        _SINCE.label("since"),
        func.coalesce(_OPEN.c.case_calendar_authority, _C.host_authority, _C.authority).label("calendar_authority"),
        _owner(_OPEN).label("owner_post_id"),
    )
    .join_from(CHILDREN, _OPEN, _OPEN_OF_CHILD, isouter=True)
    .where(_MINE, without_place(), within_reach(), _scope(_OPEN))
    .order_by(_SINCE, _C.id)
)
_STATES: Final = (
    select(APPLICATIONS.c.case_id, func.array_agg(APPLICATIONS.c.state).label("states"))
    .where(
        APPLICATIONS.c.authority == bindparam("tenant"),
        APPLICATIONS.c.case_id == bindparam("cases", type_=ARRAY(PG_UUID(as_uuid=True))).any_(),
    )
    .group_by(APPLICATIONS.c.case_id)
)
_ROLL_OF_CASE: Final = and_(ROLLS.c.authority == CASES.c.authority, ROLLS.c.child_id == CASES.c.child_id, _MAIN)
_NEW_ROLL: Final = (
    select(func.min(ROLLS.c.first_day_on))
    .where(_ROLL_OF_CASE, ROLLS.c.first_day_on >= CASES.c.need_from)
    .scalar_subquery()
)
_OLD_ROLL_ENDED: Final = (
    select(func.max(func.coalesce(ROLLS.c.last_day_on, _TODAY)))
    .where(
        _ROLL_OF_CASE,
        ROLLS.c.first_day_on < CASES.c.need_from,
        func.coalesce(ROLLS.c.last_day_on, _TODAY) >= CASES.c.need_from,
    )
    .scalar_subquery()
)
WAITS: Final = (
    select(
        func.greatest(CASES.c.need_from, _OLD_ROLL_ENDED).label("since"),
        func.least(_NEW_ROLL - 1, CASES.c.closed_on).label("until"),
    )
    .join_from(CASES, CHILDREN, and_(_C.authority == CASES.c.authority, _C.id == CASES.c.child_id))
    .where(
        CASES.c.authority == bindparam("tenant"),
        CASES.c.need_from <= _TODAY,
        or_(CASES.c.closed_on.is_(None), CASES.c.closed_on >= bindparam("window", type_=Date)),
        within_reach(),
        _scope(CASES),
    )
)


class TodayStore:
    """Questions about one authority's children on one day; `posts` narrows them to some people's work."""

    def __init__(
        self,
        connection: AsyncConnection,
        authority: str,
        today: date,
        posts: Sequence[str] | None,
        reach: ChildReach,
    ) -> None:
        self._connection = connection
        self._values: dict[str, Any] = {
            "tenant": authority,
            "today": today,
            "posts": None if posts is None else list(posts),
            **reach_values(reach),
        }
        self._school_age = {
            "school_age_from": born_between("11", today)[0],
            "school_age_to": born_between("R", today)[1],
        }

    async def without_place(self) -> Sequence[Waiting]:
        """All of them, the longest wait first; children are named afterwards, for those that are shown."""
        rows = await self._connection.execute(WAITING, {**self._values, **self._school_age})
        return [
            Waiting(**{**row, "reason": CaseReason(row["reason"]) if row["reason"] else None})
            for row in rows.mappings()
        ]

    async def states_of(self, case_ids: Sequence[UUID]) -> dict[UUID, list[ApplicationState]]:
        """The states of the applications of these cases."""
        if not case_ids:
            return {}
        values = {"tenant": self._values["tenant"], "cases": list(case_ids)}
        rows = await self._connection.execute(_STATES, values)
        return {row.case_id: [ApplicationState(state) for state in row.states] for row in rows}

    async def waits_since(self, window: date) -> list[Wait]:
        """The times without a place of all cases that were open at some time since a day."""
        rows = await self._connection.execute(WAITS, {**self._values, "window": window})
        return [Wait(row.since, row.until) for row in rows]
