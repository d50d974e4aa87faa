"""Which road of the law a request for a place takes (section 6, rows 1 to 6)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from placements.domain.care import Cohort
from placements.domain.school import School, SchoolKind
from placements.domain.year_group import NURSERY, RECEPTION, SCHOOL_AGE


class Route(StrEnum):
    EHCP_NAMING = "ehcp_naming"
    NORMAL_ROUND = "normal_round"
    IN_YEAR_LAC = "in_year_lac"
    IN_YEAR_PLAC = "in_year_plac"
    COMMISSIONED = "commissioned"
    POST16 = "post16"


class NextRoute(StrEnum):
    """Rows 7 to 13: the road after an adverse answer."""

    OWN_AUTHORITY_ADMIT = "own_authority_admit"
    DIRECTION_97A = "direction_97a"
    SOS_REQUEST = "sos_request"
    DIRECTION_96 = "direction_96"
    FAP = "fap"
    NONE = "none"


class Stream(StrEnum):
    IN_YEAR = "in_year"
    PHASE_ROUND = "phase_round"
    EHCP_CONSULTATION = "ehcp_consultation"
    MANAGED_MOVE = "managed_move"
    FAIR_ACCESS = "fair_access"
    OTHER = "other"


IN_YEAR: Final = frozenset({Route.IN_YEAR_LAC, Route.IN_YEAR_PLAC})
"""Only these run the 10 and 15 school day clocks (PL-503)."""

STREAMS: Final = {
    Route.EHCP_NAMING: Stream.EHCP_CONSULTATION,
    Route.NORMAL_ROUND: Stream.PHASE_ROUND,
    Route.IN_YEAR_LAC: Stream.IN_YEAR,
    Route.IN_YEAR_PLAC: Stream.IN_YEAR,
    Route.COMMISSIONED: Stream.OTHER,
    Route.POST16: Stream.OTHER,
}
_ASKED_BY_THE_CODE: Final = frozenset({SchoolKind.MAINTAINED, SchoolKind.ACADEMY})
_AGE_IN_RECEPTION: Final = 4


@dataclass(frozen=True, slots=True)
class RouteFacts:
    """What the selector looks at. `before_first_term`: received before the admission year's first term."""

    final_plan: bool
    cohort: Cohort | None
    kind: SchoolKind
    year_group: str
    normal_year_of_entry: bool
    before_first_term: bool


def select_route(facts: RouteFacts) -> Route:
    """First match wins (PL-501). What is no request under the Code is arranged by the authority (decision)."""
    if facts.final_plan:
        return Route.EHCP_NAMING
    if facts.normal_year_of_entry and facts.before_first_term:
        return Route.NORMAL_ROUND
    if facts.year_group not in SCHOOL_AGE and facts.year_group != NURSERY:
        return Route.POST16
    if facts.kind in _ASKED_BY_THE_CODE and facts.year_group in SCHOOL_AGE:
        return Route.IN_YEAR_LAC if facts.cohort is Cohort.LAC else Route.IN_YEAR_PLAC
    return Route.COMMISSIONED


def year_of_entry(school: School) -> str | None:
    """The year group in which a school normally takes children: the age range begins at the start of it."""
    if school.low_age is None:
        return None
    number = school.low_age - _AGE_IN_RECEPTION
    return RECEPTION if number <= 0 else str(number)
