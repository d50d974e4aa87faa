"""What the command line tells of an import: counts and places, never a value from a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from funding.domain.ssda903.rows import RowError, RowErrorCode

MOST_LISTED: Final = 1_000

_WORDS: Final[Mapping[str, str]] = {
    RowErrorCode.NOT_A_DATE: "This is no date.",
    RowErrorCode.AFTER_YEAR_END: "The day lies after the end of the return year.",
    RowErrorCode.MISSING_VALUE: "A value is needed here.",
    RowErrorCode.UNKNOWN_CHILD: "The child of this episode does not stand in the Header.",
    RowErrorCode.DUPLICATE_CHILD: "The child stands twice in the Header.",
    "file_unreadable": "The file is not this table as CSV in UTF-8.",
    "table_not_wanted": "This table of the return is not needed.",
    "file_too_large": "The file has more rows than can be taken at once.",
    "unsupported_media_type": "The XML form is not read; give the CSV.",
    "not_a_31_march": "A return year ends on a 31 March.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CountReport:
    """`refused` says why nothing was kept; `details` holds the counts."""

    applied: bool = False
    refused: str | None = None
    rows: int = 0
    new: int = 0
    same: int = 0
    warnings: int = 0
    errors: tuple[RowError, ...] = ()
    details: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        return self.refused is None and not self.errors

    def as_dict(self) -> dict[str, Any]:
        """For `--json`; the same keys as every import of the product."""
        return {
            "kind": "ssda903_count",
            "applied": self.applied,
            "refused": self.refused,
            "rows": self.rows,
            "new": self.new,
            "changed": 0,
            "same": self.same,
            "ignored": 0,
            "wrong": len(self.errors),
            "warnings": self.warnings,
            "missing_from_file": 0,
            "columns_ignored": [],
            "errors": [_told(error) for error in self.errors[:MOST_LISTED]] + self._of_file(),
            "errors_left_out": max(0, len(self.errors) - MOST_LISTED),
            "details": dict(self.details),
            "parts": [],
        }

    def _of_file(self) -> list[dict[str, Any]]:
        if self.refused is None or self.refused not in _WORDS:
            return []
        return [{"row": 0, "column": None, "code": self.refused, "severity": "error", "message": _WORDS[self.refused]}]


def _told(error: RowError) -> dict[str, Any]:
    """Rows count from 1 below the header line."""
    return {
        "row": error.line - 1,
        "column": f"{error.table}.{error.column}",
        "code": str(error.code),
        "severity": "error",
        "message": _WORDS[error.code],
    }
