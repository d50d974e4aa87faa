"""Reads terms and days without school, row by row, and puts them together by owner and academic year."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from kit.kernel.ids import new_id
from placements.domain.drafted_calendar import DraftedCalendar
from placements.domain.school_calendar import (
    CalendarInvalid,
    CalendarSource,
    NonSchoolDayKind,
    SchoolCalendar,
)
from placements.imports.cells import as_date, matching, member_of, text_up_to
from placements.imports.delimited import Delimited
from placements.imports.named_cells import NamedCells
from placements.imports.report import Tally

COLUMNS: Final = ("owner_kind", "owner_code", "academic_year", "row_kind", "start_on")
READ: Final = frozenset((*COLUMNS, "end_on", "label"))
_LONGEST_DAYS: Final = 366
_NOTE: Final = text_up_to(100)


class Owner(StrEnum):
    AUTHORITY = "authority"
    SCHOOL = "school"


class RowKind(StrEnum):
    TERM = "term"
    INSET = "inset"
    CLOSURE = "closure"
    OTHER = "other"


_WHOSE: Final = {
    "owner_kind": member_of(Owner),
    "owner_code": matching(r"[0-9]{3}|[1-9][0-9]{5,6}"),
    "academic_year": matching(r"20[0-9]{2}-[0-9]{2}"),
}
_WHAT: Final = {"row_kind": member_of(RowKind), "start_on": as_date}


@dataclass(slots=True)
class CalendarReader:
    """A calendar with a wrong row is left out whole: a forgotten day would move every date counted by it."""

    file: Delimited
    tally: Tally = field(default_factory=Tally)
    _broken: set[tuple[str, str, str]] = field(default_factory=set)

    def drafts(self) -> list[DraftedCalendar]:
        """Calendars none of whose rows is wrong; the other rows of broken ones are ignored."""
        table = NamedCells(self.file, COLUMNS, self.tally)
        found: dict[tuple[str, str, str], DraftedCalendar] = {}
        for row, cells in self.file.rows:
            self.tally.rows = row
            whose = table.needed(row, cells, _WHOSE)
            if whose is None:
                continue
            key = (whose["owner_kind"].value, whose["owner_code"], whose["academic_year"])
            what = self._what(table, row, cells)
            if what is None:
                self._broken.add(key)
                continue
            draft = found.setdefault(key, DraftedCalendar(whose["owner_kind"].value, *key[1:]))
            draft.rows.append(row)
            _add(draft, *what)
        for key in self._broken & found.keys():
            self.tally.ignored += len(found[key].rows)
        return [draft for key, draft in found.items() if key not in self._broken]

    def _what(self, table: NamedCells, row: int, cells: list[str]) -> tuple[RowKind, date, date, str | None] | None:
        what: dict[str, Any] | None = table.needed(row, cells, _WHAT)
        if what is None:
            return None
        first = last = what["start_on"]
        if table.text(cells, "end_on"):
            ends = table.needed(row, cells, {"end_on": as_date})
            if ends is None:
                return None
            last = ends["end_on"]
        if not 0 <= (last - first).days < _LONGEST_DAYS:
            self.tally.wrong_row(row, "end_on", "calendar_invalid")
            return None
        return what["row_kind"], first, last, table.wanted(row, cells, "label", _NOTE)

    def is_owned(self, draft: DraftedCalendar, schools: Collection[int], codes: Collection[str]) -> bool:
        """Whether the registers know the school or authority; else its rows are wrong."""
        if draft.owner_kind == "authority":
            code, known = "owner_unknown", draft.owner_code in codes
        else:
            code, known = "school_unknown", int(draft.owner_code) in schools
        if not known:
            self.tally.wrong_rows(draft.rows, "owner_code", code)
        return known

    def finished(self, draft: DraftedCalendar) -> SchoolCalendar | None:
        """None where terms and days are not in order (PL-312); warns of an unusual number of pupil days."""
        try:
            calendar = draft.finished(new_id(), CalendarSource.CSV)
        except CalendarInvalid:
            self.tally.wrong_rows(draft.rows, "start_on", "calendar_invalid" if draft.terms else "no_terms")
            return None
        if calendar.has_unusual_length():
            self.tally.warn(draft.rows[0], "academic_year", "pupil_days_unusual")
        return calendar


def _add(draft: DraftedCalendar, kind: RowKind, first: date, last: date, note: str | None) -> None:
    if kind is RowKind.TERM:
        draft.add_term(first, last)
    else:
        draft.add_days(first, last, NonSchoolDayKind(kind.value), note)
