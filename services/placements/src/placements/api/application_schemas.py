"""What applications look like on the wire (PL-1120)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from kit.web.fields import Id, InModel, IsoDate, Lines, OutModel, Urn
from placements.api.case_schemas import CaseFactsIn, View
from placements.api.shared_schemas import AllowedActionOut, ChildLabelOut, ClockOut, OwnerOut, SchoolLabelOut
from placements.domain.application import AcceptedBy, DelayCause, ReceiptProof, StartKind
from placements.domain.application_states import ApplicationFlag, ApplicationState
from placements.domain.clock_units import Force
from placements.domain.decisions import (
    AppealInformation,
    Channel,
    EvidenceGiven,
    Outcome,
    OverturnedBy,
    ReceivedThrough,
)
from placements.domain.progress import ProgressKey, ProgressStatus
from placements.domain.refusal_codes import Ground
from placements.domain.routes import Route, Stream

ShortText = Annotated[Lines, Field(max_length=500)]


class RequestedStartIn(InModel):
    """When the child should start."""

    kind: Annotated[StartKind, Field(strict=False)]
    on: IsoDate | None = Field(default=None, description="Wanted with `on`.")


class AlternativeIn(InModel):
    """Another school that was thought of, and why not."""

    school_urn: Urn
    why_not: ShortText


class ApplicationIn(InModel):
    """A request to one school. Without an open case of the child, `case` says why a place is needed."""

    child_id: Id
    school_urn: Urn
    case_id: Id | None = None
    case: CaseFactsIn | None = None
    rank: Annotated[int, Field(strict=True, ge=1, le=9)] = 1
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


class RequestedStartOut(OutModel):
    """When the child should start."""

    kind: StartKind
    on: date | None


class EvidenceOut(OutModel):
    """Whether something that was asked for was given."""

    key: str
    given: EvidenceGiven


class ReasonOut(OutModel):
    """A reason with its words."""

    code: str
    label: str


class DecisionOut(OutModel):
    """One answer of a school, or its silence."""

    id: UUID
    outcome: Outcome
    first: bool
    decided_on: date
    logged_on: date
    received_through: ReceivedThrough
    channel: Channel
    reasons: Sequence[ReasonOut]
    ground: Annotated[Ground | None, Field(description="Standing in law of the best reason for this child.")]
    reference: Annotated[Sequence[str], Field(description="Where the ground stands, as it may be printed.")]
    narrative: str | None
    evidence: Sequence[EvidenceOut]
    appeal_information: AppealInformation
    start_on: date | None
    hours_per_week: int | None
    conditions: Sequence[str]
    school_days: Annotated[int | None, Field(description="School days from receipt to the decision.")]
    late_by_school_days: Annotated[int | None, Field(description="Past the limit; null when in time.")]
    overturned_by: OverturnedBy | None
    annotation: str | None


class ProgressOut(OutModel):
    """One mark of the way from request to roll."""

    key: ProgressKey
    status: ProgressStatus
    on: date | None


class LetterRowOut(OutModel):
    """A letter that was sent."""

    id: UUID
    template_key: str
    title: str
    status: str
    sent_on: date | None


class FactOut(OutModel):
    """A figure we hold about the school, with where it comes from."""

    key: str
    value: str
    source: str
    as_of: date | None


class SiblingOut(OutModel):
    """Another application of the same case; seen by the authority only."""

    id: UUID
    school: SchoolLabelOut
    state: ApplicationState


class ApplicationOut(OutModel):
    """One request for a place at one school."""

    id: UUID
    version: int
    reference: str
    case_id: UUID
    child: ChildLabelOut
    school: SchoolLabelOut
    rank: int
    route: Route | None
    next_route: str | None
    stream: Stream
    entry_academic_year: str
    year_group: str
    requested_start: RequestedStartOut
    why_this_school: str | None
    strengths: str | None
    interests: str | None
    what_helps: str | None
    child_view: str | None
    carer_view: str | None
    visit_on: date | None
    nearest_reason: str | None
    state: ApplicationState
    flags: Sequence[ApplicationFlag]
    submitted_at: datetime | None
    received_on: date | None
    receipt_proof: ReceiptProof
    incomplete_reason: str | None
    accepted_on: date | None
    accepted_by: AcceptedBy | None
    start_on: date | None
    hours_per_week: int | None
    first_day_on: date | None
    delay_cause: DelayCause | None
    closed_on: date | None
    close_reason: str | None
    owner: OwnerOut | None
    clocks: Sequence[ClockOut]
    steps: Sequence[ProgressOut]
    answer: Annotated[DecisionOut | None, Field(description="The school's answer as it is now.")]
    decisions: Annotated[Sequence[DecisionOut], Field(description="Every answer, the oldest first.")]
    letters: Sequence[LetterRowOut]
    facts: Sequence[FactOut]
    siblings: Sequence[SiblingOut]
    incomplete: Annotated[Sequence[str], Field(description="What is good to have and missing (PL-601).")]
    warnings: Annotated[Sequence[str], Field(description="Guidance checks as codes; they never block (PL-512).")]
    allowed_actions: Sequence[AllowedActionOut]


class ApplicationRowOut(OutModel):
    """An application in a list."""

    id: UUID
    version: int
    reference: str
    case_id: UUID
    child: ChildLabelOut
    school: SchoolLabelOut
    state: ApplicationState
    flags: Sequence[ApplicationFlag]
    received_on: date | None
    due_on: Annotated[date | None, Field(description="When the answer is due: the target, or the limit once past.")]
    force: Force | None
    school_days_past: Annotated[int | None, Field(description="Past `due_on`; 0 when it is not past.")]
    owner: OwnerOut | None
    allowed_actions: Sequence[AllowedActionOut]
