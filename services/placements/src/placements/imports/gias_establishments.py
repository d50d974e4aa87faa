"""Reads the register's establishments row by row, whichever form the file has."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from placements.domain.school import School, SchoolKind, SchoolType
from placements.imports.cells import CellWrong
from placements.imports.delimited import Delimited
from placements.imports.gias_columns import AUTHORITY_NAME_COLUMNS, PlacedColumn, place_columns
from placements.imports.report import FileRefused, RowError, Tally

_DERIVED: Final = frozenset({"kind", "admission_authority_type"})


@dataclass(slots=True)
class EstablishmentReader:
    """Turns rows into schools; what is wrong stands in the tally, without values."""

    file: Delimited
    types: Mapping[int, SchoolType]
    tally: Tally = field(default_factory=Tally)
    authority_names: dict[str, str] = field(default_factory=dict)
    _placed: tuple[PlacedColumn, ...] = ()
    _name_position: int | None = None
    _seen: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        places = self.file.positions(())
        self._placed, missing = place_columns(places)
        if missing:
            raise FileRefused("column_missing", [RowError(0, name, "column_missing") for name in missing])
        self._name_position = next((places[name] for name in AUTHORITY_NAME_COLUMNS if name in places), None)

    @property
    def fields(self) -> frozenset[str]:
        """Fields of School this file speaks of; all others stay as the register holds them."""
        return frozenset(placed.column.field for placed in self._placed) | _DERIVED

    @property
    def columns_ignored(self) -> tuple[str, ...]:
        read = {placed.position for placed in self._placed} | {self._name_position}
        return tuple(name for position, name in enumerate(self.file.columns) if position not in read)

    def schools(self) -> Iterator[School]:
        """Every row that can be taken."""
        for number, cells in self.file.rows:
            self.tally.rows = number
            school = self._school(number, cells)
            if school is None:
                continue
            if school.urn in self._seen:
                self.tally.wrong_row(number, "URN", "duplicate")
                continue
            self._seen.add(school.urn)
            yield school

    def _school(self, number: int, cells: list[str]) -> School | None:
        if len(cells) > len(self.file.columns):
            self.tally.wrong_row(number, None, "bad_format")
            return None
        values = self._values(number, cells)
        if values is None:
            return None
        school_type = self.types.get(values["type_code"])
        if school_type is None:
            self.tally.warn(number, "TypeOfEstablishment (code)", "type_unknown")
        self._note_authority(values["authority"], cells)
        return School(
            kind=school_type.kind if school_type else SchoolKind.OTHER,
            admission_authority_type=school_type.admission_authority_type if school_type else None,
            **values,
        )

    def _values(self, number: int, cells: list[str]) -> dict[str, Any] | None:
        """A wrong cell of a required column makes the row wrong; elsewhere it stays empty with a warning."""
        values: dict[str, Any] = {}
        for placed in self._placed:
            cell = cells[placed.position].strip() if placed.position < len(cells) else ""
            code = None
            if cell:
                try:
                    values[placed.column.field] = placed.column.read(cell)
                except CellWrong as wrong:
                    code = wrong.code
            elif placed.column.required:
                code = "missing"
            if code is not None and placed.column.required:
                self.tally.wrong_row(number, placed.name, code)
                return None
            if code is not None:
                self.tally.warn(number, placed.name, code)
        return values

    def _note_authority(self, code: str, cells: list[str]) -> None:
        if code not in self.authority_names and self._name_position is not None:
            self.authority_names[code] = cells[self._name_position].strip()
