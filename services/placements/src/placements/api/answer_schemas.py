"""Answers of schools on the wire, and what stands around them."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from kit.web.fields import OutModel
from placements.domain.appeals import AppealOutcome
from placements.domain.attachments import AttachmentKind
from placements.domain.corrections import CorrectedField
from placements.domain.decisions import (
    AppealInformation,
    Channel,
    EvidenceGiven,
    Outcome,
    OverturnedBy,
    ReceivedThrough,
)
from placements.domain.refusal_codes import Ground


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


class AttachmentOut(OutModel):
    """A paper the request refers to."""

    key: str
    title: str
    kind: AttachmentKind
    dated_on: date | None
    held_at: str | None
    sha256: str | None
    signed: bool


class AlternativeOut(OutModel):
    """Another school that was thought of, and why not."""

    school_urn: int
    why_not: str


class QuestionOut(OutModel):
    """What the school asked, and what was answered."""

    id: UUID
    questions: Sequence[str]
    asked_on: date
    answer: str | None
    answered_on: date | None


class ChallengeOut(OutModel):
    """A challenge to an answer, and what the school said to it."""

    id: UUID
    letter_key: str | None
    letter_id: UUID | None
    reasons: Sequence[ReasonOut]
    sent_on: date
    reply_due_on: date | None
    replied_on: date | None
    kept: Annotated[bool | None, Field(description="Whether the school stayed with its answer.")]
    reply: str | None


class AppealOut(OutModel):
    """An appeal: shown, and holding nothing up."""

    id: UUID
    lodged_on: date
    heard_on: date | None
    outcome: AppealOutcome | None


class CorrectionOut(OutModel):
    """What was put right, and what had been written down."""

    id: UUID
    field: CorrectedField
    before: str
    after: str
    reason: str
    proof: str
    corrected_on: date
