"""The list of one authority's applications: when each answer is due, page by page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, and_, bindparam, exists, func, literal_column, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.application_states import WITH_THE_SCHOOL, ApplicationFlag, ApplicationState
from placements.domain.reach import ChildReach
from placements.store.case_reach import of_reached_child
from placements.store.child_reach import reach_values
from placements.store.tables.applications import APPLICATIONS
from placements.store.tables.cases import CASES
from placements.store.tables.clocks import CLOCKS

_A: Final = APPLICATIONS.c
_MINE: Final = _A.authority == bindparam("tenant")
UNANSWERED: Final = WITH_THE_SCHOOL | {ApplicationState.NO_RESPONSE}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedApplication:
    """One row; `target_on` is the local target where there is one."""

    id: UUID
    version: int
    reference: str
    case_id: UUID
    child_id: UUID
    school_urn: int
    state: ApplicationState
    flags: tuple[ApplicationFlag, ...]
    received_on: date | None
    target_on: date | None
    limit_on: date | None
    owner_post_id: str | None

    def flags_on(self, today: date) -> tuple[ApplicationFlag, ...]:
        """Those kept, and `overdue` once the target has passed without an answer (`domain/standing_flags.py`)."""
        past = self.state in WITH_THE_SCHOOL and self.target_on is not None and today > self.target_on
        return tuple(sorted({*self.flags, ApplicationFlag.OVERDUE} if past else self.flags))

    def due(self, today: date) -> date | None:
        """The target, or the limit once the target has passed; nothing once there is an answer."""
        if self.state not in UNANSWERED:
            return None
        if self.limit_on is not None and today > self.limit_on:
            return self.limit_on
        return self.target_on or self.limit_on


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationsSought:
    """What the list is narrowed by."""

    child_id: UUID | None = None
    state: ApplicationState | None = None
    school_urn: int | None = None
    past_date: bool = False


def _due(key: str) -> ColumnElement[Any]:
    due = func.coalesce(CLOCKS.c.local_due_on, CLOCKS.c.due_on)
    return (
        select(func.max(due))
        .where(
            CLOCKS.c.authority == _A.authority,
            CLOCKS.c.application_id == _A.id,
            CLOCKS.c.key == key,
        )
        .scalar_subquery()
        .label(key)
    )


def past_date() -> ColumnElement[bool]:
    """A school has not answered and its target, and so perhaps its limit, has passed."""
    passed = and_(
        CLOCKS.c.authority == _A.authority,
        CLOCKS.c.application_id == _A.id,
        CLOCKS.c.key == "inyear_target",
        CLOCKS.c.stopped_on.is_(None),
        func.coalesce(CLOCKS.c.local_due_on, CLOCKS.c.due_on) < bindparam("today"),
    )
    return and_(_A.state.in_(sorted(UNANSWERED)), exists().where(passed))


class ApplicationList:
    """Applications of one authority as they stand on a day."""

    def __init__(self, connection: AsyncConnection, authority: str, today: date, reach: ChildReach) -> None:
        self._connection = connection
        self._today = today
        self._always: dict[str, Any] = {"tenant": authority, **reach_values(reach)}

    async def page(
        self, sought: ApplicationsSought, *, before: UUID | None = None, rows: int
    ) -> Sequence[ListedApplication]:
        """The newest first: ids sort by the time they were made."""
        values: dict[str, Any] = {}
        if sought.child_id is not None:
            values["child"] = sought.child_id
        if sought.state is not None:
            values["state"] = sought.state.value
        if sought.school_urn is not None:
            values["urn"] = sought.school_urn
        if before is not None:
            values["before"] = before
        statement = page_statement(frozenset(values), sought.past_date, rows)
        used = {**self._always, **values}
        if sought.past_date:
            used["today"] = self._today
        return [_listed(row) for row in (await self._connection.execute(statement, used)).mappings()]

    async def all_past(self, posts: Sequence[str] | None) -> Sequence[ListedApplication]:
        """Every application past its date; `posts` narrows it to some people's work."""
        values = {**self._always, "today": self._today, "posts": None if posts is None else list(posts)}
        return [_listed(row) for row in (await self._connection.execute(ALL_PAST, values)).mappings()]


_FILTERS: Final[Mapping[str, Callable[[], ColumnElement[bool]]]] = {
    "child": lambda: _A.child_id == bindparam("child"),
    "state": lambda: _A.state == bindparam("state"),
    "urn": lambda: _A.school_urn == bindparam("urn"),
    "before": lambda: _A.id < bindparam("before"),
}


@cache
def page_statement(filters: frozenset[str], only_past: bool, rows: int) -> Select[Any]:
    """The ids first, then what stands beside them: row level security would hide LIMIT's early stop."""
    chosen = [of_reached_child(APPLICATIONS), *(make() for name, make in _FILTERS.items() if name in filters)]
    if only_past:
        chosen.append(past_date())
    ids = select(_A.id).where(_MINE, *chosen).order_by(_A.id.desc()).limit(literal_column(str(rows))).subquery("ids")
    return (
        select(
            *(_A[name] for name in _PLAIN),
            CASES.c.owner_post_id,
            _due("inyear_target"),
            _due("inyear_limit"),
        )
        .join(ids, ids.c.id == _A.id)
        .join(CASES, and_(CASES.c.authority == _A.authority, CASES.c.id == _A.case_id))
        .where(_MINE)
        .order_by(_A.id.desc())
    )


_PLAIN: Final = ("id", "version", "reference", "case_id", "child_id", "school_urn", "state", "flags", "received_on")


_POSTS: Final = bindparam("posts", type_=ARRAY(Text))
ALL_PAST: Final = (
    select(*(_A[name] for name in _PLAIN), CASES.c.owner_post_id, _due("inyear_target"), _due("inyear_limit"))
    .join(CASES, and_(CASES.c.authority == _A.authority, CASES.c.id == _A.case_id))
    .where(
        _MINE,
        past_date(),
        of_reached_child(APPLICATIONS),
        or_(_POSTS.is_(None), CASES.c.owner_post_id == _POSTS.any_()),
    )
    .order_by(_A.id)
)


def _listed(row: RowMapping) -> ListedApplication:
    values = {name: row[name] for name in _PLAIN}
    values["state"] = ApplicationState(values["state"])
    values["flags"] = tuple(ApplicationFlag(flag) for flag in values["flags"])
    return ListedApplication(
        **values,
        target_on=row["inyear_target"],
        limit_on=row["inyear_limit"],
        owner_post_id=row["owner_post_id"],
    )
