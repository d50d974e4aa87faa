"""The bodies of the steps towards a direction."""

from typing import Annotated

from pydantic import Field

from kit.web.fields import Id, InModel, IsoDate, Line, Lines, Urn
from placements.domain.correspondence import RecipientRole, ServiceMethod
from placements.domain.direction_states import DeterminationOutcome, SecretaryOfStateOutcome
from placements.domain.recommendation import EvidenceTick, TurnedAwayBy
from placements.domain.routes import NextRoute

Proof = Annotated[Line, Field(min_length=1, max_length=200, description="What proves the delivery, and where it is.")]
Method = Annotated[ServiceMethod, Field(strict=False)]
Letter = Annotated[Line, Field(min_length=1, max_length=200, description="The letter by date or number.")]
Long = Annotated[Lines, Field(max_length=2000)]


class SuitableSchoolIn(InModel):
    """A suitable school in reasonable distance that turned the child away (PL-808)."""

    school_urn: Urn
    by: Annotated[TurnedAwayBy, Field(strict=False)]
    on: IsoDate


class RecommendationIn(InModel):
    """What the virtual school head recommends, and on what."""

    reason: Annotated[Long, Field(description="20 characters or more.")]
    evidence: Annotated[
        list[Annotated[EvidenceTick, Field(strict=False)]],
        Field(min_length=1, max_length=9, description="What you have seen."),
    ]
    route: Annotated[NextRoute, Field(strict=False)] | None = Field(
        default=None, description="Only to choose another road than `next_route` (PL-502)."
    )
    suitable_schools: Annotated[list[SuitableSchoolIn], Field(max_length=30)] = Field(
        default_factory=list, description="Wanted for a direction under section 96: every one, this school among them."
    )


class RecommendationReturnIn(InModel):
    """What the signatory asks before signing."""

    question: Annotated[Lines, Field(min_length=1, max_length=1000)]


class ConsultationIn(InModel):
    """How the consultation reached the admission authority."""

    served_on: IsoDate
    method: Method = ServiceMethod.POST
    proof: Proof | None = Field(default=None, description="Without proof 409 `proof_missing`.")
    sent_on: IsoDate | None = Field(
        default=None, description="The day of service if not given; it decides under which rule the process runs."
    )
    parent_consulted_on: IsoDate | None = Field(default=None, description="Wanted under section 96.")


class ConsultationReplyIn(InModel):
    """What the admission authority replied."""

    willing: Annotated[bool, Field(strict=True)]
    replied_on: IsoDate | None = Field(default=None, description="Today if not given.")
    representations: Long | None = None


class NoticeRecipientIn(InModel):
    """One delivery of the notice. One body with two roles is one row with both (PL-814)."""

    roles: Annotated[list[Annotated[RecipientRole, Field(strict=False)]], Field(min_length=1, max_length=4)]
    name: Annotated[Line, Field(min_length=1, max_length=100)]
    address: Annotated[list[Annotated[Line, Field(max_length=100)]], Field(max_length=8)] = Field(default_factory=list)
    contact_id: Id | None = Field(default=None, description="Wanted for service by e-mail.")
    method: Method = ServiceMethod.POST
    served_on: IsoDate | None = None
    proof: Proof | None = None


class NoticeIn(InModel):
    """Everybody who got the notice."""

    recipients: Annotated[list[NoticeRecipientIn], Field(min_length=1, max_length=8)]


class ReferralIn(InModel):
    """A reference to the Schools Adjudicator."""

    referred_on: IsoDate
    osa_ref: Letter


class DirectionIn(InModel):
    """The signed direction."""

    signed_on: IsoDate
    served_on: IsoDate | None = Field(default=None, description="The day of signing if not given.")
    adjudicator_checked: Annotated[
        bool, Field(strict=True, description="The adjudicator's office was asked and knows of no reference.")
    ] = False


class DeterminationIn(InModel):
    """What the Schools Adjudicator decided."""

    outcome: Annotated[DeterminationOutcome, Field(strict=False)]
    determined_on: IsoDate
    osa_letter: Letter
    named_school_urn: Urn | None = Field(default=None, description="Another school, with `not_upheld` only.")
    authority_agrees: Annotated[bool, Field(strict=True)] | None = Field(
        default=None, description="Wanted with another school; the signatory says so."
    )


class SecretaryOfStateRequestIn(InModel):
    """When the request left."""

    sent_on: IsoDate | None = Field(default=None, description="Today if not given.")


class SecretaryOfStateLogIn(InModel):
    """Letters that came since; what is not given stays as it is."""

    dfe_wrote_on: IsoDate | None = Field(default=None, description="The academy has 7 days from then.")
    academy_replied_on: IsoDate | None = None
    academy_reply: Long | None = None
    osa_advised_on: IsoDate | None = None


class SecretaryOfStateOutcomeIn(InModel):
    """What the Secretary of State decided."""

    outcome: Annotated[SecretaryOfStateOutcome, Field(strict=False)]
    decided_on: IsoDate
    dfe_letter: Letter


class OwnNoticeIn(InModel):
    """Notice to the governing body of the authority's own school."""

    served_on: IsoDate
    method: Method = ServiceMethod.POST
    proof: Proof | None = Field(default=None, description="Without proof 409 `proof_missing`.")


class OwnAdmissionIn(InModel):
    """A place at the authority's own school, full time."""

    start_on: IsoDate
    hours_per_week: Annotated[int, Field(strict=True, ge=1, le=40)] | None = Field(
        default=None, description="Full time if not given."
    )
    reason: Annotated[Lines, Field(max_length=500)] | None = Field(
        default=None, description="Wanted when the start is over 10 school days away."
    )


class FairAccessReferralIn(InModel):
    """The panel took the referral."""

    accepted_on: IsoDate


class FairAccessAllocationIn(InModel):
    """The place the panel found."""

    school_urn: Urn
    allocated_on: IsoDate | None = Field(default=None, description="Today if not given.")
