"""What happens to directions by the clock alone: periods that end, reminders that repeat, children not admitted,
and processes that stop because the child has left care."""

from datetime import timedelta
from uuid import UUID

from placements.actions.desk import Desk
from placements.actions.keep_clocks import start_clocks
from placements.actions.keep_direction import end_process
from placements.actions.take_up import ApplicationFile, put_back, take_up, write_log
from placements.domain.application import Application
from placements.domain.application_states import ApplicationFlag, ApplicationState
from placements.domain.care import Cohort
from placements.domain.chronology import EntryKind
from placements.domain.clocks import Clock, clock_of
from placements.domain.direction_states import ProcessOutcome, ProcessType
from placements.domain.steps import Step
from placements.domain.transitions import TRANSITIONS


async def close_consultation(desk: Desk, application_id: UUID) -> bool:
    """Nobody replied: the consultation is closed, and the notice is due (T14). True when something was done."""
    file = await take_up(desk, application_id, None)
    process = await desk.directions.running(application_id)
    asked = process.consultation if process else None
    if file.application.state is not ApplicationState.CONSULTING or asked is None:
        return False
    if not asked.is_closed_on(desk.today) or clock_of(file.clocks, "s97a_notice") is not None:
        return False
    await start_clocks(desk, file, ["s97a_notice"], asked.closed_on)
    return True


async def chase_adjudicator_again(desk: Desk, application_id: UUID) -> bool:
    """`osa_chase` repeats until there is a determination (section 10)."""
    file = await take_up(desk, application_id, None)
    chase = clock_of(file.clocks, "osa_chase")
    if chase is None or not _is_past(desk, chase) or file.application.state is not ApplicationState.WITH_ADJUDICATOR:
        return False
    process = await desk.directions.running(application_id)
    if process is None or process.determination is not None:
        return False
    while chase.due_on is not None and chase.due_on < desk.today:
        [chase] = await start_clocks(desk, file, ["osa_chase"], chase.due_on)
    return True


async def flag_not_admitted(desk: Desk, application_id: UUID) -> Application | None:
    """T24b: directed, and not on roll after `start_after_direction`. None when nothing is to be done."""
    file = await take_up(desk, application_id, None)
    application, clock = file.application, clock_of(file.clocks, "start_after_direction")
    open_here = (application.state, Step.FLAG_NOT_ADMITTED) in TRANSITIONS
    if clock is None or not _is_past(desk, clock) or not open_here:
        return None
    if ApplicationFlag.DIRECTED_NOT_ADMITTED in application.flags:
        return None
    flagged = application.moved(Step.FLAG_NOT_ADMITTED).with_flag(ApplicationFlag.DIRECTED_NOT_ADMITTED, on=True)
    facts = {"on": clock.due_on.isoformat() if clock.due_on else None}
    return (await put_back(desk, file, flagged, EntryKind.NOT_ADMITTED, facts)).application


async def stop_direction(desk: Desk, application_id: UUID) -> bool:
    """T33, PL-704: the child is no longer looked after. The process stops, and the state stays until somebody acts;
    an earlier refusal still counts. True when a process was stopped."""
    file = await take_up(desk, application_id, None)
    process = await desk.directions.running(application_id)
    if file.cohort is Cohort.LAC or process is None or process.type is not ProcessType.S97A:
        return False
    await end_process(desk, file, ProcessOutcome.STOPPED)
    await _note(desk, file)
    return True


async def _note(desk: Desk, file: ApplicationFile) -> None:
    await write_log(desk, file.application, EntryKind.DIRECTION_STOPPED, {})


def _is_past(desk: Desk, clock: Clock) -> bool:
    """From the day after on (PL-404)."""
    return clock.stopped_on is None and clock.due_on is not None and clock.due_on + timedelta(days=1) <= desk.today
