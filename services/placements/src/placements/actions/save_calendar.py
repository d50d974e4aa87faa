"""Somebody saves a calendar or adds closures: the next version is told, and every running clock follows it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kit.kernel.errors import StaleVersion
from kit.kernel.ids import new_id
from placements.actions.ask_for_vacancies import recount_vacancies
from placements.actions.desk import Desk
from placements.actions.recompute_clocks import preview_moves, recompute_clocks
from placements.domain.clock_moves import ClockMove, MoveCause
from placements.domain.school_calendar import (
    CalendarNotFound,
    CalendarSource,
    NonSchoolDay,
    OwnedYear,
    SchoolCalendar,
    calendar_published,
)


@dataclass(frozen=True, slots=True)
class SavedCalendar:
    """A version and the dates it moved, or would move."""

    calendar: SchoolCalendar
    moves: Sequence[ClockMove]


async def save_calendar(desk: Desk, wanted: SchoolCalendar, version: int) -> SavedCalendar:
    """Every save is a new version; `version` is the one the caller read, 0 where none was held.

    Raises CalendarNotFound (the register does not know the owner), StaleVersion.
    """
    calendar = await _next_version(desk, wanted, version)
    return await _keep(desk, calendar)


async def preview_calendar(desk: Desk, wanted: SchoolCalendar) -> SavedCalendar:
    """What saving would do now; nothing is written. Raises CalendarNotFound."""
    held = await newest(desk, owned_year(wanted))
    calendar = await _next_version(desk, wanted, held.version if held else 0)
    return SavedCalendar(calendar, await preview_moves(desk, calendar))


async def add_closures(desk: Desk, year: OwnedYear, days: Sequence[NonSchoolDay], version: int) -> SavedCalendar:
    """A whole-school closure is no school day; a partial closure is one and is not entered (PL-316).

    A school that is counted by its authority's calendar gets that as its own, with the closures: snow at one
    school closes no other. Raises CalendarNotFound, StaleVersion, CalendarInvalid.
    """
    held = await newest(desk, year) or await _inherited(desk, year)
    if held is None:
        raise CalendarNotFound
    return await _keep(desk, await _next_version(desk, held.with_days(days), version))


async def _inherited(desk: Desk, year: OwnedYear) -> SchoolCalendar | None:
    """The authority's calendar as the school's own first version (PL-313)."""
    school = await desk.schools.get(int(year.owner_code)) if year.owner_kind == "school" else None
    if school is None:
        return None
    theirs = replace(year, owner_kind="authority", owner_code=school.authority)
    held = await newest(desk, theirs)
    if held is None:
        return None
    return replace(
        held,
        id=new_id(),
        version=1,
        owner_kind="school",
        owner_code=year.owner_code,
        source=CalendarSource.MANUAL,
    )


async def newest(desk: Desk, year: OwnedYear) -> SchoolCalendar | None:
    held = await desk.calendars.latest(year.owner_kind, year.owner_code)
    return next((calendar for calendar in held if calendar.academic_year == year.academic_year), None)


def owned_year(calendar: SchoolCalendar) -> OwnedYear:
    return OwnedYear(
        owner_kind=calendar.owner_kind, owner_code=calendar.owner_code, academic_year=calendar.academic_year
    )


async def _next_version(desk: Desk, wanted: SchoolCalendar, version: int) -> SchoolCalendar:
    await _lies_in(desk, wanted)
    held = await newest(desk, owned_year(wanted))
    if version != (held.version if held else 0):
        raise StaleVersion
    return wanted if held is None else replace(wanted, id=held.id, version=held.version + 1)


async def _keep(desk: Desk, calendar: SchoolCalendar) -> SavedCalendar:
    await desk.calendars.add_version(calendar)
    lies_in = await _lies_in(desk, calendar)
    await desk.outbox.add(calendar_published(calendar, tenant=desk.authority, authority=lies_in, on=desk.today))
    await recount_vacancies(desk)
    return SavedCalendar(calendar, await recompute_clocks(desk, MoveCause.CALENDAR))


async def _lies_in(desk: Desk, calendar: SchoolCalendar) -> str:
    """The authority that owns the calendar, or the one its school lies in."""
    if calendar.owner_kind == "authority":
        known = await desk.authorities.get(calendar.owner_code)
        code = known.code if known else None
    else:
        school = await desk.schools.get(int(calendar.owner_code))
        code = school.authority if school else None
    if code is None:
        raise CalendarNotFound
    return code
