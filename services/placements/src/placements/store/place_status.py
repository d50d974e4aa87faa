"""Where a child of the table `children` stands with a school place on a day, as conditions to ask by."""

from typing import Any, Final

from sqlalchemy import ColumnElement, Date, Text, and_, bindparam, case, exists, literal, not_, or_

from placements.domain.care import CareStatus
from placements.domain.child import PlaceStatus
from placements.domain.roll import Registration
from placements.domain.year_group import SCHOOL_AGE
from placements.store.case_state import is_reduced
from placements.store.tables.cases import CASES
from placements.store.tables.children import CARE_PERIODS, CHILDREN, ROLLS

_C: Final = CHILDREN.c
_TODAY: Final = bindparam("today", type_=Date)


def _of_child(table: Any) -> ColumnElement[bool]:
    return and_(table.c.authority == _C.authority, table.c.child_id == _C.id)


def main_roll_today() -> ColumnElement[bool]:
    return and_(
        _of_child(ROLLS),
        ROLLS.c.registration == Registration.MAIN.value,
        ROLLS.c.first_day_on <= _TODAY,
        or_(ROLLS.c.last_day_on.is_(None), ROLLS.c.last_day_on >= _TODAY),
    )


def care_today() -> ColumnElement[bool]:
    return and_(
        _of_child(CARE_PERIODS),
        CARE_PERIODS.c.from_on <= _TODAY,
        or_(CARE_PERIODS.c.to_on.is_(None), CARE_PERIODS.c.to_on > _TODAY),
    )


def open_case() -> ColumnElement[bool]:
    return and_(_of_child(CASES), CASES.c.closed_on.is_(None))


def _of_school_age() -> ColumnElement[bool]:
    born = _C.date_of_birth.between(bindparam("school_age_from", type_=Date), bindparam("school_age_to", type_=Date))
    return or_(_C.year_group_override.in_(sorted(SCHOOL_AGE)), and_(_C.year_group_override.is_(None), born))


def without_place() -> ColumnElement[bool]:
    """The same as status `no_place`, as one condition that joins can use."""
    return and_(not_(exists().where(main_roll_today())), _needs_place())


def _needs_place() -> ColumnElement[bool]:
    looked_after = and_(
        care_today(), CARE_PERIODS.c.status == CareStatus.LOOKED_AFTER.value, CARE_PERIODS.c.short_break.is_(False)
    )
    return or_(exists().where(open_case()), and_(_of_school_age(), exists().where(looked_after)))


def place_status() -> ColumnElement[str | None]:
    """PL-1016 and operation O20: `no_place` is a looked-after child of school age, or one with an open case,
    without a main roll; `at_risk` is on a roll full time while a case is open."""
    on_roll, full_time = (
        exists().where(main_roll_today()),
        and_(main_roll_today(), ROLLS.c.full_time, not_(is_reduced())),
    )
    has_case = exists().where(open_case())
    return case(
        (exists().where(full_time), case((has_case, PlaceStatus.AT_RISK.value), else_=PlaceStatus.ON_ROLL.value)),
        (on_roll, PlaceStatus.PART_TIME.value),
        (_needs_place(), PlaceStatus.NO_PLACE.value),
        else_=literal(None, Text),
    )
