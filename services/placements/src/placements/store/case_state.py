"""The state of a case of the table `cases` on a day, as an expression to ask by (PL-504)."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import ColumnElement, Date, and_, bindparam, case, exists, not_, or_

from placements.domain.application_states import ACTIVE, PLACE_FOUND, ApplicationState
from placements.domain.cases import CaseState
from placements.domain.roll import Registration
from placements.store.tables.applications import APPLICATIONS
from placements.store.tables.cases import CASES
from placements.store.tables.child_records import REDUCED_TIMETABLES
from placements.store.tables.children import ROLLS

_TODAY: Final = bindparam("today", type_=Date)


def is_reduced() -> ColumnElement[bool]:
    """A reduced timetable runs today at the school of the row of `rolls` (PL-505)."""
    return exists().where(
        and_(
            REDUCED_TIMETABLES.c.authority == ROLLS.c.authority,
            REDUCED_TIMETABLES.c.child_id == ROLLS.c.child_id,
            REDUCED_TIMETABLES.c.school_urn == ROLLS.c.school_urn,
            REDUCED_TIMETABLES.c.from_on <= _TODAY,
            or_(REDUCED_TIMETABLES.c.to_on.is_(None), REDUCED_TIMETABLES.c.to_on >= _TODAY),
        )
    )


def _placed(*, full_time: bool) -> ColumnElement[bool]:
    """A main roll today that began with the need or after it; with full hours, or with fewer."""
    hours = and_(ROLLS.c.full_time, not_(is_reduced()))
    return exists().where(
        and_(
            ROLLS.c.authority == CASES.c.authority,
            ROLLS.c.child_id == CASES.c.child_id,
            ROLLS.c.registration == Registration.MAIN.value,
            ROLLS.c.first_day_on >= CASES.c.need_from,
            ROLLS.c.first_day_on <= _TODAY,
            or_(ROLLS.c.last_day_on.is_(None), ROLLS.c.last_day_on >= _TODAY),
            hours if full_time else not_(hours),
        )
    )


def _has_application(states: Iterable[ApplicationState]) -> ColumnElement[bool]:
    return exists().where(
        and_(
            APPLICATIONS.c.authority == CASES.c.authority,
            APPLICATIONS.c.case_id == CASES.c.id,
            APPLICATIONS.c.state.in_(sorted(states)),
        )
    )


def case_state() -> ColumnElement[str]:
    """The first that holds; the same as `Case.state_on`."""
    return case(
        (CASES.c.closed_on.is_not(None), CaseState.CLOSED.value),
        (_placed(full_time=True), CaseState.PLACED.value),
        (_placed(full_time=False), CaseState.PLACED_PART_TIME.value),
        (_has_application(PLACE_FOUND), CaseState.OFFER_PENDING_START.value),
        (_has_application(ACTIVE), CaseState.SEEKING.value),
        else_=CaseState.OPEN.value,
    )
