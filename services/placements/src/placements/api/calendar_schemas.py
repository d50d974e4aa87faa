"""School calendars on the wire: terms, days without school, and the dates a version moves."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import Field

from kit.kernel.days import OwnerKind, Term, TermName
from kit.kernel.ids import new_id
from kit.web.fields import InModel, IsoDate, Line, OutModel
from placements.actions.save_calendar import SavedCalendar
from placements.domain.clock_moves import ClockMove
from placements.domain.school_calendar import (
    CalendarInvalid,
    CalendarSource,
    NonSchoolDay,
    NonSchoolDayKind,
    OwnedYear,
    SchoolCalendar,
    term_name_by_month,
)

MOST_TERMS = 12
MOST_DAYS_OFF = 200
LONGEST_NOTE = 100
Note = Annotated[Line, Field(max_length=LONGEST_NOTE)]


class TermIn(InModel):
    """One term or half term, both days included."""

    starts_on: IsoDate
    ends_on: IsoDate
    term: Annotated[
        TermName | None, Field(description="By default autumn from August, spring from January, summer from April.")
    ] = None

    def value(self) -> Term:
        return Term(self.term or term_name_by_month(self.starts_on), self.starts_on, self.ends_on)


class NonSchoolDayIn(InModel):
    """A day inside a term on which the whole school is closed; a partial closure is a school day (PL-316)."""

    on: IsoDate
    kind: Literal["inset", "closure", "other"]
    note: Note | None = None

    def value(self) -> NonSchoolDay:
        return NonSchoolDay(self.on, NonSchoolDayKind(self.kind), self.note)


class CalendarIn(InModel):
    """The whole academic year of one owner: what is sent becomes the next version."""

    terms: Annotated[list[TermIn], Field(min_length=1, max_length=MOST_TERMS)]
    non_school_days: Annotated[list[NonSchoolDayIn], Field(max_length=MOST_DAYS_OFF)]
    covers_from: Annotated[IsoDate | None, Field(description="By default 1 August.")] = None
    covers_to: Annotated[
        IsoDate | None, Field(description="By default 31 July when the last term ends in July, else that term's end.")
    ] = None

    def value(self, year: OwnedYear) -> SchoolCalendar:
        """Raises CalendarInvalid, also when the terms lie in another academic year (PL-312)."""
        made = SchoolCalendar.of(
            calendar_id=new_id(),
            owner_kind=year.owner_kind,
            owner_code=year.owner_code,
            terms=[term.value() for term in self.terms],
            non_school_days=[day.value() for day in self.non_school_days],
            covers_from=self.covers_from,
            covers_to=self.covers_to,
        )
        if made.academic_year != year.academic_year:
            raise CalendarInvalid
        return made


class CalendarClosureIn(InModel):
    """A day on which the whole school is closed."""

    on: IsoDate
    note: Note | None = None


class ClosuresIn(InModel):
    """Days to be added to the newest version."""

    days: Annotated[list[CalendarClosureIn], Field(min_length=1, max_length=MOST_DAYS_OFF)]

    def value(self) -> list[NonSchoolDay]:
        return [NonSchoolDay(day.on, NonSchoolDayKind.CLOSURE, day.note) for day in self.days]


class TermOut(OutModel):
    """One term or half term, both days included."""

    term: TermName
    starts_on: date
    ends_on: date


class NonSchoolDayOut(OutModel):
    """A day inside a term that is no school day."""

    on: date
    kind: NonSchoolDayKind
    note: str | None


class CalendarRowOut(OutModel):
    """The newest version of one owner's academic year."""

    id: UUID
    version: int
    owner_kind: OwnerKind
    owner_code: str
    academic_year: str
    covers_from: date
    covers_to: date
    source: CalendarSource
    pupil_days: Annotated[int, Field(description="School days of the year.")]
    warnings: Annotated[Sequence[str], Field(description="`pupil_days_unusual` outside 185 to 195 (PL-312).")]

    @classmethod
    def of(cls, calendar: SchoolCalendar) -> Self:
        return cls(**row_of(calendar))


class CalendarOut(CalendarRowOut):
    """One version of one owner's academic year; every older one stays readable."""

    terms: Sequence[TermOut]
    non_school_days: Sequence[NonSchoolDayOut]
    school_days: Sequence[date]
    newest_version: int

    @classmethod
    def whole(cls, calendar: SchoolCalendar, newest_version: int) -> Self:
        return cls(**whole_of(calendar), newest_version=newest_version)


class MovedDateOut(OutModel):
    """A running clock whose date moves. `flag` only: the limit passed before, and stays passed (PL-315)."""

    clock: str
    case_id: UUID
    application_id: UUID | None
    due_on_before: date | None
    due_on: Annotated[date | None, Field(description="Null: no calendar covers it any more (PL-314).")]
    local_due_on_before: date | None
    local_due_on: date | None
    flag: Annotated[str | None, Field(description="`limit_moved`: the school's silence stays in the record.")]

    @classmethod
    def of(cls, move: ClockMove) -> Self:
        before, after = move.before, move.after
        return cls(
            clock=before.key,
            case_id=before.case_id,
            application_id=before.application_id,
            due_on_before=before.due_on,
            due_on=after.due_on,
            local_due_on_before=before.local_due_on,
            local_due_on=after.local_due_on,
            flag="limit_moved" if move.only_flagged else None,
        )


class SavedCalendarOut(CalendarOut):
    """A saved version, and the dates it moved."""

    moved: Sequence[MovedDateOut]

    @classmethod
    def saved(cls, done: SavedCalendar) -> Self:
        moved = [MovedDateOut.of(move) for move in done.moves]
        return cls(**whole_of(done.calendar), newest_version=done.calendar.version, moved=moved)


class PreviewedCalendarOut(OutModel):
    """What saving would do; nothing has been saved."""

    academic_year: str
    pupil_days: int
    warnings: Sequence[str]
    moved: Sequence[MovedDateOut]

    @classmethod
    def of(cls, done: SavedCalendar) -> Self:
        row = row_of(done.calendar)
        return cls(
            academic_year=done.calendar.academic_year,
            pupil_days=row["pupil_days"],
            warnings=row["warnings"],
            moved=[MovedDateOut.of(move) for move in done.moves],
        )


class SchoolDaysOut(OutModel):
    """School days counted from a day: the day the count ends on, and how many there are."""

    owner: str
    from_on: date
    to_on: date
    school_days: Annotated[int, Field(description="School days after `from_on`, up to and with `to_on`.")]
    calendar_owner: Annotated[str, Field(description="Whose calendar the last day was counted by.")]
    calendar_version: int
    inherited: Annotated[bool, Field(description="The school has no calendar of its own for that year (PL-313).")]


def row_of(calendar: SchoolCalendar) -> dict[str, Any]:
    days = len(calendar.year().school_days)
    return {
        **{name: getattr(calendar, name) for name in _SAME},
        "pupil_days": days,
        "warnings": ["pupil_days_unusual"] if calendar.has_unusual_length() else [],
    }


def whole_of(calendar: SchoolCalendar) -> dict[str, Any]:
    return {
        **row_of(calendar),
        "terms": [TermOut(term=one.term, starts_on=one.starts_on, ends_on=one.ends_on) for one in calendar.terms],
        "non_school_days": [
            NonSchoolDayOut(on=day.on, kind=day.kind, note=day.note) for day in calendar.non_school_days
        ],
        "school_days": calendar.year().school_days,
    }


_SAME = ("id", "version", "owner_kind", "owner_code", "academic_year", "covers_from", "covers_to", "source")
