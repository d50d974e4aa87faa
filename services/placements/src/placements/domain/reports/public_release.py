"""What the public may see of a report: small counts hidden, and none to be worked out from its sums (PL-1013)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Final, Literal

from placements.domain.reports.by_side import BySide

SMALL: Final = range(1, 6)
"""Counts of one to five children may point at one of them."""
LEAST_FOR_MEDIAN: Final = 10
HIDDEN: Final = "c"

Shown = int | Literal["c"]
"""A count, or `c` where it is hidden."""
Cell = tuple[str, str]
"""The name of a figure and its column."""

STEP: Final = "step"
COLUMNS: Final = ("maintained", "academy", "other", "total")


class Release(StrEnum):
    """Who reads it."""

    INTERNAL = "internal"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Sum:
    """`total` is the sum of the `parts`."""

    total: Cell
    parts: Sequence[Cell]

    @property
    def cells(self) -> Sequence[Cell]:
        return (*self.parts, self.total)


@dataclass(slots=True)
class PublicTable:
    """Counts and the sums they stand in."""

    counts: dict[Cell, int] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)

    def add(self, name: str, figure: BySide) -> None:
        """One row: three columns and their sum."""
        for column in COLUMNS:
            self.counts[name, column] = getattr(figure, column)
        self.sums.append(Sum((name, "total"), [(name, column) for column in COLUMNS[:-1]]))

    def add_sum(self, total: str, parts: Iterable[str]) -> None:
        """Rows that add up to another row, column by column."""
        names = list(parts)
        self.sums.extend(Sum((total, column), [(name, column) for name in names]) for column in COLUMNS)

    def add_steps(self, counts: Mapping[str, int]) -> None:
        """Counts of which each holds the next ("answered", "within 15", "within 10"): what lies between two is
        a count as well, though nobody writes it."""
        names = list(counts)
        self.counts |= {(name, STEP): count for name, count in counts.items()}
        for outer, inner in pairwise(names):
            rest = (f"{outer} without {inner}", STEP)
            self.counts[rest] = counts[outer] - counts[inner]
            self.sums.append(Sum((outer, STEP), [(inner, STEP), rest]))

    def hidden(self) -> frozenset[Cell]:
        """The small ones, and as many more as it takes that no sum gives one away."""
        hidden = {cell for cell, count in self.counts.items() if count in SMALL}
        while missing := [cell for one in self.sums if (cell := self._partner(one, hidden)) is not None]:
            hidden |= set(missing[:1])
        return frozenset(hidden)

    def shown(self) -> Mapping[Cell, Shown]:
        hidden = self.hidden()
        return {cell: HIDDEN if cell in hidden else count for cell, count in self.counts.items()}

    def _partner(self, one: Sum, hidden: set[Cell]) -> Cell | None:
        """A sum with exactly one hidden cell tells what it is: the next smallest that is not zero goes with it."""
        if sum(cell in hidden for cell in one.cells) != 1:
            return None
        candidates = [cell for cell in one.cells if cell not in hidden and self.counts[cell]]
        return min(candidates, key=lambda cell: (self.counts[cell], one.cells.index(cell)), default=None)


def public_steps(counts: Mapping[str, int]) -> Mapping[str, Shown]:
    """Counts of which each holds the next, as the public may see them."""
    table = PublicTable()
    table.add_steps(counts)
    cells = table.shown()
    return {name: cells[name, STEP] for name in counts}


def public_count(count: int) -> Shown:
    """A count that stands in no sum."""
    return HIDDEN if count in SMALL else count
