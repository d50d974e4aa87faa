"""Which cases and children of one authority a job by the calendar has something to do with."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import ARRAY, Date, Text, and_, bindparam, column, exists, func, not_, or_, select, text
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.care import CareStatus
from placements.domain.case_counters import CaseCounters
from placements.domain.cases import CaseReason, CaseState
from placements.store.case_state import case_state
from placements.store.place_status import care_today, main_roll_today, open_case
from placements.store.tables.case_records import DAYS_COUNTED
from placements.store.tables.cases import CASES
from placements.store.tables.children import CARE_PERIODS, CHILDREN, ROLLS
from placements.store.tables.schools import SCHOOLS

_C: Final = CHILDREN.c
_TENANT: Final = bindparam("tenant", type_=Text)
_MINE: Final = and_(_C.authority == _TENANT, _C.sealed_at.is_(None), _C.merged_into.is_(None))
_LOOKED_AFTER: Final = and_(
    care_today(), CARE_PERIODS.c.status == CareStatus.LOOKED_AFTER.value, CARE_PERIODS.c.short_break.is_(False)
)
_TRANSFER: Final = and_(
    CASES.c.authority == _C.authority,
    CASES.c.child_id == _C.id,
    CASES.c.reason == CaseReason.PHASE_TRANSFER.value,
    CASES.c.need_from == bindparam("entry", type_=Date),
)
_LAST_AGE: Final = (
    select(SCHOOLS.c.high_age)
    .join(ROLLS, ROLLS.c.school_urn == SCHOOLS.c.urn)
    .where(main_roll_today())
    .correlate(CHILDREN)
    .limit(1)
    .scalar_subquery()
)
_WITHOUT_CASE: Final = (
    select(_C.id, _C.date_of_birth, _C.year_group_override, _LAST_AGE.label("high_age"))
    .where(_MINE, exists().where(_LOOKED_AFTER), not_(exists().where(or_(open_case(), _TRANSFER))))
    .order_by(_C.id)
)
"""Looked-after children with no open case, nor one about this entry already."""

_MONTHS: Final = (
    func.unnest(bindparam("months", type_=ARRAY(Date))).table_valued(column("month", Date)).render_derived(name="past")
)
_MONTH: Final = _MONTHS.c.month
_UNTIL: Final = _MONTH + text("interval '1 month'")
_MONTH_KEY: Final = func.to_char(_MONTH, "YYYY-MM")
_UNCOUNTED: Final = (
    select(CASES.c.id, _MONTH.label("month"))
    .join(_MONTHS, CASES.c.need_from < _UNTIL)
    .where(
        CASES.c.authority == _TENANT,
        or_(CASES.c.closed_on.is_(None), CASES.c.closed_on >= _MONTH),
        not_(
            exists().where(
                DAYS_COUNTED.c.authority == CASES.c.authority,
                DAYS_COUNTED.c.case_id == CASES.c.id,
                DAYS_COUNTED.c.month == _MONTH_KEY,
            )
        ),
    )
    .order_by(CASES.c.id, _MONTH)
)
_COUNT: Final = upsert(DAYS_COUNTED).on_conflict_do_nothing().returning(DAYS_COUNTED.c.case_id)
_PLACED: Final = (
    select(CASES.c.id)
    .where(CASES.c.authority == _TENANT, CASES.c.closed_on.is_(None), case_state() == CaseState.PLACED.value)
    .order_by(CASES.c.id)
)
_NOT_ASKED: Final = (
    select(CASES.c.id, _C.date_of_birth, _C.year_group_override)
    .join(CHILDREN, and_(_C.authority == CASES.c.authority, _C.id == CASES.c.child_id))
    .where(
        CASES.c.authority == _TENANT,
        CASES.c.closed_on.is_(None),
        CASES.c.post16_asked_on.is_(None),
        CASES.c.opened_on <= bindparam("on", type_=Date),
    )
    .order_by(CASES.c.id)
)


class BornAt(NamedTuple):
    """A case or a child, and what its year group follows from; `high_age` of the school it is at."""

    id: UUID
    date_of_birth: date
    year_group_override: str | None
    high_age: int | None


class CaseWork:
    """For one authority, asked by jobs."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def without_case(self, today: date, entry: date) -> Sequence[BornAt]:
        """Looked-after children who have no case open, and have had none about this entry."""
        rows = await self._rows(_WITHOUT_CASE, {"today": today, "entry": entry})
        return [BornAt(*row) for row in rows]

    async def not_asked_about_post16(self, on: date) -> Sequence[BornAt]:
        """Open cases that were open on a day."""
        return [BornAt(row[0], row[1], row[2], None) for row in await self._rows(_NOT_ASKED, {"on": on})]

    async def placed(self, today: date) -> Sequence[UUID]:
        """Open cases of children with full hours at a new school."""
        return [row[0] for row in await self._rows(_PLACED, {"today": today})]

    async def uncounted(self, months: Iterable[date]) -> Sequence[tuple[UUID, date]]:
        """Cases with each month (its first day) in which there was a need and that has not been counted."""
        return [(row[0], row[1]) for row in await self._rows(_UNCOUNTED, {"months": list(months)})]

    async def count(self, case_id: UUID, month: str, counters: CaseCounters) -> bool:
        """False when somebody else has counted this month."""
        values = {
            "authority": self._tenant,
            "case_id": case_id,
            "month": month,
            "days_off_roll": counters.days_off_roll,
            "days_no_provision": counters.days_no_provision,
            "days_part_time": counters.days_part_time,
            "days_unregistered_ap": counters.days_unregistered_ap,
        }
        return (await self._connection.execute(_COUNT, values)).first() is not None

    async def _rows(self, statement: Any, values: dict[str, Any]) -> Sequence[Any]:
        return (await self._connection.execute(statement, {"tenant": self._tenant, **values})).all()
