"""Permanent exclusions that stand, as far as a direction asks for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

_YEARS_THAT_COUNT: Final = 2
_TWICE: Final = 2


@dataclass(frozen=True, slots=True)
class PermanentExclusion:
    """One that was upheld."""

    school_urn: int
    on: date


def excluded_from(exclusions: Sequence[PermanentExclusion], school_urn: int) -> bool:
    return any(one.school_urn == school_urn for one in exclusions)


def is_twice_excluded(exclusions: Sequence[PermanentExclusion], today: date) -> bool:
    """Two that were upheld, the last within two years (SSFA 1998 s.87)."""
    if len(exclusions) < _TWICE:
        return False
    last = max(one.on for one in exclusions)
    day = min(last.day, 28) if last.month == 2 else last.day
    return today < last.replace(year=last.year + _YEARS_THAT_COUNT, day=day)
