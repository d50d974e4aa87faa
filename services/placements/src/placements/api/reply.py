"""A school answers without an account: one page, one field (section 16). Nothing is changed by looking."""

from kit.web.answers import answers
from kit.web.deps import CurrentWork
from kit.web.guarded import service_router
from placements.actions import acknowledge_application as acknowledging
from placements.actions import answer_by_link as answering
from placements.actions.take_up import read_file
from placements.api.deps import AskedApplication, LinkDesk
from placements.api.reply_schemas import (
    ReplyEnrolmentIn,
    ReplyIn,
    ReplyOut,
    ReplySentOut,
    ReplyStartIn,
    ReplyStepOut,
)
from placements.api.reply_view import reply_out, sent_out, step_out
from placements.domain.reply import Reply

router = service_router("placements", "/v1/reply", tags=["school"])


@router.get("", responses=answers(410))
async def show_reply(application_id: AskedApplication, desk: LinkDesk, work: CurrentWork) -> ReplyOut:
    """What the school needs to answer: initials and year, dates, support, and what each reason is worth in law."""
    file = await read_file(desk, application_id)
    work.audit.saw(file.child.id)
    return await reply_out(desk, file)


@router.post("", responses=answers(409, 410))
async def send_reply(
    reply: ReplyIn, application_id: AskedApplication, desk: LinkDesk, work: CurrentWork
) -> ReplySentOut:
    """Answer the request; until the limit the answer can be changed, and a late one is still taken."""
    told = Reply(reply.answer, reply.start_on, reply.reason_code, reply.comment)
    answer = await answering.answer_by_link(desk, application_id, told)
    work.audit.saw(answer.application.child_id)
    return sent_out(desk, answer, reply.answer)


@router.post("/acknowledgement", responses=answers(409, 410))
async def acknowledge_by_link(application_id: AskedApplication, desk: LinkDesk, work: CurrentWork) -> ReplyOut:
    """We have the request. No clock moves, and nothing else has to be done now."""
    file = await acknowledging.acknowledge_by_link(desk, application_id)
    work.audit.saw(file.child.id)
    return await reply_out(desk, file)


@router.post("/start", responses=answers(409, 410))
async def agree_start_by_link(
    start: ReplyStartIn, application_id: AskedApplication, desk: LinkDesk, work: CurrentWork
) -> ReplyStepOut:
    """Once the place is accepted: when does the child start?"""
    answer = await answering.start_by_link(desk, application_id, start.start_on)
    work.audit.saw(answer.application.child_id)
    return step_out(desk, answer, start.start_on)


@router.post("/enrolment", responses=answers(409, 410))
async def enrol_by_link(
    enrolment: ReplyEnrolmentIn, application_id: AskedApplication, desk: LinkDesk, work: CurrentWork
) -> ReplyStepOut:
    """Once the start is agreed: which day was the child's first?"""
    answer = await answering.enrol_by_link(desk, application_id, enrolment.first_day_on)
    work.audit.saw(answer.application.child_id)
    return step_out(desk, answer, enrolment.first_day_on)
