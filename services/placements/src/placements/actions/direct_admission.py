"""The signatory directs a school to admit the child (T16, T17)."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from kit.kernel.errors import InvalidInput
from placements.actions.desk import Desk
from placements.actions.direction_file import recommender_of, refuse, sign, take_up_direction
from placements.actions.keep_clocks import start_clocks, stop_by
from placements.actions.keep_direction import keep_process, stop_process_clocks
from placements.actions.serve_notice import envelopes_of
from placements.actions.take_up import ApplicationFile
from placements.actions.write_letter import write_letter
from placements.domain.application import Application
from placements.domain.chronology import EntryKind
from placements.domain.clock_units import Force
from placements.domain.clocks import Clock
from placements.domain.correspondence import LetterAsk
from placements.domain.direction import Direction, DirectionProcess
from placements.domain.direction_errors import DirectionTooEarly
from placements.domain.direction_guards import direction_blocked
from placements.domain.direction_states import ProcessOutcome, ProcessStep, ProcessType
from placements.domain.letter_words import no_reference_words, upheld_words
from placements.domain.steps import Step

DIRECTION: Final = "D3"
START_CLOCK: Final = "start_after_direction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """`adjudicator_checked`: the adjudicator's office was asked and knows of no reference."""

    signed_on: date
    served_on: date | None = None
    adjudicator_checked: bool = False


async def direct_admission(desk: Desk, application_id: UUID, version: int, signing: Signing) -> Application:
    """Raises StepNotAllowed, StepNotForActor, DirectionBlocked in the order of PL-703, SecondPersonRequired."""
    folder = await take_up_direction(desk, application_id, version, Step.DIRECT)
    process, served_on = folder.running(Step.DIRECT), signing.served_on or signing.signed_on
    if process.notice is None:
        raise DirectionTooEarly
    power = folder.power(desk.today)
    refuse(direction_blocked(process, power, signing.signed_on, adjudicator_checked=signing.adjudicator_checked))
    _check_days(desk, process, signing.signed_on, served_on)
    signature = sign(desk, await recommender_of(desk, application_id))
    direction = Direction(signed_on=signing.signed_on, served_on=served_on, signature=signature)
    file = await keep_process(
        desk,
        folder,
        folder.file.application.moved(Step.DIRECT),
        replace(process, direction=direction).ended(ProcessOutcome.DIRECTED, desk.today),
        EntryKind.DIRECTED,
        {"on": signing.signed_on.isoformat(), "alone": signature.same_person},
        told=(ProcessStep.DIRECTED, signing.signed_on),
    )
    await stop_by(desk, file.clocks, ["directed"], signing.signed_on)
    await stop_process_clocks(desk, file, signing.signed_on)
    [clock] = await start_clocks(desk, file, [START_CLOCK], served_on)
    await write_direction(desk, file, process, clock, signing.signed_on)
    return file.application


def _check_days(desk: Desk, process: DirectionProcess, signed_on: date, served_on: date) -> None:
    """Not before the adjudicator decided, nor on a day that has not come."""
    decided = process.determination
    if not (decided.on if decided else signed_on) <= signed_on <= desk.today:
        raise InvalidInput("out_of_range", "/signed_on")
    if not signed_on <= served_on <= desk.today:
        raise InvalidInput("out_of_range", "/served_on")


async def write_direction(
    desk: Desk, file: ApplicationFile, process: DirectionProcess, clock: Clock, signed_on: date
) -> None:
    """D3 to whoever got the notice; proofs of its delivery are added as they come."""
    notice, decided = process.notice, process.determination
    if notice is None:
        return
    upheld = decided is not None and process.is_upheld
    words = (
        upheld_words(notice.served_on, decided.on)
        if upheld and decided
        else no_reference_words(notice.served_on, notice.referral_until)
    )
    says = {"notice_result": words}
    if clock.due_on is None:
        # Where no calendar covers the count, the count itself is said: a date is never guessed (PL-314).
        says["reply_by"] = "the fifth school day after the direction was served"
    asks = LetterAsk(reply_by=clock.due_on, force=Force.LOCAL, says=says)
    variant = ProcessType.S96.value if process.type is ProcessType.S96 else None
    await write_letter(
        desk, file, DIRECTION, recipients=envelopes_of(notice), asks=asks, variant=variant, sent_on=signed_on
    )
