"""The calendar of one owner's academic year: what people enter, and the school days that follow."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any, Final, Self
from uuid import UUID

from kit.kernel.days import (
    CalendarYear,
    OwnerKind,
    Span,
    Term,
    TermName,
    academic_year_of,
    default_cover,
    pupil_days,
)
from kit.kernel.errors import DomainError, NotFound
from kit.kernel.events import Event

FEWEST_USUAL_PUPIL_DAYS: Final = 185
MOST_USUAL_PUPIL_DAYS: Final = 195
_LAST_MONTH_OF_SPRING: Final = 3
_FIRST_MONTH_OF_AUTUMN: Final = 8


class CalendarInvalid(DomainError):
    """Terms out of order, overlapping or outside the year, or a non-school day outside a term (PL-312)."""


class NonSchoolDayKind(StrEnum):
    INSET = "inset"
    CLOSURE = "closure"
    OTHER = "other"


class CalendarSource(StrEnum):
    MANUAL = "manual"
    CSV = "csv"
    ICS = "ics"


class CalendarNotFound(NotFound):
    """No calendar of this owner and year is held, or none in this version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedYear:
    """Whose calendar, of which academic year."""

    owner_kind: OwnerKind
    owner_code: str
    academic_year: str


@dataclass(frozen=True, slots=True)
class NonSchoolDay:
    on: date
    kind: NonSchoolDayKind
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolCalendar:
    """One version of one owner's year (PL-311); `id` is the same in all of them."""

    id: UUID
    version: int
    owner_kind: OwnerKind
    owner_code: str
    academic_year: str
    covers_from: date
    covers_to: date
    terms: tuple[Term, ...]
    non_school_days: tuple[NonSchoolDay, ...] = ()
    source: CalendarSource = CalendarSource.MANUAL

    @classmethod
    def of(
        cls,
        *,
        calendar_id: UUID,
        owner_kind: OwnerKind,
        owner_code: str,
        terms: Iterable[Term],
        non_school_days: Iterable[NonSchoolDay] = (),
        source: CalendarSource = CalendarSource.MANUAL,
        covers_from: date | None = None,
        covers_to: date | None = None,
    ) -> Self:
        """A first version; what it covers is by default as in PL-311. Raises CalendarInvalid (PL-312)."""
        ordered = tuple(sorted(terms, key=lambda term: term.starts_on))
        closed = tuple(sorted(non_school_days, key=lambda day: day.on))
        if not ordered:
            raise CalendarInvalid
        cover = default_cover(ordered)
        made = cls(
            id=calendar_id,
            version=1,
            owner_kind=owner_kind,
            owner_code=owner_code,
            academic_year=academic_year_of(ordered[0].starts_on),
            covers_from=covers_from or cover.first,
            covers_to=covers_to or cover.last,
            terms=ordered,
            non_school_days=closed,
            source=source,
        )
        made.refuse_disorder()
        return made

    def refuse_disorder(self) -> None:
        """Raises CalendarInvalid (PL-312)."""
        in_order = all(earlier.ends_on < later.starts_on for earlier, later in pairwise(self.terms))
        inside = all(
            term.starts_on <= term.ends_on
            and academic_year_of(term.starts_on) == academic_year_of(term.ends_on) == self.academic_year
            for term in self.terms
        )
        year = year_span(self.academic_year)
        covered = year.first <= self.covers_from <= self.terms[0].starts_on and (
            self.terms[-1].ends_on <= self.covers_to <= year.last
        )
        on = [day.on for day in self.non_school_days]
        in_terms = all(any(day in Span(term.starts_on, term.ends_on) for term in self.terms) for day in on)
        if not (in_order and inside and covered and in_terms and len(set(on)) == len(on)):
            raise CalendarInvalid

    def year(self, *, inherited: bool = False) -> CalendarYear:
        """Ready to count with; `inherited` when a school is counted by its authority's calendar (PL-313)."""
        covered, days = pupil_days(
            self.terms,
            (day.on for day in self.non_school_days),
            Span(self.covers_from, self.covers_to),
        )
        return CalendarYear(
            academic_year=self.academic_year,
            covered=covered,
            school_days=days,
            owner_kind=self.owner_kind,
            owner_code=self.owner_code,
            version=self.version,
            inherited=inherited,
        )

    def with_days(self, days: Iterable[NonSchoolDay]) -> Self:
        """The same with more days without school; one that stands there already stays as it is (a school that
        closes on an INSET day loses nothing). Raises CalendarInvalid."""
        standing = {day.on for day in self.non_school_days}
        new = [day for day in days if day.on not in standing]
        made = replace(self, non_school_days=tuple(sorted((*self.non_school_days, *new), key=lambda day: day.on)))
        made.refuse_disorder()
        return made

    def has_unusual_length(self) -> bool:
        """PL-312 warns outside 185 to 195 pupil days of a year that is covered to its end."""
        ends_in_summer = self.covers_to.month == 7
        return ends_in_summer and not (FEWEST_USUAL_PUPIL_DAYS <= len(self.year().school_days) <= MOST_USUAL_PUPIL_DAYS)

    def says_the_same_as(self, other: "SchoolCalendar") -> bool:
        """Equal but for id, version and where it came from."""
        return replace(self, id=other.id, version=other.version, source=other.source) == other


def year_span(academic_year: str) -> Span:
    """1 August to 31 July; raises CalendarInvalid where the two years do not follow each other (PL-311)."""
    start, end = int(academic_year[:4]), academic_year[5:]
    if end != f"{(start + 1) % 100:02d}":
        raise CalendarInvalid
    return Span(date(start, 8, 1), date(start + 1, 7, 31))


def term_name_by_month(starts_on: date) -> TermName:
    """Autumn from August, spring from January, summer from April (PL-311)."""
    if starts_on.month >= _FIRST_MONTH_OF_AUTUMN:
        return "autumn"
    return "spring" if starts_on.month <= _LAST_MONTH_OF_SPRING else "summer"


def calendar_published(calendar: SchoolCalendar, *, tenant: str, authority: str, on: date) -> Event:
    """The event of section 19; `authority` is the owner, or the one the owning school lies in."""
    return Event(
        type="calendar.published",
        version=calendar.version,
        occurred_on=on,
        authority=tenant,
        payload={
            "calendar_id": str(calendar.id),
            "authority": authority,
            "urn": int(calendar.owner_code) if calendar.owner_kind == "school" else None,
            "academic_year": calendar.academic_year,
            "covers_from": calendar.covers_from.isoformat(),
            "covers_to": calendar.covers_to.isoformat(),
            "terms": list(_told_terms(calendar)),
            "non_school_days": [{"on": day.on.isoformat(), "kind": day.kind.value} for day in calendar.non_school_days],
            "school_days": [day.isoformat() for day in calendar.year().school_days],
        },
    )


def _told_terms(calendar: SchoolCalendar) -> Iterator[dict[str, Any]]:
    for term in calendar.terms:
        yield {
            "term": term.term,
            "starts_on": term.starts_on.isoformat(),
            "ends_on": term.ends_on.isoformat(),
        }
