"""Comma-separated files as they come: packed or plain, UTF-8 or Windows-1252, columns by name in any order."""

import codecs
import csv
import gzip
import io
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from placements.imports.report import FileRefused, RowError

MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 1_000
LONGEST_NAME: Final = 200
_CHUNK: Final = 1 << 20
_GZIP: Final = b"\x1f\x8b"
_WINDOWS: Final = "cp1252"
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_REPLACED: Final = "\ufffd"

Source = Path | bytes
"""A file of the command line, or one that was uploaded."""


@dataclass(frozen=True, slots=True)
class Delimited:
    """An open file: its columns, its rows counted from 1, and how many lines it has below the header."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[int, list[str]]]
    total: int

    def positions(self, required: Sequence[str]) -> dict[str, int]:
        """Where each column stands. Raises FileRefused when one is missing or stands twice."""
        places = {name: position for position, name in enumerate(self.columns)}
        if len(places) != len(self.columns):
            raise FileRefused("column_duplicate")
        absent = [name for name in required if name not in places]
        if absent:
            raise FileRefused("column_missing", [RowError(0, name, "column_missing") for name in absent])
        return places


@contextmanager
def open_delimited(source: Source, *, most_rows: int | None = MOST_ROWS) -> Iterator[Delimited]:
    """Reads as a stream. Raises FileRefused `encoding`, `bad_format` or `file_too_large` (PL-1006)."""
    encoding, lines = _look_through(source)
    if most_rows is not None and lines - 1 > most_rows:
        raise FileRefused("file_too_large")
    # Windows-1252 leaves five bytes undefined: such a cell shows the replacement sign and is refused alone.
    errors = "replace" if encoding == _WINDOWS else "strict"
    with _open_bytes(source) as raw:
        reader = csv.reader(io.TextIOWrapper(raw, encoding=encoding, errors=errors, newline=""))
        yield Delimited(_header(reader), _rows(reader), max(lines - 1, 0))


def is_undecodable(cell: str) -> bool:
    """A byte that Windows-1252 does not define stood here."""
    return _REPLACED in cell


def _header(reader: "Iterator[list[str]]") -> tuple[str, ...]:
    """Names of columns are told again in the report: what no column is called is no name."""
    try:
        header = next(reader, None)
    except csv.Error:
        raise FileRefused("bad_format", [RowError(0, None, "bad_format")]) from None
    if header is None:
        raise FileRefused("column_missing")
    if len(header) > MOST_COLUMNS or any("\0" in name or len(name) > LONGEST_NAME for name in header):
        raise FileRefused("bad_format", [RowError(0, None, "bad_format")])
    return tuple(name.strip() for name in header)


def _rows(reader: "Iterator[list[str]]") -> Iterator[tuple[int, list[str]]]:
    number = 0
    try:
        for cells in reader:
            if cells:
                number += 1
                yield number, cells
    except csv.Error:
        raise FileRefused("bad_format", [RowError(number + 1, None, "bad_format")]) from None


def _look_through(source: Source) -> tuple[str, int]:
    """The encoding, and the number of lines (a quoted line break counts as one more)."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    encoding, lines, last = "utf-8-sig", 0, b"\n"
    try:
        with _open_bytes(source) as raw:
            while chunk := raw.read(_CHUNK):
                if not lines and chunk.startswith(_UTF16):
                    raise FileRefused("encoding")
                lines += chunk.count(b"\n")
                last = chunk[-1:]
                if encoding != _WINDOWS:
                    encoding = _still_utf8(decoder, chunk, encoding)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise FileRefused("bad_format") from None
    if encoding != _WINDOWS:
        encoding = _still_utf8(decoder, b"", encoding, final=True)
    return encoding, lines + (last != b"\n")


def _still_utf8(decoder: codecs.IncrementalDecoder, chunk: bytes, encoding: str, *, final: bool = False) -> str:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return _WINDOWS
    return encoding


def _open_bytes(source: Source) -> IO[bytes]:
    if isinstance(source, bytes):
        return io.BytesIO(source)  # an upload is never packed: archives are refused at the door
    with source.open("rb") as file:
        packed = file.read(len(_GZIP)) == _GZIP
    return gzip.open(source, "rb") if packed else source.open("rb")  # type: ignore[return-value]
