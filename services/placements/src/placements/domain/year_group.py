"""The year group a date of birth leads to, and whether that is school age."""

from datetime import date
from typing import Final

from kit.kernel.days import academic_year_of

NURSERY: Final = "N"
RECEPTION: Final = "R"
LAST_YEAR_GROUP: Final = 14
LAST_OF_SCHOOL_AGE: Final = 11
YEAR_GROUPS: Final = (NURSERY, RECEPTION, *map(str, range(1, LAST_YEAR_GROUP + 1)))
SCHOOL_AGE: Final = frozenset((RECEPTION, *map(str, range(1, LAST_OF_SCHOOL_AGE + 1))))
"""PL-318: Reception to Year 11."""

_FIRST_MONTH: Final = 9


def cohort_year(date_of_birth: date) -> int:
    """Year of the 1 September on or before the date of birth (PL-317)."""
    return school_year_start(date_of_birth)


def school_year_start(day: date) -> int:
    """The year in which the school year of this day began on 1 September."""
    return day.year if day.month >= _FIRST_MONTH else day.year - 1


def year_group(date_of_birth: date, on: date) -> str:
    """`N`, `R` or `1` to `14` in the school year of a day; older than 14 stays 14 (PL-317)."""
    number = school_year_start(on) - cohort_year(date_of_birth) - 5
    if number < 0:
        return NURSERY
    return RECEPTION if number == 0 else str(min(number, LAST_YEAR_GROUP))


def age_on_31_august(date_of_birth: date, on: date) -> int:
    """Age on the last day before the school year of a day began (PL-317)."""
    return school_year_start(on) - cohort_year(date_of_birth) - 1


def age_at_start(group: str) -> int:
    """The age with which a child begins the school year in a year group: 3 in nursery, 4 in Reception."""
    if group == NURSERY:
        return 3
    return 4 + (0 if group == RECEPTION else int(group))


def age_on(date_of_birth: date, day: date) -> int:
    """Whole years lived; a child born on 29 February turns on 1 March (SE-90)."""
    before_birthday = (day.month, day.day) < (date_of_birth.month, date_of_birth.day)
    return day.year - date_of_birth.year - before_birthday


def school_year(on: date) -> str:
    """The school year beginning 1 September as "2026-27"."""
    return academic_year_of(date(school_year_start(on), _FIRST_MONTH, 1))


def born_between(group: str, on: date) -> tuple[date | None, date | None]:
    """First and last date of birth that lead to a year group; None where there is no limit."""
    start = school_year_start(on)
    if group == NURSERY:
        return date(start - 4, _FIRST_MONTH, 1), None
    number = 0 if group == RECEPTION else int(group)
    cohort = start - 5 - number
    first = None if number == LAST_YEAR_GROUP else date(cohort, _FIRST_MONTH, 1)
    return first, date(cohort + 1, 8, 31)
