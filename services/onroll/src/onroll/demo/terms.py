"""The invented school calendar: whatever day the demo stands on falls in the eleventh week of a term."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from kit.kernel.days import (
    Calendar,
    CalendarYear,
    Term,
    TermName,
    academic_year_of,
    default_cover,
    pupil_days,
)

_WEEK: Final = timedelta(weeks=1)
_DAY: Final = timedelta(days=1)
_TODAYS_WEEK: Final = 10
"""Counted from 0: the eleventh (FR-3)."""
_YEAR_WEEKS: Final = 52
_TERM_STARTS: Final = (0, 16, 32)
_HALVES: Final = ((0, 6), (7, 14))
"""A term is 14 weeks with a free one in it; two weeks between terms, six in summer."""
_TRAINING_FRIDAY: Final = 11
_USUAL_START: Final = (9, 5)
_TERM_OF_MONTH: Final[dict[int, TermName]] = {
    **dict.fromkeys(range(8, 13), "autumn"),
    **dict.fromkeys(range(1, 4), "spring"),
    **dict.fromkeys(range(4, 8), "summer"),
}


@dataclass(frozen=True, slots=True)
class DemoYear:
    """One academic year of an authority: half-terms in order and its training days."""

    academic_year: str
    terms: tuple[Term, ...]
    inset_days: tuple[date, ...]


def demo_years(today: date) -> tuple[DemoYear, ...]:
    """The academic years before, around and after a day, laid so that the day is in a term's eleventh week.

    A half-term never crosses 1 August or 1 January: there an academic year ends (PL-311), and there the
    spring term of a financial year may begin (FU-402).
    """
    starts = [_first_term_start(today) + n * _YEAR_WEEKS * _WEEK for n in range(-2, 3)]
    halves = sorted((half for start in starts for half in _halves(start)), key=lambda half: half.starts_on)
    training = {day for start in starts for day in _training_days(start)}
    years = tuple(
        _year(name, tuple(terms), training)
        for name, terms in groupby(halves, lambda half: academic_year_of(half.starts_on))
    )
    here = next(n for n, year in enumerate(years) if year.academic_year == academic_year_of(today))
    return years[here - 1 : here + 2]


def demo_calendar(today: date, owner_code: str) -> Calendar:
    """The same years, ready to count school days with."""
    return Calendar.of(_countable(year, owner_code) for year in demo_years(today))


def taught_terms(today: date) -> tuple[Term, ...]:
    """Whole terms with their half-terms joined, up to the one that the day falls in."""
    joined: list[Term] = []
    for half in (half for year in demo_years(today) for half in year.terms if half.starts_on <= today):
        last = joined[-1] if joined else None
        if last and last.term == half.term and academic_year_of(last.starts_on) == academic_year_of(half.starts_on):
            joined[-1] = Term(half.term, last.starts_on, half.ends_on)
        else:
            joined.append(half)
    return tuple(joined)


def _countable(year: DemoYear, owner_code: str) -> CalendarYear:
    covered, days = pupil_days(year.terms, year.inset_days, default_cover(year.terms))
    return CalendarYear(year.academic_year, covered, days, "authority", owner_code, 1)


def _first_term_start(today: date) -> date:
    """The start of the first of three terms, so chosen that the long holiday falls nearest to August."""
    running = today - today.weekday() * _DAY - _TODAYS_WEEK * _WEEK
    return min((running - start * _WEEK for start in _TERM_STARTS), key=_days_from_usual_start)


def _days_from_usual_start(day: date) -> int:
    return min(abs((day - date(day.year + n, *_USUAL_START)).days) for n in (-1, 0, 1))


def _year(academic_year: str, terms: tuple[Term, ...], training: set[date]) -> DemoYear:
    inset = sorted(day for day in training if any(term.starts_on <= day <= term.ends_on for term in terms))
    return DemoYear(academic_year, terms, tuple(inset))


def _training_days(first_term_start: date) -> Iterator[date]:
    """The first day of each term, and a Friday late in the first two."""
    for n, start in enumerate(_TERM_STARTS):
        starts_on = first_term_start + start * _WEEK
        yield starts_on
        if n < len(_TERM_STARTS) - 1:
            yield starts_on + _TRAINING_FRIDAY * _WEEK + 4 * _DAY


def _halves(first_term_start: date) -> Iterator[Term]:
    for start in _TERM_STARTS:
        for begin, end in _HALVES:
            starts_on = first_term_start + (start + begin) * _WEEK
            yield from _split(starts_on, first_term_start + (start + end) * _WEEK - 3 * _DAY)


def _split(starts_on: date, ends_on: date) -> Iterator[Term]:
    for border in (date(ends_on.year, 1, 1), date(ends_on.year, 8, 1)):
        if starts_on < border <= ends_on:
            yield _named(starts_on, border - _DAY)
            starts_on = border
    yield _named(starts_on, ends_on)


def _named(starts_on: date, ends_on: date) -> Term:
    return Term(_TERM_OF_MONTH[starts_on.month], starts_on, ends_on)
