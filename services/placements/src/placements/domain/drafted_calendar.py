"""A calendar put together row by row, before it is known to be in order."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from kit.kernel.days import OwnerKind, Span, Term
from placements.domain.school_calendar import (
    CalendarInvalid,
    CalendarSource,
    NonSchoolDay,
    NonSchoolDayKind,
    SchoolCalendar,
    term_name_by_month,
)


@dataclass(slots=True)
class DraftedCalendar:
    """Rows of one owner's academic year."""

    owner_kind: OwnerKind
    owner_code: str
    academic_year: str
    terms: list[Term] = field(default_factory=list)
    non_school_days: list[NonSchoolDay] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)

    def add_term(self, first: date, last: date) -> None:
        """The name follows from the month it begins in (PL-311)."""
        self.terms.append(Term(term_name_by_month(first), first, last))

    def add_days(self, first: date, last: date, kind: NonSchoolDayKind, note: str | None) -> None:
        """Every weekday from the first to the last."""
        weekdays = (day for day in Span(first, last).days() if day.isoweekday() <= 5)
        self.non_school_days.extend(NonSchoolDay(day, kind, note) for day in weekdays)

    def finished(self, calendar_id: UUID, source: CalendarSource) -> SchoolCalendar:
        """Raises CalendarInvalid, also when the terms lie in another academic year than said."""
        made = SchoolCalendar.of(
            calendar_id=calendar_id,
            owner_kind=self.owner_kind,
            owner_code=self.owner_code,
            terms=self.terms,
            non_school_days=self.non_school_days,
            source=source,
        )
        if made.academic_year != self.academic_year:
            raise CalendarInvalid
        return made


def owned_schools(drafts: Sequence[DraftedCalendar]) -> frozenset[int]:
    """URNs of schools with a calendar of their own."""
    return frozenset(int(draft.owner_code) for draft in drafts if draft.owner_kind == "school")
