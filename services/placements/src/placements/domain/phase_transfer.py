"""Which children are due at another school next September."""

from datetime import date
from typing import Final

from placements.domain.year_group import LAST_OF_SCHOOL_AGE, RECEPTION

_LAST_OF_PRIMARY: Final = "6"
_FIRST_MONTH: Final = 9


def next_entry(today: date) -> date:
    """The 1 September that applications of this school year are for."""
    return date(today.year + (today.month >= _FIRST_MONTH), _FIRST_MONTH, 1)


def changes_school(year_group: str, next_year_group: str, last_year_group_here: int | None) -> bool:
    """Nursery children due in Reception; and the last year group of the school a child is at, Year 6 without one."""
    if next_year_group == RECEPTION:
        return True
    if not year_group.isdigit() or int(year_group) >= LAST_OF_SCHOOL_AGE:
        return False
    if last_year_group_here is None:
        return year_group == _LAST_OF_PRIMARY
    return int(year_group) == last_year_group_here
