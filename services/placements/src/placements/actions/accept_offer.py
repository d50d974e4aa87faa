"""The authority accepts a place that was offered (T21)."""

from uuid import UUID

from kit.kernel.errors import StepNotAllowed
from placements.actions.desk import Desk
from placements.actions.keep_clocks import stop_by
from placements.actions.take_up import permit, put_back, take_up
from placements.domain.application import AcceptedBy, Application
from placements.domain.application_states import ApplicationState
from placements.domain.chronology import EntryKind
from placements.domain.steps import Step


async def accept_offer(desk: Desk, application_id: UUID, version: int, by: AcceptedBy) -> Application:
    """Raises StepNotAllowed, StepNotForActor. An offer with conditions needs more than this (T21b)."""
    file = await take_up(desk, application_id, version)
    permit(desk, file.application, Step.ACCEPT)
    if file.application.state is ApplicationState.CONDITIONAL:
        raise StepNotAllowed(file.application.state, Step.ACCEPT)
    accepted = file.application.accept(by, desk.today)
    kept = await put_back(desk, file, accepted, EntryKind.ACCEPTED, {"accepted_by": by.value})
    await stop_by(desk, file.clocks, ["accepted"], desk.today)
    return kept.application
