"""A school says by its link whether it can meet the needs of a plan: an opinion, never a refusal (T29b, PL-915)."""

from typing import Final

from kit.kernel.errors import InvalidInput, StepNotAllowed
from placements.actions.consult_on_plan import PlanAnswer, record_plan_reply
from placements.actions.desk import Desk
from placements.actions.take_up import ApplicationFile
from placements.domain.application import Application
from placements.domain.plan_consultation import PlanReply
from placements.domain.reply import Reply, ReplyAnswer, check_reason

_REPLIES: Final = {ReplyAnswer.OFFER: PlanReply.CAN_MEET, ReplyAnswer.REFUSE: PlanReply.CANNOT_MEET}


async def reply_on_plan(desk: Desk, file: ApplicationFile, reply: Reply) -> Application:
    """Yes or no; a no gives its reason. Raises StepNotAllowed, InvalidInput, CodeNotUsable."""
    application = file.application
    if reply.answer not in _REPLIES:
        raise StepNotAllowed(application.state, reply.answer)
    reason = None
    if reply.answer is ReplyAnswer.REFUSE:
        check_reason(reply, {code.code for code in desk.codes.offered(file.refusal_cohort)})
        code = desk.codes.codes[reply.reason_code or ""]
        reason = f"{code.label}. {reply.comment}" if reply.comment else code.label
    if reply.answer is ReplyAnswer.OFFER and reply.start_on is not None:
        # The authority that keeps the plan names the school first; a start is agreed after that.
        raise InvalidInput("not_allowed", "/start_on")
    answer = PlanAnswer(reply=_REPLIES[reply.answer], replied_on=desk.today, reason=reason)
    return await record_plan_reply(desk, application.id, application.version, answer)
