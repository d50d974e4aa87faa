"""Permanent exclusions, and when two of them weaken what a parent may ask for (SSFA s.87)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from kit.kernel.errors import NotFound

_YEARS: Final = 2
_TWICE: Final = 2


class ExclusionNotFound(NotFound):
    """No such exclusion for this caller."""


class ExclusionStatus(StrEnum):
    UPHELD = "upheld"
    CANCELLED = "cancelled"
    RESCINDED = "rescinded"
    REINSTATED = "reinstated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    id: UUID
    school_urn: int
    on: date
    status: ExclusionStatus

    @property
    def counts(self) -> bool:
        """One that was cancelled, rescinded or ended by reinstatement never counts."""
        return self.status is ExclusionStatus.UPHELD


def twice_excluded(exclusions: Iterable[Exclusion], today: date) -> bool:
    """Two upheld, the last within two years (SSFA s.87)."""
    days = sorted(one.on for one in exclusions if one.counts and one.on <= today)
    return len(days) >= _TWICE and today < _years_after(days[-1], _YEARS)


def excluded_from(exclusions: Iterable[Exclusion], school_urn: int) -> bool:
    """Permanently excluded from this very school: nobody is directed back there (PL-501 row 13)."""
    return any(one.counts and one.school_urn == school_urn for one in exclusions)


def _years_after(day: date, years: int) -> date:
    """The same day later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
