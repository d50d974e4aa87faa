"""The school has read the challenge and stays with its answer: the virtual school head decides (T11c)."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from kit.kernel.errors import InvalidInput
from placements.actions.desk import Desk
from placements.actions.keep_clocks import start_clocks, stop_by
from placements.actions.record_answer import refuse_dating_back
from placements.actions.take_up import permit, put_back, take_up
from placements.domain.application import Application
from placements.domain.chronology import EntryKind
from placements.domain.steps import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeReply:
    replied_on: date
    reply: str


async def keep_refusal(desk: Desk, application_id: UUID, version: int, told: ChallengeReply) -> Application:
    """Raises StepNotAllowed, StepNotForActor, InvalidInput."""
    file = await take_up(desk, application_id, version)
    permit(desk, file.application, Step.KEEP_REFUSAL)
    refuse_dating_back(desk, told.replied_on, "/replied_on")
    challenges = await desk.challenges.of_application(application_id)
    sent_on = challenges[-1].sent_on if challenges else None
    if told.replied_on > desk.today or (sent_on is not None and told.replied_on < sent_on):
        raise InvalidInput("out_of_range", "/replied_on")
    kept = file.application.moved(Step.KEEP_REFUSAL)
    file = await put_back(desk, file, kept, EntryKind.REFUSAL_KEPT, {"replied_on": told.replied_on.isoformat()})
    if challenges:
        await desk.challenges.keep(replace(challenges[-1], replied_on=told.replied_on, kept=True, reply=told.reply))
    await stop_by(desk, file.clocks, ["reply"], told.replied_on)
    await start_clocks(desk, file, ["refusal_kept_decision"], told.replied_on)
    return file.application
