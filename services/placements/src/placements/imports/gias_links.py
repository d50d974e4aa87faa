"""Reads the register's predecessor and successor links as they stand."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from placements.domain.succession import Link
from placements.imports.cells import CellWrong, as_date, text_up_to, whole_between
from placements.imports.delimited import Delimited
from placements.imports.gias_columns import HIGHEST_REGISTER_URN
from placements.imports.report import Tally

COLUMNS: Final = ("URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate")
_URN: Final = whole_between(100_000, HIGHEST_REGISTER_URN)
_TYPE: Final = text_up_to(80)
_NAME: Final = text_up_to(200)


@dataclass(slots=True)
class LinkReader:
    """Turns rows into links. A blank date is usual; a date that is none is left out with a warning."""

    file: Delimited
    tally: Tally = field(default_factory=Tally)
    _places: dict[str, int] = field(default_factory=dict)
    _seen: set[tuple[int, int, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._places = self.file.positions(COLUMNS)

    @property
    def columns_ignored(self) -> tuple[str, ...]:
        return tuple(name for name in self.file.columns if name not in COLUMNS)

    def links(self) -> Iterator[Link]:
        for number, cells in self.file.rows:
            self.tally.rows = number
            link = self._link(number, cells)
            if link is None:
                continue
            key = (link.urn, link.link_urn, link.link_type)
            if key in self._seen:
                self.tally.wrong_row(number, "LinkURN", "duplicate")
                continue
            self._seen.add(key)
            yield link

    def _link(self, number: int, cells: list[str]) -> Link | None:
        if len(cells) != len(self.file.columns):
            self.tally.wrong_row(number, None, "bad_format")
            return None
        cell = {name: cells[position].strip() for name, position in self._places.items()}
        column = "URN"
        try:
            urn = _URN(cell[column])
            column = "LinkURN"
            link_urn = _URN(cell[column])
            column = "LinkType"
            link_type = _TYPE(cell[column])
            column = "LinkName"
            link_name = _NAME(cell[column]) or None
        except CellWrong as wrong:
            self.tally.wrong_row(number, column, wrong.code)
            return None
        if urn == link_urn or not link_type:
            self.tally.wrong_row(number, "LinkType" if urn != link_urn else "LinkURN", "not_allowed")
            return None
        return Link(urn, link_urn, link_type, link_name, self._date(number, cell["LinkEstablishedDate"]))

    def _date(self, number: int, cell: str) -> date | None:
        try:
            return as_date(cell) if cell else None
        except CellWrong as wrong:
            self.tally.warn(number, "LinkEstablishedDate", wrong.code)
            return None
