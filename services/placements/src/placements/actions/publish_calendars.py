"""Calendars are entered: each differing one becomes the next version and is told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kit.db.outbox import Outbox
from placements.domain.school_calendar import SchoolCalendar, calendar_published
from placements.store.calendars import CalendarStore
from placements.store.schools import SchoolStore


@dataclass(frozen=True, slots=True)
class Published:
    """The calendars as they are held now, and how many are new, changed or as before."""

    new: int
    changed: int
    same: int


async def publish_calendars(
    calendars: CalendarStore,
    schools: SchoolStore,
    outbox: Outbox,
    given: Sequence[SchoolCalendar],
    today: date,
    *,
    write: bool = True,
) -> Published:
    """Compares each calendar with the newest version of its owner's year and adds a version where it differs.

    Schools named as owners must be in the register.
    """
    urns = {int(calendar.owner_code) for calendar in given if calendar.owner_kind == "school"}
    lie_in = {urn: school.authority for urn, school in (await schools.many(urns)).items()}
    new = changed = 0
    for calendar in given:
        held = await _held(calendars, calendar)
        if held is not None and calendar.says_the_same_as(held):
            continue
        new, changed = new + (held is None), changed + (held is not None)
        if write:
            entered = calendar if held is None else replace(calendar, id=held.id, version=held.version + 1)
            await calendars.add_version(entered)
            owner = calendar.owner_code
            authority = owner if calendar.owner_kind == "authority" else lie_in[int(owner)]
            await outbox.add(calendar_published(entered, tenant=calendars.authority, authority=authority, on=today))
    return Published(new, changed, len(given) - new - changed)


async def _held(calendars: CalendarStore, calendar: SchoolCalendar) -> SchoolCalendar | None:
    listed = await calendars.latest(calendar.owner_kind, calendar.owner_code)
    return next((held for held in listed if held.academic_year == calendar.academic_year), None)
