"""Reads facts about schools row by row: numbers of a year group, an inspection, or both (PL-309)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from placements.domain.school_facts import CategoryOfConcern, InspectionFacts, InspectionFramework, YearGroupFacts
from placements.domain.year_group import YEAR_GROUPS
from placements.imports.cells import (
    CellWrong,
    Read,
    as_date,
    as_yes_or_no,
    matching,
    member_of,
    text_up_to,
    whole_between,
)
from placements.imports.delimited import Delimited
from placements.imports.named_cells import NamedCells
from placements.imports.report import Tally

COLUMNS: Final = ("school_urn", "academic_year", "as_of", "source")
_NUMBERS: Final = ("pan", "nor", "classes", "largest_class")
_MOST: Final = 2_000


def _year_group(cell: str) -> str:
    if cell.upper() not in YEAR_GROUPS:
        raise CellWrong("not_allowed")
    return cell.upper()


_NEEDED: Final[Mapping[str, Read[Any]]] = {
    "school_urn": whole_between(100_000, 9_999_999),
    "academic_year": matching(r"20[0-9]{2}-[0-9]{2}"),
    "as_of": as_date,
    "source": text_up_to(100),
}
_GIVEN: Final[Mapping[str, Read[Any]]] = {
    "year_group": _year_group,
    **dict.fromkeys(_NUMBERS, whole_between(0, _MOST)),
    "inspection_framework": member_of(InspectionFramework),
    "overall_grade": whole_between(1, 4),
    "category_of_concern": member_of(CategoryOfConcern),
    "urgent_improvement": as_yes_or_no,
    "inspected_on": as_date,
}
_OF_INSPECTION: Final = ("overall_grade", "category_of_concern", "urgent_improvement", "inspected_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    row: int
    school_urn: int
    numbers: YearGroupFacts | None
    inspection: InspectionFacts | None


@dataclass(slots=True)
class FactReader:
    """Rows that can be compared; a wrong cell makes the row wrong, because a number without its neighbour misleads."""

    file: Delimited
    tally: Tally = field(default_factory=Tally)
    _seen: set[tuple[Any, ...]] = field(default_factory=set)

    @property
    def columns_ignored(self) -> tuple[str, ...]:
        return tuple(name for name in self.file.columns if name not in {*COLUMNS, *_GIVEN})

    def facts(self) -> list[FactRow]:
        table = NamedCells(self.file, COLUMNS, self.tally)
        found = []
        for row, cells in self.file.rows:
            self.tally.rows = row
            there = {column: read for column, read in _GIVEN.items() if table.text(cells, column)}
            told = table.needed(row, cells, {**_NEEDED, **there})
            if told is None or (fact := self._fact(row, told)) is None:
                continue
            found.append(fact)
        return found

    def _fact(self, row: int, told: Mapping[str, Any]) -> FactRow | None:
        if (wrong := self._wrong(told)) is not None:
            self.tally.wrong_row(row, *wrong)
            return None
        return FactRow(row=row, school_urn=told["school_urn"], numbers=_numbers(told), inspection=_inspection(told))

    def _wrong(self, told: Mapping[str, Any]) -> tuple[str, str] | None:
        numbers, inspected = "year_group" in told, "inspection_framework" in told
        if (not numbers and not inspected) or (not numbers and any(name in told for name in _NUMBERS)):
            return "year_group", "missing"
        if not inspected and any(name in told for name in _OF_INSPECTION):
            return "inspection_framework", "missing"
        keys: set[tuple[Any, ...]] = (
            {(told["school_urn"], told["academic_year"], told["year_group"])} if numbers else set()
        )
        keys |= {(told["school_urn"],)} if inspected and not numbers else set()
        if keys & self._seen:
            return "school_urn", "duplicate"
        self._seen |= keys
        return None


def _numbers(told: Mapping[str, Any]) -> YearGroupFacts | None:
    if "year_group" not in told:
        return None
    names = ("academic_year", "year_group", "as_of", "source", *_NUMBERS)
    return YearGroupFacts(**{name: told[name] for name in names if name in told})


def _inspection(told: Mapping[str, Any]) -> InspectionFacts | None:
    if "inspection_framework" not in told:
        return None
    names = ("inspection_framework", "as_of", "source", *_OF_INSPECTION)
    return InspectionFacts(**{name: told[name] for name in names if name in told})
