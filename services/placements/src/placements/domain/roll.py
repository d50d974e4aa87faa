"""Which school's admission register a child stood on, and when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any
from uuid import UUID

from kit.kernel.errors import DomainError


class Registration(StrEnum):
    MAIN = "main"
    SUBSIDIARY = "subsidiary"


class RollEndReason(StrEnum):
    CARE_MOVE = "care_move"
    AUTHORITY_CHANGE = "authority_change"
    PHASE_END = "phase_end"
    EHCP_NAMING = "ehcp_naming"
    RETURN_HOME = "return_home"
    PERMANENT_EXCLUSION = "permanent_exclusion"
    HOME_AUTHORITY_INITIATED = "home_authority_initiated"
    SCHOOL_CLOSED = "school_closed"
    MANAGED_MOVE = "managed_move"
    ELECTIVE_HOME_EDUCATION = "elective_home_education"
    OFF_ROLL_OTHER = "off_roll_other"
    UNKNOWN = "unknown"


class SetBy(StrEnum):
    AUTHORITY = "authority"
    SCHOOL = "school"


class PeriodOverlap(DomainError):
    """Two main registrations on one day, or two care periods at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """One registration, from the first day to the last, both included (section 4.4)."""

    id: UUID
    school_urn: int
    first_day_on: date
    last_day_on: date | None = None
    registration: Registration = Registration.MAIN
    full_time: bool = True
    hours_per_week: int | None = None
    end_reason: RollEndReason | None = None
    set_by: SetBy = SetBy.AUTHORITY
    application_id: UUID | None = None

    def holds_on(self, day: date) -> bool:
        return self.first_day_on <= day and (self.last_day_on is None or self.last_day_on >= day)


def main_roll_on(rolls: Iterable[Roll], day: date) -> Roll | None:
    return next((roll for roll in rolls if roll.registration is Registration.MAIN and roll.holds_on(day)), None)


def refuse_two_main_rolls(rolls: Iterable[Roll]) -> None:
    """Raises PeriodOverlap: one `main` registration a day (section 4.4)."""
    main = sorted(
        (roll for roll in rolls if roll.registration is Registration.MAIN), key=lambda roll: roll.first_day_on
    )
    for earlier, later in pairwise(main):
        if earlier.last_day_on is None or earlier.last_day_on >= later.first_day_on:
            raise PeriodOverlap


def roll_intervals(rolls: Sequence[Roll]) -> list[dict[str, Any]]:
    """The whole list as `child.roll_changed` tells it (section 19); `to` is the last day on roll."""
    return [
        {
            "school_urn": roll.school_urn,
            "from": roll.first_day_on.isoformat(),
            "to": roll.last_day_on.isoformat() if roll.last_day_on else None,
            "kind": roll.registration.value,
            "full_time": roll.full_time,
            "hours_per_week": roll.hours_per_week,
            "end_reason": roll.end_reason.value if roll.end_reason else None,
            "end_reason_by": roll.set_by.value if roll.end_reason else None,
        }
        for roll in sorted(rolls, key=lambda roll: (roll.first_day_on, roll.school_urn))
    ]
