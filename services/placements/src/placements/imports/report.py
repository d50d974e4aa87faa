"""What an import found in a file and what it did about it, without a single value from the file (PL-1003)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final

from placements.imports.report_words import MESSAGES

MOST_LISTED: Final = 1_000

Progress = Callable[[int, int], None]
"""Called with rows done and rows in all, at least every 500 rows (PL-1005)."""


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class RowError:
    """`row` counts from 1 below the header; 0 is the file itself."""

    row: int
    column: str | None
    code: str
    severity: Severity = Severity.ERROR

    def as_dict(self) -> dict[str, Any]:
        return {
            "row": self.row,
            "column": self.column,
            "code": self.code,
            "severity": self.severity.value,
            "message": MESSAGES[self.code],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Counts of one file. `refused` says why nothing of it can be taken; `details` holds counts of its own
    kind, `parts` the reports of files read together with it."""

    kind: str
    applied: bool = False
    refused: str | None = None
    rows: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    ignored: int = 0
    wrong: int = 0
    warnings: int = 0
    missing_from_file: int = 0
    columns_ignored: tuple[str, ...] = ()
    errors: tuple[RowError, ...] = ()
    errors_left_out: int = 0
    details: Mapping[str, int] = field(default_factory=dict)
    parts: "tuple[Report, ...]" = ()

    @property
    def is_clean(self) -> bool:
        """Nothing was refused and no row is wrong, in any part."""
        return self.refused is None and self.wrong == 0 and all(part.is_clean for part in self.parts)

    def as_dict(self) -> dict[str, Any]:
        """For `--json` and for the wire."""
        return {
            "kind": self.kind,
            "applied": self.applied,
            "refused": self.refused,
            "rows": self.rows,
            "new": self.new,
            "changed": self.changed,
            "same": self.same,
            "ignored": self.ignored,
            "wrong": self.wrong,
            "warnings": self.warnings,
            "missing_from_file": self.missing_from_file,
            "columns_ignored": list(self.columns_ignored),
            "errors": [error.as_dict() for error in self.errors],
            "errors_left_out": self.errors_left_out,
            "details": dict(self.details),
            "parts": [part.as_dict() for part in self.parts],
        }


class FileRefused(Exception):
    """Nothing of the file can be taken; `code` says why and `errors` where."""

    def __init__(self, code: str, errors: Iterable[RowError] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.errors = tuple(errors)

    def report(self, kind: str) -> Report:
        errors = self.errors or (RowError(0, None, self.code),)
        return Report(
            kind=kind,
            refused=self.code,
            wrong=len(errors),
            errors=errors[:MOST_LISTED],
            errors_left_out=max(0, len(errors) - MOST_LISTED),
        )


@dataclass(slots=True)
class Tally:
    """Counts while a file is read."""

    rows: int = 0
    ignored: int = 0
    wrong: int = 0
    warnings: int = 0
    errors: list[RowError] = field(default_factory=list)
    left_out: int = 0

    def wrong_row(self, row: int, column: str | None, code: str) -> None:
        """Call once per wrong row: it counts the row, whatever else is wrong in it."""
        self.wrong += 1
        self._list(RowError(row, column, code))

    def wrong_rows(self, rows: Sequence[int], column: str | None, code: str) -> None:
        """Rows that are wrong together: all are counted, the first is listed."""
        self.wrong += len(rows)
        self._list(RowError(rows[0], column, code))

    def warn(self, row: int, column: str | None, code: str) -> None:
        self.warnings += 1
        self._list(RowError(row, column, code, Severity.WARNING))

    def absorb(self, other: "Tally", columns: Mapping[str, str]) -> None:
        """What another reading found, under the names the columns have here; rows are counted by the caller."""
        self.ignored += other.ignored
        self.wrong += other.wrong
        self.warnings += other.warnings
        self.left_out += other.left_out
        for error in other.errors:
            self._list(replace(error, column=columns.get(error.column or "", error.column)))

    def _list(self, error: RowError) -> None:
        if len(self.errors) < MOST_LISTED:
            self.errors.append(error)
        else:
            self.left_out += 1

    def report(self, kind: str, **counts: Any) -> Report:
        """The counts so far with those the register added."""
        return Report(
            kind=kind,
            rows=self.rows,
            ignored=self.ignored,
            wrong=self.wrong,
            warnings=self.warnings,
            errors=tuple(sorted(self.errors, key=lambda error: error.row)),
            errors_left_out=self.left_out,
            **counts,
        )
