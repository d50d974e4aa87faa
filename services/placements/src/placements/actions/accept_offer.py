"""The authority accepts a place that was offered (T21, T21b)."""

from uuid import UUID

from placements.actions.accept_conditional_offer import Review, accept_conditional_offer
from placements.actions.desk import Desk
from placements.actions.keep_clocks import stop_by
from placements.actions.take_up import permit, put_back, take_up
from placements.actions.write_after_acceptance import notify_host, write_acceptance
from placements.domain.application import AcceptedBy, Application
from placements.domain.application_states import ApplicationState
from placements.domain.chronology import EntryKind
from placements.domain.steps import Step


async def accept_offer(desk: Desk, application_id: UUID, version: int, by: AcceptedBy, review: Review) -> Application:
    """Raises StepNotAllowed, StepNotForActor. An offer with conditions needs a reason and a day to look again."""
    file = await take_up(desk, application_id, version)
    permit(desk, file.application, Step.ACCEPT)
    if file.application.state is ApplicationState.CONDITIONAL:
        return await accept_conditional_offer(desk, file, by, review)
    accepted = file.application.accept(by, desk.today)
    kept = await put_back(desk, file, accepted, EntryKind.ACCEPTED, {"accepted_by": by.value})
    await stop_by(desk, file.clocks, ["accepted"], desk.today)
    await write_acceptance(desk, kept)
    await notify_host(desk, kept)
    return kept.application
