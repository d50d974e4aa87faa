"""Calendars out of iCalendar files: what counts as a term, what as a day without school, and what is asked about."""

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from factories.calendars import EXAMPLESHIRE
from placements.domain.school_calendar import CalendarSource, NonSchoolDayKind, SchoolCalendar
from placements.imports.ics_calendars import IcsCalendar, Meaning, meaning_of, read_ics_calendar
from placements.imports.report import FileRefused

SAMPLE: Final = Path(__file__).parents[3] / "infra" / "samples" / "calendar.ics"
AUTUMN: Final = ("Autumn term", "20260901", "20261219")


def an_ics(*events: tuple[str, ...], extra: str = "") -> bytes:
    """Events as (summary, start, exclusive end); `extra` stands in the last of them."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    for number, (summary, start, *end) in enumerate(events, start=1):
        lines += ["BEGIN:VEVENT", f"UID:{number}", f"SUMMARY:{summary}", f"DTSTART;VALUE=DATE:{start}"]
        lines += [f"DTEND;VALUE=DATE:{day}" for day in end]
        lines += [extra] if extra and number == len(events) else []
        lines += ["END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def read(content: bytes) -> IcsCalendar:
    return read_ics_calendar(content, "school", "100001", "2026-27")


def taken(content: bytes) -> SchoolCalendar:
    calendar = read(content).calendar
    assert calendar is not None
    return calendar


def codes(result: IcsCalendar) -> list[tuple[int, str]]:
    return [(error.row, error.code) for error in result.tally.errors]


def test_a_whole_year_of_events_has_the_school_days_of_the_reference_calendar():
    result = read_ics_calendar(SAMPLE.read_bytes(), "authority", "800", "2026-27")

    assert result.calendar is not None
    assert result.calendar.source is CalendarSource.ICS
    assert result.calendar.year().school_days == EXAMPLESHIRE.years[0].school_days
    assert [term.term for term in result.calendar.terms] == ["autumn", "autumn", "spring", "spring", "summer", "summer"]
    assert codes(result) == []
    assert (result.tally.rows, result.tally.ignored) == (13, 3)


@pytest.mark.parametrize(
    ("summary", "meaning"),
    [
        ("Autumn Term", Meaning.TERM),
        ("TERM 3", Meaning.TERM),
        ("Half-term", Meaning.HOLIDAY),
        ("Spring half term break", Meaning.HOLIDAY),
        ("Bank Holiday", Meaning.HOLIDAY),
        ("School closed for half term", Meaning.HOLIDAY),
        ("INSET day (term 2)", Meaning.INSET),
        ("Staff training", Meaning.INSET),
        ("Teacher Day", Meaning.INSET),
        ("School closed: snow", Meaning.CLOSURE),
        ("Whole school closure", Meaning.CLOSURE),
        ("Last day of term", Meaning.EDGE_OF_TERM),
        ("Spring term starts", Meaning.EDGE_OF_TERM),
        ("Breakfast with governors", Meaning.UNKNOWN),
        ("Determined to win: sports day", Meaning.UNKNOWN),
        ("", Meaning.UNKNOWN),
    ],
)
def test_what_an_event_is_called_says_what_it_means(summary: str, meaning: Meaning):
    assert meaning_of(summary) is meaning


def test_the_end_of_an_event_is_exclusive_and_without_an_end_it_lasts_a_day():
    calendar = taken(an_ics(AUTUMN, ("Snow: school closed", "20261116", "20261118"), ("INSET", "20261127")))

    [term] = calendar.terms
    assert (term.starts_on, term.ends_on) == (date(2026, 9, 1), date(2026, 12, 18))
    assert [(day.on, day.kind) for day in calendar.non_school_days] == [
        (date(2026, 11, 16), NonSchoolDayKind.CLOSURE),
        (date(2026, 11, 17), NonSchoolDayKind.CLOSURE),
        (date(2026, 11, 27), NonSchoolDayKind.INSET),
    ]


def test_a_half_term_inside_a_term_is_no_time_of_school_and_is_asked_about():
    """Counted as school days, they would make a school's limit come too early."""
    result = read(an_ics(AUTUMN, ("Half term", "20261026", "20261031")))

    assert result.calendar is not None
    assert date(2026, 10, 26) not in result.calendar.year().school_days
    assert date(2026, 11, 2) in result.calendar.year().school_days
    assert (2, "holiday_inside_term") in codes(result)


def test_weekends_are_left_out_and_no_day_stands_twice():
    calendar = taken(an_ics(AUTUMN, ("Closure", "20261113", "20261117"), ("INSET", "20261113", "20261114")))

    assert [day.on.day for day in calendar.non_school_days] == [13, 16]


def test_a_training_day_before_the_term_changes_nothing_and_is_told():
    result = read(an_ics(("Autumn term", "20260903", "20261219"), ("INSET", "20260901", "20260902")))

    assert result.calendar is not None
    assert result.calendar.non_school_days == ()
    assert codes(result)[0] == (2, "day_outside_terms")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (an_ics(AUTUMN, ("Sports day", "20261112")), "event_not_understood"),
        (an_ics(AUTUMN, ("Last day of term", "20261218")), "event_not_understood"),
        (an_ics(AUTUMN, ("INSET", "20261127"), extra="RRULE:FREQ=WEEKLY"), "event_repeats"),
        (an_ics(AUTUMN, ("INSET", "20269901")), "date_invalid"),
        (an_ics(AUTUMN, ("INSET", "20261127", "20261120")), "date_invalid"),
        (
            an_ics(AUTUMN, ("INSET", "20261127")).replace(b";VALUE=DATE:20261127", b":20261127T090000Z"),
            "event_not_all_day",
        ),
    ],
)
def test_an_event_that_cannot_be_taken_is_left_out_with_a_warning(content: bytes, code: str):
    result = read(content)

    assert result.calendar is not None
    assert result.calendar.non_school_days == ()
    assert codes(result)[0] == (2, code)


def test_cancelled_events_and_events_of_other_years_are_passed_over():
    events = (("Autumn term", "20250901", "20251220"), AUTUMN, ("INSET", "20261127"))

    result = read(an_ics(*events, extra="STATUS:CANCELLED"))

    assert result.calendar is not None
    assert (len(result.calendar.terms), result.calendar.non_school_days) == (1, ())
    assert codes(result) == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (an_ics(("INSET", "20261127")), "no_terms"),
        (an_ics(("Autumn half term", "20261026", "20261031")), "no_terms"),
        (an_ics(), "no_terms"),
        (b"owner_kind,owner_code\r\n", "bad_format"),
        (b"", "bad_format"),
        (b"BEGIN:VCALENDAR\r\nSUMMARY:\x81\x8d\r\nEND:VCALENDAR\r\n", "encoding"),
    ],
)
def test_a_file_without_terms_or_of_another_form_is_refused(content: bytes, code: str):
    with pytest.raises(FileRefused) as refused:
        read(content)

    assert refused.value.code == code


def test_overlapping_terms_make_no_calendar():
    result = read(an_ics(AUTUMN, ("Autumn term 2", "20261101", "20261219")))

    assert result.calendar is None
    assert codes(result) == [(1, "calendar_invalid")]
    assert result.tally.wrong == 2


def test_windows_and_marked_files_are_read():
    words = an_ics(AUTUMN, ("Élèves: école closed", "20261116"))

    for content in (words.decode().encode("cp1252"), b"\xef\xbb\xbf" + words):
        assert [day.note for day in taken(content).non_school_days] == ["Élèves: école closed"]
