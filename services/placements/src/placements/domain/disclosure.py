"""How much of a child a school signed in may know, stage by stage of its request (PL-205, mask `disclosure_set`)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from placements.domain.application_states import PLACE_FOUND, ApplicationFlag, ApplicationState
from placements.domain.care import CareStatus, Cohort
from placements.domain.child import Child

_NAMED: Final = PLACE_FOUND | {ApplicationState.ON_ROLL}
_NUMBERED: Final = frozenset({ApplicationState.START_AGREED, ApplicationState.ON_ROLL})
SHOWN_FLAGS: Final = frozenset(
    {
        ApplicationFlag.INFO_REQUESTED,
        ApplicationFlag.OVERDUE,
        ApplicationFlag.EVIDENCE_MISSING,
        ApplicationFlag.LIMIT_MOVED,
        ApplicationFlag.DIRECTED_NOT_ADMITTED,
        ApplicationFlag.NAMED_NOT_ADMITTED,
    }
)
"""Flags about the school's own part; the others would tell of care, other schools or the authority's next step."""
SHOWN_CLOCKS: Final = frozenset(
    {
        "inyear_target",
        "inyear_limit",
        "ack_expected",
        "aa_tells_la",
        "conditional_lift",
        "challenge_reply",
        "s97a_consult_reply",
        "start_after_direction",
        "start_after_naming",
        "ehcp_consult",
        "roll_notice",
    }
)
"""Clocks that ask something of the school."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosed:
    """The child as the school may name one. An offer that came to nothing takes names and numbers back."""

    forename: str | None
    surname: str | None
    date_of_birth: date | None
    upn: str | None

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.forename, self.surname) if part)


def disclosed(child: Child, state: ApplicationState) -> Disclosed:
    """The forename; from an offer also surname and date of birth; from an agreed start also the UPN."""
    named, numbered = state in _NAMED, state in _NUMBERED
    return Disclosed(
        forename=child.preferred_name or child.first_name,
        surname=child.surname if named else None,
        date_of_birth=child.date_of_birth if named else None,
        upn=child.upn if numbered else None,
    )


def care_told(cohort: Cohort | None) -> CareStatus | None:
    """Looked after or previously: nothing else of a legal status, nor by which order it ended (SE-44)."""
    if cohort is None:
        return None
    return CareStatus.LOOKED_AFTER if cohort is Cohort.LAC else CareStatus.PREVIOUSLY_LOOKED_AFTER
