"""Dates ahead of one authority: running clocks, agreed first days, and what was given up lately."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    Select,
    Text,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.application_states import ApplicationState
from placements.domain.clock_rules import ClockRules
from placements.domain.due_dates import START, DueDate
from placements.domain.reach import ChildReach
from placements.store.case_reach import of_reached_child
from placements.store.child_reach import reach_values
from placements.store.tables.applications import APPLICATIONS
from placements.store.tables.cases import CASES
from placements.store.tables.clocks import CLOCKS

_A: Final = APPLICATIONS.c
_C: Final = CLOCKS.c
_TENANT: Final[BindParameter[str]] = bindparam("tenant")
_TODAY: Final = bindparam("today", type_=Date)
_UNTIL: Final = bindparam("until", type_=Date)
_POSTS: Final = bindparam("posts", type_=ARRAY(Text))
_REMEMBERED: Final = timedelta(days=28)
"""How long calendars are told that an entry is cancelled."""
_DUE: Final = func.coalesce(_C.local_due_on, _C.due_on)
_SCOPE: Final = and_(
    CASES.c.authority == _TENANT,
    or_(_POSTS.is_(None), CASES.c.owner_post_id == _POSTS.any_()),
    of_reached_child(CASES),
)


_OTHER: Final = APPLICATIONS.alias("of_case")
_LAST_OF_CASE: Final = (
    select(func.max(_OTHER.c.reference))
    .where(_OTHER.c.authority == _C.authority, _OTHER.c.case_id == _C.case_id)
    .scalar_subquery()
)
"""A case has no reference of its own: that of its newest request tells people which one is meant."""


def _of_clocks(*conditions: ColumnElement[bool], cancelled: bool) -> Select[Any]:
    return (
        select(
            _C.id.label("source_id"),
            _C.key,
            _DUE.label("on"),
            _C.case_id,
            _C.application_id,
            func.coalesce(_A.reference, _LAST_OF_CASE).label("reference"),
            _A.school_urn,
            CASES.c.child_id,
            literal(cancelled).label("cancelled"),
        )
        .join(CASES, and_(CASES.c.authority == _C.authority, CASES.c.id == _C.case_id))
        .join(APPLICATIONS, and_(_A.authority == _C.authority, _A.id == _C.application_id), isouter=True)
        .where(_SCOPE, _C.authority == _TENANT, _DUE >= _TODAY, _DUE <= _UNTIL, *conditions)
    )


_STARTS: Final = (
    select(
        _A.id,
        literal(START),
        _A.start_on,
        _A.case_id,
        _A.id,
        _A.reference,
        _A.school_urn,
        _A.child_id,
        literal(False),
    )
    .join(CASES, and_(CASES.c.authority == _A.authority, CASES.c.id == _A.case_id))
    .where(
        _SCOPE,
        _A.authority == _TENANT,
        _A.state == ApplicationState.START_AGREED.value,
        _A.start_on >= _TODAY,
        _A.start_on <= _UNTIL,
    )
)
_AHEAD: Final = union_all(
    _of_clocks(_C.stopped_on.is_(None), cancelled=False),
    _of_clocks(_C.stopped_on >= bindparam("since", type_=Date), cancelled=True),
    _STARTS,
).subquery("ahead")
DUE_DATES: Final = select(_AHEAD).order_by(_AHEAD.c.on, _AHEAD.c.key, _AHEAD.c.source_id)


class DueDateStore:
    """Asked for one authority on one day; `posts` narrows it to some people's work."""

    def __init__(
        self,
        connection: AsyncConnection,
        authority: str,
        today: date,
        posts: Sequence[str] | None,
        reach: ChildReach,
    ) -> None:
        self._connection = connection
        self._today = today
        self._values: dict[str, Any] = {
            "tenant": authority,
            "today": today,
            "since": today - _REMEMBERED,
            "posts": None if posts is None else list(posts),
            **reach_values(reach),
        }

    async def ahead(self, days: int, rules: ClockRules) -> list[DueDate]:
        """From today on, by date; clocks that are only shown beside an application are left out."""
        values = {**self._values, "until": self._today + timedelta(days=days)}
        rows = (await self._connection.execute(DUE_DATES, values)).mappings()
        return [
            DueDate(**row, force=None if row["key"] == START else rules[row["key"]].force)
            for row in rows
            if row["key"] == START or not rules[row["key"]].display_only
        ]
