"""The steps towards a direction: recommended by the head, signed by the signatory, answered by others."""

from uuid import UUID

from kit.web.answers import answers
from kit.web.deps import CurrentWork, ExpectedVersion
from kit.web.guarded import service_router
from placements.actions import consult_admission_authority as consulting
from placements.actions import direct_admission as directing
from placements.actions import recommend_direction as recommending
from placements.actions import record_determination as determining
from placements.actions import refer_to_adjudicator as referring
from placements.actions import serve_notice as serving
from placements.api.application_schemas import ApplicationOut
from placements.api.application_steps import shown
from placements.api.deps import StaffDesk
from placements.api.direction_schemas import (
    ConsultationIn,
    ConsultationReplyIn,
    DeterminationIn,
    DirectionIn,
    NoticeIn,
    NoticeRecipientIn,
    RecommendationIn,
    RecommendationReturnIn,
    ReferralIn,
)
from placements.api.school_view import ApplicationSeen, seen
from placements.domain.correspondence import Recipient, Served
from placements.domain.recommendation import SuitableSchool

router = service_router("placements", "/v1/applications", tags=["directions"])


@router.post("/{application_id}/recommendation", responses=answers(409))
async def recommend_direction(
    application_id: UUID, told: RecommendationIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationOut:
    """Recommend a direction, a request to the Secretary of State, or admission to an own school (T12a)."""
    advice = recommending.Advice(
        reason=told.reason,
        evidence=tuple(dict.fromkeys(told.evidence)),
        route=told.route,
        suitable_schools=tuple(SuitableSchool(one.school_urn, one.by, one.on) for one in told.suitable_schools),
    )
    return await shown(desk, work, await recommending.recommend_direction(desk, application_id, version, advice))


@router.post("/{application_id}/recommendation-return", responses=answers(409))
async def return_recommendation(
    application_id: UUID, told: RecommendationReturnIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationOut:
    """Send a recommendation back to the virtual school head with a question (T12b)."""
    returned = await recommending.return_recommendation(desk, application_id, version, told.question)
    return await shown(desk, work, returned)


@router.post("/{application_id}/consultation", responses=answers(409))
async def consult_admission_authority(
    application_id: UUID, told: ConsultationIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationOut:
    """Consult the admission authority before a direction: it has 7 days to reply (T12)."""
    sent = consulting.ConsultationSent(**told.model_dump())
    consulted = await consulting.consult_admission_authority(desk, application_id, version, sent)
    return await shown(desk, work, consulted)


@router.post("/{application_id}/consultation-reply", tags=["school"], responses=answers(409))
async def record_consultation_reply(
    application_id: UUID, told: ConsultationReplyIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationSeen:
    """Record whether the admission authority is willing to admit the child (T13)."""
    reply = consulting.ConsultationReply(
        willing=told.willing, replied_on=told.replied_on or desk.today, representations=told.representations
    )
    return await seen(desk, work, await consulting.record_consultation_reply(desk, application_id, version, reply))


@router.post("/{application_id}/notice", responses=answers(409))
async def serve_notice(
    application_id: UUID, told: NoticeIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationOut:
    """Serve notice of a direction on everybody the law names, each delivery proved (T14)."""
    rows = [_recipient(row) for row in told.recipients]
    return await shown(desk, work, await serving.serve_notice(desk, application_id, version, rows))


@router.post("/{application_id}/adjudicator-referral", responses=answers(409))
async def refer_to_adjudicator(
    application_id: UUID, told: ReferralIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationOut:
    """Record that the matter was referred to the Schools Adjudicator; a late reference is flagged (T15)."""
    referred = await referring.refer_to_adjudicator(desk, application_id, version, told.referred_on, told.osa_ref)
    return await shown(desk, work, referred)


@router.post("/{application_id}/direction", responses=answers(409))
async def direct_admission(
    application_id: UUID, told: DirectionIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationOut:
    """Direct the school to admit the child, once nobody can refer it any more or the adjudicator upheld it
    (T16, T17)."""
    signing = directing.Signing(**told.model_dump())
    return await shown(desk, work, await directing.direct_admission(desk, application_id, version, signing))


@router.post("/{application_id}/determination", responses=answers(409))
async def record_determination(
    application_id: UUID, told: DeterminationIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationOut:
    """Record what the Schools Adjudicator decided; to another school the signatory agrees (T18)."""
    decided = determining.Decided(
        outcome=told.outcome,
        on=told.determined_on,
        osa_letter=told.osa_letter,
        named_school_urn=told.named_school_urn,
        authority_agrees=told.authority_agrees,
    )
    return await shown(desk, work, await determining.record_determination(desk, application_id, version, decided))


def _recipient(row: NoticeRecipientIn) -> Recipient:
    """Served once both the day and the proof are there."""
    served = Served(row.method, row.served_on, row.proof) if row.served_on and row.proof else None
    return Recipient(
        roles=tuple(row.roles), name=row.name, address=tuple(row.address), contact_id=row.contact_id, served=served
    )
