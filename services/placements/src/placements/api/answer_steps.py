"""What follows an answer: questions, conditions, challenges and what the school says to them."""

from uuid import UUID

from kit.web.answers import answers
from kit.web.deps import CurrentWork, ExpectedVersion
from kit.web.guarded import service_router
from placements.actions import acknowledge_application as acknowledging
from placements.actions import annotate_decision as annotating
from placements.actions import ask_question as asking
from placements.actions import challenge_refusal as challenging
from placements.actions import keep_refusal as keeping
from placements.actions import record_conditional_offer as offering
from placements.actions import withdraw_offer as withdrawing
from placements.api.answer_step_schemas import (
    AcknowledgementIn,
    AnnotationIn,
    ChallengeIn,
    ChallengeReplyIn,
    ConditionalOfferIn,
    OfferWithdrawalIn,
    QuestionAnswerIn,
    QuestionIn,
)
from placements.api.application_schemas import ApplicationOut
from placements.api.application_steps import answered_of, shown
from placements.api.deps import StaffDesk
from placements.api.school_view import ApplicationSeen, seen
from placements.api.told_fields import note_address_check

router = service_router("placements", "/v1/applications", tags=["applications"])


@router.post("/{application_id}/acknowledgement", tags=["school"], responses=answers(409))
async def acknowledge_application(
    application_id: UUID, told: AcknowledgementIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationSeen:
    """Record that the school has the request; no clock moves (T4)."""
    return await seen(desk, work, await acknowledging.acknowledge_application(desk, application_id, version))


@router.post("/{application_id}/question", tags=["school"], responses=answers(409))
async def ask_question(
    application_id: UUID, question: QuestionIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationSeen:
    """Ask before deciding; the time to answer runs on (T5, Code 2.28)."""
    asked = tuple(question.questions)
    return await seen(desk, work, await asking.ask_question(desk, application_id, version, asked))


@router.post("/{application_id}/question-answer", responses=answers(409))
async def answer_question(
    application_id: UUID, answer: QuestionAnswerIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationOut:
    """Answer what the school asked (T5b)."""
    checked = note_address_check(work, answer.address_check)
    answered = await asking.answer_question(desk, application_id, version, answer.answer, address_checked=checked)
    return await shown(desk, work, answered)


@router.post("/{application_id}/conditional-offer", tags=["school"], responses=answers(409))
async def offer_with_conditions(
    application_id: UUID, offer: ConditionalOfferIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationSeen:
    """Record that the school offers a place with conditions (T7)."""
    told = offering.ConditionalOffer(
        answered=answered_of(desk, offer),
        conditions=tuple(offer.conditions),
        start_on=offer.start_on,
        hours_per_week=offer.hours_per_week,
        narrative=offer.narrative,
    )
    return await seen(desk, work, await offering.record_conditional_offer(desk, application_id, version, told))


@router.post("/{application_id}/challenge", responses=answers(409))
async def challenge_refusal(
    application_id: UUID, challenge: ChallengeIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationOut:
    """Challenge a refusal, conditions or silence by the letter that fits the reasons (T10)."""
    asked = challenging.ChallengeAsked(letter_key=challenge.letter_key, additional_text=challenge.additional_text)
    return await shown(desk, work, await challenging.challenge_refusal(desk, application_id, version, asked))


@router.post("/{application_id}/challenge-reply", tags=["school"], responses=answers(409))
async def keep_refusal(
    application_id: UUID, reply: ChallengeReplyIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationSeen:
    """Record that the school stays with its answer (T11c)."""
    told = keeping.ChallengeReply(replied_on=reply.replied_on or desk.today, reply=reply.reply)
    return await seen(desk, work, await keeping.keep_refusal(desk, application_id, version, told))


@router.post("/{application_id}/offer-withdrawal", tags=["school"], responses=answers(409))
async def withdraw_offer(
    application_id: UUID, withdrawal: OfferWithdrawalIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationSeen:
    """Record that the school takes its offer back, and whether it proves an error or false information (T11b)."""
    told = withdrawing.OfferWithdrawal(
        answered=answered_of(desk, withdrawal),
        basis=withdrawal.basis,
        proof=withdrawal.proof,
        narrative=withdrawal.narrative,
    )
    return await seen(desk, work, await withdrawing.withdraw_offer(desk, application_id, version, told))


@router.put("/{application_id}/annotation", tags=["school"], responses=answers(409))
async def annotate_decision(
    application_id: UUID, note: AnnotationIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationSeen:
    """Write a note to the school's own answer; it travels with the record (PL-609)."""
    noted = await annotating.annotate_decision(desk, application_id, version, note.decision_id, note.text)
    return await seen(desk, work, noted)
