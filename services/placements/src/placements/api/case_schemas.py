"""What cases look like on the wire."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, field_validator

from kit.web.fields import AuthorityCode, Id, InModel, IsoDate, Line, Lines, OutModel, Urn
from placements.api.case_record_schemas import (
    ApprovalOut,
    CaseFactOut,
    CaseNoteOut,
    FixedDateOut,
    InterimProvisionOut,
)
from placements.api.shared_schemas import AllowedActionOut, ChildLabelOut, ClockOut, OwnerOut
from placements.api.told_fields import AddressCheckIn, Told, has_a_value
from placements.domain.cases import (
    Attending,
    CaseClosedReason,
    CaseReason,
    CaseState,
    Considered,
    ConsideredWith,
    DelayReason,
    ExpectedLength,
)

View = Annotated[Lines, Field(max_length=2000)]


class ConsideredIn(InModel):
    """With whom the choice of school was talked over."""

    person: Annotated[ConsideredWith, Field(strict=False)]
    answer: Annotated[Considered, Field(strict=False)]


class CaseFactsIn(InModel):
    """Why a child needs a school place, and since when."""

    reason: Annotated[CaseReason, Field(strict=False)]
    need_from: IsoDate
    emergency: bool = False
    emergency_reason: Annotated[Lines, Field(max_length=500)] | None = Field(
        default=None, description="20 characters or more stand for the Key Stage 4 approval (PL-509)."
    )
    host_authority: AuthorityCode | None = Field(
        default=None, description="Where the child lives; from the register if not given."
    )
    care_placement_type: Annotated[Line, Field(max_length=10)] | None = None
    care_move_planned_on: IsoDate | None = None
    expected_length: Annotated[ExpectedLength, Field(strict=False)] = ExpectedLength.UNKNOWN
    current_school_urn: Urn | None = None
    attending: Annotated[Attending, Field(strict=False)] | None = None
    child_view: View | None = None
    carer_view: View | None = None
    considered_with: list[ConsideredIn] = Field(default_factory=list, max_length=5)
    transport_considered: bool | None = None
    transport_note: Annotated[Lines, Field(max_length=500)] | None = None
    owner_post_id: Annotated[Line, Field(max_length=64)] | None = None
    address_check: AddressCheckIn | None = None


class CaseChangeIn(Told):
    """What changes of a case; what is not named stays. The day the need began never changes (PL-507)."""

    reason: Annotated[CaseReason, Field(strict=False)] | None = None
    emergency: bool | None = None
    emergency_reason: Annotated[Lines, Field(max_length=500)] | None = None
    host_authority: AuthorityCode | None = None
    care_placement_type: Annotated[Line, Field(max_length=10)] | None = None
    care_move_planned_on: IsoDate | None = None
    expected_length: Annotated[ExpectedLength, Field(strict=False)] | None = None
    current_school_urn: Urn | None = None
    attending: Annotated[Attending, Field(strict=False)] | None = None
    child_view: View | None = None
    carer_view: View | None = None
    considered_with: Annotated[list[ConsideredIn], Field(max_length=5)] | None = None
    transport_considered: bool | None = None
    transport_note: Annotated[Lines, Field(max_length=500)] | None = None
    owner_post_id: Annotated[Line, Field(max_length=64)] | None = None
    delay_reasons: Annotated[list[Annotated[DelayReason, Field(strict=False)]], Field(max_length=3)] | None = None
    address_check: AddressCheckIn | None = None

    _filled = field_validator(
        "reason", "emergency", "host_authority", "expected_length", "considered_with", "delay_reasons", mode="before"
    )(has_a_value)

    def values(self) -> dict[str, Any]:
        told = super().values()
        if "considered_with" in told:
            told["considered_with"] = tuple((one.person, one.answer) for one in told["considered_with"])
        if "delay_reasons" in told:
            told["delay_reasons"] = tuple(sorted({reason.value for reason in told["delay_reasons"]}))
        return told


class CaseIn(CaseFactsIn):
    """A case to open."""

    child_id: Id


class ConsideredOut(OutModel):
    """With whom the choice of school was talked over."""

    person: ConsideredWith
    answer: Considered


class CaseCountersOut(OutModel):
    """School days of the case's calendar since the need began (PL-508); null where they cannot be counted."""

    days_off_roll: int | None
    days_no_provision: Annotated[int | None, Field(description="Off roll and without hours of interim provision.")]
    days_part_time: int | None
    days_unregistered_ap: int | None


class CaseOut(OutModel):
    """One child's need for a school place."""

    id: UUID
    version: int
    child: ChildLabelOut
    state: CaseState
    reason: CaseReason
    need_from: date
    opened_on: date
    emergency: bool
    emergency_reason: str | None
    responsible_authority: str
    host_authority: str
    case_calendar_authority: str
    care_placement_type: str | None
    care_move_planned_on: date | None
    expected_length: ExpectedLength
    current_school_urn: int | None
    attending: Attending | None
    child_view: str | None
    carer_view: str | None
    considered_with: Sequence[ConsideredOut]
    transport_considered: bool | None
    transport_note: str | None
    owner: OwnerOut | None
    delay_reasons: Sequence[DelayReason]
    post16_asked_on: Annotated[date | None, Field(description="Year 11 ended with the case open (PL-710).")]
    closed_on: date | None
    closed_reason: CaseClosedReason | None
    school_days: Annotated[int | None, Field(description="Case day: school days since the need began (section 2).")]
    counters: CaseCountersOut
    clocks: Sequence[ClockOut]
    dates: Annotated[Sequence[FixedDateOut], Field(description="Of the round of admissions, in a phase transfer.")]
    facts: Sequence[CaseFactOut]
    approvals: Sequence[ApprovalOut]
    interim_provisions: Sequence[InterimProvisionOut]
    notes: Sequence[CaseNoteOut]
    application_ids: Sequence[UUID]
    allowed_actions: Sequence[AllowedActionOut]


class CaseRowOut(OutModel):
    """A case in a list."""

    id: UUID
    version: int
    child: ChildLabelOut
    state: CaseState
    reason: CaseReason
    need_from: date
    emergency: bool
    owner: OwnerOut | None
    closed_on: date | None
    school_days: int | None
