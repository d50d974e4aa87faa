"""What the codes of the feeds mean here: groups of refusal reasons, routes of an overturned answer (AC-35, AC-36)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class ReasonGroup(StrEnum):
    FULL = "full"
    BEHAVIOUR = "behaviour"
    NEEDS = "needs"
    NONE_GIVEN = "none_given"
    OTHER = "other"


NOT_ELIGIBLE: Final = "NOT_ELIGIBLE"
"""Wrong sex, age range or year not open: the authority's mistake, out of P1 to P3 and counted beside (AC-35)."""

_GROUPS: Final[Mapping[str, ReasonGroup]] = {
    **dict.fromkeys(("FULL_YEAR_GROUP", "PREJUDICE_OTHER", "CAPPED_BELOW_PAN", "INFANT_CLASS_30"), ReasonGroup.FULL),
    **dict.fromkeys(
        ("BEHAVIOUR", "PREV_SUSPENSIONS_ATTENDANCE", "TWICE_EXCLUDED", "PEX_FROM_HERE", "SAFEGUARDING_PEER"),
        ReasonGroup.BEHAVIOUR,
    ),
    **dict.fromkeys(("CANNOT_MEET_NEED", "EHCP_CANNOT_MEET", "SEN_ASSESSMENT_FIRST"), ReasonGroup.NEEDS),
    **dict.fromkeys(("NO_REASON", "NO_RESPONSE"), ReasonGroup.NONE_GIVEN),
}

OVERTURN_ROUTES: Final[Mapping[str, str]] = {
    "reconsidered": "school_reconsidered",
    "challenge": "school_reconsidered",
    "consult": "la_direction",
    "notice": "la_direction",
    "directed": "la_direction",
    "own_authority": "own_authority",
    "sos": "sos_direction",
    "osa": "adjudicator",
    "fair_access": "fair_access",
}

REASON_WORDS: Final[Mapping[str, str]] = {
    "FULL_YEAR_GROUP": "year group full",
    "PREJUDICE_OTHER": "other prejudice to education or resources",
    "CAPPED_BELOW_PAN": "own cap below the admission number",
    "INFANT_CLASS_30": "infant class limit",
    "BEHAVIOUR": "expected behaviour",
    "PREV_SUSPENSIONS_ATTENDANCE": "past suspensions or attendance",
    "CANNOT_MEET_NEED": "cannot meet need",
    "EHCP_CANNOT_MEET": "cannot meet the plan's needs",
    "SEN_ASSESSMENT_FIRST": "wants an assessment first",
    "AWAITING_INFO": "waits for information",
    "AWAITING_FUNDING": "waits for funding",
    "REFER_FAP": "refers to fair access",
    "MANAGED_MOVE_ONLY": "managed move or trial only",
    "PART_TIME_ONLY": "part time only",
    "DELAYED_START": "late start",
    "KS4_OPTIONS": "exam courses not available",
    "EAL_OR_AGE": "language, age or arrival",
    "OUT_OF_AREA": "out of area",
    "SHORT_PLACEMENT": "placement may be short",
    "LAC_QUOTA": "enough children in care",
    "FAITH": "faith",
    "SAFEGUARDING_PEER": "risk to or from a named child",
    "TWICE_EXCLUDED": "permanently excluded twice",
    "PEX_FROM_HERE": "permanently excluded from here",
    "SELECTIVE_STANDARD": "selective standard not met",
    "NOT_ELIGIBLE": "not eligible",
    "OFFER_WITHDRAWN": "offer withdrawn",
    "NO_REASON": "no reason given",
    "NO_RESPONSE": "no answer in time",
    "OTHER": "other reason",
}


def reason_group(code: str | None) -> ReasonGroup:
    """The first code of a refusal decides; a refusal without any gave no reason."""
    return _GROUPS.get(code, ReasonGroup.OTHER) if code else ReasonGroup.NONE_GIVEN


def reason_words(code: str) -> str:
    """Words for a code in a sentence; an unknown one speaks for itself."""
    return REASON_WORDS.get(code, code.replace("_", " ").lower())
