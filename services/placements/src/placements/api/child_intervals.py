"""What begins and ends about a child (O25): each answer is the whole record in its next version."""

from uuid import UUID

from kit.web.answers import answers
from kit.web.deps import CurrentWork, ExpectedVersion
from kit.web.guarded import service_router
from placements.actions import keep_exclusions, keep_intervals
from placements.api.child_interval_schemas import (
    CarePeriodChangeIn,
    CarePeriodIn,
    CarePlacementChangeIn,
    CarePlacementIn,
    ExclusionChangeIn,
    ExclusionIn,
    ReducedTimetableChangeIn,
    ReducedTimetableIn,
    RollChangeIn,
    RollIn,
)
from placements.api.child_schemas import ChildOut
from placements.api.children import Listing, child_shown
from placements.api.deps import StaffDesk

router = service_router("placements", "/v1/children/{child_id}", tags=["children"])


@router.post("/care-periods", responses=answers(409))
async def record_care_period(
    child_id: UUID,
    period: CarePeriodIn,
    version: ExpectedVersion,
    desk: StaffDesk,
    work: CurrentWork,
    listing: Listing,
) -> ChildOut:
    """Record a period of care."""
    work.audit.saw(child_id)
    record = await keep_intervals.add_care_period(desk, child_id, version, period.values())
    return await child_shown(desk, listing, record)


@router.patch("/care-periods/{period_id}", responses=answers(409))
async def change_care_period(
    child_id: UUID,
    period_id: UUID,
    change: CarePeriodChangeIn,
    version: ExpectedVersion,
    desk: StaffDesk,
    work: CurrentWork,
    listing: Listing,
) -> ChildOut:
    """End or correct a period of care; the version is the child's."""
    work.audit.saw(child_id)
    record = await keep_intervals.change_care_period(desk, child_id, version, period_id, change.values())
    return await child_shown(desk, listing, record)


@router.post("/care-placements", responses=answers(409))
async def record_care_placement(
    child_id: UUID,
    placement: CarePlacementIn,
    version: ExpectedVersion,
    desk: StaffDesk,
    work: CurrentWork,
    listing: Listing,
) -> ChildOut:
    """Record where a child lives."""
    work.audit.saw(child_id)
    record = await keep_intervals.add_home(desk, child_id, version, placement.values())
    return await child_shown(desk, listing, record)


@router.patch("/care-placements/{placement_id}", responses=answers(409))
async def change_care_placement(
    child_id: UUID,
    placement_id: UUID,
    change: CarePlacementChangeIn,
    version: ExpectedVersion,
    desk: StaffDesk,
    work: CurrentWork,
    listing: Listing,
) -> ChildOut:
    """End or correct a care placement; the version is the child's."""
    work.audit.saw(child_id)
    record = await keep_intervals.change_home(desk, child_id, version, placement_id, change.values())
    return await child_shown(desk, listing, record)


@router.post("/rolls", responses=answers(409))
async def record_roll(
    child_id: UUID, roll: RollIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork, listing: Listing
) -> ChildOut:
    """Record that a child is on the roll of a school."""
    work.audit.saw(child_id)
    record = await keep_intervals.add_roll(desk, child_id, version, roll.values())
    return await child_shown(desk, listing, record)


@router.patch("/rolls/{roll_id}", responses=answers(409))
async def change_roll(
    child_id: UUID,
    roll_id: UUID,
    change: RollChangeIn,
    version: ExpectedVersion,
    desk: StaffDesk,
    work: CurrentWork,
    listing: Listing,
) -> ChildOut:
    """End or correct a registration; the version is the child's.

    Other hours from a day on are a new registration, or a reduced timetable: a correction holds from the first day.
    """
    work.audit.saw(child_id)
    record = await keep_intervals.change_roll(desk, child_id, version, roll_id, change.values())
    return await child_shown(desk, listing, record)


@router.post("/exclusions", responses=answers(409))
async def record_exclusion(
    child_id: UUID,
    exclusion: ExclusionIn,
    version: ExpectedVersion,
    desk: StaffDesk,
    work: CurrentWork,
    listing: Listing,
) -> ChildOut:
    """Record a permanent exclusion."""
    work.audit.saw(child_id)
    record = await keep_exclusions.add_exclusion(desk, child_id, version, exclusion.values())
    return await child_shown(desk, listing, record)


@router.patch("/exclusions/{exclusion_id}", responses=answers(409))
async def change_exclusion(
    child_id: UUID,
    exclusion_id: UUID,
    change: ExclusionChangeIn,
    version: ExpectedVersion,
    desk: StaffDesk,
    work: CurrentWork,
    listing: Listing,
) -> ChildOut:
    """Record what became of an exclusion; the version is the child's."""
    work.audit.saw(child_id)
    record = await keep_exclusions.change_exclusion(desk, child_id, version, exclusion_id, change.values())
    return await child_shown(desk, listing, record)


@router.post("/reduced-timetables", responses=answers(409))
async def record_reduced_timetable(
    child_id: UUID,
    timetable: ReducedTimetableIn,
    version: ExpectedVersion,
    desk: StaffDesk,
    work: CurrentWork,
    listing: Listing,
) -> ChildOut:
    """Record a timetable below full time."""
    work.audit.saw(child_id)
    record = await keep_exclusions.add_timetable(desk, child_id, version, timetable.values())
    return await child_shown(desk, listing, record)


@router.patch("/reduced-timetables/{timetable_id}", responses=answers(409))
async def change_reduced_timetable(
    child_id: UUID,
    timetable_id: UUID,
    change: ReducedTimetableChangeIn,
    version: ExpectedVersion,
    desk: StaffDesk,
    work: CurrentWork,
    listing: Listing,
) -> ChildOut:
    """End or correct a reduced timetable; the version is the child's."""
    work.audit.saw(child_id)
    record = await keep_exclusions.change_timetable(desk, child_id, version, timetable_id, change.values())
    return await child_shown(desk, listing, record)
