"""What somebody tells of a request before it is sent."""

from typing import Annotated

from pydantic import Field

from kit.web.fields import Id, InModel, IsoDate, Line, Lines, Urn
from placements.api.case_schemas import CaseFactsIn, View
from placements.api.told_fields import AddressCheckIn
from placements.domain.application import ReceiptProof, StartKind
from placements.domain.attachments import AttachmentKind

ShortText = Annotated[Lines, Field(max_length=500)]
Kilometres = Annotated[float, Field(strict=False, ge=0, le=1000)]
Rank = Annotated[int, Field(strict=True, ge=1, le=9)]


class RequestedStartIn(InModel):
    """When the child should start."""

    kind: Annotated[StartKind, Field(strict=False)]
    on: IsoDate | None = Field(default=None, description="Wanted with `on`.")


class AlternativeIn(InModel):
    """Another school that was thought of, and why not."""

    school_urn: Urn
    why_not: ShortText


class AttachmentIn(InModel):
    """A paper the request refers to and where it is held; files are not kept here (PL-611)."""

    key: Annotated[Line, Field(min_length=1, max_length=60)]
    title: Annotated[Line, Field(min_length=1, max_length=200)]
    kind: Annotated[AttachmentKind, Field(strict=False)]
    dated_on: IsoDate | None = None
    held_at: Annotated[Line, Field(max_length=300)] | None = None
    sha256: Annotated[str, Field(strict=True, pattern=r"^[0-9a-f]{64}$")] | None = None
    signed: bool = False


class ElsewhereIn(InModel):
    """The same request as a host authority's portal holds it: the earliest proved receipt counts (PL-607)."""

    ref: Annotated[Line, Field(min_length=1, max_length=100)]
    received_on: IsoDate | None = None
    receipt_proof: Annotated[ReceiptProof, Field(strict=False)] = ReceiptProof.NOT_PROVED


class ApplicationChangeIn(InModel):
    """What changes before the request is sent; what is not named stays. After sending, `elsewhere` alone."""

    rank: Rank | None = None
    requested_start: RequestedStartIn | None = None
    why_this_school: View | None = None
    alternatives: Annotated[list[AlternativeIn], Field(max_length=9)] | None = None
    strengths: ShortText | None = None
    interests: ShortText | None = None
    what_helps: ShortText | None = None
    child_view: View | None = None
    carer_view: View | None = None
    visit_on: IsoDate | None = None
    nearest_reason: ShortText | None = None
    distance_km: Kilometres | None = None
    inspection_note: ShortText | None = None
    attachments: Annotated[list[AttachmentIn], Field(max_length=30)] | None = None
    external_ref: Annotated[Line, Field(max_length=100)] | None = None
    elsewhere: ElsewhereIn | None = None
    address_check: AddressCheckIn | None = None


class ApplicationIn(InModel):
    """A request to one school. Without an open case of the child, `case` says why a place is needed."""

    child_id: Id
    school_urn: Urn
    case_id: Id | None = None
    case: CaseFactsIn | None = None
    rank: Rank = 1
    entry_academic_year: Annotated[str, Field(strict=True, pattern=r"^20[0-9]{2}-[0-9]{2}$")] | None = Field(
        default=None, description="Such as 2026-27; this school year if not given."
    )
    requested_start: RequestedStartIn = RequestedStartIn(kind=StartKind.AS_SOON_AS_POSSIBLE)
    why_this_school: View | None = None
    alternatives: list[AlternativeIn] = Field(default_factory=list, max_length=9)
    strengths: ShortText | None = None
    interests: ShortText | None = None
    what_helps: ShortText | None = None
    child_view: View | None = Field(default=None, description="Kept on the case.")
    carer_view: View | None = Field(default=None, description="Kept on the case.")
    visit_on: IsoDate | None = None
    nearest_reason: ShortText | None = None
    distance_km: Kilometres | None = None
    inspection_note: ShortText | None = Field(
        default=None, description="How the school looks after vulnerable children, wanted where an inspection asks."
    )
    attachments: list[AttachmentIn] = Field(default_factory=list, max_length=30)
    external_ref: Annotated[Line, Field(max_length=100)] | None = Field(
        default=None, description="The reference of a host authority's portal."
    )
    address_check: AddressCheckIn | None = None
