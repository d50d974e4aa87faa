"""Restricted facts of a child: an operation and an audit class of their own (PL-204)."""

from uuid import UUID

from kit.web.deps import CurrentWork, ExpectedVersion
from kit.web.guarded import service_router
from placements.actions.change_restricted import Protection, read_restricted
from placements.actions.change_restricted import change_restricted as changing
from placements.api.child_change_schemas import RestrictedIn, RestrictedOut
from placements.api.deps import StaffDesk
from placements.api.told_fields import note_address_check
from placements.domain.restricted import Restricted

router = service_router("placements", "/v1/children/{child_id}/restricted", tags=["children"])


@router.get("")
async def show_restricted(child_id: UUID, desk: StaffDesk, work: CurrentWork) -> RestrictedOut:
    """Why the child is in care, the legal status, the carer and the risks; never an address."""
    work.audit.saw(child_id)
    return _shown(await read_restricted(desk, child_id))


@router.patch("")
async def change_restricted(
    child_id: UUID, change: RestrictedIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> RestrictedOut:
    """Change what only few read, or protect the address; what is not named stays."""
    work.audit.saw(child_id)
    given = change.address_protected
    kept = await changing(
        desk,
        child_id,
        version,
        change.values(),
        protection=Protection(given.basis_code, given.review_by) if given else None,
        unprotect=change.ends_protection,
        address_checked=note_address_check(work, change.address_check),
    )
    return _shown(kept)


def _shown(held: Restricted) -> RestrictedOut:
    return RestrictedOut(
        version=held.version,
        child_id=held.child_id,
        reason_for_care=held.reason_for_care,
        legal_status=held.legal_status,
        carer_name=held.carer_name,
        risk_notes=held.risk_notes,
        holds_carer_address=held.carer_address is not None,
        address_protected=held.address_protected,
        address_basis=held.address_basis,
        address_review_by=held.address_review_by,
    )
