"""The bodies of what follows an answer: questions, conditions, challenges, endings, corrections."""

from typing import Annotated, Any

from pydantic import Field

from kit.web.fields import Id, InModel, IsoDate, Lines, Urn
from placements.actions.withdraw_offer import WithdrawalBasis
from placements.api.step_schemas import Code, Hours, LoggedAnswerIn, Reason, Reference
from placements.api.told_fields import AddressCheckIn
from placements.domain.appeals import AppealOutcome
from placements.domain.application import DeclineReason, DelayCause, ReceiptProof, SupersessionReason
from placements.domain.corrections import CorrectedField
from placements.domain.questions import MOST_QUESTIONS

Long = Annotated[Lines, Field(max_length=2000)]
Because = Annotated[Lines, Field(min_length=20, max_length=500)]


class ReopeningIn(InModel):
    """Nothing is asked."""


class AcknowledgementIn(InModel):
    """Nothing is asked: no clock moves (T4)."""


class QuestionIn(InModel):
    """What the school wants to know before it decides; its own time runs on."""

    questions: Annotated[
        list[Annotated[Lines, Field(min_length=1, max_length=500)]], Field(min_length=1, max_length=MOST_QUESTIONS)
    ]


class QuestionAnswerIn(InModel):
    """What the authority answers to everything that is open."""

    answer: Annotated[Lines, Field(min_length=1, max_length=2000)]
    address_check: AddressCheckIn | None = None


class ConditionalOfferIn(LoggedAnswerIn):
    """A place with conditions, which the Code does not allow for a looked-after child."""

    conditions: Annotated[list[Code], Field(max_length=7)]
    start_on: IsoDate | None = None
    hours_per_week: Hours | None = Field(default=None, description="Full time if not given.")
    narrative: Long | None = Field(default=None, description="With `OTHER` 20 characters or more.")


class ChallengeIn(InModel):
    """The letter that fits the reasons goes out unless another that answers one of them is named."""

    letter_key: Annotated[str, Field(strict=True, pattern=r"^C[1-8]$")] | None = Field(
        default=None, description="Where no reason has a letter: `C1`, or none."
    )
    additional_text: Long | None = None


class OfferWithdrawalIn(LoggedAnswerIn):
    """The school takes its offer back."""

    basis: Annotated[WithdrawalBasis, Field(strict=False)]
    proof: Reference | None = Field(default=None, description="Wanted when error or false information is claimed.")
    narrative: Long | None = None


class ChallengeReplyIn(InModel):
    """The school stays with its answer."""

    replied_on: IsoDate | None = Field(default=None, description="Today if not given.")
    reply: Annotated[Lines, Field(min_length=1, max_length=2000)]


class DeclinationIn(InModel):
    """Why the place is not taken."""

    reason: Annotated[DeclineReason, Field(strict=False)]
    note: Reason | None = Field(default=None, description="Wanted with `other`.")
    preferred_school_urn: Urn | None = None


class StartFailureIn(InModel):
    """Why the child did not start, and on whose side it lay."""

    cause: Annotated[DelayCause, Field(strict=False)]
    reason: Annotated[Lines, Field(min_length=1, max_length=500)]


class SupersessionIn(InModel):
    """Which application takes the place of this one."""

    reason: Annotated[SupersessionReason, Field(strict=False)]
    replacement_id: Id | None = None


class DuplicateIn(InModel):
    """The application for the same child and school that goes on."""

    kept_id: Id


class AppealIn(InModel):
    """What is known of an appeal; told again, it grows."""

    lodged_on: IsoDate
    heard_on: IsoDate | None = None
    outcome: Annotated[AppealOutcome, Field(strict=False)] | None = None


class AnnotationIn(InModel):
    """A note to the school's own answer."""

    text: Annotated[Lines, Field(min_length=1, max_length=1000)]
    decision_id: Id | None = Field(default=None, description="The last answer if not given.")


class CorrectionIn(InModel):
    """One field and what it should say."""

    field: Annotated[CorrectedField, Field(strict=False)]
    received_on: IsoDate | None = None
    receipt_proof: Annotated[ReceiptProof, Field(strict=False)] | None = None
    decided_on: IsoDate | None = None
    codes: Annotated[list[Code], Field(min_length=1, max_length=3)] | None = None
    served_on: IsoDate | None = None
    signed_on: IsoDate | None = None
    start_on: IsoDate | None = None
    decision_id: Id | None = Field(default=None, description="For `decided_on` and `codes`; the last if not given.")
    reason: Because
    proof: Annotated[Lines, Field(min_length=1, max_length=300)]

    def value(self) -> Any:
        """What the field should say; None where it is missing."""
        return getattr(self, self.field.value)

    def others(self) -> list[str]:
        """Fields that are told and not asked for: one at a time."""
        told = (field.value for field in CorrectedField if field is not self.field)
        return [name for name in told if getattr(self, name) is not None]
