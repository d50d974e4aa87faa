"""The two CSV files of the upload, row by row: only columns that are wanted are looked at (FU-801 to FU-803)."""

import csv
import io
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Final

from funding.domain.ssda903.count import Cells, ReturnCount, count_return
from funding.domain.ssda903.rows import Table
from funding.domain.years import ReturnYear
from kit.kernel.errors import DomainError

MOST_ROWS: Final = 250_000

_COLUMNS: Final[Mapping[Table, tuple[str, ...]]] = {
    Table.HEADER: ("CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"),
    Table.EPISODES: (
        "CHILD",
        "DECOM",
        "RNE",
        "LS",
        "CIN",
        "PLACE",
        "PLACE_PROVIDER",
        "DEC",
        "REC",
        "REASON_PLACE_CHANGE",
        "HOME_POST",
        "PL_POST",
        "URN",
    ),
}
_WANTED: Final[Mapping[Table, frozenset[str]]] = {
    Table.HEADER: frozenset({"CHILD", "DOB", "UPN"}),
    Table.EPISODES: frozenset({"CHILD", "DECOM", "RNE", "LS", "DEC", "REC"}),
}
_REQUIRED: Final[Mapping[Table, frozenset[str]]] = {
    Table.HEADER: frozenset({"CHILD", "DOB"}),
    Table.EPISODES: frozenset({"CHILD", "DECOM", "LS", "DEC"}),
}
_OF_OTHER_TABLES: Final = frozenset(
    {
        "REVIEW",
        "REVIEW_CODE",
        "DUC",
        "SDQ_SCORE",
        "SDQ_REASON",
        "CONVICTED",
        "HEALTH_CHECK",
        "IMMUNISATIONS",
        "TEETH_CHECK",
        "HEALTH_ASSESSMENT",
        "SUBSTANCE_MISUSE",
        "IN_TOUCH",
        "ACTIV",
        "ACCOM",
        "DATE_INT",
        "DATE_MATCH",
        "FOSTER_CARE",
        "NB_ADOPTR",
        "DATE_PLACED",
        "DATE_PLACED_CEASED",
        "PREV_PERM",
        "LA_PERM",
        "DATE_PERM",
        "MISSING",
        "MIS_START",
        "MIS_END",
        "SW_ID",
        "SW_DECOM",
        "SW_DEC",
        "DOLO_START",
        "DOLO_END",
    }
)
"""Columns by which the other tables of the return show themselves; health, missing and adoption are not wanted."""


class FileUnreadable(DomainError):
    """The bytes are not this table as CSV in UTF-8."""

    def __init__(self, file: Table) -> None:
        super().__init__(file)
        self.file = file


class FileTooLarge(DomainError):
    """More rows than are read at once."""


class NotCsv(DomainError):
    """The XML form of the return: every authority can produce the CSV (section 1)."""


class TableNotWanted(DomainError):
    """Another table of the return: it is recognised and refused (FU-803)."""

    def __init__(self, file: Table) -> None:
        super().__init__(file)
        self.file = file


def count_files(header: bytes, episodes: bytes, year: ReturnYear) -> ReturnCount:
    """Counts the two files of a return. Raises the errors of this module, and FileRejected."""
    unknown = unknown_columns(Table.HEADER, header) + unknown_columns(Table.EPISODES, episodes)
    count = count_return(rows_of(Table.HEADER, header), rows_of(Table.EPISODES, episodes), year)
    return count.with_warnings({"unknown_column": unknown} if unknown else {})


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def unknown_columns(table: Table, content: bytes) -> int:
    """How many columns are neither wanted nor known; they are not looked at."""
    return len(set(_header(table, content)) - set(_COLUMNS[table]))


def rows_of(table: Table, content: bytes) -> Iterator[Cells]:
    """The line of each row and its wanted cells; whatever else the row says is dropped here."""
    columns = _header(table, content)
    places = [(place, name) for place, name in enumerate(columns) if name in _WANTED[table]]
    for number, (line, row) in enumerate(_read(table, content), start=0):
        if number == 0 or not any(row):
            continue
        if number > MOST_ROWS:
            raise FileTooLarge
        yield line, {name: row[place] if place < len(row) else "" for place, name in places}


def _header(table: Table, content: bytes) -> list[str]:
    """Names are exact, their order is free."""
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise NotCsv
    first = next(_read(table, content), None)
    columns = [name.strip() for name in first[1]] if first else []
    if _OF_OTHER_TABLES.intersection(columns):
        raise TableNotWanted(table)
    if not _REQUIRED[table] <= set(columns) or len(set(columns)) != len(columns):
        raise FileUnreadable(table)
    return columns


def _read(table: Table, content: bytes) -> Iterator[tuple[int, list[str]]]:
    """UTF-8 with or without a byte order mark, commas, CRLF or LF (FU-801)."""
    text = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig", errors="strict", newline="")
    reader = csv.reader(text, strict=True)
    try:
        for row in reader:
            yield reader.line_num, row
    except (UnicodeDecodeError, csv.Error):
        raise FileUnreadable(table) from None
