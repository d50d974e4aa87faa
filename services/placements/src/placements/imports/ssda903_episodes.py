"""Reads the Episodes table of the SSDA903 return."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from placements.domain.episodes import LEGAL_STATUSES, SHORT_BREAKS, Episode
from placements.domain.year_group import age_on
from placements.imports.cells import CellWrong, as_date, text_up_to
from placements.imports.delimited import Delimited
from placements.imports.named_cells import NamedCells
from placements.imports.report import FileRefused, RowError, Tally
from placements.imports.ssda903_header import ReturnedChild, refuse_other_tables

COLUMNS: Final = ("CHILD", "DECOM")
_READ: Final = frozenset({"CHILD", "DECOM", "RNE", "LS", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "PL_POST"})
_ADULT: Final = 18
_POSTCODE: Final = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9])(?:[A-Z]{2})?", re.ASCII)
_CODE: Final = text_up_to(10)


@dataclass(slots=True)
class EpisodeReader:
    """Episodes by child. The column URN, which is Ofsted's number of the home, HOME_POST and CIN are read
    past."""

    file: Delimited
    children: Mapping[str, ReturnedChild]
    without_care: Collection[str]
    tally: Tally = field(default_factory=Tally)
    wrong_children: set[str] = field(default_factory=set)
    _table: NamedCells = field(init=False)

    def __post_init__(self) -> None:
        refuse_other_tables(self.file)
        self._table = NamedCells(self.file, COLUMNS, self.tally)

    @property
    def columns_ignored(self) -> tuple[str, ...]:
        return tuple(column for column in self.file.columns if column not in _READ)

    def episodes(self) -> dict[str, list[Episode]]:
        """Raises FileRefused `header_missing`. Episodes of children whose Header row is wrong are ignored."""
        found: dict[str, list[Episode]] = {}
        strangers: list[RowError] = []
        for row, cells in self.file.rows:
            self.tally.rows = row
            reference = self._table.text(cells, "CHILD")
            if reference in self.without_care:
                self.tally.ignored += 1
            elif reference not in self.children:
                strangers.append(RowError(row, "CHILD", "header_missing"))
            elif episode := self._episode(row, cells, self.children[reference]):
                found.setdefault(reference, []).append(episode)
        if strangers:
            raise FileRefused("header_missing", strangers)
        return found

    def _episode(self, row: int, cells: list[str], child: ReturnedChild) -> Episode | None:
        dates = self._table.needed(row, cells, {"DECOM": as_date})
        ended = self._table.text(cells, "DEC")
        if dates is not None and ended:
            dates |= self._table.needed(row, cells, {"DEC": as_date}) or {"DECOM": None}
        if dates is None or dates["DECOM"] is None:
            self.wrong_children.add(child.la_child_id)
            return None
        from_on, to_on = dates["DECOM"], dates.get("DEC")
        if to_on is not None and to_on <= from_on:
            self.tally.ignored += 1
            self.tally.warn(row, "DEC", "episode_zero" if to_on == from_on else "episode_reversed")
            return None
        if age_on(child.date_of_birth, from_on) >= _ADULT:
            self.tally.warn(row, "DECOM", "age_over_18")
        return Episode(
            row=row,
            from_on=from_on,
            to_on=to_on,
            short_break=self._is_short_break(row, cells),
            start_reason=self._table.wanted(row, cells, "RNE", _CODE),
            place=self._table.wanted(row, cells, "PLACE", _CODE),
            provider=self._table.wanted(row, cells, "PLACE_PROVIDER", _CODE),
            postcode_sector=self._table.wanted(row, cells, "PL_POST", as_sector),
            end_reason=self._table.wanted(row, cells, "REC", _CODE),
        )

    def _is_short_break(self, row: int, cells: list[str]) -> bool:
        status = self._table.text(cells, "LS")
        if status not in LEGAL_STATUSES:
            self.tally.warn(row, "LS", "legal_status_unknown")
        return status in SHORT_BREAKS


def as_sector(cell: str) -> str:
    """A postcode is cut to its sector on reading: "AB1 2BB" becomes "AB1 2"."""
    match = _POSTCODE.fullmatch(cell.upper())
    if match is None:
        raise CellWrong("bad_format")
    return f"{match[1]} {match[2]}"
