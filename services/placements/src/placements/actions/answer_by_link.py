"""A school answers by its reply link, exactly as it would from an account (PL-910 to PL-918)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kit.kernel.errors import InvalidInput, StepNotAllowed
from placements.actions.agree_start import Start, keep_start
from placements.actions.ask_question import keep_question
from placements.actions.desk import Desk
from placements.actions.record_answer import Answered
from placements.actions.record_conditional_offer import ConditionalOffer, keep_conditional_offer
from placements.actions.record_enrolment import Enrolment, keep_enrolment, take_up_all
from placements.actions.record_offer import Offer, keep_offer
from placements.actions.record_refusal import Refusal, keep_refusal
from placements.actions.reply_on_plan import reply_on_plan
from placements.actions.take_answer_back import change_until, made_ready
from placements.actions.take_up import ApplicationFile, permit, take_up
from placements.actions.thank_school import thank_school
from placements.actions.use_link import seconds_between, use_link
from placements.domain.application import Application
from placements.domain.application_events import ask_answered
from placements.domain.application_states import ApplicationState
from placements.domain.conditions import LATE_START
from placements.domain.decisions import ReceivedThrough, start_is_late
from placements.domain.link_uses import LinkUse
from placements.domain.reply import (
    LONGEST_AHEAD,
    Asks,
    Reply,
    check_reply,
    step_of,
    what_is_asked,
)
from placements.domain.steps import Step


@dataclass(frozen=True, slots=True)
class Answer:
    """What was recorded, and whether a receipt is on its way."""

    file: ApplicationFile
    change_until: date | None
    receipt_sent: bool

    @property
    def application(self) -> Application:
        return self.file.application


async def answer_by_link(desk: Desk, application_id: UUID, reply: Reply) -> Answer:
    """Raises LinkSettled, StepNotAllowed, InvalidInput, CodeNotUsable. Late answers are taken."""
    file = await take_up(desk, application_id, None)
    if what_is_asked(file.application) is not Asks.ANSWER:
        raise StepNotAllowed(file.application.state, "answer")
    if file.application.state is ApplicationState.EHCP_CONSULTING:
        return await _done(desk, file.with_application(await reply_on_plan(desk, file, reply)))
    check_reply(reply, desk.codes, file.refusal_cohort, desk.today)
    late = reply.start_on is not None and start_is_late(desk.today, reply.start_on, file.school_calendar)
    step = step_of(reply.answer, late_start=late and not reply.comment)
    file = await made_ready(desk, file, step)
    permit(desk, file.application, step)
    changed = await _keep(desk, file, step, reply)
    return await _done(desk, file.with_application(changed))


async def start_by_link(desk: Desk, application_id: UUID, start_on: date) -> Answer:
    """Raises LinkSettled, StepNotAllowed, InvalidInput."""
    file = await take_up(desk, application_id, None)
    what_is_asked(file.application)
    permit(desk, file.application, Step.AGREE_START)
    if not desk.today <= start_on <= desk.today + LONGEST_AHEAD:
        raise InvalidInput("out_of_range", "/start_on")
    changed = await keep_start(desk, file, Start(start_on=start_on))
    return await _done(desk, file.with_application(changed))


async def enrol_by_link(desk: Desk, application_id: UUID, first_day_on: date) -> Answer:
    """Raises LinkSettled, StepNotAllowed, InvalidInput. Why a day is late is not asked of a school (BB-1)."""
    file, siblings = await take_up_all(desk, application_id, None)
    what_is_asked(file.application)
    permit(desk, file.application, Step.ENROL)
    received_on = file.application.received_on or desk.today
    if not received_on <= first_day_on <= desk.today + LONGEST_AHEAD:
        raise InvalidInput("out_of_range", "/first_day_on")
    changed = await keep_enrolment(desk, file, siblings, Enrolment(first_day_on=first_day_on))
    return await _done(desk, file.with_application(changed))


async def _keep(desk: Desk, file: ApplicationFile, step: Step, reply: Reply) -> Application:
    answered = Answered(decided_on=desk.today, received_through=ReceivedThrough.REPLY_LINK)
    match step:
        case Step.OFFER:
            assert reply.start_on is not None
            return await keep_offer(desk, file, Offer(answered=answered, start_on=reply.start_on, reason=reply.comment))
        case Step.REFUSE:
            assert reply.reason_code is not None
            return await keep_refusal(
                desk, file, Refusal(answered=answered, codes=(reply.reason_code,), narrative=reply.comment)
            )
        case Step.OFFER_WITH_CONDITIONS:
            conditions = (reply.reason_code or LATE_START,)
            return await keep_conditional_offer(
                desk,
                file,
                ConditionalOffer(
                    answered=answered, conditions=conditions, start_on=reply.start_on, narrative=reply.comment
                ),
            )
        case _:
            return await keep_question(desk, file, (reply.comment or "",))


async def _done(desk: Desk, file: ApplicationFile) -> Answer:
    """Receipt, ask meter and the link's own state; the browser sends no timing (PL-912)."""
    until = change_until(file)
    sent = await thank_school(desk, file, until)
    link = await desk.links.get(UUID(desk.taker.id))
    opened_at = link.first_opened_at if link else None
    seconds = seconds_between(opened_at, desk.now)
    if link is not None:
        await use_link(desk, LinkUse.ANSWER, link.id)
        await desk.links.mark_answered(link.id)
    answered = ask_answered(file.application, authority=desk.authority, on=desk.today, seconds=seconds)
    await desk.outbox.add(answered)
    return Answer(file, until, sent)
