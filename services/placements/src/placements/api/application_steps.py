"""The steps of an application: each is one thing a person does, with the version that person read."""

from uuid import UUID

from kit.web.answers import answers
from kit.web.deps import CurrentWork, ExpectedVersion
from kit.web.guarded import service_router
from placements.actions import accept_offer as accepting
from placements.actions import agree_start as agreeing
from placements.actions import make_ready as readying
from placements.actions import record_enrolment as enrolling
from placements.actions import record_offer as offering
from placements.actions import record_refusal as refusing
from placements.actions import submit_application as submitting
from placements.actions import withdraw_application as withdrawing
from placements.actions.accept_conditional_offer import Review
from placements.actions.desk import Desk
from placements.actions.record_answer import Answered
from placements.api.application_schemas import ApplicationOut
from placements.api.application_view import application_out
from placements.api.deps import StaffDesk
from placements.api.school_view import ApplicationSeen, seen
from placements.api.step_schemas import (
    AcceptanceIn,
    EnrolmentIn,
    LoggedAnswerIn,
    OfferIn,
    ReadinessIn,
    RefusalIn,
    StartIn,
    SubmissionIn,
    WithdrawalIn,
)
from placements.domain.application import Application
from placements.domain.decisions import Evidence, ReceivedThrough

router = service_router("placements", "/v1/applications", tags=["applications"])


@router.post("/{application_id}/readiness", responses=answers(409))
async def make_ready(
    application_id: UUID, readiness: ReadinessIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationOut:
    """Make a draft ready to send: needed facts and approvals are there, and the road of the law is chosen (T1)."""
    return await shown(desk, work, await readying.make_ready(desk, application_id, version))


@router.post("/{application_id}/submission", responses=answers(409))
async def submit_application(
    application_id: UUID, submission: SubmissionIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationOut:
    """Ask the school: the clocks start and the mail with the reply link leaves (T3)."""
    how = submitting.Submission(
        received_on=submission.received_on,
        receipt_proof=submission.receipt_proof,
        incomplete_reason=submission.incomplete_reason,
    )
    return await shown(desk, work, await submitting.submit_application(desk, application_id, version, how))


@router.post("/{application_id}/offer", tags=["school"], responses=answers(409))
async def record_offer(
    application_id: UUID, offer: OfferIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationSeen:
    """Record that the school offers a place, full time and without conditions (T6, T11)."""
    told = offering.Offer(
        answered=answered_of(desk, offer),
        start_on=offer.start_on,
        hours_per_week=offer.hours_per_week,
        reason=offer.reason,
    )
    return await seen(desk, work, await offering.record_offer(desk, application_id, version, told))


@router.post("/{application_id}/refusal", tags=["school"], responses=answers(409))
async def record_refusal(
    application_id: UUID, refusal: RefusalIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationSeen:
    """Record that the school refused, and on which grounds (T8)."""
    told = refusing.Refusal(
        answered=answered_of(desk, refusal),
        codes=tuple(refusal.codes),
        narrative=refusal.narrative,
        evidence=tuple(Evidence(one.key, one.given) for one in refusal.evidence),
        appeal_information=refusal.appeal_information,
        reasons_dated_on=refusal.reasons_dated_on,
    )
    return await seen(desk, work, await refusing.record_refusal(desk, application_id, version, told))


@router.post("/{application_id}/acceptance", responses=answers(409))
async def accept_offer(
    application_id: UUID, acceptance: AcceptanceIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationOut:
    """Accept the place (T21); one with conditions the virtual school head alone, with a reason and a review (T21b)."""
    by, review = acceptance.accepted_by, Review(reason=acceptance.reason, review_on=acceptance.review_on)
    return await shown(desk, work, await accepting.accept_offer(desk, application_id, version, by, review))


@router.post("/{application_id}/start", tags=["school"], responses=answers(409))
async def agree_start(
    application_id: UUID, start: StartIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationSeen:
    """Record the day on which the child starts (T23)."""
    told = agreeing.Start(start_on=start.start_on, hours_per_week=start.hours_per_week, reason=start.reason)
    return await seen(desk, work, await agreeing.agree_start(desk, application_id, version, told))


@router.post("/{application_id}/enrolment", tags=["school"], responses=answers(409))
async def record_enrolment(
    application_id: UUID, enrolment: EnrolmentIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationSeen:
    """Record the first day on roll: the roll opens and every other request for the child is replaced (T24)."""
    told = enrolling.Enrolment(first_day_on=enrolment.first_day_on, delay_cause=enrolment.delay_cause)
    return await seen(desk, work, await enrolling.record_enrolment(desk, application_id, version, told))


@router.post("/{application_id}/withdrawal", responses=answers(409))
async def withdraw_application(
    application_id: UUID, withdrawal: WithdrawalIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationOut:
    """Take the request back; while a direction runs, the signatory alone may (T26)."""
    reason = withdrawal.reason
    return await shown(desk, work, await withdrawing.withdraw_application(desk, application_id, version, reason))


async def shown(desk: Desk, work: CurrentWork, application: Application) -> ApplicationOut:
    work.audit.saw(application.child_id)
    return await application_out(desk, application)


def answered_of(desk: Desk, answer: LoggedAnswerIn) -> Answered:
    """A school that answers signed in needs no letter to point at: its account is where the answer came from."""
    if desk.taker.is_of_school:
        return Answered(decided_on=answer.decided_on or desk.today, received_through=ReceivedThrough.ACCOUNT)
    return Answered(
        decided_on=answer.decided_on or desk.today,
        received_through=answer.received_through,
        answer_reference=answer.answer_reference,
    )
