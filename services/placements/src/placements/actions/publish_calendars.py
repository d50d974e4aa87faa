"""Calendars are entered: each differing one becomes the next version and is told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum

from kit.db.outbox import Outbox
from placements.domain.school_calendar import SchoolCalendar, calendar_published
from placements.store.calendars import CalendarStore
from placements.store.schools import SchoolStore


class Difference(StrEnum):
    """How a given calendar stands to the newest version held of its owner's year."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


async def publish_calendars(
    calendars: CalendarStore,
    schools: SchoolStore,
    outbox: Outbox,
    given: Sequence[SchoolCalendar],
    today: date,
    *,
    write: bool = True,
) -> list[Difference]:
    """Compares each calendar with the newest version held and, unless only asked, adds a version where it
    differs. Schools named as owners must be in the register. Answers in the order given."""
    urns = {int(calendar.owner_code) for calendar in given if calendar.owner_kind == "school"}
    lie_in = {str(urn): school.authority for urn, school in (await schools.many(urns)).items()}
    found: list[Difference] = []
    for calendar in given:
        held = await _held(calendars, calendar)
        difference = _difference(calendar, held)
        found.append(difference)
        if write and difference is not Difference.SAME:
            entered = calendar if held is None else replace(calendar, id=held.id, version=held.version + 1)
            authority = lie_in.get(calendar.owner_code, calendar.owner_code)
            await calendars.add_version(entered)
            await outbox.add(calendar_published(entered, tenant=calendars.authority, authority=authority, on=today))
    return found


def _difference(calendar: SchoolCalendar, held: SchoolCalendar | None) -> Difference:
    if held is None:
        return Difference.NEW
    return Difference.SAME if calendar.says_the_same_as(held) else Difference.CHANGED


async def _held(calendars: CalendarStore, calendar: SchoolCalendar) -> SchoolCalendar | None:
    listed = await calendars.latest(calendar.owner_kind, calendar.owner_code)
    return next((held for held in listed if held.academic_year == calendar.academic_year), None)
