"""The questions a school's lists ask, over all authorities: its requests, its inbox and its children on roll."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Date, Select, and_, bindparam, case, func, literal_column, or_, select, tuple_
from sqlalchemy.dialects.postgresql import UUID as PG_UUID

from placements.domain.application_states import TERMINAL, ApplicationState
from placements.domain.school_asks import ASKED, ASKING_STATES
from placements.store.application_list import past_date
from placements.store.school_reach import on_roll_now, reached_application
from placements.store.tables.applications import APPLICATIONS
from placements.store.tables.children import CHILDREN, ROLLS
from placements.store.tables.clocks import CLOCKS

_A: Final = APPLICATIONS.c
_C: Final = CHILDREN.c
_ROW: Final = (
    "authority",
    "id",
    "version",
    "reference",
    "case_id",
    "child_id",
    "school_urn",
    "state",
    "flags",
    "received_on",
    "start_on",
    "closed_on",
)
NEVER: Final = date(9999, 12, 31)


class InboxPart(StrEnum):
    """What the school has to answer, what it waits for, and what is over."""

    TO_ANSWER = "to_answer"
    WAITING = "waiting"
    DONE = "done"


def _due() -> ColumnElement[Any]:
    """The first date to come of what the state asks, or the last that has passed."""
    keys = sorted((state.value, key) for state, asking in ASKED.items() for key in asking.clocks)
    day = func.coalesce(CLOCKS.c.local_due_on, CLOCKS.c.due_on)
    today = bindparam("today", type_=Date)
    clock = (
        select(func.coalesce(func.min(day).filter(day >= today), func.max(day)))
        .where(
            CLOCKS.c.authority == _A.authority,
            CLOCKS.c.application_id == _A.id,
            tuple_(_A.state, CLOCKS.c.key).in_(keys),
        )
        .scalar_subquery()
    )
    started = case((_A.state.in_([ApplicationState.ACCEPTED.value, ApplicationState.START_AGREED.value]), _A.start_on))
    return func.coalesce(clock, started)


def _limit() -> ColumnElement[Any]:
    return (
        select(func.max(CLOCKS.c.due_on))
        .where(CLOCKS.c.authority == _A.authority, CLOCKS.c.application_id == _A.id, CLOCKS.c.key == "inyear_limit")
        .scalar_subquery()
    )


# Requests for a child who has been sealed since are nobody's at a school any more (PL-326).
_UNSEALED: Final = and_(CHILDREN.c.authority == _A.authority, CHILDREN.c.id == _A.child_id, _C.sealed_at.is_(None))
_FILTERS: Final[Mapping[str, ColumnElement[bool]]] = {
    "child": _A.child_id == bindparam("child"),
    "state": _A.state == bindparam("state"),
    "urn": _A.school_urn == bindparam("urn"),
    "before": _A.id < bindparam("before"),
    "past": past_date(),
}
_PARTS: Final[Mapping[InboxPart, ColumnElement[bool]]] = {
    InboxPart.TO_ANSWER: _A.state.in_(sorted(ASKING_STATES)),
    InboxPart.WAITING: _A.state.not_in(sorted(ASKING_STATES | TERMINAL)),
    InboxPart.DONE: _A.state.in_(sorted(TERMINAL)),
}


@cache
def requests_statement(filters: frozenset[str], rows: int) -> Select[Any]:
    chosen = [_FILTERS[name] for name in sorted(filters)]
    return (
        select(*(_A[name] for name in _ROW), _due().label("due_on"), _limit().label("limit_on"))
        .join(CHILDREN, _UNSEALED)
        .where(reached_application(), *chosen)
        .order_by(_A.id.desc())
        .limit(literal_column(str(rows)))
    )


@cache
def inbox_statement(part: InboxPart | None, continued: bool, rows: int) -> Select[Any]:
    """The next date first; what has none comes last."""
    chosen = _PARTS[part] if part else _A.state.not_in(sorted(TERMINAL))
    found = (
        select(*(_A[name] for name in _ROW), _due().label("due_on"), _limit().label("limit_on"))
        .join(CHILDREN, _UNSEALED)
        .where(reached_application(), chosen)
        .subquery("found")
    )
    key = (func.coalesce(found.c.due_on, NEVER), found.c.id)
    after = tuple_(bindparam("after_due", type_=Date), bindparam("after_id", type_=PG_UUID(as_uuid=True)))
    page = select(found).order_by(*key).limit(literal_column(str(rows)))
    return page.where(tuple_(*key) > after) if continued else page


WAITED_FOR: Final = (
    select(func.count())
    .select_from(APPLICATIONS)
    .join(CHILDREN, _UNSEALED)
    .where(reached_application(), _PARTS[InboxPart.TO_ANSWER])
)
_LAST: Final = CHILDREN.alias("last_shown")
_AFTER_CHILD: Final = select(_LAST.c.sort_name, _LAST.c.id).where(
    _LAST.c.id == bindparam("after_id", type_=PG_UUID(as_uuid=True))
)
_CHILD_FILTERS: Final[Mapping[str, ColumnElement[bool]]] = {
    "full_time": ROLLS.c.full_time == bindparam("full_time"),
    "year_group": or_(
        _C.year_group_override == bindparam("year_group"),
        and_(
            _C.year_group_override.is_(None),
            _C.date_of_birth.between(bindparam("born_from", type_=Date), bindparam("born_to", type_=Date)),
        ),
    ),
    "after_id": tuple_(_C.sort_name, _C.id) > _AFTER_CHILD.scalar_subquery(),
}


@cache
def children_statement(filters: frozenset[str], rows: int) -> Select[Any]:
    chosen = [condition for name, condition in _CHILD_FILTERS.items() if name in filters]
    return (
        select(_C.authority, _C.id, func.min(ROLLS.c.school_urn))
        .join(ROLLS, (ROLLS.c.authority == _C.authority) & (ROLLS.c.child_id == _C.id))
        .where(on_roll_now(), _C.sealed_at.is_(None), *chosen)
        .group_by(_C.authority, _C.id, _C.sort_name)
        .order_by(_C.sort_name, _C.id)
        .limit(literal_column(str(rows)))
    )
