"""What an authority knows of a school beside the register: numbers by year group, and its inspection (PL-309)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, Self

FULL: Final = "FULL_YEAR_GROUP"
_NEEDS_APPROVAL: Final = 4
_NEEDS_A_NOTE: Final = 3


class InspectionFramework(StrEnum):
    NONE = "none"
    GRADED = "graded"
    UNGRADED = "ungraded"
    REPORT_CARD = "report_card"


class CategoryOfConcern(StrEnum):
    NONE = "none"
    SERIOUS_WEAKNESSES = "serious_weaknesses"
    SPECIAL_MEASURES = "special_measures"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearGroupFacts:
    """Numbers of one year group in one academic year, and where they are from."""

    academic_year: str
    year_group: str
    pan: int | None = None
    nor: int | None = None
    classes: int | None = None
    largest_class: int | None = None
    as_of: date
    source: str

    @property
    def key(self) -> tuple[str, str]:
        return self.academic_year, self.year_group

    @property
    def has_room(self) -> bool:
        """Fewer pupils on roll than the admission number, where both are known."""
        return self.pan is not None and self.nor is not None and self.nor < self.pan


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionFacts:
    """The last inspection as far as a child's placement turns on it (PL-510)."""

    inspection_framework: InspectionFramework
    overall_grade: int | None = None
    category_of_concern: CategoryOfConcern = CategoryOfConcern.NONE
    urgent_improvement: bool = False
    inspected_on: date | None = None
    as_of: date
    source: str

    @property
    def needs_exception(self) -> bool:
        """An exception has to be approved before a child is placed there (PL-510)."""
        concerned = self.category_of_concern is not CategoryOfConcern.NONE
        return self.overall_grade == _NEEDS_APPROVAL or concerned or self.urgent_improvement

    @property
    def needs_a_note(self) -> bool:
        """How vulnerable pupils are supported has to be noted (PL-510)."""
        return not self.needs_exception and self.overall_grade == _NEEDS_A_NOTE


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolFacts:
    """Everything one authority knows of one school; version 0 where it knows nothing yet."""

    urn: int
    version: int = 0
    year_groups: tuple[YearGroupFacts, ...] = ()
    inspection: InspectionFacts | None = None

    def of_year(self, academic_year: str, year_group: str) -> YearGroupFacts | None:
        return next((row for row in self.year_groups if row.key == (academic_year, year_group)), None)

    def with_rows(self, rows: Iterable[YearGroupFacts], inspection: InspectionFacts | None) -> Self:
        """A row replaces the one of the same year and group; what is not named stays."""
        kept = {row.key: row for row in (*self.year_groups, *rows)}
        return replace(
            self,
            year_groups=tuple(kept[key] for key in sorted(kept)),
            inspection=inspection or self.inspection,
        )

    def conflict_with(self, codes: Collection[str], academic_year: str, year_group: str) -> bool:
        """Whether the school says full while its own numbers show room: a hint, no verdict (PL-309)."""
        row = self.of_year(academic_year, year_group)
        return FULL in codes and row is not None and row.has_room
