"""The clocks of a case beside the one of the place: plan, review, the host's notice, the roll (section 10, PL-805)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from placements.actions.desk import Desk
from placements.actions.keep_clocks import halt, start_case_clock
from placements.actions.take_up import calendars_of
from placements.domain.care import CarePlacement, Cohort, care_on
from placements.domain.cases import Case
from placements.domain.child_record import ChildRecord
from placements.domain.clock_rules import due_dates
from placements.domain.clocks import Clock, calendar_for
from placements.domain.exclusions import Exclusion
from placements.domain.roll import Roll

NO_DRIFT: Final = "case_no_drift"
OF_CARE: Final = ("pep_initial", "lac_first_review")
OF_EXCLUSION: Final = "pex_provision_lac"
OF_PLAN: Final = "ehcp_transfer"
OF_HOME: Final = "ooa_notice"
OF_ROLL: Final = ("roll_notice", "pep_on_start")


async def start_care_clocks(desk: Desk, case: Case, record: ChildRecord) -> Clock | None:
    """Those of a looked-after child; answers the clock of the place. What runs already is not begun again.

    Plan and review count from the day care began and need no school (PL-805); they belong to this case when
    they had not run out before its need began.
    """
    period = care_on(record.care, desk.today)
    if period is None or period.cohort is not Cohort.LAC:
        return None
    running = await desk.clocks.of_case(case.id)
    drift = await _start(desk, case, running, NO_DRIFT, case.need_from)
    for key in OF_CARE:
        await _start(desk, case, running, key, period.from_on, not_before=case.need_from)
    return drift


async def start_home_clock(desk: Desk, case: Case, homes: Sequence[CarePlacement]) -> None:
    """A placement outside the authority is told to the host. A later one ends the wait for the earlier: the child
    lives there no more."""
    home = next((one for one in homes if one.holds_on(max(desk.today, case.need_from))), None)
    if home is None or home.host_authority is None:
        return
    running = await desk.clocks.of_case(case.id)
    old = [clock for clock in running if clock.key == OF_HOME and clock.from_on != home.from_on]
    await halt(desk, old, desk.today)
    if home.host_authority != case.responsible_authority:
        await _start(desk, case, running, OF_HOME, home.from_on, not_before=case.need_from)


async def start_roll_clocks(desk: Desk, case: Case, roll: Roll) -> None:
    """The same two that an enrolment by an application starts (T24)."""
    school = await desk.schools.get(roll.school_urn)
    calendars = await calendars_of(desk, case, school)
    running = await desk.clocks.of_case(case.id)
    for key in OF_ROLL:
        if not _runs(running, key, roll.first_day_on):
            await start_case_clock(desk, case, key, roll.first_day_on, calendars)


async def keep_exclusion_clock(desk: Desk, child_id: UUID, exclusion: Exclusion, *, looked_after: bool) -> None:
    """Provision from the first day after a permanent exclusion (A16), while it counts; only a case holds a clock."""
    case = await desk.cases.open_of(child_id)
    if case is None:
        return
    running = await desk.clocks.of_case(case.id)
    if exclusion.counts and looked_after:
        await _start(desk, case, running, OF_EXCLUSION, exclusion.on)
    else:
        undone = [clock for clock in running if clock.key == OF_EXCLUSION and clock.from_on == exclusion.on]
        await halt(desk, undone, desk.today)


async def start_transfer_clock(desk: Desk, case: Case, aware_on: date) -> None:
    """A plan moves to the authority where the child lives now (PL-813)."""
    await _start(desk, case, await desk.clocks.of_case(case.id), OF_PLAN, aware_on)


async def _start(
    desk: Desk,
    case: Case,
    running: Iterable[Clock],
    key: str,
    from_on: date,
    *,
    not_before: date | None = None,
) -> Clock | None:
    """None where it runs already, or had run out before `not_before`."""
    if _runs(running, key, from_on):
        return None
    calendars = await calendars_of(desk, case, None)
    rule = desk.rules[key]
    due_on = due_dates(rule, from_on, calendar_for(rule, calendars), desk.settings).due_on
    if not_before is not None and due_on is not None and due_on < not_before:
        return None
    return await start_case_clock(desk, case, key, from_on, calendars)


def _runs(running: Iterable[Clock], key: str, from_on: date) -> bool:
    return any(clock.key == key and clock.from_on == from_on for clock in running)
