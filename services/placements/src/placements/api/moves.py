"""A child moves; two records become one; a school says no before it is asked."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from pydantic import Field

from kit.web.answers import answers
from kit.web.deps import CurrentWork, ExpectedVersion
from kit.web.fields import AuthorityCode, Id, IsoDate, Line, Lines, OutModel
from kit.web.guarded import service_router
from placements.actions.merge_children import merge_children as merging
from placements.actions.move_child import CanStay, Move
from placements.actions.move_child import move_child as moving
from placements.actions.note_informal_refusal import note_informal_refusal as noting
from placements.api.case_schemas import CaseOut
from placements.api.case_view import case_out
from placements.api.child_change_schemas import InformalRefusalIn, InformalRefusalOut, MergeIn
from placements.api.child_interval_schemas import ReturnCode, Sector
from placements.api.child_schemas import ChildOut
from placements.api.children import Listing, child_shown
from placements.api.deps import StaffDesk
from placements.api.told_fields import AddressCheckIn, Told, note_address_check

router = service_router("placements", "/v1", tags=["children"])


class MoveIn(Told):
    """Where a child lives from a day on, and whether the school can be kept."""

    moved_on: IsoDate
    host_authority: AuthorityCode
    why: Annotated[Lines, Field(min_length=1, max_length=500)]
    can_stay: Annotated[CanStay, Field(strict=False, description="At the school the child goes to.")]
    type: ReturnCode | None = Field(default=None, description="PLACE of the SSDA903 return.")
    provider: Annotated[Line, Field(max_length=10)] | None = None
    postcode_sector: Sector | None = None
    emergency: bool = False
    keep_application_ids: list[Id] = Field(default_factory=list, max_length=20)
    address_check: AddressCheckIn | None = None

    def move(self) -> Move:
        given = {name: getattr(self, name) for name in Move.__dataclass_fields__}
        return Move(**{**given, "keep_application_ids": frozenset(self.keep_application_ids)})


class MovedOut(OutModel):
    """The child in its next version, the case that goes on or opens, and the requests the move ended."""

    version: int
    child_id: UUID
    case: CaseOut | None
    superseded: Sequence[UUID]


@router.post("/children/{child_id}/moves", responses=answers(409))
async def move_child(
    child_id: UUID, move: MoveIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> MovedOut:
    """Record a move: requests end unless kept, the case and its clock go on; a school that cannot be kept opens one."""
    work.audit.saw(child_id)
    checked = note_address_check(work, move.address_check)
    done = await moving(desk, child_id, version, move.move(), address_checked=checked)
    return MovedOut(
        version=done.record.child.version,
        child_id=child_id,
        case=await case_out(desk, done.case) if done.case else None,
        superseded=done.superseded,
    )


@router.post("/child-merges", responses=answers(409))
async def merge_children(merger: MergeIn, desk: StaffDesk, work: CurrentWork, listing: Listing) -> ChildOut:
    """Join two records of one child; the other becomes a tombstone. Never across a seal."""
    work.audit.saw(merger.kept_id, merger.merged_id)
    record = await merging(desk, merger.kept_id, merger.merged_id, merger.reason)
    return await child_shown(desk, listing, record)


@router.post("/informal-refusals", status_code=201)
async def note_informal_refusal(refusal: InformalRefusalIn, desk: StaffDesk, work: CurrentWork) -> InformalRefusalOut:
    """Note that a school said no before it was asked in writing; no refusal, no clock (PL-329)."""
    work.audit.saw(refusal.child_id)
    noted = await noting(
        desk,
        refusal.child_id,
        refusal.school_urn,
        refusal.noted_on,
        refusal.codes,
        refusal.note,
        address_checked=note_address_check(work, refusal.address_check),
    )
    return InformalRefusalOut(**{name: getattr(noted, name) for name in _SAME}, codes=list(noted.codes))


_SAME = ("id", "child_id", "school_urn", "noted_on", "note")
