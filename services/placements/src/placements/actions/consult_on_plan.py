"""The plan route: a school is consulted, replies or stays silent, and is named or not (T29 to T29c, PL-109, PL-813)."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from kit.kernel.errors import InvalidInput, StepNotAllowed
from kit.kernel.ids import new_id
from placements.actions.desk import Desk
from placements.actions.keep_clocks import halt, start_clocks, stop_by
from placements.actions.record_answer import refuse_dating_back
from placements.actions.take_up import ApplicationFile, permit, put_back, take_up
from placements.domain.application import Application, ReceiptProof
from placements.domain.application_events import application_submitted
from placements.domain.application_states import ApplicationState
from placements.domain.chronology import EntryKind
from placements.domain.clocks import clock_of
from placements.domain.errors import SchoolClosed
from placements.domain.escalation_events import consultation_answered, consultation_named
from placements.domain.plan_consultation import PlanConsultation, PlanReply
from placements.domain.routes import Route
from placements.domain.steps import Step

CLOCK: Final = "ehcp_consult"
LONGEST_AGO: Final = timedelta(days=366)
"""A consultation that is older than a year is not written down as one that runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAnswer:
    """`reason` is wanted where the school cannot meet the child's needs (CFA 2014 s.39(4))."""

    reply: PlanReply
    replied_on: date
    reason: str | None = None


async def consult_on_plan(desk: Desk, application_id: UUID, version: int, sent_on: date) -> Application:
    """Raises StepNotAllowed on any other route, StepNotForActor, SchoolClosed, InvalidInput."""
    file = await take_up(desk, application_id, version)
    permit(desk, file.application, Step.CONSULT_ON_PLAN)
    if file.application.route is not Route.EHCP_NAMING:
        raise StepNotAllowed(file.application.state, Step.CONSULT_ON_PLAN)
    if not file.school.is_open:
        raise SchoolClosed
    if not desk.today - LONGEST_AGO <= sent_on <= desk.today:
        raise InvalidInput("out_of_range", "/sent_on")
    consulting = replace(
        file.application.moved(Step.CONSULT_ON_PLAN),
        submitted_at=desk.now,
        received_at=desk.now,
        received_on=sent_on,
        receipt_proof=ReceiptProof.NOT_PROVED,
    )
    file = await put_back(desk, file, consulting, EntryKind.PLAN_CONSULTED, {"on": sent_on.isoformat()})
    [clock] = await start_clocks(desk, file, [CLOCK], sent_on)
    await desk.plans.keep(
        PlanConsultation(
            id=new_id(),
            application_id=application_id,
            child_id=file.child.id,
            sent_on=sent_on,
            due_on=clock.due_on,
        )
    )
    await _tell(desk, file, sent_on, clock.due_on)
    return file.application


async def record_plan_reply(desk: Desk, application_id: UUID, version: int, answer: PlanAnswer) -> Application:
    """Never a refusal: the authority weighs the reply and decides. Raises StepNotAllowed, InvalidInput."""
    file = await take_up(desk, application_id, version)
    permit(desk, file.application, Step.RECORD_PLAN_REPLY)
    refuse_dating_back(desk, answer.replied_on, "/replied_on")
    asked = await _consultation(desk, application_id)
    if answer.reply is PlanReply.NO_REPLY:
        raise InvalidInput("not_allowed", "/reply")
    if answer.reply is PlanReply.CANNOT_MEET and not answer.reason:
        raise InvalidInput("missing", "/reason")
    if not asked.sent_on <= answer.replied_on <= desk.today:
        raise InvalidInput("out_of_range", "/replied_on")
    return await _keep_reply(desk, file, asked.replied(answer.reply, answer.replied_on, answer.reason))


async def expire_plan_consultation(desk: Desk, application_id: UUID) -> Application | None:
    """T29b by the clock: the school has not replied in time. None when nothing is to be done."""
    file = await take_up(desk, application_id, None)
    clock, asked = clock_of(file.clocks, CLOCK), await desk.plans.of_application(application_id)
    due_on = clock.due_on if clock else None
    if file.application.state is not ApplicationState.EHCP_CONSULTING or asked is None:
        return None
    if due_on is None or desk.today <= due_on:
        return None
    return await _keep_reply(desk, file, asked.replied(PlanReply.NO_REPLY, due_on + timedelta(days=1)))


async def _keep_reply(desk: Desk, file: ApplicationFile, replied: PlanConsultation) -> Application:
    reply, on = replied.reply, replied.replied_on
    if reply is None or on is None:
        raise InvalidInput("missing", "/reply")
    changed = file.application.moved(Step.RECORD_PLAN_REPLY)
    file = await put_back(desk, file, changed, EntryKind.PLAN_REPLIED, {"reply": reply.value, "on": on.isoformat()})
    await desk.plans.keep(replied)
    if reply is not PlanReply.NO_REPLY:
        await stop_by(desk, file.clocks, ["reply"], on)
    event = consultation_answered(file.application, reply, authority=desk.authority, answered_on=on)
    await desk.outbox.add(event)
    return file.application


async def name_in_plan(desk: Desk, application_id: UUID, version: int, named_on: date) -> Application:
    """The plan names this school, whatever it replied: it has to admit the child (CFA 2014 s.43). Other schools
    that were consulted learn that another one was named."""
    file = await take_up(desk, application_id, version)
    permit(desk, file.application, Step.NAME_IN_PLAN)
    asked = await _consultation(desk, application_id)
    if not asked.sent_on <= named_on <= desk.today:
        raise InvalidInput("out_of_range", "/named_on")
    named = file.application.moved(Step.NAME_IN_PLAN)
    file = await put_back(desk, file, named, EntryKind.NAMED_IN_PLAN, {"on": named_on.isoformat()})
    await halt(desk, (one for one in file.clocks if one.key == CLOCK), named_on)
    await start_clocks(desk, file, ["start_after_naming"], named_on)
    await desk.plans.keep(asked.named(named_on, same_school=True))
    event = consultation_named(file.application, authority=desk.authority, named_on=named_on, same_school=True)
    await desk.outbox.add(event)
    await _tell_the_others(desk, file, named_on)
    return file.application


async def _tell_the_others(desk: Desk, file: ApplicationFile, named_on: date) -> None:
    consultations = {one.application_id: one for one in await desk.plans.of_child(file.child.id)}
    for other in await desk.applications.of_case(file.case.id):
        asked = consultations.get(other.id)
        if asked is None or other.id == file.application.id or not other.is_active or asked.named_on:
            continue
        await desk.plans.keep(asked.named(named_on, same_school=False))
        event = consultation_named(other, authority=desk.authority, named_on=named_on, same_school=False)
        await desk.outbox.add(event)


async def _consultation(desk: Desk, application_id: UUID) -> PlanConsultation:
    asked = await desk.plans.of_application(application_id)
    if asked is None:
        raise InvalidInput("missing", "/sent_on")
    return asked


async def _tell(desk: Desk, file: ApplicationFile, sent_on: date, due_on: date | None) -> None:
    """A consultation has one date, and no limit in law."""
    event = application_submitted(
        file.application,
        file.case,
        file.school,
        authority=desk.authority,
        on=sent_on,
        target_on=due_on,
        limit_on=None,
        submitted_by=desk.taker.id,
        is_test=desk.settings.training_mode,
    )
    await desk.outbox.add(event)
