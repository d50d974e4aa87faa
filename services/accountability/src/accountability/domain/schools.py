"""What kind of school it is, and so which indicators can apply to it (AC-20 to AC-22)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class SchoolGroup(StrEnum):
    MAINSTREAM = "mainstream"
    SPECIAL = "special"
    AP = "ap"
    NURSERY = "nursery"
    POST_16 = "post_16"
    OUT_OF_SCOPE = "out_of_scope"


class PhaseGroup(StrEnum):
    PRIMARY = "primary"
    SECONDARY = "secondary"
    NURSERY = "nursery"
    POST_16 = "post_16"
    SPECIAL = "special"
    AP = "ap"
    ALL = "all"


_TYPE_CODES: Final[Mapping[SchoolGroup, tuple[int, ...]]] = {
    SchoolGroup.MAINSTREAM: (1, 2, 3, 5, 6, 28, 34, 35, 40, 41),
    SchoolGroup.SPECIAL: (7, 8, 10, 12, 33, 36, 44),
    SchoolGroup.AP: (14, 38, 42, 43),
    SchoolGroup.NURSERY: (15,),
    SchoolGroup.POST_16: (18, 31, 32, 39, 45, 46),
}
_GROUPS: Final = {code: group for group, codes in _TYPE_CODES.items() for code in codes}
_PHASES: Final = {
    1: PhaseGroup.NURSERY,
    2: PhaseGroup.PRIMARY,
    3: PhaseGroup.PRIMARY,
    4: PhaseGroup.SECONDARY,
    5: PhaseGroup.SECONDARY,
    6: PhaseGroup.POST_16,
}
_ALL_THROUGH: Final = 7
_PRIMARY_UPPER_AGE: Final = 11
_FIRST_SECONDARY_YEAR: Final = 7


def school_group(type_code: int) -> SchoolGroup:
    """By the type code of the register; one that is not in the table is out of scope (AC-20)."""
    return _GROUPS.get(type_code, SchoolGroup.OUT_OF_SCOPE)


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """A school as the register last described it; `authority` is the one it lies in (host)."""

    urn: int
    name: str
    authority: str
    type_code: int
    phase_code: int | None
    status_code: int
    high_age: int | None
    number_on_roll: int | None
    trust_uid: str | None
    trust_name: str | None
    known_from_on: date

    @property
    def group(self) -> SchoolGroup:
        return school_group(self.type_code)

    @property
    def phase_groups(self) -> tuple[PhaseGroup, ...]:
        """Two for an all-through school, whose results are kept apart; none out of scope (AC-21)."""
        if self.group is SchoolGroup.OUT_OF_SCOPE:
            return ()
        if self.group is not SchoolGroup.MAINSTREAM:
            return (PhaseGroup(self.group.value),)
        if self.phase_code == _ALL_THROUGH:
            return (PhaseGroup.PRIMARY, PhaseGroup.SECONDARY)
        return (_PHASES.get(self.phase_code or 0) or self._phase_by_age(),)

    def phase_of(self, year_group: str | None) -> PhaseGroup | None:
        """The phase group an event about a child of this year group belongs to."""
        groups = self.phase_groups
        if len(groups) > 1:
            return phase_of_year(year_group)
        return groups[0] if groups else None

    def _phase_by_age(self) -> PhaseGroup:
        """Statutory ages decide where the register gives no phase (decision of AC-21)."""
        is_primary = self.high_age is not None and self.high_age <= _PRIMARY_UPPER_AGE
        return PhaseGroup.PRIMARY if is_primary else PhaseGroup.SECONDARY


def phase_of_year(year_group: str | None) -> PhaseGroup:
    """Secondary from Year 7 (AC-21)."""
    is_secondary = year_group is not None and year_group.isdecimal() and int(year_group) >= _FIRST_SECONDARY_YEAR
    return PhaseGroup.SECONDARY if is_secondary else PhaseGroup.PRIMARY
