"""The median time until an answer when some still wait (AC-80: Kaplan and Meier 1958)."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

SMALLEST: Final = 3
_HALF: Final = Fraction(1, 2)


def median_wait(decided: Iterable[int], pending: Iterable[int]) -> int | None:
    """First day on which at least half have an answer; None when that is not reached, or below n = 3.

    At equal times decisions come before pending ones.
    """
    ended, waiting = sorted(decided), sorted(pending)
    if len(ended) + len(waiting) < SMALLEST:
        return None
    surviving = Fraction(1)
    for day in sorted(set(ended)):
        at_risk = sum(1 for one in ended if one >= day) + sum(1 for one in waiting if one >= day)
        surviving *= 1 - Fraction(ended.count(day), at_risk)
        if surviving <= _HALF:
            return day
    return None
