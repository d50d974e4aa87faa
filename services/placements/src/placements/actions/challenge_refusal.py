"""The authority challenges an answer: a letter that fits the reasons, and three school days to reply (T10)."""

from dataclasses import dataclass
from uuid import UUID

from kit.kernel.ids import new_id
from placements.actions.desk import Desk
from placements.actions.keep_clocks import start_clocks, stop_by
from placements.actions.letter_recipients import challenge_recipients
from placements.actions.take_up import ApplicationFile, permit, put_back, take_up
from placements.actions.write_letter import write_letter
from placements.domain.application import Application
from placements.domain.application_events import application_challenged
from placements.domain.challenges import Challenge, letter_for
from placements.domain.chronology import EntryKind
from placements.domain.clocks import Clock
from placements.domain.correspondence import LetterAsk
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
    letter_id = await _write(desk, file, key, asked, reply)
    challenge = Challenge(
        id=new_id(),
        application_id=application_id,
        letter_key=key,
        letter_id=letter_id,
        codes=codes,
        sent_on=desk.today,
        sent_by=desk.taker.id,
        reply_due_on=reply.due_on,
    )
    await desk.challenges.keep(challenge)
    await desk.outbox.add(application_challenged(file.application, authority=desk.authority, on=desk.today, route=key))
    return file.application


async def _write(
    desk: Desk, file: ApplicationFile, key: str | None, asked: ChallengeAsked, reply: Clock
) -> UUID | None:
    """To the head by name; the admission authority's chair or the trust gets a copy."""
    if key is None:
        return None
    letter = await write_letter(
        desk,
        file,
        key,
        recipients=await challenge_recipients(desk, file),
        asks=LetterAsk(reply_by=reply.due_on, force=desk.rules[reply.key].force),
        additional_text=asked.additional_text,
        sent_on=desk.today,
    )
    return letter.id
