"""How an application ends otherwise or is put right: declined, replaced, made twice, appealed, corrected."""

from uuid import UUID

from kit.kernel.errors import InvalidInput
from kit.web.answers import answers
from kit.web.deps import CurrentWork, ExpectedVersion
from kit.web.guarded import service_router
from placements.actions import correct_application as correcting
from placements.actions import decline_offer as declining
from placements.actions import fail_start as failing
from placements.actions import mark_duplicate as marking
from placements.actions import record_appeal as appealing
from placements.actions import reopen_draft as reopening
from placements.actions import supersede_application as superseding
from placements.actions.write_correction import CorrectionAsked
from placements.api.answer_step_schemas import (
    AppealIn,
    CorrectionIn,
    DeclinationIn,
    DuplicateIn,
    ReopeningIn,
    StartFailureIn,
    SupersessionIn,
)
from placements.api.application_schemas import ApplicationOut
from placements.api.application_steps import shown
from placements.api.deps import StaffDesk

router = service_router("placements", "/v1/applications", tags=["applications"])


@router.post("/{application_id}/draft", responses=answers(409))
async def reopen_draft(
    application_id: UUID, told: ReopeningIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationOut:
    """Take up again a request that is ready and has not been sent (T2)."""
    return await shown(desk, work, await reopening.reopen_draft(desk, application_id, version))


@router.post("/{application_id}/declination", responses=answers(409))
async def decline_offer(
    application_id: UUID, told: DeclinationIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationOut:
    """Decline an offer, with the reason and the school that is wanted instead (T22)."""
    declined = declining.Declination(reason=told.reason, note=told.note, preferred_school_urn=told.preferred_school_urn)
    return await shown(desk, work, await declining.decline_offer(desk, application_id, version, declined))


@router.post("/{application_id}/start-failure", responses=answers(409))
async def fail_start(
    application_id: UUID, told: StartFailureIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationOut:
    """Record that the child did not start as agreed; another day has to be agreed (T25)."""
    failed = await failing.fail_start(desk, application_id, version, told.cause, told.reason)
    return await shown(desk, work, failed)


@router.post("/{application_id}/supersession", responses=answers(409))
async def supersede_application(
    application_id: UUID, told: SupersessionIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationOut:
    """Let another application take the place of this one; the case and its clock go on (T27)."""
    ended = await superseding.supersede_application(desk, application_id, version, told.reason, told.replacement_id)
    return await shown(desk, work, ended)


@router.post("/{application_id}/duplicate", responses=answers(409))
async def mark_duplicate(
    application_id: UUID, told: DuplicateIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationOut:
    """Close a request that was made twice; the earliest proved receipt counts for the other (T28, PL-607)."""
    return await shown(desk, work, await marking.mark_duplicate(desk, application_id, version, told.kept_id))


@router.post("/{application_id}/appeal", responses=answers(409))
async def record_appeal(
    application_id: UUID, appeal: AppealIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationOut:
    """Record that an appeal was lodged, heard or decided; it holds nothing up (T34)."""
    told = appealing.AppealTold(lodged_on=appeal.lodged_on, heard_on=appeal.heard_on, outcome=appeal.outcome)
    return await shown(desk, work, await appealing.record_appeal(desk, application_id, version, told))


@router.post("/{application_id}/corrections", responses=answers(409))
async def correct_application(
    application_id: UUID, correction: CorrectionIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationOut:
    """Put right one field that was written down wrong; clocks are counted anew and the first writing stays (T35)."""
    asked = _asked(correction)
    return await shown(desk, work, await correcting.correct_application(desk, application_id, version, asked))


def _asked(correction: CorrectionIn) -> CorrectionAsked:
    """Raises InvalidInput."""
    value = correction.value()
    if value is None:
        raise InvalidInput("missing", f"/{correction.field.value}")
    if others := correction.others():
        raise InvalidInput("not_allowed", f"/{others[0]}")
    return CorrectionAsked(
        field=correction.field,
        value=tuple(value) if isinstance(value, list) else value,
        reason=correction.reason,
        proof=correction.proof,
        decision_id=correction.decision_id,
    )
