"""What an import found in a file and what it did about it, without a single value from the file (PL-1003)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final

MOST_LISTED: Final = 1_000

Progress = Callable[[int, int], None]
"""Called with rows done and rows in all, at least every 500 rows (PL-1005)."""


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


MESSAGES: Final[Mapping[str, str]] = {
    "missing": "A value is needed here.",
    "wrong_type": "This is no whole number.",
    "too_long": "The text is too long.",
    "out_of_range": "The value is out of range.",
    "not_allowed": "This is none of the codes allowed here.",
    "bad_format": "The value has another form than expected.",
    "control_character": "The text holds characters that cannot be kept.",
    "encoding": "The file is neither UTF-8 nor Windows-1252.",
    "duplicate": "The same row stands in the file before.",
    "date_invalid": "This is no date.",
    "school_unknown": "No school of the register has this URN.",
    "school_closed": "The school is closed.",
    "type_unknown": "The type of school is not known; it is taken as other.",
    "authority_unknown": "The authority is not known yet and was added.",
    "column_missing": "A column that is needed is missing.",
    "column_duplicate": "A column stands twice in the header.",
    "table_not_accepted": "This table of the return is not accepted here.",
    "file_too_large": "The file has more rows than can be taken at once.",
    "header_missing": "The child of this episode does not stand in the Header.",
    "header_duplicate": "The child stands twice in the Header.",
    "episode_zero": "The episode lasted no day and is left out.",
    "episode_reversed": "The episode ended before it began and is left out.",
    "episode_gap_or_overlap": "The episode does not join the next one.",
    "age_over_18": "The episode began at 18 or over.",
    "upn_invalid": "The UPN is not right; the child is taken without it.",
    "upn_temporary": "The UPN is temporary and should be replaced.",
    "upn_duplicate": "Another child has this UPN; this child is taken without it.",
    "upn_changed": "The UPN differs from the one held; the old one is kept as former.",
    "upn_unknown_school_age": "UN1 for a child of school age.",
    "upn_authority_unknown": "The authority inside the UPN is not known.",
    "legal_status_unknown": "The legal status is not known; the episode counts as no short break.",
    "adoption_seal_needed": "The child was adopted: ask for a seal.",
    "previously_looked_after_to_confirm": "Confirm whether the child is previously looked after from here on.",
    "care_not_changed": "The child's care was left as it was, because one of its episodes is wrong.",
    "calendar_invalid": "Terms overlap or leave the year, or a day lies in no term.",
    "no_terms": "The calendar has no terms.",
    "event_not_understood": "The event is called neither a term nor a day without school; it was left out.",
    "event_not_all_day": "The event does not last whole days; it was left out.",
    "event_repeats": "Repeated events are not read; it was left out.",
    "day_outside_terms": "The day lies in no term, where it changes nothing.",
    "holiday_inside_term": "The holiday lies inside a term; its days are taken as days without school.",
    "pupil_days_unusual": "The calendar has fewer than 185 or more than 195 pupil days.",
    "owner_unknown": "The authority or school of the calendar is not known.",
    "reply_address_exists": "The school has another reply address already.",
    "reply_address_no_email": "A reply address needs an e-mail address.",
    "conflict": "The register has changed in a way that contradicts the row; it was left as it is.",
    "name_change_blocked": "An adoptive placement is open: the UPN was left as it is.",
    "wrong_rows_present": "Some rows are wrong; nothing was taken.",
    "roll_not_ended": "The file names no school; the roll that is held was left as it is.",
    "roll_from_today": "The file does not say since when; the roll begins on the day it is applied.",
    "feed_purged": "The sending system has deleted this; here nothing was, and the virtual school head is asked.",
    "child_unknown": "No child of the authority has this reference.",
    "case_to_open": "The child cannot stay at its school: no import opens a case, somebody has to.",
    "gave_up": "The work was stopped again and again and was given up.",
    "import_running": "Another import of this kind is running.",
}
"""Fixed words by code: never a value (SE-77)."""


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
