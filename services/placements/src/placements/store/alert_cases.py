"""What alerts ask of the open cases of one authority."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from sqlalchemy import BindParameter, and_, bindparam, exists, func, select
from sqlalchemy.engine import RowMapping

from kit.kernel.days import Calendar
from placements.domain.alert_facts import OpenCase
from placements.domain.application import WithdrawalReason
from placements.domain.cases import CaseReason
from placements.domain.clocks import Clock
from placements.store.alert_people import looked_after, people_of, posts_of, year_group_of
from placements.store.place_status import main_roll_today
from placements.store.tables.applications import APPLICATIONS
from placements.store.tables.case_records import APPROVALS
from placements.store.tables.cases import CASES
from placements.store.tables.children import CHILDREN, ROLLS
from placements.store.tables.directions import PLAN_CONSULTATIONS

_A: Final = APPLICATIONS.c
_C: Final = CHILDREN.c
_TENANT: Final[BindParameter[str]] = bindparam("tenant")
_ASKED: Final = exists().where(
    _A.authority == CASES.c.authority,
    _A.case_id == CASES.c.id,
    _A.close_reason.is_distinct_from(WithdrawalReason.ENTERED_IN_ERROR.value),
)
_PLACED: Final = exists().where(main_roll_today(), ROLLS.c.full_time, ROLLS.c.first_day_on >= CASES.c.need_from)
_APPROVED: Final = exists().where(
    APPROVALS.c.authority == CASES.c.authority,
    APPROVALS.c.case_id == CASES.c.id,
    APPROVALS.c.kind == "ks4_move",
    APPROVALS.c.decision == "approved",
)
_P: Final = PLAN_CONSULTATIONS.c
_UNSUPPORTED: Final = (
    select(func.count())
    .join_from(PLAN_CONSULTATIONS, APPLICATIONS, and_(_A.authority == _P.authority, _A.id == _P.application_id))
    .where(_A.authority == CASES.c.authority, _A.case_id == CASES.c.id, _P.reply == "cannot_meet")
    .scalar_subquery()
)
OPEN_CASES: Final = (
    select(
        *(CASES.c[name] for name in ("id", "child_id", "reason", "need_from", "opened_on")),
        CASES.c.case_calendar_authority,
        _C.date_of_birth,
        _C.year_group_override,
        looked_after().label("looked_after"),
        _ASKED.label("is_asked"),
        _PLACED.label("placed_full_time"),
        _APPROVED.label("approved"),
        _UNSUPPORTED.label("unsupported_consultations"),
        *posts_of(CASES),
    )
    .join(CHILDREN, and_(_C.authority == CASES.c.authority, _C.id == CASES.c.child_id))
    .where(CASES.c.authority == _TENANT, CASES.c.closed_on.is_(None), _C.sealed_at.is_(None))
    .order_by(CASES.c.id)
)


def case_of(row: RowMapping, running: Mapping[str, Clock], calendars: Mapping[str, Calendar], today: date) -> OpenCase:
    return OpenCase(
        **{name: row[name] for name in ("id", "child_id", "need_from", "opened_on", "looked_after", "is_asked")},
        reason=CaseReason(row["reason"]),
        year_group=year_group_of(row, today),
        people=people_of(row),
        placed_full_time=row["placed_full_time"],
        approved=row["approved"],
        unsupported_consultations=row["unsupported_consultations"],
        running=running,
        calendar=calendars[row["case_calendar_authority"]],
    )
