"""The signatory consults the admission authority before a direction, and its reply is recorded (T12, T13)."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from kit.kernel.errors import InvalidInput, StepNotAllowed
from kit.kernel.ids import new_id
from placements.actions.desk import Desk
from placements.actions.direction_file import DirectionFile, refuse, sign, take_up_direction
from placements.actions.direction_letters import admission_authority_recipient
from placements.actions.keep_clocks import start_clocks, stop_by
from placements.actions.keep_direction import keep_process, use_recommendation
from placements.actions.record_answer import refuse_dating_back
from placements.actions.take_up import ApplicationFile
from placements.actions.write_letter import write_letter
from placements.domain.application import Application
from placements.domain.chronology import EntryKind
from placements.domain.clock_units import Force
from placements.domain.clocks import Clock
from placements.domain.correspondence import LetterAsk, Served, ServiceMethod
from placements.domain.direction import Consultation, DirectionProcess
from placements.domain.direction_guards import consultation_blocked
from placements.domain.direction_states import ProcessStep, ProcessType
from placements.domain.next_routes import RULES_ASKED
from placements.domain.steps import Step

CONSULTATION: Final = "D1"
_REPLY_CLOCKS: Final = {ProcessType.S97A: "s97a_consult_reply", ProcessType.S96: "s96_consult_reply"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationSent:
    """`sent_on` decides under which rule the process runs (PL-817); the day of service if not given."""

    served_on: date
    method: ServiceMethod
    proof: str | None
    sent_on: date | None = None
    parent_consulted_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationReply:
    willing: bool
    replied_on: date
    representations: str | None = None


async def consult_admission_authority(
    desk: Desk, application_id: UUID, version: int, sent: ConsultationSent
) -> Application:
    """Raises StepNotAllowed, StepNotForActor, DirectionBlocked in the order of PL-703, SecondPersonRequired."""
    folder = await take_up_direction(desk, application_id, version, Step.CONSULT)
    rule_on = sent.sent_on or sent.served_on
    kind = folder.type_to_start(rule_on)
    power, asked = folder.power(desk.today, rule_on), folder.recommendation
    refuse(consultation_blocked(kind, power, proved=bool(sent.proof), recommended=asked is not None))
    _check_days(desk, folder, sent, kind)
    signature = sign(desk, asked.recommended_by if asked else None)
    [clock] = await start_clocks(desk, folder.file, [_REPLY_CLOCKS[kind]], sent.served_on)
    served = Served(sent.method, sent.served_on, sent.proof or "")
    consultation = Consultation(
        served=served,
        due_on=clock.due_on or sent.served_on,
        signature=signature,
        parent_consulted_on=sent.parent_consulted_on,
    )
    process = DirectionProcess(
        id=new_id(),
        application_id=application_id,
        type=kind,
        rule_versions=folder.rules.versions(*RULES_ASKED),
        started_on=rule_on,
        consultation=consultation,
    )
    await use_recommendation(desk, folder)
    file = await keep_process(
        desk,
        folder,
        folder.file.application.moved(Step.CONSULT),
        process,
        EntryKind.CONSULTED,
        {"on": sent.served_on.isoformat(), "alone": signature.same_person},
        told=(ProcessStep.CONSULTING, sent.served_on),
    )
    await _write(desk, file, kind, served, clock)
    return file.application


def _check_days(desk: Desk, folder: DirectionFile, sent: ConsultationSent, kind: ProcessType) -> None:
    """Nothing is served before it is sent, before the answer it is about, or after today."""
    since, sent_on = folder.answered_on or sent.served_on, sent.sent_on or sent.served_on
    if not since <= sent_on <= sent.served_on:
        raise InvalidInput("out_of_range", "/sent_on" if sent.sent_on else "/served_on")
    if sent.served_on > desk.today:
        raise InvalidInput("out_of_range", "/served_on")
    if kind is not ProcessType.S96:
        return
    if sent.parent_consulted_on is None:
        raise InvalidInput("missing", "/parent_consulted_on")
    if sent.parent_consulted_on > desk.today:
        raise InvalidInput("out_of_range", "/parent_consulted_on")


async def _write(desk: Desk, file: ApplicationFile, kind: ProcessType, served: Served, clock: Clock) -> None:
    asks = LetterAsk(reply_by=clock.due_on, force=Force.MUST if kind is ProcessType.S97A else Force.LOCAL)
    recipient = await admission_authority_recipient(desk, file, served)
    variant = ProcessType.S96.value if kind is ProcessType.S96 else None
    await write_letter(desk, file, CONSULTATION, recipients=[recipient], asks=asks, variant=variant)


async def record_consultation_reply(
    desk: Desk, application_id: UUID, version: int, reply: ConsultationReply
) -> Application:
    """Willing or not, the state stays: a place is offered by its own step (T11), else notice follows (T14)."""
    folder = await take_up_direction(desk, application_id, version, Step.REPLY_TO_CONSULTATION)
    refuse_dating_back(desk, reply.replied_on, "/replied_on")
    process = folder.running(Step.REPLY_TO_CONSULTATION)
    asked = process.consultation
    if asked is None:
        raise StepNotAllowed(folder.file.application.state, Step.REPLY_TO_CONSULTATION)
    if not asked.served.served_on <= reply.replied_on <= desk.today:
        raise InvalidInput("out_of_range", "/replied_on")
    answered = replace(asked, replied_on=reply.replied_on, willing=reply.willing, representations=reply.representations)
    file = await keep_process(
        desk,
        folder,
        folder.file.application.moved(Step.REPLY_TO_CONSULTATION),
        replace(process, consultation=answered),
        EntryKind.CONSULTATION_REPLIED,
        {"on": reply.replied_on.isoformat(), "willing": reply.willing},
    )
    await stop_by(desk, (one for one in file.clocks if one.key in _REPLY_CLOCKS.values()), ["reply"], reply.replied_on)
    if asked.replied_on is None and not reply.willing:
        await start_clocks(desk, file, ["s97a_notice"], reply.replied_on)
    return file.application
