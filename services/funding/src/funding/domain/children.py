"""What the service knows of a child: initials, year group, intervals of care and roll, and no more (FU-901)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID


class Phase(StrEnum):
    EARLY_YEARS = "early_years"
    PRIMARY = "primary"
    SECONDARY = "secondary"
    POST_16 = "post_16"


_FIRST_SECONDARY: Final = 7
_FIRST_POST_16: Final = 12


def phase_of(year_group: str) -> Phase:
    """N is early years, R to 6 primary, 7 to 11 secondary, 12 to 14 post-16 (FU-902)."""
    if year_group == "N":
        return Phase.EARLY_YEARS
    number = 0 if year_group == "R" else int(year_group)
    if number < _FIRST_SECONDARY:
        return Phase.PRIMARY
    return Phase.SECONDARY if number < _FIRST_POST_16 else Phase.POST_16


@dataclass(frozen=True, slots=True)
class CareInterval:
    status: str
    starts_on: date
    ends_on: date | None
    short_break: bool
    end_reason: str | None


@dataclass(frozen=True, slots=True)
class RollInterval:
    school_urn: int
    starts_on: date
    ends_on: date | None
    kind: str


@dataclass(frozen=True, slots=True)
class Child:
    """Initials are empty once the record is closed."""

    id: UUID
    initials: str
    year_group: str | None
    academic_year: str | None
    sen: str | None

    @property
    def phase(self) -> Phase | None:
        return phase_of(self.year_group) if self.year_group else None
