"""What the Schools Adjudicator decided (T18, PL-705, PL-815)."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from kit.db.reply_links import LinkState
from kit.kernel.errors import InvalidInput, StepNotAllowed
from kit.kernel.ids import new_id
from placements.actions.continue_elsewhere import Elsewhere, continue_elsewhere, linked, school_elsewhere
from placements.actions.desk import Desk
from placements.actions.direct_admission import START_CLOCK
from placements.actions.direction_file import DirectionFile, recommender_of, sign, take_up_direction
from placements.actions.direction_letters import admission_authority_recipient
from placements.actions.keep_clocks import halt, start_clocks, stop_by
from placements.actions.keep_direction import keep_process, not_directed, tell_not_directed
from placements.actions.take_up import ApplicationFile
from placements.actions.write_letter import write_letter
from placements.domain.application import Application
from placements.domain.application_states import ApplicationState
from placements.domain.chronology import EntryKind
from placements.domain.clock_units import Force
from placements.domain.correspondence import LetterAsk
from placements.domain.direction import Determination, Direction, DirectionProcess, Signature
from placements.domain.direction_states import DeterminationOutcome, ProcessOutcome, ProcessStep
from placements.domain.errors import StepNotForActor
from placements.domain.escalation_events import direction_step
from placements.domain.letter_words import upheld_words
from placements.domain.routes import Stream
from placements.domain.steps import Actor, Step

STEPS: Final = {
    DeterminationOutcome.UPHELD: Step.DETERMINE_UPHELD,
    DeterminationOutcome.NOT_UPHELD: Step.DETERMINE_NOT_UPHELD,
    DeterminationOutcome.REFERRAL_WITHDRAWN: Step.DETERMINE_WITHDRAWN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """The adjudicator's letter. Another school is named only with the authority's agreement (PL-815)."""

    outcome: DeterminationOutcome
    on: date
    osa_letter: str
    named_school_urn: int | None = None
    authority_agrees: bool | None = None


async def record_determination(desk: Desk, application_id: UUID, version: int, decided: Decided) -> Application:
    """Raises StepNotAllowed; StepNotForActor when somebody but the signatory agrees to another school."""
    step = STEPS[decided.outcome]
    folder = await take_up_direction(desk, application_id, version, step)
    process = folder.running(step)
    if process.referral is None:
        raise StepNotAllowed(folder.file.application.state, step)
    if not process.referral.referred_on <= decided.on <= desk.today:
        raise InvalidInput("out_of_range", "/determined_on")
    elsewhere = await _named(desk, folder, decided)
    determination = Determination(
        outcome=decided.outcome,
        on=decided.on,
        osa_letter=decided.osa_letter,
        named_school_urn=decided.named_school_urn,
        authority_agrees=decided.authority_agrees,
    )
    known = replace(process, determination=determination)
    if decided.outcome is DeterminationOutcome.NOT_UPHELD:
        return await _end(desk, folder, known, decided, elsewhere)
    if decided.outcome is DeterminationOutcome.REFERRAL_WITHDRAWN:
        known = known.referral_taken_back(decided.on)
    changed = folder.file.application.moved(step)
    file = await keep_process(desk, folder, changed, known, EntryKind.ADJUDICATOR_DETERMINED, _facts(decided))
    await stop_by(desk, file.clocks, ["determination"], decided.on)
    sign_from = known.notice.earliest_direction_on if known.notice and not known.is_upheld else decided.on
    await halt(desk, (one for one in file.clocks if one.key == "direction_sign"), desk.today)
    await start_clocks(desk, file, ["direction_sign"], sign_from)
    return file.application


def _facts(decided: Decided) -> dict[str, str]:
    return {"outcome": decided.outcome.value, "on": decided.on.isoformat()}


async def _named(desk: Desk, folder: DirectionFile, decided: Decided) -> Elsewhere | None:
    """Another school, where one was named and the authority agreed: its signatory says so."""
    if decided.named_school_urn is None:
        return None
    if decided.outcome is not DeterminationOutcome.NOT_UPHELD:
        raise InvalidInput("not_allowed", "/named_school_urn")
    if decided.authority_agrees is None:
        raise InvalidInput("missing", "/authority_agrees")
    if not decided.authority_agrees:
        return None
    if Actor.SIGNATORY not in desk.actors:
        raise StepNotForActor
    return await school_elsewhere(desk, folder, decided.named_school_urn, "/named_school_urn")


async def _end(
    desk: Desk, folder: DirectionFile, process: DirectionProcess, decided: Decided, elsewhere: Elsewhere | None
) -> Application:
    """Not directed here; directed at the school that was named."""
    signature = sign(desk, await recommender_of(desk, process.application_id)) if elsewhere else None
    ended = not_directed(folder.file.application, Step.DETERMINE_NOT_UPHELD, desk.today)
    file = await keep_process(
        desk,
        folder,
        linked(ended, elsewhere) if elsewhere else ended,
        process.ended(ProcessOutcome.NOT_DIRECTED, desk.today),
        EntryKind.NOT_DIRECTED,
        _facts(decided),
        told=(ProcessStep.NOT_DIRECTED, decided.on),
    )
    await stop_by(desk, file.clocks, ["determination"], decided.on)
    await halt(desk, file.clocks, desk.today)
    await desk.links.close(file.application.id, LinkState.WITHDRAWN)
    await tell_not_directed(desk, file.application)
    if elsewhere and signature:
        await _direct_there(desk, file, process, decided, elsewhere, signature)
    return file.application


async def _direct_there(
    desk: Desk,
    file: ApplicationFile,
    process: DirectionProcess,
    decided: Decided,
    elsewhere: Elsewhere,
    signature: Signature,
) -> None:
    there = await continue_elsewhere(desk, file, elsewhere, ApplicationState.DIRECTED, Stream.OTHER, decided.on)
    directed = DirectionProcess(
        id=new_id(),
        application_id=there.application.id,
        type=process.type,
        rule_versions=process.rule_versions,
        started_on=process.started_on,
        direction=Direction(signed_on=desk.today, served_on=desk.today, signature=signature),
    ).ended(ProcessOutcome.DIRECTED, desk.today)
    await desk.directions.keep(directed)
    event = direction_step(
        there.application, process.type, ProcessStep.DIRECTED, authority=desk.authority, step_on=desk.today
    )
    await desk.outbox.add(event)
    [clock] = await start_clocks(desk, there, [START_CLOCK], desk.today)
    served_on = process.notice.served_on if process.notice else decided.on
    says = {"notice_result": upheld_words(served_on, decided.on)}
    if clock.due_on is None:
        says["reply_by"] = "the fifth school day after the direction was served"
    recipient = await admission_authority_recipient(desk, there)
    asks = LetterAsk(reply_by=clock.due_on, force=Force.LOCAL, says=says)
    await write_letter(desk, there, "D3", recipients=[recipient], asks=asks, sent_on=desk.today)
