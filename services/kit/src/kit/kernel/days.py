"""School days, working days and calendar days: three kinds that are never turned into one another."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, Literal, Self

from kit.kernel.bank_holidays import bank_holidays

_ONE_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_FIRST_MONTH: Final = 8

OwnerKind = Literal["authority", "school"]
TermName = Literal["autumn", "spring", "summer"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """An unbroken run of days, both ends included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def days(self) -> Iterable[date]:
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


@dataclass(frozen=True, slots=True)
class Term:
    term: TermName
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """One academic year (1 August to 31 July) of one owner: what it covers and its school days in order."""

    academic_year: str
    covered: Span
    school_days: tuple[date, ...]
    owner_kind: OwnerKind
    owner_code: str
    version: int
    inherited: bool = False

    @property
    def owner(self) -> str:
        return f"{self.owner_kind}:{self.owner_code}"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The resolved calendars of one school or authority, year after year, ready to count with."""

    years: tuple[CalendarYear, ...]
    covered: tuple[Span, ...]
    school_days: tuple[date, ...]

    @classmethod
    def of(cls, years: Iterable[CalendarYear]) -> Self:
        """Joins years whose covered ranges touch; a gap between two stays a gap."""
        ordered = tuple(sorted(years, key=lambda year: year.covered))
        if any(later.covered.first <= earlier.covered.last for earlier, later in pairwise(ordered)):
            raise ValueError("two calendar years cover the same day")
        days = tuple(day for year in ordered for day in year.school_days)
        return cls(ordered, _joined([year.covered for year in ordered]), days)

    def year_of(self, day: date) -> CalendarYear | None:
        """The year, and so the owner and version, that says what kind of day this is."""
        return next((year for year in self.years if day in year.covered), None)

    def covers(self, first: date, last: date) -> bool:
        return any(first in span and last in span for span in self.covered)

    def is_school_day(self, day: date) -> bool | None:
        """None when no calendar covers the day."""
        if not self.covers(day, day):
            return None
        position = bisect_right(self.school_days, day)
        return position > 0 and self.school_days[position - 1] == day


NO_CALENDAR: Final = Calendar((), (), ())


def academic_year_start(day: date) -> int:
    """The calendar year in which the academic year of this day began on 1 August."""
    return day.year if day.month >= _FIRST_MONTH else day.year - 1


def academic_year_of(day: date) -> str:
    """Such as "2026-27"."""
    start = academic_year_start(day)
    return f"{start}-{(start + 1) % 100:02d}"


def default_cover(terms: Sequence[Term]) -> Span:
    """1 August to 31 July; a year whose last term does not end in July is covered to that term's end."""
    start = academic_year_start(terms[0].starts_on)
    last = terms[-1].ends_on
    summer_end = date(start + 1, 7, 31)
    return Span(date(start, _FIRST_MONTH, 1), summer_end if (last.year, last.month) == (start + 1, 7) else last)


def pupil_days(terms: Sequence[Term], non_school_days: Iterable[date], covered: Span) -> tuple[Span, tuple[date, ...]]:
    """The covered range, cut before the first day whose bank holidays are not known, and its school days.

    A school day is a weekday inside a term that is neither a bank holiday of England nor a non-school day
    (Education Act 1996 s.579 for the school day belonging to the school).
    """
    closed = frozenset(non_school_days)
    if not _bank_holidays_known(covered.first):
        raise ValueError("bank holidays of the first covered year are not known")
    known = covered
    if not _bank_holidays_known(covered.last):
        known = Span(covered.first, date(covered.last.year - 1, 12, 31))
    days = tuple(
        day
        for term in terms
        for day in Span(term.starts_on, term.ends_on).days()
        if day in known and is_working_day(day) and day not in closed
    )
    return known, days


def add_school_days(after: date, n: int, calendar: Calendar) -> date | None:
    """The nth school day strictly after a day, n ≥ 1; None when the count leaves the covered ranges."""
    _at_least_one(n)
    position = bisect_right(calendar.school_days, after) + n - 1
    if position >= len(calendar.school_days):
        return None
    due = calendar.school_days[position]
    return due if calendar.covers(after + _ONE_DAY, due) else None


def school_days_between(after: date, until: date, calendar: Calendar) -> int | None:
    """School days in (after, until]; 0 when until is not later; None when some of them are not covered."""
    if until <= after:
        return 0
    if not calendar.covers(after + _ONE_DAY, until):
        return None
    return bisect_right(calendar.school_days, until) - bisect_right(calendar.school_days, after)


def is_working_day(day: date) -> bool | None:
    """Monday to Friday and no bank holiday of England; None when the year's bank holidays are not known."""
    if day.weekday() >= _SATURDAY:
        return False
    known = bank_holidays(day.year)
    return None if known is None else day not in known


def add_working_days(after: date, n: int, *, inclusive: bool = False) -> date | None:
    """The nth working day strictly after a day; inclusive ("beginning with"): that day may be day 1."""
    _at_least_one(n)
    return _nth_working_day(after if inclusive else after + _ONE_DAY, n, _ONE_DAY)


def subtract_working_days(before: date, n: int) -> date | None:
    """The nth working day strictly before a day."""
    _at_least_one(n)
    return _nth_working_day(before - _ONE_DAY, n, -_ONE_DAY)


def working_days_between(after: date, until: date) -> int | None:
    """Working days in (after, until]; 0 when until is not later; None in a year that is not known."""
    if until <= after:
        return 0
    kinds = [is_working_day(day) for day in Span(after + _ONE_DAY, until).days()]
    return None if None in kinds else sum(1 for kind in kinds if kind)


def add_calendar_days(after: date, n: int, *, inclusive: bool = False) -> date:
    _at_least_one(n)
    return after + timedelta(days=n - 1 if inclusive else n)


def _nth_working_day(start: date, n: int, step: timedelta) -> date | None:
    day, left = start, n
    while True:
        kind = is_working_day(day)
        if kind is None:
            return None
        left -= kind
        if left == 0:
            return day
        day += step


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1].last + _ONE_DAY == span.first:
            joined[-1] = Span(joined[-1].first, span.last)
        else:
            joined.append(span)
    return tuple(joined)


def _bank_holidays_known(day: date) -> bool:
    return bank_holidays(day.year) is not None


def _at_least_one(n: int) -> None:
    if n < 1:
        raise ValueError("days are counted from one")
