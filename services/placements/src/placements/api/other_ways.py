"""Other ways to a place after a no: the Secretary of State, an own school, fair access, a plan."""

from uuid import UUID

from kit.web.answers import answers
from kit.web.deps import CurrentWork, ExpectedVersion
from kit.web.guarded import service_router
from placements.actions import admit_by_own_authority as admitting
from placements.actions import ask_secretary_of_state as asking
from placements.actions import consult_on_plan as planning
from placements.actions import refer_to_fair_access as sharing
from placements.api.application_schemas import ApplicationOut
from placements.api.application_steps import shown
from placements.api.deps import StaffDesk
from placements.api.direction_schemas import (
    FairAccessAllocationIn,
    FairAccessReferralIn,
    OwnAdmissionIn,
    OwnNoticeIn,
    SecretaryOfStateLogIn,
    SecretaryOfStateOutcomeIn,
    SecretaryOfStateRequestIn,
)
from placements.api.plan_schemas import NamingIn, PlanConsultationIn, PlanReplyIn
from placements.api.school_view import ApplicationSeen, seen

router = service_router("placements", "/v1/applications", tags=["directions"])


@router.post("/{application_id}/secretary-of-state-request", responses=answers(409))
async def ask_secretary_of_state(
    application_id: UUID, told: SecretaryOfStateRequestIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationOut:
    """Ask the Secretary of State to direct an academy that the authority cannot direct itself (T19)."""
    sent_on = told.sent_on or desk.today
    return await shown(desk, work, await asking.ask_secretary_of_state(desk, application_id, version, sent_on))


@router.post("/{application_id}/secretary-of-state-log", responses=answers(409))
async def log_secretary_of_state(
    application_id: UUID, told: SecretaryOfStateLogIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationOut:
    """Log letters about the request: the Department's, the academy's, the adjudicator's advice (T19b)."""
    logged = asking.LoggedLetters(**told.model_dump())
    return await shown(desk, work, await asking.log_secretary_of_state(desk, application_id, version, logged))


@router.post("/{application_id}/secretary-of-state-outcome", responses=answers(409))
async def record_secretary_of_state_outcome(
    application_id: UUID, told: SecretaryOfStateOutcomeIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationOut:
    """Record whether the Secretary of State directs the academy (T20)."""
    decided = asking.SecretaryDecided(outcome=told.outcome, on=told.decided_on, letter=told.dfe_letter)
    recorded = await asking.record_secretary_of_state_outcome(desk, application_id, version, decided)
    return await shown(desk, work, recorded)


@router.post("/{application_id}/own-authority-notice", responses=answers(409))
async def notify_own_authority(
    application_id: UUID, told: OwnNoticeIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationOut:
    """Give the governing body of an own school notice of a twice-excluded child (T31a)."""
    served = admitting.OwnNoticeServed(**told.model_dump())
    return await shown(desk, work, await admitting.notify_own_authority(desk, application_id, version, served))


@router.post("/{application_id}/own-authority-admission", responses=answers(409))
async def admit_by_own_authority(
    application_id: UUID, told: OwnAdmissionIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationOut:
    """Admit the child to a school whose admissions the authority decides itself (T31)."""
    admitted = await admitting.admit_by_own_authority(
        desk, application_id, version, told.start_on, told.hours_per_week, told.reason
    )
    return await shown(desk, work, admitted)


@router.post("/{application_id}/fair-access-referral", responses=answers(409))
async def refer_to_fair_access(
    application_id: UUID, told: FairAccessReferralIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationOut:
    """Refer a child who was looked after before to fair access; never one who is (T30)."""
    return await shown(desk, work, await sharing.refer_to_fair_access(desk, application_id, version, told.accepted_on))


@router.post("/{application_id}/fair-access-allocation", responses=answers(409))
async def allocate_by_fair_access(
    application_id: UUID, told: FairAccessAllocationIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationOut:
    """Record the place the panel found, here or at another school (T30b)."""
    on = told.allocated_on or desk.today
    allocated = await sharing.allocate_by_fair_access(desk, application_id, version, told.school_urn, on)
    return await shown(desk, work, allocated)


@router.post("/{application_id}/ehcp-consultation", responses=answers(409))
async def consult_on_plan(
    application_id: UUID, told: PlanConsultationIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationOut:
    """Consult the school on a child's plan: a question, not a request for a place (T29)."""
    sent_on = told.sent_on or desk.today
    return await shown(desk, work, await planning.consult_on_plan(desk, application_id, version, sent_on))


@router.post("/{application_id}/ehcp-reply", tags=["school"], responses=answers(409))
async def record_plan_reply(
    application_id: UUID, told: PlanReplyIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationSeen:
    """Record whether the school can meet the child's needs (T29b)."""
    answer = planning.PlanAnswer(reply=told.reply, replied_on=told.replied_on or desk.today, reason=told.reason)
    return await seen(desk, work, await planning.record_plan_reply(desk, application_id, version, answer))


@router.post("/{application_id}/ehcp-naming", responses=answers(409))
async def name_in_plan(
    application_id: UUID, told: NamingIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationOut:
    """Record that the plan names this school: it has to admit the child (T29c)."""
    return await shown(desk, work, await planning.name_in_plan(desk, application_id, version, told.named_on))
