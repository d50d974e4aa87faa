"""When a child was looked after, by what kind of care, and what a reader elsewhere may know of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any, Final
from uuid import UUID

from placements.domain.roll import PeriodOverlap


class CareStatus(StrEnum):
    LOOKED_AFTER = "looked_after"
    PREVIOUSLY_LOOKED_AFTER = "previously_looked_after"


class CareBasis(StrEnum):
    ADOPTED = "adopted"
    SPECIAL_GUARDIANSHIP = "special_guardianship"
    CHILD_ARRANGEMENTS = "child_arrangements"
    STATE_CARE_ABROAD = "state_care_abroad"


class Cohort(StrEnum):
    """LAC, PLAC or IAPLAC on a date (PL-323, PL-324)."""

    LAC = "lac"
    PLAC = "plac"
    IAPLAC = "iaplac"


ADOPTION_REASONS: Final = frozenset({"E11", "E12"})
ORDER_REASONS: Final = frozenset({"E41", *(f"E{n}" for n in range(43, 49))})
TRANSFER_REASONS: Final = frozenset({"E3"})
ENDED_REASONS: Final = frozenset({"E4A", "E4B", "E5", "E6", "E7", "E8", "E9", "E13", "E14", "E15", "E16", "E17"})
"""Reasons of the SSDA903 return that say no more than that care ended; a death is told as `other`."""
ADOPTIVE_PLACEMENTS: Final = frozenset({"A3", "A4", "A5", "A6"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CarePeriod:
    """A status from a day on, up to and without `to_on` (PL-323). `end_reason` is the return's REC code."""

    id: UUID
    status: CareStatus
    from_on: date
    to_on: date | None = None
    short_break: bool = False
    basis: CareBasis | None = None
    end_reason: str | None = None
    source: str

    def holds_on(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or self.to_on > day)

    @property
    def cohort(self) -> Cohort | None:
        """None for a short break (V3, V4), which is not counted as looked after (PL-323, unconfirmed)."""
        if self.status is CareStatus.LOOKED_AFTER:
            return None if self.short_break else Cohort.LAC
        return Cohort.IAPLAC if self.basis is CareBasis.STATE_CARE_ABROAD else Cohort.PLAC


@dataclass(frozen=True, slots=True, kw_only=True)
class CarePlacement:
    """Where a child lives; never a school place. `type` is the return's PLACE, `start_reason` its RNE, `why` what
    was told of a move (PL-507)."""

    id: UUID
    from_on: date
    to_on: date | None = None
    type: str | None = None
    provider: str | None = None
    host_authority: str | None = None
    postcode_sector: str | None = None
    emergency: bool | None = None
    start_reason: str | None = None
    why: str | None = None

    def holds_on(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or self.to_on > day)

    @property
    def is_open_adoptive(self) -> bool:
        """While one is open a change of name or UPN would give the adoption away (PL-327, SE-83)."""
        return self.type in ADOPTIVE_PLACEMENTS and self.to_on is None


def care_on(periods: Iterable[CarePeriod], day: date) -> CarePeriod | None:
    """The period that holds on a day (PL-323)."""
    return next((period for period in periods if period.holds_on(day)), None)


def cohort_on(periods: Iterable[CarePeriod], day: date) -> Cohort | None:
    period = care_on(periods, day)
    return period.cohort if period else None


def refuse_overlapping_care(periods: Iterable[CarePeriod]) -> None:
    """Raises PeriodOverlap: a child has one status at a time (section 4.4)."""
    for earlier, later in pairwise(sorted(periods, key=lambda period: period.from_on)):
        if earlier.to_on is None or earlier.to_on > later.from_on:
            raise PeriodOverlap


def refuse_overlapping_homes(homes: Iterable[CarePlacement]) -> None:
    """Raises PeriodOverlap: a child lives in one place at a time."""
    for earlier, later in pairwise(sorted(homes, key=lambda home: home.from_on)):
        if earlier.to_on is None or earlier.to_on > later.from_on:
            raise PeriodOverlap


def care_intervals(periods: Sequence[CarePeriod]) -> list[dict[str, Any]]:
    """The whole list as `child.care_changed` tells it (section 19): never a national reason code."""
    return [
        {
            "status": period.status.value,
            "from": period.from_on.isoformat(),
            "to": period.to_on.isoformat() if period.to_on else None,
            "short_break": period.short_break,
            "end_reason": told_end_reason(period),
        }
        for period in sorted(periods, key=lambda period: period.from_on)
    ]


def told_end_reason(period: CarePeriod) -> str | None:
    """`ended`, `transferred`, `order` or `other`, so that an adoption does not show (PL-326)."""
    if period.to_on is None:
        return None
    reason = period.end_reason or ""
    if reason in TRANSFER_REASONS:
        return "transferred"
    if reason in ORDER_REASONS:
        return "order"
    return "ended" if reason in ENDED_REASONS else "other"
