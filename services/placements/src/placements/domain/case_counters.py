"""How many school days a need has cost so far (PL-508)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kit.kernel.days import Calendar, school_days_between
from placements.domain.cases import Case
from placements.domain.roll import Registration, Roll


@dataclass(frozen=True, slots=True)
class CaseCounters:
    """School days of the case's calendar after `need_from`; None where no calendar covers them."""

    school_days: int | None
    days_off_roll: int | None
    days_part_time: int | None


def count_days(case: Case, rolls: Iterable[Roll], calendar: Calendar, today: date) -> CaseCounters:
    """Counted to the day before a full-time roll, to the closing, or to today, whichever comes first.

    A roll that began before the need is that of the school the child leaves, and counts as a roll while it
    lasts.
    """
    main = [roll for roll in rolls if roll.registration is Registration.MAIN]
    end = _end(case, main, today)
    days = school_days_between(case.need_from, end, calendar)
    if days is None:
        return CaseCounters(None, None, None)
    on_roll, part_time = 0, 0
    for roll in main:
        counted = _days_of(roll, case.need_from, end, calendar)
        on_roll += counted
        part_time += 0 if roll.full_time else counted
    return CaseCounters(days, days - on_roll, part_time)


def _end(case: Case, main: Iterable[Roll], today: date) -> date:
    full_time = [
        roll.first_day_on - timedelta(days=1) for roll in main if roll.full_time and roll.first_day_on >= case.need_from
    ]
    return min([*full_time, case.closed_on or today, today])


def _days_of(roll: Roll, after: date, until: date, calendar: Calendar) -> int:
    first = max(after, roll.first_day_on - timedelta(days=1))
    last = min(until, roll.last_day_on or until)
    return school_days_between(first, last, calendar) or 0
