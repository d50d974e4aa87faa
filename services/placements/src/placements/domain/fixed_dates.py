"""Dates the law fixes for every year: applications, offers, plans (section 10, `fixed_dates`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from kit.kernel.days import is_working_day
from placements.domain.clock_units import Force

SECONDARY_APPLY: Final = "secondary_apply"
PRIMARY_APPLY: Final = "primary_apply"
EHCP_PHASE_TRANSFER: Final = "ehcp_phase_transfer"
EHCP_POST16: Final = "ehcp_post16"
_ONE_DAY: Final = timedelta(days=1)


class FixedYear(StrEnum):
    """Which year a date lies in, seen from the 1 September of entry."""

    BEFORE_ENTRY = "before_entry"
    OF_ENTRY = "of_entry"
    EVERY = "every"


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedDate:
    """A month and day; `or_next_working_day`: a weekend or bank holiday moves it on."""

    key: str
    month: int
    day: int
    year: FixedYear
    force: Force
    ref: str
    or_next_working_day: bool = False

    def for_entry(self, entry_year: int) -> date:
        """The date for entry in the September of a year."""
        on = date(entry_year - (self.year is FixedYear.BEFORE_ENTRY), self.month, self.day)
        while self.or_next_working_day and is_working_day(on) is False:
            on += _ONE_DAY
        return on


FixedDates = Mapping[str, FixedDate]
