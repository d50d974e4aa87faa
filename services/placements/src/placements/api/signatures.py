"""What waits for the caller's signature (O62)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from kit.web.deps import CurrentWork
from kit.web.fields import OutModel
from kit.web.guarded import service_router
from placements.actions.desk import Desk
from placements.api.deps import StaffDesk
from placements.api.shared_schemas import ChildLabelOut, SchoolLabelOut
from placements.domain.approvals import Approval
from placements.domain.child import Child
from placements.domain.exclusions import twice_excluded
from placements.domain.school import School
from placements.domain.signatures import (
    OPERATIONS,
    Due,
    WaitingStep,
    Waits,
    due_approval,
    due_step,
    signs_approval,
)
from placements.domain.steps import Actor
from placements.store.waiting_signatures import WaitingSignatures

router = service_router("placements", "/v1/signatures", tags=["directions"])


class WaitingSignatureOut(OutModel):
    """One thing to sign. `application_id` is null for an approval, `approval_id` for a step."""

    what: Waits
    action: Annotated[str, Field(description="operationId of the operation that signs it.")]
    application_id: UUID | None
    approval_id: UUID | None
    case_id: UUID
    version: Annotated[int, Field(description="Of the application or the approval.")]
    reference: str | None
    child: ChildLabelOut
    school: SchoolLabelOut | None
    asked_by: Annotated[str, Field(description="A role, or `system` where a period has ended.")]
    since: date
    last_safe_on: Annotated[date, Field(description="The last day on which signing loses the child no time.")]
    is_late: bool


class SignaturesOut(OutModel):
    """The most urgent first."""

    items: Sequence[WaitingSignatureOut]


@router.get("")
async def list_signatures(desk: StaffDesk, work: CurrentWork) -> SignaturesOut:
    """What waits for your signature, asked by whom, since when and until which day it is safe to wait."""
    store = WaitingSignatures(work.connection, work.authority)
    steps = await _due_steps(desk, await store.steps()) if Actor.SIGNATORY in desk.actors else []
    approvals = [one for one in await store.approvals() if signs_approval(one[0], desk.taker.actors)]
    children = await desk.children.many({*(step.child_id for step, _ in steps), *(child for _, child in approvals)})
    urns = {step.school_urn for step, _ in steps} | {one.school_urn for one, _ in approvals if one.school_urn}
    schools = await desk.schools.many(urns)
    work.audit.saw(*children)
    items = [_step_out(desk, *one, children, schools) for one in steps if one[0].child_id in children]
    items += [_approval_out(desk, *one, children, schools) for one in approvals if one[1] in children]
    return SignaturesOut(items=sorted(items, key=lambda one: (one.last_safe_on, one.since, str(one.case_id))))


async def _due_steps(desk: Desk, waiting: Sequence[WaitingStep]) -> list[tuple[WaitingStep, Due]]:
    ids = {one.child_id for one in waiting}
    cohorts = await desk.intervals.cohorts_on(desk.today, ids)
    exclusions = await desk.child_records.exclusions_of(ids)
    found = [
        (
            one,
            due_step(
                one,
                cohorts.get(one.child_id),
                desk.today,
                twice_excluded=twice_excluded(exclusions.get(one.child_id, ()), desk.today),
            ),
        )
        for one in waiting
    ]
    return [(one, due) for one, due in found if due is not None]


def _step_out(
    desk: Desk, step: WaitingStep, due: Due, children: Mapping[UUID, Child], schools: Mapping[int, School]
) -> WaitingSignatureOut:
    school = schools.get(step.school_urn)
    return WaitingSignatureOut(
        what=due.waits,
        action=OPERATIONS[due.waits],
        application_id=step.application_id,
        approval_id=None,
        case_id=step.case_id,
        version=step.version,
        reference=step.reference,
        child=ChildLabelOut.of(children[step.child_id], desk.today),
        school=SchoolLabelOut.of(school) if school else None,
        asked_by=due.asked_by,
        since=due.since,
        last_safe_on=due.last_safe_on,
        is_late=desk.today > due.last_safe_on,
    )


def _approval_out(
    desk: Desk, approval: Approval, child_id: UUID, children: Mapping[UUID, Child], schools: Mapping[int, School]
) -> WaitingSignatureOut:
    due, school = due_approval(approval), schools.get(approval.school_urn or 0)
    return WaitingSignatureOut(
        what=due.waits,
        action=OPERATIONS[due.waits],
        application_id=None,
        approval_id=approval.id,
        case_id=approval.case_id,
        version=approval.version,
        reference=None,
        child=ChildLabelOut.of(children[child_id], desk.today),
        school=SchoolLabelOut.of(school) if school else None,
        asked_by=due.asked_by,
        since=due.since,
        last_safe_on=due.last_safe_on,
        is_late=desk.today > due.last_safe_on,
    )
