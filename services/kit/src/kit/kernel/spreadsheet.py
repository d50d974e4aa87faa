"""CSV that people open in a spreadsheet: UTF-8 with its mark, a header row, ISO dates, and no cell that calculates."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final

BYTE_ORDER_MARK: Final = "\ufeff"
_CALCULATES: Final = ("=", "+", "-", "@", "\t", "\r")
Value = str | int | bool | date | datetime | None


def csv_text(header: Sequence[str], rows: Iterable[Mapping[str, Value]]) -> str:
    """One line a row, cells by the names of the header; a name that is missing is an empty cell (SE-86, UI-12)."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([cell(row.get(name)) for name in header] for row in rows)
    return BYTE_ORDER_MARK + written.getvalue()


def cell(value: Value) -> str:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it; numbers are numbers."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    return f"'{value}" if value.startswith(_CALCULATES) else value
