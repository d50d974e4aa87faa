"""The dates of the year that the law fixes: rounds of admission, and plans before a change of phase (section 10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from kit.kernel.days import add_working_days
from placements.domain.clock_units import Force
from placements.domain.year_group import LAST_OF_SCHOOL_AGE, NURSERY, RECEPTION

_OR_NEXT_WORKING_DAY: Final = "+wd"
_FIRST_SECONDARY_YEAR: Final = 7


class FixedYear(StrEnum):
    """Which year a month and day belong to."""

    BEFORE_ENTRY = "before_entry"
    OF_ENTRY = "of_entry"
    EVERY = "every"


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedDate:
    """`on` is month-day; with `+wd` it is the next working day when that day is none."""

    key: str
    on: str
    year: FixedYear
    force: Force
    ref: str

    def for_entry(self, entry_year: int) -> date:
        """For a school year that begins on 1 September of `entry_year`."""
        year = entry_year - 1 if self.year is FixedYear.BEFORE_ENTRY else entry_year
        day = date.fromisoformat(f"{year}-{self.on.removesuffix(_OR_NEXT_WORKING_DAY)}")
        if not self.on.endswith(_OR_NEXT_WORKING_DAY):
            return day
        return add_working_days(day - timedelta(days=1), 1) or day


FixedDates = Mapping[str, FixedDate]


def is_secondary_entry(year_group: str) -> bool:
    """Year 7 and above; every other entry runs by the primary dates (decision for middle schools)."""
    return year_group.isdigit() and int(year_group) >= _FIRST_SECONDARY_YEAR


def closing_key(year_group: str) -> str:
    return "secondary_apply" if is_secondary_entry(year_group) else "primary_apply"


def dates_of_round(dates: FixedDates, year_group: str, entry_year: int, *, has_plan: bool) -> dict[str, date]:
    """What to keep in mind for an entry: with a plan the plan names the school, and nobody applies (S07)."""
    if has_plan:
        keys: tuple[str, ...] = ("ehcp_phase_transfer",)
    elif is_secondary_entry(year_group):
        keys = ("secondary_apply", "secondary_offer")
    else:
        keys = ("primary_apply", "primary_offer")
    return {key: dates[key].for_entry(entry_year) for key in keys}


def is_late_application(dates: FixedDates, year_group: str, entry_year: int, received_on: date) -> bool:
    """Received after the closing date of its round (PL-503)."""
    return received_on > dates[closing_key(year_group)].for_entry(entry_year)


def next_year_group(year_group: str) -> str | None:
    """The year after; None after the last of school age, when what follows is no longer school."""
    if year_group == NURSERY:
        return RECEPTION
    number = 0 if year_group == RECEPTION else int(year_group)
    return str(number + 1) if number < LAST_OF_SCHOOL_AGE else None
