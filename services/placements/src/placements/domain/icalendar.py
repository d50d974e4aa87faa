"""Writes all-day entries as calendars read them (RFC 5545)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

MOST_OCTETS: Final = 75
"""Of a line without its break; longer ones go on in the next, after a space (RFC 5545, 3.1)."""
_BREAK: Final = "\r\n"
_TO_ESCAPE: Final = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    uid: str
    on: date
    summary: str
    url: str | None
    cancelled: bool


def icalendar(name: str, entries: Iterable[CalendarEntry], written_at: datetime) -> str:
    """A whole calendar."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Onroll//Placements//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        *(line for entry in entries for line in _entry(entry, written_at)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}{_BREAK}" for line in lines)


def _entry(entry: CalendarEntry, written_at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"DTSTAMP:{written_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(entry.summary)}"
    if entry.url:
        yield f"URL:{entry.url}"
    yield f"STATUS:{'CANCELLED' if entry.cancelled else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def folded(line: str) -> str:
    """In pieces of at most 75 octets, never through the middle of a character."""
    pieces: list[str] = []
    piece, octets = "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > MOST_OCTETS:
            pieces.append(piece)
            piece, octets = " ", 1
        piece, octets = piece + character, octets + size
    return _BREAK.join([*pieces, piece])


def _text(words: str) -> str:
    return "".join(_TO_ESCAPE.get(character, character) for character in words)
