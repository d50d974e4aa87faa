"""What is done with a case beside asking schools: correct, close, hand over, note, escalate, provide, tick facts."""

from uuid import UUID

from kit.web.answers import answers
from kit.web.deps import CurrentWork, ExpectedVersion
from kit.web.guarded import service_router
from placements.actions.change_case import assign_cases as assigning
from placements.actions.change_case import change_case as changing
from placements.actions.close_case import close_case as closing
from placements.actions.keep_case_records import add_note, add_provision, change_provision
from placements.actions.keep_case_records import tell_fact as telling
from placements.api.case_record_schemas import (
    AssignmentIn,
    AssignmentOut,
    AssignmentsOut,
    CaseClosureIn,
    FactIn,
    InterimProvisionChangeIn,
    InterimProvisionIn,
    InterimProvisionOut,
    NoteIn,
)
from placements.api.case_schemas import CaseChangeIn, CaseOut
from placements.api.case_view import case_out
from placements.api.deps import StaffDesk
from placements.api.told_fields import note_address_check
from placements.domain.case_facts import FactKey
from placements.domain.case_notes import NoteKind

router = service_router("placements", "/v1", tags=["cases"])


@router.patch("/cases/{case_id}", responses=answers(409))
async def change_case(
    case_id: UUID, change: CaseChangeIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> CaseOut:
    """Correct what is held about a case; the day its need began and its calendar never change."""
    checked = note_address_check(work, change.address_check)
    case = await changing(desk, case_id, version, change.values(), address_checked=checked)
    work.audit.saw(case.child_id)
    return await case_out(desk, case)


@router.post("/cases/{case_id}/closure", responses=answers(409))
async def close_case(
    case_id: UUID, closure: CaseClosureIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> CaseOut:
    """Close a case. A request that still runs is ended first, with a reason of its own."""
    case = await closing(desk, case_id, version, closure.closed_reason, closure.closed_on)
    work.audit.saw(case.child_id)
    return await case_out(desk, case)


@router.post("/cases/{case_id}/notes")
async def add_case_note(
    case_id: UUID, note: NoteIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> CaseOut:
    """Write a note; it is kept as it stands."""
    checked = note_address_check(work, note.address_check)
    case = await add_note(desk, case_id, version, NoteKind.NOTE, note.text, address_checked=checked)
    work.audit.saw(case.child_id)
    return await case_out(desk, case)


@router.post("/cases/{case_id}/escalations", responses=answers(409))
async def escalate_case(
    case_id: UUID, escalation: NoteIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> CaseOut:
    """Escalate a case, as an independent reviewing officer may."""
    checked = note_address_check(work, escalation.address_check)
    case = await add_note(desk, case_id, version, NoteKind.ESCALATION, escalation.text, address_checked=checked)
    work.audit.saw(case.child_id)
    return await case_out(desk, case)


@router.post("/cases/{case_id}/interim-provisions", status_code=201, responses=answers(409))
async def record_interim_provision(
    case_id: UUID, provision: InterimProvisionIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> InterimProvisionOut:
    """Record what the child gets until there is a place; days without it are counted apart (PL-508)."""
    checked = note_address_check(work, provision.address_check)
    case, kept = await add_provision(desk, case_id, version, provision.values(), address_checked=checked)
    work.audit.saw(case.child_id)
    return InterimProvisionOut.model_validate(kept)


@router.patch("/interim-provisions/{provision_id}")
async def change_interim_provision(
    provision_id: UUID,
    change: InterimProvisionChangeIn,
    version: ExpectedVersion,
    desk: StaffDesk,
    work: CurrentWork,
) -> InterimProvisionOut:
    """End or correct provision."""
    checked = note_address_check(work, change.address_check)
    case, kept = await change_provision(desk, provision_id, version, change.values(), address_checked=checked)
    work.audit.saw(case.child_id)
    return InterimProvisionOut.model_validate(kept)


@router.put("/cases/{case_id}/facts/{fact}", responses=answers(409))
async def tell_case_fact(
    case_id: UUID, fact: FactKey, told: FactIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> CaseOut:
    """Tick a fact with its date: the clocks that wait for it stand, school or not (PL-805)."""
    checked = note_address_check(work, told.address_check)
    case = await telling(desk, case_id, version, fact, told.on, told.note, address_checked=checked)
    work.audit.saw(case.child_id)
    return await case_out(desk, case)


@router.post("/assignments")
async def assign_cases(assignment: AssignmentIn, desk: StaffDesk, work: CurrentWork) -> AssignmentsOut:
    """Hand cases to a post; each for itself, so that one that is gone stops no other."""
    done = await assigning(desk, assignment.case_ids, assignment.owner_post_id)
    work.audit.saw(*(one.child_id for one in done if one.child_id is not None))
    return AssignmentsOut(items=[AssignmentOut(case_id=one.case_id, outcome=one.outcome) for one in done])
