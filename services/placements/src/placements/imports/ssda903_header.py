"""Reads the Header table of the SSDA903 return, and tells tables that are not taken from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from placements.domain.child import OLDEST, Sex, UpnUnknownReason
from placements.domain.upn import Upn, UpnInvalid
from placements.domain.year_group import SCHOOL_AGE, age_on, year_group
from placements.imports.cells import CellWrong, as_date, matching
from placements.imports.delimited import Delimited
from placements.imports.named_cells import NamedCells
from placements.imports.report import FileRefused, RowError, Tally

COLUMNS: Final = ("CHILD", "SEX", "DOB")
_READ: Final = frozenset({"CHILD", "SEX", "DOB", "ETHNIC", "UPN"})
_OTHER_TABLES: Final[Mapping[str, str]] = {
    "REVIEW": "Reviews",
    "DUC": "UASC",
    "SDQ_SCORE": "OC2",
    "IN_TOUCH": "OC3",
    "DATE_INT": "AD1",
    "DATE_PLACED": "PlacedAdoption",
    "PREV_PERM": "PrevPerm",
    "MISSING": "Missing",
    "SW_ID": "SWEpisodes",
    "DOLO_START": "DoLo",
}
"""A column only this other table has: such a file is refused, not read past (SE-4)."""

_SEXES: Final = {"1": Sex.MALE, "2": Sex.FEMALE, "M": Sex.MALE, "F": Sex.FEMALE, "U": Sex.UNKNOWN}
"""1 and 2 until 2024, letters since."""
_REFERENCE: Final = matching(r"[A-Za-z0-9]{1,20}")
_ETHNICITY: Final = matching(r"[A-Z]{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedChild:
    """One row of the Header table."""

    row: int
    la_child_id: str
    sex: Sex
    date_of_birth: date
    ethnicity: str | None
    upn: str | None
    upn_unknown_reason: UpnUnknownReason | None


def refuse_other_tables(file: Delimited) -> None:
    """Raises FileRefused `table_not_accepted` (section 17)."""
    for column in _OTHER_TABLES:
        if column in file.columns:
            raise FileRefused("table_not_accepted", [RowError(0, column, "table_not_accepted")])


@dataclass(slots=True)
class HeaderReader:
    """Children of the return. The mother's column and her child's date of birth are read past (SE-4)."""

    file: Delimited
    today: date
    tally: Tally = field(default_factory=Tally)
    wrong_children: set[str] = field(default_factory=set)
    _table: NamedCells = field(init=False)

    def __post_init__(self) -> None:
        refuse_other_tables(self.file)
        self._table = NamedCells(self.file, COLUMNS, self.tally)

    @property
    def columns_ignored(self) -> tuple[str, ...]:
        return tuple(column for column in self.file.columns if column not in _READ)

    def children(self) -> list[ReturnedChild]:
        """Raises FileRefused `header_duplicate`."""
        found: dict[str, ReturnedChild] = {}
        twice: list[RowError] = []
        for row, cells in self.file.rows:
            self.tally.rows = row
            reference = self._table.text(cells, "CHILD")
            if reference and (reference in found or reference in self.wrong_children):
                twice.append(RowError(row, "CHILD", "header_duplicate"))
                continue
            child = self._child(row, cells)
            if child is None:
                self.wrong_children.add(reference)
            else:
                found[child.la_child_id] = child
        if twice:
            raise FileRefused("header_duplicate", twice)
        return list(found.values())

    def _child(self, row: int, cells: list[str]) -> ReturnedChild | None:
        reads = {"CHILD": _REFERENCE, "SEX": _as_sex, "DOB": as_date}
        values = self._table.needed(row, cells, reads)
        if values is None:
            return None
        born: date = values["DOB"]
        if born > self.today or age_on(born, self.today) > OLDEST:
            self.tally.wrong_row(row, "DOB", "out_of_range")
            return None
        upn, reason = self._upn(row, self._table.text(cells, "UPN"), born)
        return ReturnedChild(
            row=row,
            la_child_id=values["CHILD"],
            sex=values["SEX"],
            date_of_birth=born,
            ethnicity=self._table.wanted(row, cells, "ETHNIC", _ETHNICITY),
            upn=upn,
            upn_unknown_reason=reason,
        )

    def _upn(self, row: int, text: str, born: date) -> tuple[str | None, UpnUnknownReason | None]:
        """A wrong UPN leaves the child without one (section 17): UN5, sources disagree; nothing there: UN4."""
        if not text:
            return None, UpnUnknownReason.UN4
        if text in UpnUnknownReason.__members__:
            if text == UpnUnknownReason.UN1 and year_group(born, self.today) in SCHOOL_AGE:
                self.tally.warn(row, "UPN", "upn_unknown_school_age")
            return None, UpnUnknownReason(text)
        try:
            upn = Upn.parse(text)
        except UpnInvalid:
            self.tally.warn(row, "UPN", "upn_invalid")
            return None, UpnUnknownReason.UN5
        if upn.is_temporary:
            self.tally.warn(row, "UPN", "upn_temporary")
        return upn.text, None


def _as_sex(cell: str) -> Sex:
    try:
        return _SEXES[cell.upper()]
    except KeyError:
        raise CellWrong("not_allowed") from None
