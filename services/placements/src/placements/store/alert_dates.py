"""What alerts ask of clocks and of the log: duties past their date, and dates that were moved lately."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import BindParameter, Date, DateTime, Text, and_, bindparam, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.kernel.clock import LONDON, london_date
from placements.domain.alert_facts import Duty
from placements.domain.alert_surroundings import MovedDates
from placements.domain.alerts_of_care import DUTIES
from placements.domain.chronology import EntryKind
from placements.domain.clocks import Clock
from placements.store.alert_people import looked_after, people_of, posts_of
from placements.store.tables.applications import APPLICATIONS, HISTORY
from placements.store.tables.cases import CASES
from placements.store.tables.children import CHILDREN
from placements.store.tables.clocks import CLOCKS

_A: Final = APPLICATIONS.c
_C: Final = CHILDREN.c
_TENANT: Final[BindParameter[str]] = bindparam("tenant")
_TODAY: Final = bindparam("today", type_=Date)
_LIVE: Final = and_(_C.authority == _TENANT, _C.sealed_at.is_(None))
_MOVED_LOOKED_AT: Final = timedelta(days=14)
_H: Final = HISTORY.c
MOVED: Final = (
    select(_H.id.label("line_id"), _H.at, _H.child_id, _H.case_id, _H.application_id, *posts_of(CASES))
    .join(CASES, and_(CASES.c.authority == _H.authority, CASES.c.id == _H.case_id))
    .join(CHILDREN, and_(_C.authority == CASES.c.authority, _C.id == CASES.c.child_id))
    .where(
        _LIVE,
        CASES.c.closed_on.is_(None),
        _H.authority == _TENANT,
        _H.kind.in_([EntryKind.DATES_MOVED.value, EntryKind.LIMIT_MOVED.value]),
        _H.at >= bindparam("moved_since", type_=DateTime(timezone=True)),
    )
)
DUTY_CLOCKS: Final = (
    select(*(CLOCKS.c[field.name] for field in fields(Clock)), CASES.c.child_id, _A.school_urn, *posts_of(CASES))
    .join(CASES, and_(CASES.c.authority == CLOCKS.c.authority, CASES.c.id == CLOCKS.c.case_id))
    .join(CHILDREN, and_(_C.authority == CASES.c.authority, _C.id == CASES.c.child_id))
    .join(APPLICATIONS, and_(_A.authority == CLOCKS.c.authority, _A.id == CLOCKS.c.application_id), isouter=True)
    .where(
        _LIVE,
        CLOCKS.c.authority == _TENANT,
        CLOCKS.c.stopped_on.is_(None),
        CLOCKS.c.key == bindparam("keys", type_=ARRAY(Text)).any_(),
        CLOCKS.c.due_on < _TODAY,
        looked_after(),
    )
)


class DateFacts:
    """Dates of one authority's work on a day."""

    def __init__(self, connection: AsyncConnection, authority: str, today: date) -> None:
        self._connection = connection
        self._today = today
        self._values: dict[str, Any] = {"tenant": authority, "today": today}

    async def moved(self) -> list[MovedDates]:
        """Dates of open work that another calendar, setting or rule has moved lately."""
        since = datetime.combine(self._today - _MOVED_LOOKED_AT, time.min, LONDON)
        return [
            MovedDates(
                **{name: row[name] for name in ("line_id", "child_id", "case_id", "application_id")},
                on=london_date(row["at"]),
                people=people_of(row),
            )
            for row in await self._rows(MOVED, moved_since=since)
        ]

    async def duties(self) -> list[Duty]:
        """Running clocks past their date that are nobody's application any more."""
        names = tuple(field.name for field in fields(Clock))
        return [
            Duty(
                clock=Clock(**{name: row[name] for name in names}),
                child_id=row["child_id"],
                people=people_of(row),
                school_urn=row["school_urn"],
            )
            for row in await self._rows(DUTY_CLOCKS, keys=sorted(DUTIES))
        ]

    async def _rows(self, statement: Any, **values: Any) -> Sequence[RowMapping]:
        return (await self._connection.execute(statement, {**self._values, **values})).mappings().all()
