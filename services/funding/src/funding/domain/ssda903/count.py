"""How many children were looked after in a return year, and how many of them carry the premium (FU-805, FU-806)."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, Self

from funding.domain.ssda903.rows import (
    EpisodeRow,
    HeaderRow,
    RowError,
    RowErrorCode,
    Table,
    episode_row,
    header_row,
)
from funding.domain.ssda903.warnings import warnings_of_child, warnings_of_headers
from funding.domain.years import ReturnYear
from kit.kernel.errors import DomainError

Cells = tuple[int, Mapping[str, str]]
"""The line in the file and its cells by column."""

MOST_ERRORS: Final = 1_000


class FileRejected(DomainError):
    """The two files do not belong together, so nothing is counted (INT03, INT32)."""

    def __init__(self, errors: Sequence[RowError]) -> None:
        super().__init__("the files do not belong together")
        self.errors = tuple(errors[:MOST_ERRORS])


@dataclass(frozen=True, slots=True)
class Count:
    """Children, each once; no share for days in care (FU-701)."""

    looked_after_in_year: int
    eligible: int


@dataclass(frozen=True, slots=True)
class ReturnCount:
    """What is kept of a return: counts, numbers of rows, warnings by code, places of wrong rows (FU-803)."""

    year: ReturnYear
    without_short_breaks: Count
    with_short_breaks: Count
    header_rows: int
    episode_rows: int
    warnings: Mapping[str, int]
    errors: tuple[RowError, ...]

    def with_warnings(self, more: Mapping[str, int]) -> Self:
        """The same count with warnings about the files themselves."""
        return replace(self, warnings=dict(sorted({**self.warnings, **more}.items())))


@dataclass(slots=True)
class _Reading:
    """What the two files hold while they are counted; dropped afterwards."""

    children: dict[str, date] = field(default_factory=dict)
    rejected_children: set[str] = field(default_factory=set)
    episodes: dict[str, list[EpisodeRow]] = field(default_factory=dict)
    warnings: Counter[str] = field(default_factory=Counter)
    errors: list[RowError] = field(default_factory=list)
    fatal: list[RowError] = field(default_factory=list)
    header_rows: int = 0
    episode_rows: int = 0


def count_return(header: Iterable[Cells], episodes: Iterable[Cells], year: ReturnYear) -> ReturnCount:
    """Counts a return row by row. Raises FileRejected when the files do not belong together."""
    reading = _Reading()
    _read_header(reading, header, year)
    _read_episodes(reading, episodes)
    if reading.fatal:
        raise FileRejected(sorted(reading.fatal))
    for child, rows in reading.episodes.items():
        rows.sort(key=lambda row: (row.began, row.ceased or date.max))
        reading.warnings.update(warnings_of_child(rows, reading.children[child], year))
    return ReturnCount(
        year=year,
        without_short_breaks=_count(reading, year, lambda row: not row.is_short_break),
        with_short_breaks=_count(reading, year, lambda _row: True),
        header_rows=reading.header_rows,
        episode_rows=reading.episode_rows,
        warnings=dict(sorted(reading.warnings.items())),
        errors=tuple(reading.errors),
    )


def _read_header(reading: _Reading, rows: Iterable[Cells], year: ReturnYear) -> None:
    kept: list[HeaderRow] = []
    for line, cells in rows:
        reading.header_rows += 1
        row = header_row(line, cells, year.ends_on)
        child = cells["CHILD"].strip()
        if child in reading.children or child in reading.rejected_children:
            reading.fatal.append(RowError(Table.HEADER, line, "CHILD", RowErrorCode.DUPLICATE_CHILD))
        elif isinstance(row, RowError):
            reading.errors.append(row)
            reading.rejected_children.update({child} - {""})
        else:
            reading.children[child] = row.born_on
            kept.append(row)
    reading.warnings.update(warnings_of_headers(kept, year))


def _read_episodes(reading: _Reading, rows: Iterable[Cells]) -> None:
    for line, cells in rows:
        reading.episode_rows += 1
        row = episode_row(line, cells)
        child = cells["CHILD"].strip()
        if child in reading.rejected_children:
            continue
        if child and child not in reading.children:
            reading.fatal.append(RowError(Table.EPISODES, line, "CHILD", RowErrorCode.UNKNOWN_CHILD))
        elif isinstance(row, RowError):
            reading.errors.append(row)
        else:
            reading.episodes.setdefault(child, []).append(row)


def _count(reading: _Reading, year: ReturnYear, counts: Callable[[EpisodeRow], bool]) -> Count:
    in_year = [
        child for child, rows in reading.episodes.items() if any(counts(row) and is_in_year(row, year) for row in rows)
    ]
    eligible = sum(year.born_from <= reading.children[child] <= year.born_until for child in in_year)
    return Count(len(in_year), eligible)


def is_in_year(episode: EpisodeRow, year: ReturnYear) -> bool:
    """At least a day of the episode lies in the year, both ends included; under 24 hours is no episode.

    An episode that ends exactly on 1 April counts: no source confirms it.
    """
    ends = episode.ceased
    return episode.began <= year.ends_on and (ends is None or (ends > episode.began and ends >= year.starts_on))
