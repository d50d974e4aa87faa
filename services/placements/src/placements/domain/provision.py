"""What a child gets until there is a school place, and weeks at school that are shorter than they should be."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from kit.kernel.errors import NotFound


class ProvisionNotFound(NotFound):
    """No such provision for this caller."""


class TimetableNotFound(NotFound):
    """No such reduced timetable for this caller."""


class ProvisionKind(StrEnum):
    TUITION = "tuition"
    ONLINE = "online"
    AP_REGISTERED = "ap_registered"
    AP_UNREGISTERED = "ap_unregistered"
    PRU = "pru"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class InterimProvision:
    """Education of a child without a place, from its first day to its last, both included (PL-508)."""

    id: UUID
    version: int = 1
    case_id: UUID
    kind: ProvisionKind
    provider: str | None = None
    hours_per_week: int
    from_on: date
    to_on: date | None = None
    review_on: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or self.to_on >= day)

    @property
    def gives_hours(self) -> bool:
        return self.kind is not ProvisionKind.NONE and self.hours_per_week > 0

    @property
    def is_unregistered(self) -> bool:
        return self.gives_hours and self.kind is ProvisionKind.AP_UNREGISTERED


@dataclass(frozen=True, slots=True, kw_only=True)
class ReducedTimetable:
    """Fewer hours than full time at a school the child is on the roll of (section 4.4)."""

    id: UUID
    school_urn: int
    from_on: date
    to_on: date | None = None
    hours_per_week: int
    agreed: bool
    review_on: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or self.to_on >= day)
