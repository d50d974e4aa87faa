"""How many school days a need has cost so far (PL-508)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kit.kernel.days import Calendar
from placements.domain.cases import Case
from placements.domain.provision import InterimProvision, ReducedTimetable
from placements.domain.roll import Roll, main_roll_on

_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CaseCounters:
    """School days of the case's calendar after `need_from`; None where no calendar covers them."""

    school_days: int | None
    days_off_roll: int | None
    days_no_provision: int | None
    days_part_time: int | None
    days_unregistered_ap: int | None


UNCOUNTED: Final = CaseCounters(None, None, None, None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schooling:
    """Where a child is taught: rolls, reduced timetables, and what there is until there is a place."""

    rolls: Sequence[Roll] = ()
    timetables: Sequence[ReducedTimetable] = ()
    provisions: Sequence[InterimProvision] = ()

    def is_on_roll(self, day: date) -> bool:
        return main_roll_on(self.rolls, day) is not None

    def is_full_time(self, day: date) -> bool:
        """On a main roll with full hours; a reduced timetable at that school is below them (PL-505)."""
        roll = main_roll_on(self.rolls, day)
        return roll is not None and roll.full_time and not self._is_reduced(roll.school_urn, day)

    def has_provision(self, day: date) -> bool:
        return any(one.gives_hours and one.holds_on(day) for one in self.provisions)

    def is_unregistered(self, day: date) -> bool:
        return any(one.is_unregistered and one.holds_on(day) for one in self.provisions)

    def full_time_since(self, need_from: date, today: date) -> date | None:
        """The first day of full hours at a school entered with the need or after it: the roll of the school
        that is being left places nobody."""
        first_days = [
            first
            for roll in self.rolls
            if roll.first_day_on >= need_from and (first := self._first_full_day(roll, today)) is not None
        ]
        return min(first_days, default=None)

    def _first_full_day(self, roll: Roll, today: date) -> date | None:
        """The reduced timetables are few, so the day after one of them, or the first day, is the answer."""
        ends = [one.to_on + _ONE_DAY for one in self.timetables if one.to_on is not None]
        candidates = sorted(day for day in (roll.first_day_on, *ends) if day >= roll.first_day_on)
        return next(
            (
                day
                for day in candidates
                if day <= today and main_roll_on(self.rolls, day) == roll and self.is_full_time(day)
            ),
            None,
        )

    def _is_reduced(self, school_urn: int, day: date) -> bool:
        return any(one.school_urn == school_urn and one.holds_on(day) for one in self.timetables)


def count_days(case: Case, schooling: Schooling, calendar: Calendar, today: date) -> CaseCounters:
    """Counted to the day before full hours at a new school, to the closing, or to today, whichever is first.

    A roll that began before the need is that of the school the child leaves, and counts as a roll while it
    lasts.
    """
    end = last_counted_day(case, schooling, today)
    return _counted(schooling, school_days_in(case.need_from, end, calendar))


def count_month(case: Case, schooling: Schooling, calendar: Calendar, first: date, last: date) -> CaseCounters:
    """The same of one month, its first and last day included."""
    end = min(last_counted_day(case, schooling, last), last)
    return _counted(schooling, school_days_in(max(case.need_from, first - _ONE_DAY), end, calendar))


def last_counted_day(case: Case, schooling: Schooling, today: date) -> date:
    placed_on = schooling.full_time_since(case.need_from, today)
    ends = [case.closed_on or today, today]
    return min([*ends, placed_on - _ONE_DAY] if placed_on else ends)


def school_days_in(after: date, until: date, calendar: Calendar) -> Collection[date] | None:
    """School days in (after, until]; None when the calendar does not cover them."""
    if until <= after:
        return ()
    if not calendar.covers(after + _ONE_DAY, until):
        return None
    return [day for day in calendar.school_days if after < day <= until]


def _counted(schooling: Schooling, days: Collection[date] | None) -> CaseCounters:
    if days is None:
        return UNCOUNTED
    off_roll = [day for day in days if not schooling.is_on_roll(day)]
    return CaseCounters(
        school_days=len(days),
        days_off_roll=len(off_roll),
        days_no_provision=_number(not schooling.has_provision(day) for day in off_roll),
        days_part_time=_number(schooling.is_on_roll(day) and not schooling.is_full_time(day) for day in days),
        days_unregistered_ap=_number(schooling.is_unregistered(day) for day in days),
    )


def _number(true: Iterable[bool]) -> int:
    return sum(map(bool, true))
