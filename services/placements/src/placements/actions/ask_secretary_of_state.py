"""The signatory asks the Secretary of State to direct an academy; its letters and its outcome (T19, T19b, T20)."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from kit.db.reply_links import LinkState
from kit.kernel.errors import InvalidInput, StepNotAllowed
from kit.kernel.ids import new_id
from placements.actions.desk import Desk
from placements.actions.direct_admission import START_CLOCK
from placements.actions.direction_file import refuse, sign, take_up_direction
from placements.actions.direction_letters import SECRETARY_OF_STATE
from placements.actions.keep_clocks import halt, start_clocks, stop_by
from placements.actions.keep_direction import (
    keep_process,
    not_directed,
    stop_process_clocks,
    tell_not_directed,
    use_recommendation,
)
from placements.actions.ready_bundle import ready_bundle
from placements.actions.write_letter import write_letter
from placements.domain.application import Application
from placements.domain.chronology import EntryKind
from placements.domain.clock_units import Force
from placements.domain.correspondence import LetterAsk
from placements.domain.direction import DirectionProcess, SecretaryOfState
from placements.domain.direction_guards import request_blocked
from placements.domain.direction_states import ProcessOutcome, ProcessStep, ProcessType, SecretaryOfStateOutcome
from placements.domain.next_routes import RULES_ASKED
from placements.domain.steps import Step

REQUEST: Final = "D4"
CHASES: Final = ("sos_chase_1", "sos_chase_2")
_STEPS: Final = {
    SecretaryOfStateOutcome.DIRECTED: Step.SECRETARY_OF_STATE_DIRECTS,
    SecretaryOfStateOutcome.NOT_DIRECTED: Step.SECRETARY_OF_STATE_DECLINES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedLetters:
    """What came since: each is kept when it is told, and what is not told stays."""

    dfe_wrote_on: date | None = None
    academy_replied_on: date | None = None
    academy_reply: str | None = None
    osa_advised_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretaryDecided:
    outcome: SecretaryOfStateOutcome
    on: date
    letter: str


async def ask_secretary_of_state(desk: Desk, application_id: UUID, version: int, sent_on: date) -> Application:
    """Raises StepNotAllowed, StepNotForActor, DirectionBlocked in the order of PL-703, SecondPersonRequired."""
    folder = await take_up_direction(desk, application_id, version, Step.ASK_SECRETARY_OF_STATE)
    bundle, asked = await ready_bundle(desk, folder.file), folder.recommendation
    refuse(
        request_blocked(
            folder.power(desk.today, sent_on), incomplete=bundle.missing_sections, recommended=asked is not None
        )
    )
    if not (folder.answered_on or sent_on) <= sent_on <= desk.today:
        raise InvalidInput("out_of_range", "/sent_on")
    signature = sign(desk, asked.recommended_by if asked else None)
    process = DirectionProcess(
        id=new_id(),
        application_id=application_id,
        type=ProcessType.SECRETARY_OF_STATE,
        rule_versions=folder.rules.versions(*RULES_ASKED),
        started_on=sent_on,
        secretary_of_state=SecretaryOfState(sent_on=sent_on, signature=signature, bundle_id=bundle.bundle_id),
    )
    await use_recommendation(desk, folder)
    file = await keep_process(
        desk,
        folder,
        folder.file.application.moved(Step.ASK_SECRETARY_OF_STATE),
        process,
        EntryKind.SECRETARY_OF_STATE_ASKED,
        {"on": sent_on.isoformat(), "alone": signature.same_person},
        told=(ProcessStep.SOS_REQUESTED, sent_on),
    )
    first, _ = await start_clocks(desk, file, CHASES, sent_on)
    asks = LetterAsk(reply_by=first.due_on, force=Force.LOCAL, says={"bundle_summary": bundle.summary})
    await write_letter(desk, file, REQUEST, recipients=[SECRETARY_OF_STATE], asks=asks, sent_on=sent_on)
    return file.application


async def log_secretary_of_state(desk: Desk, application_id: UUID, version: int, logged: LoggedLetters) -> Application:
    """Raises StepNotAllowed, StepNotForActor, InvalidInput."""
    folder = await take_up_direction(desk, application_id, version, Step.LOG_SECRETARY_OF_STATE)
    process = folder.running(Step.LOG_SECRETARY_OF_STATE)
    request = process.secretary_of_state
    if request is None:
        raise StepNotAllowed(folder.file.application.state, Step.LOG_SECRETARY_OF_STATE)
    _check_logged(desk, request, logged)
    told = {name: getattr(logged, name) for name in LoggedLetters.__slots__ if getattr(logged, name) is not None}
    starts = logged.dfe_wrote_on is not None and request.dfe_wrote_on is None
    request = replace(request, **told)
    if starts and logged.dfe_wrote_on:
        [clock] = await start_clocks(desk, folder.file, ["sos_academy_reply"], logged.dfe_wrote_on)
        request = replace(request, academy_due_on=clock.due_on)
    file = await keep_process(
        desk,
        folder,
        folder.file.application.moved(Step.LOG_SECRETARY_OF_STATE),
        replace(process, secretary_of_state=request),
        EntryKind.SECRETARY_OF_STATE_LOGGED,
        {name: value.isoformat() for name, value in told.items() if isinstance(value, date)},
    )
    if logged.academy_replied_on:
        clocks = await desk.clocks.of_case(file.case.id)
        mine = [one for one in clocks if one.application_id == file.application.id and one.key == "sos_academy_reply"]
        await stop_by(desk, mine, ["reply"], logged.academy_replied_on)
    return file.application


def _check_logged(desk: Desk, request: SecretaryOfState, logged: LoggedLetters) -> None:
    for name in ("dfe_wrote_on", "academy_replied_on", "osa_advised_on"):
        day = getattr(logged, name)
        if day is not None and not request.sent_on <= day <= desk.today:
            raise InvalidInput("out_of_range", f"/{name}")
    if logged == LoggedLetters():
        raise InvalidInput("missing", "/dfe_wrote_on")


async def record_secretary_of_state_outcome(
    desk: Desk, application_id: UUID, version: int, decided: SecretaryDecided
) -> Application:
    """Directed, or not: then the request ends. An offer meanwhile is its own step (T11)."""
    step = _STEPS[decided.outcome]
    folder = await take_up_direction(desk, application_id, version, step)
    process = folder.running(step)
    if process.secretary_of_state is None:
        raise StepNotAllowed(folder.file.application.state, step)
    if not process.secretary_of_state.sent_on <= decided.on <= desk.today:
        raise InvalidInput("out_of_range", "/decided_on")
    directed = decided.outcome is SecretaryOfStateOutcome.DIRECTED
    request = replace(process.secretary_of_state, outcome=decided.outcome, on=decided.on, letter=decided.letter)
    application = folder.file.application
    file = await keep_process(
        desk,
        folder,
        application.moved(step) if directed else not_directed(application, step, desk.today),
        replace(process, secretary_of_state=request).ended(
            ProcessOutcome.DIRECTED if directed else ProcessOutcome.NOT_DIRECTED, desk.today
        ),
        EntryKind.DIRECTED if directed else EntryKind.NOT_DIRECTED,
        {"on": decided.on.isoformat()},
        told=(ProcessStep.DIRECTED if directed else ProcessStep.NOT_DIRECTED, decided.on),
    )
    await stop_by(desk, file.clocks, ["outcome"], decided.on)
    await stop_process_clocks(desk, file, decided.on)
    if directed:
        await start_clocks(desk, file, [START_CLOCK], decided.on)
        return file.application
    await halt(desk, file.clocks, desk.today)
    await desk.links.close(file.application.id, LinkState.WITHDRAWN)
    await tell_not_directed(desk, file.application)
    return file.application
