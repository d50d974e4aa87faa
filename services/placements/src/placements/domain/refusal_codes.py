"""The reasons a school may give, and what each is worth in law for this child (section 9.1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from placements.domain.care import Cohort

NO_RESPONSE: Final = "NO_RESPONSE"
OTHER: Final = "OTHER"
OFFER_WITHDRAWN: Final = "OFFER_WITHDRAWN"
FULL_YEAR_GROUP: Final = "FULL_YEAR_GROUP"
TRIAGED: Final = frozenset({OTHER, "SAFEGUARDING_PEER"})
"""The virtual school head looks at these within a working day (clock `other_triage`)."""


class Standing(StrEnum):
    """What a reason is: L, C, U, N, B, T and not offered."""

    LAWFUL = "lawful"
    CONDITIONAL = "conditional"
    NOT_A_GROUND = "not_a_ground"
    NOT_A_REFUSAL = "not_a_refusal"
    BLOCKS_DIRECTION = "blocks_direction"
    TRIAGE = "triage"
    NOT_OFFERED = "not_offered"


class Ground(StrEnum):
    """The standing of a whole refusal, as it is recorded and told (PL-713)."""

    LAWFUL = "lawful"
    CONDITIONAL = "conditional"
    NOT_A_GROUND = "not_a_ground"
    NOT_A_REFUSAL = "not_a_refusal"


class ReasonGroup(StrEnum):
    FULL = "full"
    NEEDS = "needs"
    BEHAVIOUR = "behaviour"
    INFORMATION = "information"
    OTHER = "other"


class GivenBy(StrEnum):
    """Who may use a code: `school` codes are open to staff who log an answer as well."""

    SCHOOL = "school"
    STAFF = "staff"
    PLAN = "plan"
    WITHDRAWAL = "withdrawal"
    SYSTEM = "system"


class RefusalCohort(StrEnum):
    """The column of section 9.1 that holds for a child."""

    LAC = "lac"
    PLAC = "plac"
    EHCP = "ehcp"

    @classmethod
    def of(cls, cohort: Cohort | None, *, plan_route: bool) -> "RefusalCohort":
        """The plan route first; who was in care abroad stands like any previously looked-after child."""
        if plan_route:
            return cls.EHCP
        return cls.LAC if cohort is Cohort.LAC else cls.PLAC


_GROUND_OF: Final[Mapping[Standing, Ground]] = {
    Standing.LAWFUL: Ground.LAWFUL,
    Standing.BLOCKS_DIRECTION: Ground.LAWFUL,
    Standing.CONDITIONAL: Ground.CONDITIONAL,
    Standing.TRIAGE: Ground.CONDITIONAL,
    Standing.NOT_A_GROUND: Ground.NOT_A_GROUND,
    Standing.NOT_OFFERED: Ground.NOT_A_GROUND,
    Standing.NOT_A_REFUSAL: Ground.NOT_A_REFUSAL,
}
_BEST_FIRST: Final = (Ground.LAWFUL, Ground.CONDITIONAL, Ground.NOT_A_GROUND, Ground.NOT_A_REFUSAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalCode:
    code: str
    label: str
    group: ReasonGroup
    standing: Mapping[RefusalCohort, Standing]
    evidence: str | None
    letter: str | None
    roll_up: str
    by: GivenBy
    refs: tuple[str, ...]
    says: str

    def ground_for(self, cohort: RefusalCohort) -> Ground:
        """PL-713: in events a code that blocks direction counts as lawful, an untriaged one as conditional."""
        return _GROUND_OF[self.standing[cohort]]

    def offered_to_school(self, cohort: RefusalCohort) -> bool:
        return self.by is GivenBy.SCHOOL and self.standing[cohort] is not Standing.NOT_OFFERED

    def open_to_staff(self) -> bool:
        """Staff log what a school said, offered on the form or not."""
        return self.by in {GivenBy.SCHOOL, GivenBy.STAFF}


@dataclass(frozen=True, slots=True)
class ConditionCode:
    """A condition tied to an offer, and the reason it is recorded under (PL-610)."""

    code: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class RefusalCodes:
    """The whole seed, in the order schools read it."""

    version: int
    codes: Mapping[str, RefusalCode]
    conditions: Mapping[str, ConditionCode]

    def ground(self, codes: Iterable[str], cohort: RefusalCohort) -> Ground:
        """The ground of the best code; all codes are kept beside it (PL-713)."""
        grounds = {self.codes[code].ground_for(cohort) for code in codes}
        return next(ground for ground in _BEST_FIRST if ground in grounds)

    def offered(self, cohort: RefusalCohort) -> list[RefusalCode]:
        return [code for code in self.codes.values() if code.offered_to_school(cohort)]

    def reasons_of(self, conditions: Iterable[str]) -> tuple[str, ...]:
        """The refusal codes an offer with these conditions is recorded under, without repeats."""
        return tuple(dict.fromkeys(self.conditions[code].reason for code in conditions))
