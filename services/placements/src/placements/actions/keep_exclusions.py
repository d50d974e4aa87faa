"""A school excludes a child for good, or that is undone; weeks at school are cut short (section 4.4)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from kit.kernel.errors import InvalidInput
from kit.kernel.ids import new_id
from placements.actions.case_clocks import keep_exclusion_clock
from placements.actions.desk import Desk
from placements.actions.place_case import place_case, schooling_of
from placements.actions.take_up_child import log_child, take_up_child, touch_child
from placements.domain.care import Cohort, cohort_on
from placements.domain.child_events import exclusion_recorded, timetable_reduced
from placements.domain.child_record import ChildRecord
from placements.domain.chronology import EntryKind
from placements.domain.errors import SchoolUnknown
from placements.domain.exclusions import Exclusion, ExclusionNotFound
from placements.domain.provision import ReducedTimetable, TimetableNotFound


async def add_exclusion(desk: Desk, child_id: UUID, version: int, facts: Mapping[str, Any]) -> ChildRecord:
    """Raises ChildNotFound, StaleVersion, SchoolUnknown, InvalidInput. Day 1 provision is due from it (A16)."""
    held = await take_up_child(desk, child_id, version)
    if await desk.schools.get(facts["school_urn"]) is None:
        raise SchoolUnknown
    return await _keep_exclusion(desk, held, Exclusion(id=new_id(), **facts))


async def change_exclusion(
    desk: Desk, child_id: UUID, version: int, exclusion_id: UUID, facts: Mapping[str, Any]
) -> ChildRecord:
    """Raises ChildNotFound, StaleVersion, ExclusionNotFound, InvalidInput."""
    held = await take_up_child(desk, child_id, version)
    listed = (await desk.child_records.exclusions_of([child_id])).get(child_id, ())
    found = next((one for one in listed if one.id == exclusion_id), None)
    if found is None:
        raise ExclusionNotFound
    return await _keep_exclusion(desk, held, replace(found, **facts))


async def _keep_exclusion(desk: Desk, held: ChildRecord, exclusion: Exclusion) -> ChildRecord:
    if exclusion.on > desk.today:
        raise InvalidInput("out_of_range", "/on")
    touched = await touch_child(desk, held)
    await desk.child_records.keep_exclusion(held.child.id, exclusion)
    told = {"on": exclusion.on.isoformat(), "status": exclusion.status.value, "school_urn": exclusion.school_urn}
    await log_child(desk, touched.child, EntryKind.EXCLUSION_RECORDED, told)
    await desk.outbox.add(
        exclusion_recorded(touched.child, exclusion, authority=desk.authority, on=desk.today),
    )
    looked_after = cohort_on(held.care, exclusion.on) is Cohort.LAC
    await keep_exclusion_clock(desk, held.child.id, exclusion, looked_after=looked_after)
    return touched


async def add_timetable(desk: Desk, child_id: UUID, version: int, facts: Mapping[str, Any]) -> ChildRecord:
    """Raises ChildNotFound, StaleVersion, SchoolUnknown, InvalidInput."""
    held = await take_up_child(desk, child_id, version)
    if await desk.schools.get(facts["school_urn"]) is None:
        raise SchoolUnknown
    return await _keep_timetable(desk, held, ReducedTimetable(id=new_id(), **facts))


async def change_timetable(
    desk: Desk, child_id: UUID, version: int, timetable_id: UUID, facts: Mapping[str, Any]
) -> ChildRecord:
    """Raises ChildNotFound, StaleVersion, TimetableNotFound, InvalidInput."""
    held = await take_up_child(desk, child_id, version)
    listed = (await desk.child_records.timetables_of([child_id])).get(child_id, ())
    found = next((one for one in listed if one.id == timetable_id), None)
    if found is None:
        raise TimetableNotFound
    return await _keep_timetable(desk, held, replace(found, **facts))


async def _keep_timetable(desk: Desk, held: ChildRecord, timetable: ReducedTimetable) -> ChildRecord:
    if timetable.to_on is not None and timetable.to_on < timetable.from_on:
        raise InvalidInput("out_of_range", "/to_on")
    case = await desk.cases.open_of(held.child.id)
    before = await schooling_of(desk, case) if case else None
    touched = await touch_child(desk, held)
    await desk.child_records.keep_timetable(held.child.id, timetable)
    told = {"from_on": timetable.from_on.isoformat(), "hours_per_week": timetable.hours_per_week}
    await log_child(desk, touched.child, EntryKind.TIMETABLE_REDUCED, told)
    await desk.outbox.add(
        timetable_reduced(touched.child, timetable, authority=desk.authority, on=desk.today),
    )
    if case is not None and before is not None:
        await place_case(desk, case, before)
    return touched
