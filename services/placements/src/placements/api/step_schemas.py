"""The bodies of the steps of an application."""

from typing import Annotated

from pydantic import Field

from kit.web.fields import InModel, IsoDate, Line, Lines
from placements.domain.application import AcceptedBy, DelayCause, ReceiptProof, WithdrawalReason
from placements.domain.decisions import AppealInformation, EvidenceGiven, ReceivedThrough

Code = Annotated[str, Field(strict=True, pattern=r"^[A-Z][A-Z0-9_]{1,39}$")]
Hours = Annotated[int, Field(strict=True, ge=1, le=40)]
Reason = Annotated[Lines, Field(max_length=500)]
Reference = Annotated[Line, Field(max_length=200)]


class ReadinessIn(InModel):
    """Nothing is asked: what the request needs is held already."""


class SubmissionIn(InModel):
    """How the request reached the school."""

    received_on: IsoDate | None = Field(default=None, description="Today if not given; earlier needs proof.")
    receipt_proof: Annotated[ReceiptProof, Field(strict=False)] = ReceiptProof.NOT_PROVED
    incomplete_reason: Reason | None = Field(
        default=None, description="Wanted while `incomplete` is not empty: why it goes out now, 20 characters or more."
    )


class LoggedAnswerIn(InModel):
    """How an answer that staff write down came."""

    decided_on: IsoDate | None = Field(default=None, description="Today if not given.")
    received_through: Annotated[ReceivedThrough, Field(strict=False)] = ReceivedThrough.EMAIL
    answer_reference: Reference | None = Field(
        default=None, description="Letter, mail or call; wanted when staff log a school's answer (PL-703)."
    )


class OfferIn(LoggedAnswerIn):
    """A place, full time and without conditions."""

    start_on: IsoDate
    hours_per_week: Hours | None = Field(default=None, description="Full time if not given.")
    reason: Reason | None = Field(default=None, description="Wanted when the start is over 10 school days away.")


class EvidenceIn(InModel):
    """Whether something that was asked for was given."""

    key: Annotated[Line, Field(max_length=60)]
    given: Annotated[EvidenceGiven, Field(strict=False)]


class RefusalIn(LoggedAnswerIn):
    """A refusal and its grounds."""

    codes: Annotated[list[Code], Field(min_length=1, max_length=3)]
    reasons_dated_on: IsoDate | None = Field(default=None, description="The day of the decision if not given.")
    narrative: Annotated[Lines, Field(max_length=2000)] | None = None
    evidence: list[EvidenceIn] = Field(default_factory=list, max_length=10)
    appeal_information: Annotated[AppealInformation, Field(strict=False)] = AppealInformation.NOT_STATED


class AcceptanceIn(InModel):
    """Who said yes to the offer."""

    accepted_by: Annotated[AcceptedBy, Field(strict=False)]
    reason: Reason | None = Field(
        default=None,
        description="Wanted for an offer with conditions: why it serves the child, 20 characters or more.",
    )
    review_on: IsoDate | None = Field(
        default=None, description="Wanted for an offer with conditions: within 28 days of the start."
    )


class StartIn(InModel):
    """When the child starts."""

    start_on: IsoDate
    hours_per_week: Hours | None = Field(default=None, description="Full time if not given.")
    reason: Reason | None = Field(default=None, description="Wanted when the start is over 10 school days away.")


class EnrolmentIn(InModel):
    """The first day on roll."""

    first_day_on: IsoDate
    delay_cause: Annotated[DelayCause, Field(strict=False)] | None = Field(
        default=None, description="Wanted when the first day is later than the agreed start."
    )


class WithdrawalIn(InModel):
    """Why the request is taken back."""

    reason: Annotated[WithdrawalReason, Field(strict=False)]
