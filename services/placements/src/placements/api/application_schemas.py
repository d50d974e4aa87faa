"""What applications look like on the wire (PL-1120)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from kit.web.fields import OutModel
from placements.api.answer_schemas import (
    AlternativeOut,
    AppealOut,
    AttachmentOut,
    ChallengeOut,
    CorrectionOut,
    DecisionOut,
    QuestionOut,
)
from placements.api.direction_view_schemas import DirectionOut, RecommendationOut
from placements.api.plan_schemas import PlanConsultationOut
from placements.api.shared_schemas import AllowedActionOut, ChildLabelOut, ClockOut, OwnerOut, SchoolLabelOut
from placements.domain.application import AcceptedBy, DelayCause, ReceiptProof, StartKind
from placements.domain.application_states import ApplicationFlag, ApplicationState
from placements.domain.clock_units import Force
from placements.domain.conditions import AnswerStanding
from placements.domain.progress import ProgressKey, ProgressStatus
from placements.domain.routes import Route, Stream


class RequestedStartOut(OutModel):
    """When the child should start."""

    kind: StartKind
    on: date | None


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


class PriorityOut(OutModel):
    """The place of the child among the oversubscription criteria, and where that stands."""

    criterion: str
    reference: Sequence[str]


class ApplicationOut(OutModel):
    """One request for a place at one school, as staff of the authority see it."""

    seen_by: Literal["authority"]
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
    alternatives: Sequence[AlternativeOut]
    strengths: str | None
    interests: str | None
    what_helps: str | None
    child_view: str | None
    carer_view: str | None
    visit_on: date | None
    nearest_reason: str | None
    distance_km: float | None
    inspection_note: str | None
    attachments: Sequence[AttachmentOut]
    external_ref: str | None
    continues_id: UUID | None
    continued_in_id: UUID | None
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
    review_on: Annotated[date | None, Field(description="When accepted conditions are looked at again.")]
    first_day_on: date | None
    delay_cause: DelayCause | None
    closed_on: date | None
    close_reason: str | None
    owner: OwnerOut | None
    clocks: Sequence[ClockOut]
    steps: Sequence[ProgressOut]
    answer: Annotated[DecisionOut | None, Field(description="The school's answer as it is now.")]
    answer_counts_as: Annotated[
        AnswerStanding, Field(description="An answer with conditions is pending for 5 school days.")
    ]
    decisions: Annotated[Sequence[DecisionOut], Field(description="Every answer, the oldest first.")]
    questions: Sequence[QuestionOut]
    challenges: Sequence[ChallengeOut]
    appeals: Sequence[AppealOut]
    corrections: Sequence[CorrectionOut]
    recommendation: RecommendationOut | None
    direction: Annotated[DirectionOut | None, Field(description="The latest process.")]
    plan: PlanConsultationOut | None
    letters: Sequence[LetterRowOut]
    facts: Sequence[FactOut]
    siblings: Sequence[SiblingOut]
    priority: Annotated[PriorityOut | None, Field(description="In the normal round: before the waiting list (PL-503).")]
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
