"""A school calendar out of an iCalendar file: what an event is called says what kind of days it means."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from kit.kernel.days import OwnerKind, Span, is_working_day
from kit.kernel.ids import new_id
from placements.domain.drafted_calendar import DraftedCalendar
from placements.domain.school_calendar import (
    CalendarInvalid,
    CalendarSource,
    NonSchoolDay,
    NonSchoolDayKind,
    SchoolCalendar,
    year_span,
)
from placements.imports.ics_events import DayEvent, read_events
from placements.imports.report import FileRefused, Tally

_LONGEST_NOTE: Final = 100


class Meaning(Enum):
    HOLIDAY = "holiday"
    EDGE_OF_TERM = "edge_of_term"
    INSET = "inset"
    CLOSURE = "closure"
    TERM = "term"
    UNKNOWN = "unknown"


_WORDS: Final = (
    (Meaning.HOLIDAY, re.compile(r"\bholidays?\b|\bhalf[ -]?terms?\b|\bbreaks?\b")),
    (Meaning.INSET, re.compile(r"\binset\b|\bstaff training\b|\bteacher days?\b")),
    (Meaning.CLOSURE, re.compile(r"\bclosed\b|\bclosures?\b")),
    (Meaning.EDGE_OF_TERM, re.compile(r"\bterms?\b.*\b(begins|starts|ends)\b|\b(first|last|start|end)\b.*\bterms?\b")),
    (Meaning.TERM, re.compile(r"\bterms?\b")),
)
"""Section 17, in the order of precedence; "last day of term" is no term of one day, and is asked about."""
_NON_SCHOOL: Final = {Meaning.INSET: NonSchoolDayKind.INSET, Meaning.CLOSURE: NonSchoolDayKind.CLOSURE}


def meaning_of(summary: str) -> Meaning:
    words = summary.casefold()
    return next((meaning for meaning, pattern in _WORDS if pattern.search(words)), Meaning.UNKNOWN)


@dataclass(slots=True)
class IcsCalendar:
    """`calendar` is None when something is wrong; `tally` counts events as rows, without a word of theirs."""

    tally: Tally = field(default_factory=Tally)
    calendar: SchoolCalendar | None = None


def read_ics_calendar(
    content: bytes, owner_kind: OwnerKind, owner_code: str, academic_year: str, tally: Tally | None = None
) -> IcsCalendar:
    """The calendar of one owner's academic year, in its first version; events of other years are left out.

    Pure: nothing is looked up or written. Raises FileRefused (`encoding`, `bad_format`, `file_too_large`,
    `no_terms`).
    """
    read = IcsCalendar(tally or Tally())
    events = [event for event in read_events(content) if _is_told(event, academic_year, read.tally)]
    draft = _draft(events, DraftedCalendar(owner_kind, owner_code, academic_year), read.tally)
    if not draft.terms:
        raise FileRefused("no_terms")
    try:
        read.calendar = draft.finished(new_id(), CalendarSource.ICS)
    except CalendarInvalid:
        read.tally.wrong_rows(draft.rows, "DTSTART", "calendar_invalid")
        return read
    if read.calendar.has_unusual_length():
        read.tally.warn(draft.rows[0], None, "pupil_days_unusual")
    return read


def _is_told(event: DayEvent, academic_year: str, tally: Tally) -> bool:
    """Whether the event says something about whole days of this year."""
    tally.rows = event.number
    if event.unread is not None:
        tally.ignored += 1
        tally.warn(event.number, "DTSTART", event.unread.value)
        return False
    year = year_span(academic_year)
    if event.last < year.first or event.first > year.last:
        tally.ignored += 1
        return False
    return True


def _draft(events: Iterable[DayEvent], draft: DraftedCalendar, tally: Tally) -> DraftedCalendar:
    """Terms first, then the days inside them."""
    others = []
    for event in events:
        meaning = meaning_of(event.summary)
        if meaning is Meaning.TERM:
            draft.add_term(event.first, event.last)
            draft.rows.append(event.number)
        elif meaning in {Meaning.UNKNOWN, Meaning.EDGE_OF_TERM}:
            tally.ignored += 1
            tally.warn(event.number, "SUMMARY", "event_not_understood")
        else:
            others.append((event, meaning))
    for event, meaning in others:
        _add_days(event, meaning, draft, tally)
    return draft


def _add_days(event: DayEvent, meaning: Meaning, draft: DraftedCalendar, tally: Tally) -> None:
    """Working days inside a term, each once. A holiday between terms says nothing new and is ignored; one inside a
    term is no school day either, whatever the terms say: counting it would make a school's limit come too early."""
    terms = [Span(term.starts_on, term.ends_on) for term in draft.terms]
    taken = {day.on for day in draft.non_school_days}
    weekdays = [day for day in Span(event.first, event.last).days() if is_working_day(day) is not False]
    inside = [day for day in weekdays if any(day in term for term in terms)]
    kind = _NON_SCHOOL.get(meaning, NonSchoolDayKind.OTHER)
    note = " ".join(event.summary.split())[:_LONGEST_NOTE] or None
    draft.non_school_days.extend(NonSchoolDay(day, kind, note) for day in inside if day not in taken)
    if meaning is Meaning.HOLIDAY and inside:
        tally.warn(event.number, "DTSTART", "holiday_inside_term")
    elif meaning is not Meaning.HOLIDAY and len(inside) < len(weekdays):
        tally.warn(event.number, "DTSTART", "day_outside_terms")
    if not inside:
        tally.ignored += 1
    else:
        draft.rows.append(event.number)
