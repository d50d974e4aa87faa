"""The authority challenges an answer: a letter that fits the reasons, and three school days to reply (T10)."""

from dataclasses import dataclass
from uuid import UUID

from kit.kernel.ids import new_id
from placements.actions.desk import Desk
from placements.actions.keep_clocks import start_clocks, stop_by
from placements.actions.take_up import permit, put_back, take_up
from placements.domain.application import Application
from placements.domain.application_events import application_challenged
from placements.domain.challenges import Challenge, letter_for
from placements.domain.chronology import EntryKind
from placements.domain.steps import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeAsked:
    """`letter_key` only where another letter is wanted than the one that fits, or a reason has none."""

    letter_key: str | None = None
    additional_text: str | None = None


async def challenge_refusal(desk: Desk, application_id: UUID, version: int, asked: ChallengeAsked) -> Application:
    """Raises StepNotAllowed, StepNotForActor, LetterDoesNotFit."""
    file = await take_up(desk, application_id, version)
    permit(desk, file.application, Step.CHALLENGE)
    answer = file.application.answer
    codes = answer.codes if answer else ()
    key = letter_for(codes, asked.letter_key, desk.codes, file.refusal_cohort)
    challenged = file.application.moved(Step.CHALLENGE)
    file = await put_back(desk, file, challenged, EntryKind.CHALLENGED, {"letter_key": key, "codes": list(codes)})
    await stop_by(desk, file.clocks, ["challenged", "triaged"], desk.today)
    [reply] = await start_clocks(desk, file, ["challenge_reply"], desk.today)
    challenge = Challenge(
        id=new_id(),
        application_id=application_id,
        letter_key=key,
        letter_id=None,
        codes=codes,
        sent_on=desk.today,
        sent_by=desk.taker.id,
        reply_due_on=reply.due_on,
    )
    await desk.challenges.keep(challenge)
    await desk.outbox.add(application_challenged(file.application, authority=desk.authority, on=desk.today, route=key))
    return file.application
