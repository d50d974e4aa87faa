"""What the reports of one authority are made from: requests of a period with what became of them, and cases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Date, and_, bindparam, case, exists, func, or_, select
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.care import CareStatus, Cohort
from placements.domain.direction_states import ProcessType
from placements.domain.plan_consultation import PlanReply
from placements.domain.reports.reported import Escalated, SchoolSide
from placements.domain.routes import IN_YEAR
from placements.domain.school import SchoolKind
from placements.store.tables.answers import APPEALS, CHALLENGES
from placements.store.tables.applications import APPLICATIONS
from placements.store.tables.cases import CASES
from placements.store.tables.children import CARE_PERIODS
from placements.store.tables.clocks import CLOCKS
from placements.store.tables.directions import DIRECTION_PROCESSES, PLAN_CONSULTATIONS
from placements.store.tables.schools import SCHOOLS

_A: Final = APPLICATIONS.c
_P: Final = DIRECTION_PROCESSES.c
_FROM, _TO = bindparam("from_on", type_=Date), bindparam("to_on", type_=Date)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedRow:
    """A request without its answers, which the applications hold."""

    id: UUID
    side: SchoolSide
    school_authority: str
    cohort: Cohort
    escalated: Escalated
    delay_reasons: tuple[str, ...]


def _of_application(table: Any) -> ColumnElement[bool]:
    return and_(table.c.authority == _A.authority, table.c.application_id == _A.id)


def _process(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(_of_application(DIRECTION_PROCESSES), *conditions)


_BY_AUTHORITY: Final = and_(_P.type != ProcessType.SECRETARY_OF_STATE.value, _P.direction.is_not(None))
_SIGNED_ON: Final = (
    select(func.min(func.coalesce(_P.direction["signed_on"].astext, _P.secretary_of_state["on"].astext)).cast(Date))
    .where(
        _of_application(DIRECTION_PROCESSES),
        or_(_P.direction.is_not(None), _P.secretary_of_state["outcome"].astext == "directed"),
    )
    .scalar_subquery()
)
_ESCALATED: Final[Mapping[str, ColumnElement[Any]]] = {
    "challenged": exists().where(_of_application(CHALLENGES)),
    "threatened": _process(or_(_P.consultation.is_not(None), _P.notice.is_not(None))),
    "asked_secretary": _process(_P.secretary_of_state.is_not(None)),
    "directed_on": _SIGNED_ON,
    "directed_by_authority": _process(_BY_AUTHORITY),
    "referred": exists().where(_of_application(CLOCKS), CLOCKS.c.key == "fap_allocate"),
    "appealed": exists().where(_of_application(APPEALS)),
}
_LOOKED_AFTER: Final = exists().where(
    CARE_PERIODS.c.authority == _A.authority,
    CARE_PERIODS.c.child_id == _A.child_id,
    CARE_PERIODS.c.status == CareStatus.LOOKED_AFTER.value,
    CARE_PERIODS.c.short_break.is_(False),
    CARE_PERIODS.c.from_on <= _A.received_on,
    or_(CARE_PERIODS.c.to_on.is_(None), CARE_PERIODS.c.to_on > _A.received_on),
)
_REQUESTS: Final = (
    select(
        _A.id,
        SCHOOLS.c.kind,
        SCHOOLS.c.authority.label("school_authority"),
        case((_LOOKED_AFTER, Cohort.LAC.value), else_=Cohort.PLAC.value).label("cohort"),
        CASES.c.delay_reasons,
        *(column.label(name) for name, column in _ESCALATED.items()),
    )
    .join(SCHOOLS, SCHOOLS.c.urn == _A.school_urn)
    .join(CASES, and_(CASES.c.authority == _A.authority, CASES.c.id == _A.case_id))
    .where(
        _A.authority == bindparam("tenant"),
        _A.route.in_(sorted(IN_YEAR)),
        _A.received_on.between(_FROM, _TO),
    )
    .order_by(_A.id)
)
_NOT_SUPPORTED: Final = (
    select(func.count())
    .select_from(PLAN_CONSULTATIONS)
    .where(
        PLAN_CONSULTATIONS.c.authority == bindparam("tenant"),
        PLAN_CONSULTATIONS.c.sent_on.between(_FROM, _TO),
        PLAN_CONSULTATIONS.c.reply == PlanReply.CANNOT_MEET.value,
    )
)


class ReportedStore:
    """One authority and one period, both ends counted."""

    def __init__(self, connection: AsyncConnection, authority: str, from_on: date, to_on: date) -> None:
        self._connection = connection
        self.from_on, self.to_on = from_on, to_on
        self._values: dict[str, Any] = {"tenant": authority, "from_on": from_on, "to_on": to_on}

    async def requests(self) -> Sequence[ReportedRow]:
        """On an in-year road, received in the period."""
        return [_row(row) for row in (await self._connection.execute(_REQUESTS, self._values)).mappings()]

    async def consultations_not_supported(self) -> int:
        found: int = (await self._connection.execute(_NOT_SUPPORTED, self._values)).scalar_one()
        return found


def _row(row: RowMapping) -> ReportedRow:
    told = {field.name for field in fields(Escalated)} & set(_ESCALATED)
    return ReportedRow(
        id=row["id"],
        side=SchoolSide.of(SchoolKind(row["kind"])),
        school_authority=row["school_authority"],
        cohort=Cohort(row["cohort"]),
        escalated=Escalated(**{name: row[name] for name in told}),
        delay_reasons=tuple(row["delay_reasons"]),
    )
