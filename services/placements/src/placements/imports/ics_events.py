"""Reads the events of an iCalendar file (RFC 5545): whole days with their words, numbered as they stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from placements.imports.report import FileRefused

if TYPE_CHECKING:
    from icalendar import Event

MOST_EVENTS: Final = 10_000
_ONE_DAY: Final = timedelta(days=1)
_LONGEST: Final = timedelta(days=366)


class Unread(StrEnum):
    """Why an event says nothing about whole days; codes of the report."""

    DATE_INVALID = "date_invalid"
    NOT_ALL_DAY = "event_not_all_day"
    REPEATS = "event_repeats"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayEvent:
    """An event from its first to its last day, both included: the end of an all-day event is exclusive in the
    file. `unread` says why there are no days."""

    number: int
    summary: str
    first: date = date.min
    last: date = date.min
    unread: Unread | None = None


def read_events(content: bytes) -> list[DayEvent]:
    """Cancelled events are left out. Raises FileRefused `encoding`, `bad_format` or `file_too_large`."""
    # Loaded with the first file: it takes longer than the rest of a start together.
    from icalendar import Calendar  # noqa: PLC0415

    try:
        calendars = Calendar.from_ical(_text(content), multiple=True)
    except ValueError:
        raise FileRefused("bad_format") from None
    if not calendars:
        raise FileRefused("bad_format")
    return list(_events(event for calendar in calendars for event in calendar.walk("VEVENT")))


def _text(content: bytes) -> str:
    """UTF-8 with or without a mark at the front, else Windows-1252 (PL-1006)."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileRefused("encoding")


def _events(components: Iterator[Any]) -> Iterator[DayEvent]:
    for number, component in enumerate(components, start=1):
        if number > MOST_EVENTS:
            raise FileRefused("file_too_large")
        if str(component.get("STATUS", "")).upper() != "CANCELLED":
            yield _event(number, component)


def _event(number: int, component: "Event") -> DayEvent:
    summary = str(component.get("SUMMARY", ""))
    days = _days(component)
    if isinstance(days, Unread):
        return DayEvent(number=number, summary=summary, unread=days)
    return DayEvent(number=number, summary=summary, first=days[0], last=days[1])


def _days(component: "Event") -> tuple[date, date] | Unread:
    first, end = _value(component, "DTSTART"), _value(component, "DTEND")
    if component.get("RRULE") is not None or component.get("RDATE") is not None:
        return Unread.REPEATS
    if isinstance(first, datetime) or isinstance(end, datetime):
        return Unread.NOT_ALL_DAY
    if end is None:
        lasts = _value(component, "DURATION")
        end = first + (lasts if isinstance(lasts, timedelta) else _ONE_DAY) if isinstance(first, date) else None
    if not isinstance(first, date) or not isinstance(end, date) or not first <= end <= first + _LONGEST:
        return Unread.DATE_INVALID
    # Some programs write the same day twice for an event of one day.
    return first, max(first, end - _ONE_DAY)


def _value(component: "Event", name: str) -> Any:
    """None where the file says nothing, or something that is no date."""
    try:
        return getattr(component.get(name), "dt", None)
    except ValueError:
        return None
