"""What one authority has chosen for itself, with the defaults of section 4.6."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from placements.domain.clock_units import Unit

MOST_WORDS_OF_SUPPORT: Final = 2_000


@dataclass(frozen=True, slots=True)
class LocalTarget:
    """A shorter target than the national one; never a longer one (PL-803)."""

    n: int
    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthoritySettings:
    """`version` 1 are the defaults; every save is the next one, and all of them stay readable."""

    version: int = 1
    direction_signatories: frozenset[str] = frozenset({"la_signatory"})
    direction_period_inclusive: bool = False
    ehcp_consult_unit: Unit = Unit.CALENDAR_DAYS
    full_time_hours_primary: int = 22
    full_time_hours_secondary: int = 25
    local_targets: Mapping[str, LocalTarget] = field(default_factory=dict)
    agreement_delegated_to_officers: bool = True
    out_of_county_approval: bool = False
    letter_signatory_contact_id: UUID | None = None
    support_offer_text: str = (
        "The virtual school supports the child and the school from the first day: a named adviser, the personal "
        "education plan, training for staff, and Pupil Premium Plus for what the plan agrees."
    )
    calendar_initials: bool = False
    training_mode: bool = False

    def full_time_hours(self, year_group: str) -> int:
        """Weekly hours that count as full time; not defined in law, so a setting (section 4.6)."""
        primary = not year_group.isdigit() or int(year_group) <= LAST_PRIMARY_YEAR
        return self.full_time_hours_primary if primary else self.full_time_hours_secondary

    def moves_clocks_of(self, other: "AuthoritySettings") -> bool:
        """Whether running clocks are due on other days under these settings than under the other ones.

        The days of a served notice are not asked about: they stand in the notice (PL-807)."""
        return (self.local_targets, self.ehcp_consult_unit) != (other.local_targets, other.ehcp_consult_unit)


LAST_PRIMARY_YEAR: Final = 6
DEFAULT_SETTINGS: Final = AuthoritySettings()
