"""Reads moves of children row by row: who lives where from which day on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from placements.actions.move_child import CanStay, Move
from placements.imports.cells import Read, as_date, as_yes_or_no, digits, matching, member_of
from placements.imports.delimited import Delimited
from placements.imports.named_cells import NamedCells
from placements.imports.report import Tally

COLUMNS: Final = ("la_child_id", "moved_on", "host_authority")
_READ: Final = frozenset((*COLUMNS, "type", "emergency", "can_stay"))
_NEEDED: Final[Mapping[str, Read[Any]]] = {
    "la_child_id": matching(r"[A-Za-z0-9]{1,20}"),
    "moved_on": as_date,
    "host_authority": digits(3),
}
_GIVEN: Final[Mapping[str, Read[Any]]] = {
    "type": matching(r"[A-Z][0-9]"),
    "emergency": as_yes_or_no,
    "can_stay": member_of(CanStay),
}


@dataclass(frozen=True, slots=True)
class MoveRow:
    row: int
    la_child_id: str
    move: Move


@dataclass(slots=True)
class MoveReader:
    """Rows that can be compared; a wrong cell makes the row wrong, because a move ends requests."""

    file: Delimited
    tally: Tally = field(default_factory=Tally)
    _seen: set[str] = field(default_factory=set)

    @property
    def columns_ignored(self) -> tuple[str, ...]:
        return tuple(name for name in self.file.columns if name not in _READ)

    def moves(self) -> list[MoveRow]:
        table = NamedCells(self.file, COLUMNS, self.tally)
        found = []
        for row, cells in self.file.rows:
            self.tally.rows = row
            there = {column: read for column, read in _GIVEN.items() if table.text(cells, column)}
            told = table.needed(row, cells, {**_NEEDED, **there})
            if told is not None and self._is_alone(row, told["la_child_id"]):
                found.append(MoveRow(row, told["la_child_id"], _move(told)))
        return found

    def _is_alone(self, row: int, reference: str) -> bool:
        """A second move of a child goes into the next file: its requests and clocks follow one at a time."""
        if reference in self._seen:
            self.tally.wrong_row(row, "la_child_id", "duplicate")
            return False
        self._seen.add(reference)
        return True


def _move(told: Mapping[str, Any]) -> Move:
    return Move(
        moved_on=told["moved_on"],
        host_authority=told["host_authority"],
        why=None,
        can_stay=told.get("can_stay", CanStay.UNKNOWN),
        type=told.get("type"),
        emergency=told.get("emergency", False),
    )
