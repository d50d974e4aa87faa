"""Why a step towards a direction is not open although the table has it (section 23): each with its code."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from placements.domain.errors import GuardFailed


class DirectionBlocked(GuardFailed):
    """Something that has to be there first."""

    code: ClassVar[str]
    says: ClassVar[str]

    def __init__(self) -> None:
        super().__init__(self.code)

    @property
    def open_from(self) -> date | None:
        """The day from which the step is open, where waiting is all it needs."""
        return None


class OpenLater(DirectionBlocked):
    """Time is all it needs; `from_on` is None where the day is not known yet."""

    def __init__(self, from_on: date | None = None) -> None:
        super().__init__()
        self.from_on = from_on

    @property
    def open_from(self) -> date | None:
        return self.from_on


class NotForLac(DirectionBlocked):
    """PL-812: fair access is never for a looked-after child."""

    code = "not_for_lac"
    says = "Fair access is not for a looked-after child."


class ChildNotLookedAfter(DirectionBlocked):
    """PL-704: this power is for a child in care, or one who was."""

    code = "not_looked_after"
    says = "The child is not looked after."


class RuleNotInForce(DirectionBlocked):
    """PL-107."""

    code = "rule_s62_not_in_force"
    says = "The power to direct academies is not in force."


class UseDirection(DirectionBlocked):
    """The authority has the power to direct: nobody else is asked."""

    code = "use_direction"
    says = "The authority directs this school itself."


class OwnAuthoritySchool(DirectionBlocked):
    """PL-809: the authority decides to admit, there is nothing to direct."""

    code = "own_authority_school"
    says = "The authority decides on admissions to this school itself."


class SchoolNotDirectable(DirectionBlocked):
    """PL-306, PL-808."""

    code = "school_not_directable"
    says = "This school cannot be directed to admit the child."


class ExcludedFromSchool(DirectionBlocked):
    """Nobody is directed to a school that excluded the child for good."""

    code = "excluded_from_school"
    says = "The child was permanently excluded from this school."


class RecommendationRequired(DirectionBlocked):
    """T12a."""

    code = "recommendation_required"
    says = "The virtual school head has to recommend this first."


class ConsultationOpen(OpenLater):
    """T14."""

    code = "consultation_open"
    says = "The consultation is still open."


class RecipientsIncomplete(DirectionBlocked):
    """PL-814."""

    code = "recipients_incomplete"
    says = "Somebody who has to get the notice is missing."


class ProofMissing(DirectionBlocked):
    """The day of service is that of proved delivery."""

    code = "proof_missing"
    says = "The proof of delivery is missing."


class DirectionTooEarly(OpenLater):
    """PL-806 to PL-808."""

    code = "direction_too_early"
    says = "The time for a reference is not over."


class ReferralPending(DirectionBlocked):
    """T16, T17."""

    code = "referral_pending"
    says = "The adjudicator has not upheld the direction."


class AdjudicatorNotChecked(DirectionBlocked):
    """T16: whether a reference was made is asked before the direction is signed."""

    code = "adjudicator_not_checked"
    says = "Ask the adjudicator's office first whether there is a reference."


class NoticePeriodRunning(OpenLater):
    """PL-809."""

    code = "notice_period_running"
    says = "The governing body may still refer the matter."


class BundleIncomplete(DirectionBlocked):
    """PL-908."""

    code = "bundle_incomplete"
    says = "Sections of the bundle are neither filled nor marked."

    def __init__(self, sections: Iterable[int] = ()) -> None:
        super().__init__()
        self.sections = tuple(sections)


EVERY_BLOCK: tuple[type[DirectionBlocked], ...] = (
    NotForLac,
    ChildNotLookedAfter,
    RuleNotInForce,
    UseDirection,
    OwnAuthoritySchool,
    SchoolNotDirectable,
    ExcludedFromSchool,
    RecommendationRequired,
    ConsultationOpen,
    RecipientsIncomplete,
    ProofMissing,
    DirectionTooEarly,
    ReferralPending,
    AdjudicatorNotChecked,
    NoticePeriodRunning,
    BundleIncomplete,
)
