"""One cell of a file becomes one value, or a code that says why not."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

from placements.domain.plain_text import has_unwanted_characters, mend_windows_quotes, tidy
from placements.imports.delimited import is_undecodable

_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})", re.ASCII)
_WHOLE: Final = re.compile(r"(\d{1,9})(?:\.0+)?", re.ASCII)
_YES: Final = frozenset({"yes", "true", "1", "y"})
_NO: Final = frozenset({"no", "false", "0", "n", ""})

V = TypeVar("V")
E = TypeVar("E", bound=StrEnum)
Read = Callable[[str], V]


class CellWrong(ValueError):
    """`code` is one of the report's; the value is not kept."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def as_date(cell: str) -> date:
    """`YYYY-MM-DD`, `DD-MM-YYYY` or `DD/MM/YYYY`, and a day that exists."""
    if match := _ISO.fullmatch(cell):
        year, month, day = match.groups()
    elif match := _DAY_FIRST.fullmatch(cell):
        day, month, year = match.groups()
    else:
        raise CellWrong("date_invalid")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise CellWrong("date_invalid") from None


def as_whole(cell: str) -> int:
    """A whole number without sign; "12.0", as spreadsheets write it, is 12."""
    match = _WHOLE.fullmatch(cell)
    if match is None:
        raise CellWrong("wrong_type")
    return int(match[1])


def whole_between(low: int, high: int) -> Read[int]:
    def read(cell: str) -> int:
        number = as_whole(cell)
        if not low <= number <= high:
            raise CellWrong("out_of_range")
        return number

    return read


def text_up_to(longest: int) -> Read[str]:
    def read(cell: str) -> str:
        if is_undecodable(cell):
            raise CellWrong("encoding")
        text = tidy(mend_windows_quotes(cell))
        if len(text) > longest:
            raise CellWrong("too_long")
        if has_unwanted_characters(text):
            raise CellWrong("control_character")
        return text

    return read


def digits(width: int) -> Read[str]:
    """A code of digits; leading zeros that a spreadsheet dropped come back."""

    def read(cell: str) -> str:
        text = str(as_whole(cell)).zfill(width)
        if len(text) != width:
            raise CellWrong("bad_format")
        return text

    return read


def one_of(codes: Mapping[int, V]) -> Read[V]:
    """A numbered code of the register."""

    def read(cell: str) -> V:
        try:
            return codes[as_whole(cell)]
        except (KeyError, CellWrong):
            raise CellWrong("not_allowed") from None

    return read


def member_of(kind: type[E]) -> Read[E]:
    """A code written exactly as on the wire."""

    def read(cell: str) -> E:
        try:
            return kind(cell.lower())
        except ValueError:
            raise CellWrong("not_allowed") from None

    return read


def matching(pattern: str) -> Read[str]:
    form = re.compile(pattern, re.ASCII)

    def read(cell: str) -> str:
        if not form.fullmatch(cell):
            raise CellWrong("bad_format")
        return cell

    return read


def as_yes_or_no(cell: str) -> bool:
    """`yes` or `no`; nothing is no."""
    word = cell.lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise CellWrong("not_allowed")
