"""Approvals: asked for by one person, given or declined by another (O48)."""

from uuid import UUID

from kit.web.answers import answers
from kit.web.deps import CurrentWork, ExpectedVersion
from kit.web.guarded import service_router
from placements.actions.decide_approval import ApprovalWish, Ruling
from placements.actions.decide_approval import ask_approval as asking
from placements.actions.decide_approval import decide_approval as deciding
from placements.api.case_record_schemas import ApprovalDecisionIn, ApprovalIn, ApprovalOut
from placements.api.deps import StaffDesk
from placements.api.told_fields import note_address_check

router = service_router("placements", "/v1", tags=["cases"])


@router.post("/cases/{case_id}/approvals", status_code=201, responses=answers(409))
async def ask_approval(
    case_id: UUID, wish: ApprovalIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApprovalOut:
    """Ask for an approval: a move in Year 10 or 11, an adverse inspection, a school outside the authority."""
    given = {name: getattr(wish, name) for name in ApprovalWish.__dataclass_fields__}
    checked = note_address_check(work, wish.address_check)
    case, approval = await asking(desk, case_id, version, ApprovalWish(**given), address_checked=checked)
    work.audit.saw(case.child_id)
    return ApprovalOut.model_validate(approval)


@router.post("/approvals/{approval_id}/decision", responses=answers(409))
async def decide_approval(
    approval_id: UUID, decision: ApprovalDecisionIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApprovalOut:
    """Approve or decline: the signatory a move in Key Stage 4, the virtual school head an exception."""
    given = {name: getattr(decision, name) for name in Ruling.__dataclass_fields__}
    checked = note_address_check(work, decision.address_check)
    case, approval = await deciding(desk, approval_id, version, Ruling(**given), address_checked=checked)
    work.audit.saw(case.child_id)
    return ApprovalOut.model_validate(approval)
