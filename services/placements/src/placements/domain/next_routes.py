"""Which road of the law is open after an adverse answer (section 6, rows 7 to 13, and PL-502)."""

from dataclasses import dataclass
from typing import Final

from placements.domain.care import Cohort
from placements.domain.legal_rules import RuleKey
from placements.domain.routes import NextRoute
from placements.domain.school import AdmissionAuthorityType, School, SchoolKind

RULES_ASKED: Final = (RuleKey.ACADEMIES_DIRECTED,)
"""The dated rules a finding rests on; their versions are kept with it (PL-501)."""
CALLS_FOR_SIGNATURE: Final = frozenset(
    {NextRoute.OWN_AUTHORITY_ADMIT, NextRoute.DIRECTION_97A, NextRoute.DIRECTION_96, NextRoute.SOS_REQUEST}
)
"""What a virtual school head recommends and somebody else signs (T12a)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextFacts:
    """`own_authority`: the authority that looks after the child decides on admissions itself. `academies_directed`:
    the dated rule `cwsa_s62` is in force. The last two are asked of a previously looked-after child only."""

    cohort: Cohort | None
    kind: SchoolKind
    own_authority: bool
    academies_directed: bool
    excluded_here: bool = False
    fair_access_tried: bool = False
    every_suitable_refused: bool = False


def is_own_authority(school: School, authority: str) -> bool:
    """A community or controlled school of the authority: it is its own admission authority (PL-106)."""
    return school.admission_authority_type is AdmissionAuthorityType.AUTHORITY and school.authority == authority


def next_route(facts: NextFacts) -> NextRoute:
    """First match wins (PL-501); for a previously looked-after child fair access comes first while it has not been
    tried (PL-502). Nobody is directed to a school that excluded the child for good (row 13)."""
    if facts.excluded_here or facts.cohort is None:
        return NextRoute.NONE
    if facts.cohort is Cohort.LAC:
        return _of_looked_after(facts)
    if facts.kind not in {SchoolKind.MAINTAINED, SchoolKind.ACADEMY}:
        return NextRoute.NONE
    return _of_previously_looked_after(facts) if facts.fair_access_tried else NextRoute.FAP


def routes_to_choose(facts: NextFacts) -> frozenset[NextRoute]:
    """What the virtual school head may recommend: for a previously looked-after child also before fair access has
    been tried, and with the list of schools that the recommendation brings (PL-502)."""
    if facts.cohort is Cohort.LAC or facts.cohort is None or facts.excluded_here:
        return frozenset({next_route(facts)}) & CALLS_FOR_SIGNATURE
    if facts.kind is SchoolKind.ACADEMY:
        return frozenset({NextRoute.DIRECTION_96 if facts.academies_directed else NextRoute.SOS_REQUEST})
    if facts.kind is SchoolKind.MAINTAINED and not facts.own_authority:
        return frozenset({NextRoute.DIRECTION_96})
    return frozenset()


def _of_looked_after(facts: NextFacts) -> NextRoute:
    if facts.own_authority:
        return NextRoute.OWN_AUTHORITY_ADMIT
    if facts.kind is SchoolKind.MAINTAINED:
        return NextRoute.DIRECTION_97A
    if facts.kind is SchoolKind.ACADEMY:
        return NextRoute.DIRECTION_97A if facts.academies_directed else NextRoute.SOS_REQUEST
    return NextRoute.NONE


def _of_previously_looked_after(facts: NextFacts) -> NextRoute:
    if facts.kind is SchoolKind.ACADEMY:
        return NextRoute.DIRECTION_96 if facts.academies_directed else NextRoute.SOS_REQUEST
    directable = not facts.own_authority and facts.every_suitable_refused
    return NextRoute.DIRECTION_96 if directable else NextRoute.NONE
