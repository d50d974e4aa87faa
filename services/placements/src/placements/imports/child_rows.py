"""Reads a list of children row by row: who they are, whose roll they are on, how they are looked after."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from placements.domain.child import OLDEST, UpnUnknownReason
from placements.domain.listed_child import ListedCare, ListedRoll
from placements.domain.roll import Registration
from placements.domain.upn import Upn
from placements.domain.year_group import age_on
from placements.imports.cells import Read
from placements.imports.child_columns import BESIDE, COLUMNS, DECISIVE, KEY_READS, KEYS, PLAIN, READ, WHO
from placements.imports.delimited import Delimited
from placements.imports.named_cells import NamedCells
from placements.imports.report import FileRefused, RowError, Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedChild:
    """One row. `told` holds fields of the child the row speaks of: an empty cell takes nothing away."""

    row: int
    la_child_id: str | None
    upn: Upn | None
    upn_unknown_reason: UpnUnknownReason | None
    told: Mapping[str, Any]
    year_group: str | None
    roll: ListedRoll | None
    care: ListedCare | None


@dataclass(slots=True)
class ChildReader:
    """Rows that can be compared with the register; `references` and `upns` are those of all rows, wrong ones too."""

    file: Delimited
    today: date
    tally: Tally = field(default_factory=Tally)
    references: set[str] = field(default_factory=set)
    upns: set[str] = field(default_factory=set)
    _seen: set[str] = field(default_factory=set)
    _table: NamedCells = field(init=False)

    def __post_init__(self) -> None:
        self._table = NamedCells(self.file, COLUMNS, self.tally)
        if not set(KEYS) & set(self.file.columns):
            raise FileRefused("column_missing", [RowError(0, KEYS[0], "column_missing")])

    @property
    def columns_ignored(self) -> tuple[str, ...]:
        return tuple(name for name in self.file.columns if name not in READ)

    def children(self) -> list[ListedChild]:
        found = []
        for row, cells in self.file.rows:
            self.tally.rows = row
            self.references.add(self._table.text(cells, "la_child_id"))
            self.upns.add(self._table.text(cells, "upn"))
            child = self._child(row, cells)
            if child is not None:
                found.append(child)
        return found

    def _child(self, row: int, cells: list[str]) -> ListedChild | None:
        who = self._table.needed(row, cells, WHO)
        keys = self._given(row, cells, KEY_READS) if who is not None else None
        told = self._given(row, cells, DECISIVE) if keys is not None else None
        if who is None or keys is None or told is None or not self._makes_sense(row, who, keys, told):
            return None
        if not self._is_alone(row, keys):
            return None
        for column, read in BESIDE.items():
            if (value := self._table.wanted(row, cells, column, read)) is not None:
                told[column] = value
        upn = keys.get("upn")
        return ListedChild(
            row=row,
            la_child_id=keys.get("la_child_id"),
            upn=upn if isinstance(upn, Upn) else None,
            upn_unknown_reason=upn if isinstance(upn, UpnUnknownReason) else None,
            told=who | {name: value for name, value in told.items() if name in PLAIN},
            year_group=told.get("year_group"),
            roll=_roll(told),
            care=_care(told),
        )

    def _given(self, row: int, cells: list[str], reads: Mapping[str, Read[Any]]) -> dict[str, Any] | None:
        """Those of the columns that hold something; None when one of them is wrong."""
        there = {column: read for column, read in reads.items() if self._table.text(cells, column)}
        return self._table.needed(row, cells, there)

    def _makes_sense(self, row: int, who: dict[str, Any], keys: dict[str, Any], told: dict[str, Any]) -> bool:
        born: date = who["date_of_birth"]
        care_from, care_to = told.get("care_from"), told.get("care_to")
        wrong = None
        if not keys.get("la_child_id") and not isinstance(keys.get("upn"), Upn):
            wrong = "la_child_id", "missing"
        elif born > self.today or age_on(born, self.today) > OLDEST:
            wrong = "date_of_birth", "out_of_range"
        elif care_from is not None and care_to is not None and care_to <= care_from:
            wrong = "care_to", "out_of_range"
        if wrong is not None:
            self.tally.wrong_row(row, *wrong)
        return wrong is None

    def _is_alone(self, row: int, keys: dict[str, Any]) -> bool:
        """A UPN that stands twice is left out of the later row (rule 444), unless it is all that names the child."""
        reference, upn = keys.get("la_child_id"), keys.get("upn")
        if reference in self._seen:
            self.tally.wrong_row(row, "la_child_id", "duplicate")
            return False
        if isinstance(upn, Upn) and upn.text in self._seen:
            if reference is None:
                self.tally.wrong_row(row, "upn", "duplicate")
                return False
            self.tally.warn(row, "upn", "upn_duplicate")
            keys["upn"] = UpnUnknownReason.UN5
        self._seen |= {key for key in (reference, upn.text if isinstance(upn, Upn) else None) if key}
        return True


def _roll(told: Mapping[str, Any]) -> ListedRoll | None:
    if "school_urn" not in told:
        return None
    return ListedRoll(
        school_urn=told["school_urn"],
        from_on=told.get("roll_from"),
        registration=told.get("registration", Registration.MAIN),
        full_time=told.get("full_time"),
        hours_per_week=told.get("hours_per_week"),
    )


def _care(told: Mapping[str, Any]) -> ListedCare | None:
    if "care_status" not in told:
        return None
    return ListedCare(status=told["care_status"], from_on=told.get("care_from"), to_on=told.get("care_to"))
