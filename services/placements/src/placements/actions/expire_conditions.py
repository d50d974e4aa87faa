"""Conditions were not lifted in five school days: the answer counts as a refusal from then on (PL-708)."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from placements.actions.desk import Desk
from placements.actions.take_up import take_up, write_log
from placements.domain.application_states import ApplicationState
from placements.domain.chronology import EntryKind
from placements.domain.clocks import clock_of


async def expire_conditions(desk: Desk, application_id: UUID) -> bool:
    """Whether anything was to be done: the log says it once, and the state stays until somebody acts."""
    file = await take_up(desk, application_id, None)
    lift = clock_of(file.clocks, "conditional_lift")
    if file.application.state is not ApplicationState.CONDITIONAL or lift is None or lift.stopped_on is not None:
        return False
    if lift.due_on is None or desk.today <= lift.due_on:
        return False
    await desk.clocks.keep([replace(lift, stopped_on=lift.due_on + timedelta(days=1))])
    await write_log(desk, file.application, EntryKind.CONDITIONS_NOT_LIFTED, {"due_on": lift.due_on.isoformat()})
    return True
