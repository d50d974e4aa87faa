"""The virtual school head recommends, somebody else signs: two records by two people (T12a, T12b, PL-209)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, Self
from uuid import UUID

from placements.domain.decisions import Decision, Outcome
from placements.domain.routes import NextRoute
from placements.domain.school import School

_INFANT_CLASSES: Final = frozenset({"R", "1", "2"})


class EvidenceTick(StrEnum):
    """What the head has seen. The last three are asked where a direction under section 96 depends on them (PL-808)."""

    SCHOOL_ANSWER = "school_answer"
    RECEIPT_PROOF = "receipt_proof"
    CHALLENGE = "challenge"
    ALTERNATIVES = "alternatives"
    VIEWS = "views"
    SUPPORT_OFFERED = "support_offered"
    REASONABLE_DISTANCE = "reasonable_distance"
    SELECTIVE_STANDARD_MET = "selective_standard_met"
    INFANT_CLASS_SIZE_KEPT = "infant_class_size_kept"


class TurnedAwayBy(StrEnum):
    """How a suitable school turned a child away (PL-808)."""

    REFUSED = "refused"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class SuitableSchool:
    """A suitable school in reasonable distance that refused or excluded the child (SSFA 1998 s.96)."""

    school_urn: int
    by: TurnedAwayBy
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    id: UUID
    application_id: UUID
    route: NextRoute
    reason: str
    evidence: tuple[EvidenceTick, ...]
    suitable_schools: tuple[SuitableSchool, ...] = ()
    recommended_by: str
    recommended_on: date
    question: str | None = None
    returned_by: str | None = None
    returned_on: date | None = None
    used_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Neither sent back nor signed."""
        return self.returned_on is None and self.used_on is None

    def returned(self, by: str, question: str, on: date) -> Self:
        return replace(self, returned_by=by, question=question, returned_on=on)

    def used(self, on: date) -> Self:
        return replace(self, used_on=on)


def standing(recommendations: Sequence[Recommendation], decisions: Sequence[Decision]) -> Recommendation | None:
    """The one a signature may rest on: the latest, open, and given after the last offer. Ids sort by time."""
    latest = max(recommendations, key=lambda one: one.id.bytes, default=None)
    if latest is None or not latest.is_open:
        return None
    offered = any(one.outcome is Outcome.OFFERED and one.id.bytes > latest.id.bytes for one in decisions)
    return None if offered else latest


def missing_for_s96(recommendation: Recommendation, school: School, year_group: str) -> list[str]:
    """What PL-808 wants besides: this school near enough, its standard met, no infant class over its limit, and a
    list of the suitable schools with this one in it."""
    needed = [EvidenceTick.REASONABLE_DISTANCE]
    needed += [EvidenceTick.SELECTIVE_STANDARD_MET] if school.is_selective else []
    needed += [EvidenceTick.INFANT_CLASS_SIZE_KEPT] if year_group in _INFANT_CLASSES else []
    missing = [tick.value for tick in needed if tick not in recommendation.evidence]
    listed = {one.school_urn for one in recommendation.suitable_schools}
    return missing if school.urn in listed else [*missing, "suitable_schools"]
