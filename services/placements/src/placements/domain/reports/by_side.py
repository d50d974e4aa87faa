"""A count for maintained schools, academies and others, and the sum of the three."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Self

from placements.domain.reports.reported import ReportedApplication, SchoolSide

HowOften = Callable[[ReportedApplication], int | bool]
"""How often one application counts: mostly yes or no."""


@dataclass(frozen=True, slots=True)
class BySide:
    maintained: int = 0
    academy: int = 0
    other: int = 0

    @property
    def total(self) -> int:
        return self.maintained + self.academy + self.other

    @classmethod
    def of(cls, applications: Iterable[ReportedApplication], how_often: HowOften) -> Self:
        counts = dict.fromkeys(SchoolSide, 0)
        for application in applications:
            counts[application.side] += int(how_often(application))
        return cls(counts[SchoolSide.MAINTAINED], counts[SchoolSide.ACADEMY], counts[SchoolSide.OTHER])
