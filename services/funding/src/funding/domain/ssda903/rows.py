"""Rows of the two tables that are read, cell by cell (FU-802, FU-804)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final

LEGAL_STATUSES: Final = frozenset({"C1", "C2", "D1", "E1", "V2", "V3", "V4", "J1", "J2", "J3", "L1", "L2", "L3"})
SHORT_BREAKS: Final = frozenset({"V3", "V4"})

_DATE: Final = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
_DISTINCT_DATES: Final = 65_536


class Table(StrEnum):
    """The two files of the upload."""

    HEADER = "header"
    EPISODES = "episodes"


class RowErrorCode(StrEnum):
    """Section 23, row codes; the DfE's rule numbers stand in brackets in section 8."""

    NOT_A_DATE = "not_a_date"
    AFTER_YEAR_END = "after_year_end"
    MISSING_VALUE = "missing_value"
    UNKNOWN_CHILD = "unknown_child"
    DUPLICATE_CHILD = "duplicate_child"


@dataclass(frozen=True, slots=True, order=True)
class RowError:
    """Where a row is wrong and how; never what it says."""

    table: Table
    line: int
    column: str
    code: RowErrorCode


@dataclass(frozen=True, slots=True)
class HeaderRow:
    line: int
    child: str
    born_on: date
    upn: str


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    """`began` and `ceased` are DECOM and DEC; the reasons are RNE and REC."""

    line: int
    child: str
    began: date
    reason_began: str
    legal_status: str
    ceased: date | None
    reason_ceased: str

    @property
    def is_short_break(self) -> bool:
        return self.legal_status in SHORT_BREAKS


def header_row(line: int, cells: Mapping[str, str], year_end: date) -> HeaderRow | RowError:
    """Rules 102 and 301: a date of birth that is none, or that lies after the year end, rejects the row."""
    child = cells["CHILD"].strip()
    if not child:
        return RowError(Table.HEADER, line, "CHILD", RowErrorCode.MISSING_VALUE)
    born_on = _read(Table.HEADER, line, "DOB", cells["DOB"])
    if isinstance(born_on, RowError):
        return born_on
    if born_on > year_end:
        return RowError(Table.HEADER, line, "DOB", RowErrorCode.AFTER_YEAR_END)
    return HeaderRow(line, child, born_on, cells.get("UPN", "").strip())


def episode_row(line: int, cells: Mapping[str, str]) -> EpisodeRow | RowError:
    """Rules 141 and 147: a first or last day that is no date rejects the row."""
    child = cells["CHILD"].strip()
    if not child:
        return RowError(Table.EPISODES, line, "CHILD", RowErrorCode.MISSING_VALUE)
    began = _read(Table.EPISODES, line, "DECOM", cells["DECOM"])
    if isinstance(began, RowError):
        return began
    ceased = _read(Table.EPISODES, line, "DEC", cells["DEC"]) if cells["DEC"].strip() else None
    if isinstance(ceased, RowError):
        return ceased
    return EpisodeRow(
        line=line,
        child=child,
        began=began,
        reason_began=cells.get("RNE", "").strip(),
        legal_status=cells["LS"].strip(),
        ceased=ceased,
        reason_ceased=cells.get("REC", "").strip(),
    )


def _read(table: Table, line: int, column: str, text: str) -> date | RowError:
    if not text.strip():
        return RowError(table, line, column, RowErrorCode.MISSING_VALUE)
    day = _date(text.strip())
    return RowError(table, line, column, RowErrorCode.NOT_A_DATE) if day is None else day


@lru_cache(_DISTINCT_DATES)
def _date(text: str) -> date | None:
    """A real day written dd/mm/yyyy; dates repeat, so most rows read none anew."""
    written = _DATE.fullmatch(text)
    if written is None:
        return None
    try:
        return date(int(written[3]), int(written[2]), int(written[1]))
    except ValueError:
        return None
