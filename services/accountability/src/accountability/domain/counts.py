"""A count of an indicator before anybody decides what of it may be shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Count:
    """`den` is None for a plain count; `children` are those behind the denominator (AC-26)."""

    num: int
    den: int | None
    children: frozenset[UUID]
    median_school_days: int | None = None
    reasons: tuple[tuple[str, int], ...] = ()
    grounds: tuple[tuple[str, int], ...] = ()

    @property
    def size(self) -> int:
        """What decides between no activity, facts only and a rate (AC-24)."""
        return self.num if self.den is None else self.den


def tally(order: Iterable[str], found: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """How often each code came, in a fixed order, without the ones that never did."""
    listed = list(found)
    return tuple((code, listed.count(code)) for code in order if code in listed)


def known(children: Iterable[UUID | None]) -> frozenset[UUID]:
    return frozenset(child for child in children if child is not None)
