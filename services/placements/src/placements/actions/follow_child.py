"""What a changed record of a child means for the case that is open: clocks, a place, the end of care."""

from collections.abc import Sequence
from dataclasses import replace

from placements.actions.case_clocks import start_care_clocks, start_home_clock, start_roll_clocks
from placements.actions.desk import Desk
from placements.actions.place_case import place_case, schooling_of
from placements.actions.take_up import write_log
from placements.actions.watch_directions import stop_direction
from placements.domain.application import Application, active
from placements.domain.care import Cohort, cohort_on
from placements.domain.cases import Case
from placements.domain.child_record import ChildRecord
from placements.domain.chronology import EntryKind
from placements.domain.roll import Registration, Roll
from placements.domain.routes import Route
from placements.domain.steps import Step


async def follow_child(desk: Desk, before: ChildRecord, after: ChildRecord) -> None:
    """Nothing where no case is open; a case holds the child's clocks."""
    case = await desk.cases.open_of(after.child.id)
    if case is None:
        return
    was, now = cohort_on(before.care, desk.today), cohort_on(after.care, desk.today)
    if was is Cohort.LAC and now is not Cohort.LAC:
        await end_care_status(desk, case, now)
    if now is Cohort.LAC and before.care != after.care:
        await start_care_clocks(desk, case, after)
    if before.homes != after.homes:
        await start_home_clock(desk, case, after.homes)
    for roll in _new_main_rolls(before, after):
        await start_roll_clocks(desk, case, roll)
    if before.rolls != after.rolls:
        held = await schooling_of(desk, case)
        await place_case(desk, case, replace(held, rolls=before.rolls))


def _new_main_rolls(before: ChildRecord, after: ChildRecord) -> Sequence[Roll]:
    """Rolls that began after the one before ended, and are open: the school has to be told and to plan."""
    known = {roll.id for roll in before.rolls}
    return [
        roll
        for roll in after.rolls
        if roll.id not in known and roll.registration is Registration.MAIN and roll.last_day_on is None
    ]


async def end_care_status(desk: Desk, case: Case, cohort: Cohort | None) -> None:
    """T33: the child is looked after no more. Guards refuse what was open to a looked-after child alone; the state
    stays until somebody acts; for a previously looked-after child the parent is the applicant now (PL-704)."""
    for application in active(await desk.applications.of_case_to_change(case.id)):
        await _end_of(desk, application, cohort)


async def _end_of(desk: Desk, application: Application, cohort: Cohort | None) -> None:
    moved = application.moved(Step.END_CARE_STATUS)
    if cohort is not None and application.route is Route.IN_YEAR_LAC:
        moved = replace(moved, route=Route.IN_YEAR_PLAC)
    kept = await desk.applications.save(moved, desk.now)
    facts = {"on": desk.today.isoformat(), "cohort": cohort.value if cohort else None}
    await write_log(desk, kept, EntryKind.CARE_STATUS_ENDED, facts)
    await stop_direction(desk, kept.id)
