"""What one authority has chosen for itself, with the defaults of section 4.6."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from placements.domain.clock_units import Unit


@dataclass(frozen=True, slots=True)
class LocalTarget:
    """A shorter target than the national one; never a longer one (PL-803)."""

    n: int
    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthoritySettings:
    direction_period_inclusive: bool = False
    ehcp_consult_unit: Unit = Unit.CALENDAR_DAYS
    full_time_hours_primary: int = 22
    full_time_hours_secondary: int = 25
    local_targets: Mapping[str, LocalTarget] = field(default_factory=dict)
    agreement_delegated_to_officers: bool = True
    out_of_county_approval: bool = False
    support_offer_text: str = (
        "The virtual school supports the child and the school from the first day: a named adviser, the personal "
        "education plan, training for staff, and Pupil Premium Plus for what the plan agrees."
    )
    training_mode: bool = False

    def full_time_hours(self, year_group: str) -> int:
        """Weekly hours that count as full time; not defined in law, so a setting (section 4.6)."""
        primary = not year_group.isdigit() or int(year_group) <= LAST_PRIMARY_YEAR
        return self.full_time_hours_primary if primary else self.full_time_hours_secondary


LAST_PRIMARY_YEAR: Final = 6
DEFAULT_SETTINGS: Final = AuthoritySettings()
