"""Cells of a row by the name of their column; wrong ones go to the tally."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from placements.imports.cells import CellWrong, Read
from placements.imports.delimited import Delimited
from placements.imports.report import Tally

V = TypeVar("V")


@dataclass(slots=True)
class NamedCells:
    """Raises FileRefused when a required column is missing."""

    file: Delimited
    required: Sequence[str]
    tally: Tally
    _places: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self._places = self.file.positions(self.required)

    def text(self, cells: Sequence[str], column: str) -> str:
        """What stands there; nothing where the column or the end of the row is missing."""
        position = self._places.get(column)
        return cells[position].strip() if position is not None and position < len(cells) else ""

    def needed(self, row: int, cells: Sequence[str], reads: Mapping[str, Read[Any]]) -> dict[str, Any] | None:
        """Values that must be right; None when the first is not, and the row is counted as wrong."""
        values: dict[str, Any] = {}
        for column, read in reads.items():
            code, values[column] = _try(read, self.text(cells, column))
            if code is not None:
                self.tally.wrong_row(row, column, code)
                return None
        return values

    def wanted(self, row: int, cells: Sequence[str], column: str, read: Read[V]) -> V | None:
        """A value that may be absent; a wrong one is left out with a warning."""
        text = self.text(cells, column)
        if not text:
            return None
        code, value = _try(read, text)
        if code is not None:
            self.tally.warn(row, column, code)
        return value


def _try(read: Read[V], text: str) -> tuple[str | None, V | None]:
    """A code that says what is wrong, or the value."""
    if not text:
        return "missing", None
    try:
        return None, read(text)
    except CellWrong as wrong:
        return wrong.code, None
