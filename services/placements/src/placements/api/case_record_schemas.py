"""What is kept beside a case, on the wire: approvals, provision, notes, dated facts, fixed dates."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, field_validator

from kit.web.fields import Id, InModel, IsoDate, Line, Lines, OutModel, Urn
from placements.actions.change_case import Assigned
from placements.api.child_interval_schemas import Hours
from placements.api.told_fields import AddressCheckIn, Told, Whole, has_a_value
from placements.domain.approvals import ApprovalDecision, ApprovalKind
from placements.domain.case_facts import FactKey
from placements.domain.case_notes import NoteKind
from placements.domain.cases import CaseClosedReason
from placements.domain.clock_units import Force
from placements.domain.provision import ProvisionKind


class FixedDateOut(OutModel):
    """A date of the round that the law fixes."""

    key: str
    on: date
    force: Force


class CaseFactOut(OutModel):
    """A fact with its day; told again, the newest counts."""

    fact: FactKey
    on: date
    note: str | None
    told_at: datetime


class ApprovalOut(OutModel):
    """One request for an approval and what became of it."""

    id: UUID
    version: int
    case_id: UUID
    kind: ApprovalKind
    school_urn: int | None
    requested_by: Annotated[str, Field(description="Who asked; somebody else decides.")]
    requested_on: date
    request_reason: str | None
    consulted_designated_teacher: bool
    consulted_iro: bool
    decision: ApprovalDecision | None
    reason: str | None
    decided_by: str | None
    decided_on: date | None


class InterimProvisionOut(OutModel):
    """What the child gets until there is a place, from its first day to its last."""

    id: UUID
    version: int
    case_id: UUID
    kind: ProvisionKind
    provider: str | None
    hours_per_week: int
    from_on: date
    to_on: date | None
    review_on: date | None


class CaseNoteOut(OutModel):
    """As it was written."""

    id: UUID
    kind: NoteKind
    text: str
    written_by: str
    role: str
    written_at: datetime


class NoteIn(InModel):
    """A note, or what is escalated."""

    text: Annotated[Lines, Field(min_length=1, max_length=4000, pattern=r"\S")]
    address_check: AddressCheckIn | None = None


class CaseClosureIn(InModel):
    """Why a case ends, and on which day; today where none is named."""

    closed_reason: Annotated[CaseClosedReason, Field(strict=False)]
    closed_on: IsoDate | None = None


class InterimProvisionIn(Whole):
    """Education until there is a place."""

    kind: Annotated[ProvisionKind, Field(strict=False)]
    provider: Annotated[Line, Field(max_length=200)] | None = None
    hours_per_week: Hours
    from_on: IsoDate
    to_on: IsoDate | None = None
    review_on: IsoDate | None = None
    address_check: AddressCheckIn | None = None


class InterimProvisionChangeIn(Told):
    """Provision that ends or is corrected; what is not named stays."""

    kind: Annotated[ProvisionKind, Field(strict=False)] | None = None
    provider: Annotated[Line, Field(max_length=200)] | None = None
    hours_per_week: Hours | None = None
    from_on: IsoDate | None = None
    to_on: IsoDate | None = None
    review_on: IsoDate | None = None
    address_check: AddressCheckIn | None = None

    _filled = field_validator("kind", "hours_per_week", "from_on", mode="before")(has_a_value)


class FactIn(InModel):
    """The day a fact came true."""

    on: IsoDate
    note: Annotated[Lines, Field(max_length=500)] | None = None
    address_check: AddressCheckIn | None = None


class AssignmentIn(InModel):
    """Cases to hand to a post."""

    case_ids: Annotated[list[Id], Field(min_length=1, max_length=100)]
    owner_post_id: Annotated[Line, Field(min_length=1, max_length=64)]


class AssignmentOut(OutModel):
    """What became of one case of the list."""

    case_id: UUID
    outcome: Assigned


class AssignmentsOut(OutModel):
    """In the order they were named."""

    items: Sequence[AssignmentOut]


class ApprovalIn(InModel):
    """An approval somebody asks for; an exception names its school and its reason."""

    kind: Annotated[ApprovalKind, Field(strict=False)]
    school_urn: Urn | None = None
    reason: Annotated[Lines, Field(max_length=1000)] | None = None
    consulted_designated_teacher: bool = False
    consulted_iro: bool = False
    address_check: AddressCheckIn | None = None


class ApprovalDecisionIn(InModel):
    """Approved or declined, by somebody else than who asked. Declining says why."""

    decision: Annotated[ApprovalDecision, Field(strict=False)]
    reason: Annotated[Lines, Field(max_length=1000)] | None = None
    consulted_designated_teacher: bool | None = None
    consulted_iro: bool | None = None
    address_check: AddressCheckIn | None = None
