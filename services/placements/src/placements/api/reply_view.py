"""Builds what a school sees by its link: never a name, date of birth or UPN (PL-206, PL-914)."""

from datetime import date

from kit.kernel.days import add_school_days
from placements.actions.answer_by_link import Answer
from placements.actions.desk import Desk
from placements.actions.sender import sender_of
from placements.actions.take_answer_back import change_until
from placements.actions.take_up import ApplicationFile
from placements.actions.write_to_school import RequestDates
from placements.api.answer_view import questions_out
from placements.api.application_schemas import RequestedStartOut
from placements.api.facts_view import facts_out
from placements.api.reply_schemas import (
    PreviousAnswerOut,
    ReplyConditionOut,
    ReplyOut,
    ReplyReasonOut,
    ReplySentOut,
    ReplyStepOut,
)
from placements.api.shared_schemas import SchoolLabelOut
from placements.domain.child import SenStatus
from placements.domain.decisions import START_IS_LATE_AFTER, Decision, Outcome
from placements.domain.refusal_codes import RefusalCode, RefusalCohort
from placements.domain.reply import ReplyAnswer, initials_among, what_is_asked
from placements.store import seeds

_ANSWERS = {
    Outcome.OFFERED: ReplyAnswer.OFFER,
    Outcome.CONDITIONAL: ReplyAnswer.OFFER_WITH_CONDITIONS,
    Outcome.REFUSED: ReplyAnswer.REFUSE,
}


async def reply_out(desk: Desk, file: ApplicationFile) -> ReplyOut:
    """Raises LinkSettled where the authority needs no answer any more."""
    asks = what_is_asked(file.application)
    application, dates = file.application, RequestDates.of(file.clocks)
    sender = await sender_of(desk, file)
    alike = await desk.applications.alike_at(application.school_urn, file.child)
    target, limit = dates.target, dates.limit
    return ReplyOut(
        reference=application.reference,
        school=SchoolLabelOut.of(file.school),
        initials=initials_among(file.child.initials, application.id, alike),
        year_group=application.year_group,
        asks=asks,
        state=application.state,
        authority_name=sender.authority_name,
        asked_on=application.received_on or desk.today,
        answer_by=(target.local_due_on or target.due_on) if target else None,
        limit_on=limit.due_on if limit else None,
        change_until=change_until(file),
        requested_start=RequestedStartOut(kind=application.requested_start_kind, on=application.requested_start_on),
        what_helps=application.what_helps,
        strengths=application.strengths,
        interests=application.interests,
        has_plan=None if file.child.sen_status is None else file.child.sen_status is SenStatus.EHCP,
        support=[desk.settings.support_offer_text],
        facts_held=await facts_out(desk, file),
        reason_codes=[_reason_out(code, file.refusal_cohort) for code in desk.codes.offered(file.refusal_cohort)],
        conditions=[ReplyConditionOut(code=one.code, label=one.label) for one in desk.codes.conditions.values()],
        late_start_after=add_school_days(desk.today, START_IS_LATE_AFTER, file.school_calendar),
        start_on=application.start_on,
        previous_answer=_previous(application.answer),
        questions=questions_out(await desk.questions.of_application(application.id)),
        contact=sender.contact,
    )


def sent_out(desk: Desk, answer: Answer, told: ReplyAnswer) -> ReplySentOut:
    """What was recorded, with what the law says of the reason given."""
    decision = answer.application.answer if told is not ReplyAnswer.QUESTION else None
    held = [desk.codes.codes[code] for code in decision.codes] if decision else []
    return ReplySentOut(
        answer=told,
        state=answer.application.state,
        outcome=decision.outcome if decision else None,
        ground=decision.ground if decision else None,
        says=held[0].says if held else None,
        reference=seeds.legal_refs().printed(ref for code in held for ref in code.refs),
        start_on=decision.start_on if decision else None,
        sent_at=desk.now,
        change_until=answer.change_until,
        receipt_sent=answer.receipt_sent,
    )


def step_out(desk: Desk, answer: Answer, on: date) -> ReplyStepOut:
    return ReplyStepOut(state=answer.application.state, on=on, sent_at=desk.now, receipt_sent=answer.receipt_sent)


def _reason_out(code: RefusalCode, cohort: RefusalCohort) -> ReplyReasonOut:
    return ReplyReasonOut(
        code=code.code,
        label=code.label,
        group=code.group,
        standing=code.standing[cohort],
        ground=code.ground_for(cohort),
        says=code.says,
        reference=seeds.legal_refs().printed(code.refs),
        evidence=code.evidence,
    )


def _previous(decision: Decision | None) -> PreviousAnswerOut | None:
    """The school's own last answer; silence is none."""
    if decision is None or decision.outcome not in _ANSWERS:
        return None
    return PreviousAnswerOut(
        answer=_ANSWERS[decision.outcome],
        outcome=decision.outcome,
        answered_on=decision.decided_on,
        start_on=decision.start_on,
        reason_codes=list(decision.codes) if decision.outcome is Outcome.REFUSED else [],
        conditions=list(decision.conditions),
        comment=decision.narrative,
    )
