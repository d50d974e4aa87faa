"""What a direction process looks like on the wire (section 11)."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from kit.web.fields import OutModel
from placements.domain.correspondence import RecipientRole, ServiceMethod
from placements.domain.direction_states import (
    DeterminationOutcome,
    ProcessOutcome,
    ProcessType,
    SecretaryOfStateOutcome,
)
from placements.domain.recommendation import EvidenceTick, TurnedAwayBy
from placements.domain.routes import NextRoute


class SignatureOut(OutModel):
    """Who signed, by role. `same_person`: who recommended it signed it, as the authority's setting allows."""

    role: str
    same_person: bool


class SuitableSchoolOut(OutModel):
    """A suitable school that turned the child away."""

    school_urn: int
    by: TurnedAwayBy
    on: date


class RecommendationOut(OutModel):
    """The latest recommendation of the virtual school head."""

    id: UUID
    route: NextRoute
    reason: str
    evidence: Sequence[EvidenceTick]
    suitable_schools: Sequence[SuitableSchoolOut]
    recommended_on: date
    question: Annotated[str | None, Field(description="Why it was sent back.")]
    returned_on: date | None
    used_on: Annotated[date | None, Field(description="When it was signed.")]


class ProvedDeliveryOut(OutModel):
    """A proved delivery."""

    method: ServiceMethod
    served_on: date
    proof: str


class ConsultationOut(OutModel):
    """The consultation of the admission authority."""

    served: ProvedDeliveryOut
    due_on: date
    signature: SignatureOut
    parent_consulted_on: date | None
    replied_on: date | None
    willing: bool | None
    representations: str | None


class NoticeRecipientOut(OutModel):
    """One body that got the notice, with every role it holds."""

    roles: Sequence[RecipientRole]
    name: str
    contact_id: UUID | None
    served: ProvedDeliveryOut | None


class NoticeOut(OutModel):
    """The notice: `served_on` is the latest delivery."""

    served_on: date
    referral_until: date
    earliest_direction_on: date
    recipients: Sequence[NoticeRecipientOut]
    signature: SignatureOut


class ReferralOut(OutModel):
    """A reference to the adjudicator."""

    referred_on: date
    late: bool
    osa_ref: str


class DeterminationOut(OutModel):
    """What the adjudicator decided."""

    outcome: DeterminationOutcome
    on: date
    osa_letter: str
    named_school_urn: int | None
    authority_agrees: bool | None


class SecretaryOfStateOut(OutModel):
    """The request to the Secretary of State."""

    sent_on: date
    signature: SignatureOut
    bundle_id: UUID | None
    dfe_wrote_on: date | None
    academy_due_on: date | None
    academy_replied_on: date | None
    academy_reply: str | None
    osa_advised_on: date | None
    outcome: SecretaryOfStateOutcome | None
    on: date | None
    letter: str | None


class OwnNoticeOut(OutModel):
    """Notice to the governing body of the authority's own school."""

    served: ProvedDeliveryOut
    referral_until: date
    earliest_on: date
    signature: SignatureOut


class SignedDirectionOut(OutModel):
    """The direction itself."""

    signed_on: date
    served_on: date
    signature: SignatureOut


class DirectionOut(OutModel):
    """The latest process; it runs while `outcome` is null."""

    id: UUID
    type: ProcessType
    rule_versions: Annotated[dict[str, int], Field(description="Of the day it began: it ends under the same rules.")]
    started_on: date
    consultation: ConsultationOut | None
    notice: NoticeOut | None
    referral: ReferralOut | None
    determination: DeterminationOut | None
    secretary_of_state: SecretaryOfStateOut | None
    own_notice: OwnNoticeOut | None
    direction: SignedDirectionOut | None
    outcome: ProcessOutcome | None
    closed_on: date | None
