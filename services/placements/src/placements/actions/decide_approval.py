"""Somebody asks for an approval, and somebody else gives or declines it (PL-509 to PL-511)."""

from dataclasses import dataclass, replace
from uuid import UUID

from kit.kernel.errors import InvalidInput, StaleVersion
from kit.kernel.ids import new_id
from placements.actions.check_text import refuse_addresses
from placements.actions.desk import Desk
from placements.actions.keep_clocks import stop_by
from placements.actions.take_up_case import log_case, take_up_case
from placements.domain.approvals import Approval, ApprovalDecision, ApprovalKind, ApprovalNotFound
from placements.domain.cases import LEAST_REASON, Case
from placements.domain.chronology import EntryKind
from placements.domain.errors import SchoolUnknown

OF_KS4 = "ks4_emergency_approval"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalWish:
    """`school_urn` names the school of an exception; a move in Key Stage 4 is about the case."""

    kind: ApprovalKind
    school_urn: int | None = None
    reason: str | None = None
    consulted_designated_teacher: bool = False
    consulted_iro: bool = False


async def ask_approval(
    desk: Desk, case_id: UUID, version: int, wish: ApprovalWish, *, address_checked: bool = False
) -> tuple[Case, Approval]:
    """Raises CaseNotFound, CaseIsClosed, StaleVersion, SchoolUnknown, InvalidInput, InvalidFields."""
    case = await take_up_case(desk, case_id, version)
    await _check(desk, wish)
    await refuse_addresses(desk, case.child_id, {"/reason": wish.reason}, checked=address_checked)
    approval = Approval(
        id=new_id(),
        case_id=case_id,
        kind=wish.kind,
        school_urn=wish.school_urn,
        requested_by=desk.taker.id,
        requested_on=desk.today,
        request_reason=wish.reason,
        consulted_designated_teacher=wish.consulted_designated_teacher,
        consulted_iro=wish.consulted_iro,
    )
    await desk.approvals.add(approval)
    await log_case(desk, case, EntryKind.APPROVAL_ASKED, {"kind": wish.kind.value})
    return case, approval


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    decision: ApprovalDecision
    reason: str | None = None
    consulted_designated_teacher: bool | None = None
    consulted_iro: bool | None = None


async def decide_approval(
    desk: Desk, approval_id: UUID, version: int, ruling: Ruling, *, address_checked: bool = False
) -> tuple[Case, Approval]:
    """Raises ApprovalNotFound, CaseNotFound, StaleVersion, StepNotForActor, SecondPersonRequired, ApprovalDecided,
    InvalidInput, InvalidFields."""
    approval = await desk.approvals.get_to_change(approval_id)
    if approval is None:
        raise ApprovalNotFound
    case = await take_up_case(desk, approval.case_id, None)
    if approval.version != version:
        raise StaleVersion
    if ruling.decision is ApprovalDecision.DECLINED and not ruling.reason:
        raise InvalidInput("missing", "/reason")
    await refuse_addresses(desk, case.child_id, {"/reason": ruling.reason}, checked=address_checked)
    ticked = approval.consulted(designated_teacher=ruling.consulted_designated_teacher, iro=ruling.consulted_iro)
    decided = ticked.decide(ruling.decision, ruling.reason, desk.taker.id, desk.taker.actors, desk.today)
    kept = replace(decided, version=approval.version + 1)
    await desk.approvals.save(kept)
    if kept.decision is ApprovalDecision.APPROVED and kept.kind is ApprovalKind.KS4_MOVE:
        clocks = [clock for clock in await desk.clocks.of_case(case.id) if clock.key == OF_KS4]
        await stop_by(desk, clocks, ["approved"], desk.today)
    told = {"kind": kept.kind.value, "decision": ruling.decision.value}
    await log_case(desk, case, EntryKind.APPROVAL_DECIDED, told)
    return case, kept


async def _check(desk: Desk, wish: ApprovalWish) -> None:
    if wish.kind is ApprovalKind.KS4_MOVE:
        if wish.school_urn is not None:
            raise InvalidInput("not_allowed", "/school_urn")
        return
    if wish.school_urn is None:
        raise InvalidInput("missing", "/school_urn")
    if await desk.schools.get(wish.school_urn) is None:
        raise SchoolUnknown
    if len(wish.reason or "") < LEAST_REASON:
        raise InvalidInput("too_short", "/reason")
