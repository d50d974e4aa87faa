"""The reference calendars of the placements specification (section 4.3), as values to count with."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from kit.kernel.days import Calendar, CalendarYear, OwnerKind, Span, Term, TermName, default_cover, pupil_days

_TERM_NAMES: Final[tuple[TermName, ...]] = ("autumn", "autumn", "spring", "spring", "summer", "summer")


def terms(*spans: str) -> tuple[Term, ...]:
    """Six half terms written as "2026-09-01 2026-10-23"."""
    halves = [span.split() for span in spans]
    return tuple(
        Term(name, date.fromisoformat(first), date.fromisoformat(last))
        for name, (first, last) in zip(_TERM_NAMES, halves, strict=False)
    )


def days(*on: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(day) for day in on)


EXAMPLESHIRE_TERMS: Final = terms(
    "2026-09-01 2026-10-23",
    "2026-11-02 2026-12-18",
    "2027-01-04 2027-02-12",
    "2027-02-22 2027-03-25",
    "2027-04-12 2027-05-28",
    "2027-06-07 2027-07-21",
)
EXAMPLESHIRE_INSET: Final = days("2026-09-01", "2026-09-02", "2026-11-27", "2027-01-04", "2027-07-21")
NORTHSTAR_TERMS: Final = terms(
    "2026-09-01 2026-10-16",
    "2026-11-02 2026-12-18",
    "2027-01-04 2027-02-12",
    "2027-02-22 2027-03-25",
    "2027-04-12 2027-05-28",
    "2027-06-07 2027-07-28",
)
NORTHSTAR_INSET: Final = days("2026-09-01", "2026-11-02", "2027-01-04", "2027-04-12", "2027-06-07")
WESTBOROUGH_INSET: Final = days("2026-09-01", "2026-09-02", "2026-10-19", "2027-01-04", "2027-07-21")


def a_year(
    half_terms: tuple[Term, ...],
    non_school_days: Iterable[date],
    *,
    owner_kind: OwnerKind = "authority",
    owner_code: str = "800",
    version: int = 1,
    inherited: bool = False,
    covered: Span | None = None,
) -> CalendarYear:
    known, school_days = pupil_days(half_terms, non_school_days, covered or default_cover(half_terms))
    start = half_terms[0].starts_on.year
    return CalendarYear(
        academic_year=f"{start}-{(start + 1) % 100:02d}",
        covered=known,
        school_days=school_days,
        owner_kind=owner_kind,
        owner_code=owner_code,
        version=version,
        inherited=inherited,
    )


EXAMPLESHIRE_NEXT_YEAR: Final = a_year(terms("2027-09-01 2027-10-22"), days("2027-09-01"))


def exampleshire(*closures: str, version: int = 1) -> Calendar:
    """The authority's calendar 2026-27 and the covered start of the next year."""
    inset = (*EXAMPLESHIRE_INSET, *days(*closures))
    return Calendar.of([a_year(EXAMPLESHIRE_TERMS, inset, version=version), EXAMPLESHIRE_NEXT_YEAR])


EXAMPLESHIRE: Final = exampleshire()
NORTHSTAR: Final = Calendar.of([a_year(NORTHSTAR_TERMS, NORTHSTAR_INSET, owner_kind="school", owner_code="100002")])
WESTBOROUGH: Final = Calendar.of([a_year(EXAMPLESHIRE_TERMS, WESTBOROUGH_INSET, owner_code="801")])
