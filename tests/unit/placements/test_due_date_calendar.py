"""Dates ahead in a calendar of one's own: what an entry says, and how it is written (RFC 5545)."""

from datetime import UTC, date, datetime
from uuid import UUID

from placements.domain.clock_units import Force
from placements.domain.due_dates import START, SUMMARIES, DueDate, summary
from placements.domain.icalendar import CalendarEntry, folded, icalendar
from placements.store.seeds import clock_rules

NOW = datetime(2026, 11, 24, 8, 5, tzinfo=UTC)


def a_due_date(**given: object) -> DueDate:
    facts: dict[str, object] = {
        "source_id": UUID(int=7),
        "key": "inyear_limit",
        "on": date(2026, 12, 1),
        "force": Force.MUST,
        "case_id": UUID(int=1),
        "application_id": UUID(int=2),
        "reference": "A-2026-0142",
        "school_urn": 100001,
        "child_id": UUID(int=3),
    }
    return DueDate(**{**facts, **given})  # type: ignore[arg-type]


def an_entry(**given: object) -> CalendarEntry:
    facts: dict[str, object] = {
        "uid": "7-inyear_limit@onroll",
        "on": date(2026, 12, 31),
        "summary": "Answer due: St Bede, A-2026-0142",
        "url": None,
        "cancelled": False,
    }
    return CalendarEntry(**{**facts, **given})  # type: ignore[arg-type]


def test_every_clock_has_words_for_a_calendar() -> None:
    assert set(SUMMARIES) == set(clock_rules().rules) | {START}


def test_only_a_limit_is_called_due_where_a_school_is_asked() -> None:
    assert SUMMARIES["inyear_target"] == "Answer expected"
    assert SUMMARIES["inyear_limit"] == "Answer due"


def test_an_entry_says_school_reference_and_no_name() -> None:
    assert summary(a_due_date(), "Beacon Hill", None) == "Answer due: Beacon Hill, A-2026-0142"
    assert summary(a_due_date(), "Beacon Hill", "M.K.") == "Answer due: Beacon Hill, A-2026-0142, M.K."
    assert summary(a_due_date(key="case_no_drift", reference=None), None, None) == "Twenty school days without a place"


def test_an_entry_keeps_its_uid_when_its_date_moves() -> None:
    assert a_due_date().uid == a_due_date(on=date(2026, 12, 3)).uid
    assert a_due_date().uid != a_due_date(source_id=UUID(int=8)).uid


def test_a_day_is_a_whole_day_and_ends_the_next_one() -> None:
    written = icalendar("Onroll", [an_entry()], NOW)

    assert "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n" in written
    assert "DTSTAMP:20261124T080500Z\r\n" in written
    assert written.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert written.endswith("END:VEVENT\r\nEND:VCALENDAR\r\n")


def test_what_is_no_longer_waited_for_is_marked() -> None:
    assert "STATUS:CANCELLED\r\n" in icalendar("Onroll", [an_entry(cancelled=True)], NOW)
    assert "STATUS:CONFIRMED\r\n" in icalendar("Onroll", [an_entry()], NOW)


def test_commas_semicolons_backslashes_and_breaks_are_escaped() -> None:
    written = icalendar("Onroll", [an_entry(summary="a,b;c\\d\ne")], NOW)

    assert "SUMMARY:a\\,b\\;c\\\\d\\ne\r\n" in written


def test_lines_are_folded_at_75_octets_and_never_inside_a_character() -> None:
    long = "SUMMARY:" + "é" * 100

    pieces = folded(long).split("\r\n")

    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert all(piece.startswith(" ") for piece in pieces[1:])
    assert "".join([pieces[0], *(piece[1:] for piece in pieces[1:])]) == long
    assert folded("x" * 75) == "x" * 75
    assert folded("x" * 76) == "x" * 75 + "\r\n x"
