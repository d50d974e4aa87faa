"""School calendars as placements publishes them, resolved for one school (AC-18)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from accountability.domain.schools import School
from kit.kernel.days import NO_CALENDAR, Calendar, CalendarYear, Span


@dataclass(frozen=True, slots=True)
class PublishedCalendar:
    """One academic year of a school (`urn`) or, without one, of an authority."""

    authority: str
    urn: int | None
    year: CalendarYear


def published_calendar(fields: Mapping[str, Any], version: int) -> PublishedCalendar:
    """From the fields of `calendar.published`."""
    urn = fields.get("urn")
    year = CalendarYear(
        academic_year=fields["academic_year"],
        covered=Span(date.fromisoformat(fields["covers_from"]), date.fromisoformat(fields["covers_to"])),
        school_days=tuple(sorted(map(date.fromisoformat, fields["school_days"]))),
        owner_kind="school" if urn else "authority",
        owner_code=str(urn or fields["authority"]),
        version=version,
        inherited=False,
    )
    return PublishedCalendar(fields["authority"], urn, year)


def calendar_for(school: School, published: Iterable[PublishedCalendar]) -> Calendar:
    """Year by year the school's own, else that of the authority it lies in; what is missing is not guessed (AC-18).

    Two years that both claim a day cannot be counted on: then there is no calendar.
    """
    own: dict[str, CalendarYear] = {}
    inherited: dict[str, CalendarYear] = {}
    for one in published:
        if one.urn == school.urn:
            own[one.year.academic_year] = one.year
        elif one.urn is None and one.authority == school.authority:
            inherited[one.year.academic_year] = one.year
    try:
        return Calendar.of((inherited | own).values())
    except ValueError:
        return NO_CALENDAR
