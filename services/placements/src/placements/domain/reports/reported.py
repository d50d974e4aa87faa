"""One request as the reports count it: dates and codes, and whose school it went to (PL-1011, PL-1012)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from kit.kernel.days import Calendar, school_days_between
from placements.domain.care import Cohort
from placements.domain.decisions import Outcome, OverturnedBy
from placements.domain.refusal_codes import Ground
from placements.domain.school import SchoolKind

WITHIN_DAYS: Final = 20
"""School days from receipt within which the 2018 questions ask for a place."""


class SchoolSide(StrEnum):
    """The columns of the freedom-of-information questions."""

    MAINTAINED = "maintained"
    ACADEMY = "academy"
    OTHER = "other"

    @classmethod
    def of(cls, kind: SchoolKind) -> "SchoolSide":
        if kind in {SchoolKind.MAINTAINED, SchoolKind.MAINTAINED_SPECIAL}:
            return cls.MAINTAINED
        return cls.ACADEMY if kind in {SchoolKind.ACADEMY, SchoolKind.SPECIAL_ACADEMY} else cls.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedAnswer:
    """An answer of a school, silence included."""

    outcome: Outcome
    decided_on: date
    codes: tuple[str, ...]
    ground: Ground | None
    overturned_by: OverturnedBy | None
    school_days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated:
    """Which steps of the law were taken about a request, and when; None and False where it came to none."""

    challenged: bool = False
    threatened: bool = False
    """Consultation or notice served."""
    asked_secretary: bool = False
    directed_on: date | None = None
    directed_by_authority: bool = False
    referred: bool = False
    """To fair access."""
    allocated_on: date | None = None
    appealed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedApplication:
    """`answers` stand in the order they came; days are school days of the school's own calendar."""

    id: UUID
    school_urn: int
    side: SchoolSide
    cohort: Cohort
    received_on: date
    is_open: bool
    first_day_on: date | None
    answers: Sequence[ReportedAnswer]
    escalated: Escalated
    delay_reasons: Sequence[str]
    calendar: Calendar

    @property
    def accepted_on(self) -> date | None:
        """The day of the unconditional offer that stands, of the direction, or of the allocation."""
        days = [on for on in (self.escalated.directed_on, self.escalated.allocated_on) if on]
        if self.answers and self.answers[-1].outcome is Outcome.OFFERED:
            days.append(self.answers[-1].decided_on)
        return min(days, default=None)

    @property
    def days_to_acceptance(self) -> int | None:
        """None while there is none, and where no calendar covers the count."""
        return self._days_to(self.accepted_on) if self.accepted_on else None

    @property
    def days_to_start(self) -> int | None:
        return self._days_to(self.first_day_on) if self.first_day_on else None

    @property
    def accepted_within(self) -> bool:
        days = self.days_to_acceptance
        return days is not None and days <= WITHIN_DAYS

    @property
    def accepted_after(self) -> bool:
        return self.accepted_on is not None and not self.accepted_within

    @property
    def waits(self) -> bool:
        """No school has said yes, and nobody has given up."""
        return self.accepted_on is None and self.is_open

    @property
    def not_accepted(self) -> bool:
        return self.accepted_on is None and not self.is_open

    @property
    def lapsed(self) -> bool:
        return any(answer.outcome is Outcome.NO_RESPONSE for answer in self.answers)

    def waited(self, today: date) -> int | None:
        """School days from receipt to acceptance, or to today while it waits; None once given up."""
        if self.accepted_on:
            return self.days_to_acceptance
        return self._days_to(today) if self.is_open else None

    def _days_to(self, day: date) -> int | None:
        return school_days_between(self.received_on, day, self.calendar)
