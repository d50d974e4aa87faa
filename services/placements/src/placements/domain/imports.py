"""A file on its way into the register: always checked first, and taken only when somebody says so (PL-1002)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final, Self
from uuid import UUID

from kit.kernel.errors import DomainError, NotFound

UNAPPLIED_FOR: Final = timedelta(hours=72)
RESULT_FOR: Final = timedelta(days=30)
NATION: Final = "000"
"""The owner of files for the national registers: no authority."""
MOST_ATTEMPTS: Final = 5


class ImportNotFound(NotFound):
    """No such import for this caller; another authority's looks the same (PL-202)."""


class ImportNotOpen(DomainError):
    """The import has moved on; `state` is where it stands."""

    def __init__(self, state: "ImportState") -> None:
        super().__init__(state)
        self.state = state


class WrongRowsPresent(DomainError):
    """Some rows are wrong and nobody said that the others may be taken without them (PL-1004)."""


class ImportKind(StrEnum):
    """What a file holds (PL-1001)."""

    SCHOOLS = "schools"
    SCHOOL_LINKS = "school_links"
    SSDA903 = "ssda903"
    DFE_CSC = "dfe_csc"
    CHILDREN = "children"
    MOVES = "moves"
    CALENDARS = "calendars"
    CONTACTS = "contacts"
    SCHOOL_FACTS = "school_facts"


NATIONAL_KINDS: Final = frozenset({ImportKind.SCHOOLS, ImportKind.SCHOOL_LINKS})
"""Registers that are the same for every authority: files of the platform's operator."""


class ImportState(StrEnum):
    """Section 17; `cancelled` and `expired` leave the way at its side."""

    QUEUED = "queued"
    CHECKING = "checking"
    CHECKED = "checked"
    APPLYING = "applying"
    APPLIED = "applied"
    APPLIED_WITH_ERRORS = "applied_with_errors"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


AT_WORK: Final = (ImportState.QUEUED, ImportState.CHECKING, ImportState.APPLYING)
"""A job has something to do."""
UNAPPLIED: Final = (ImportState.QUEUED, ImportState.CHECKING, ImportState.CHECKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One file, or two read together, and how far it has come.

    `told` is what was said beside the file, `report` what the check found, `taken` what was done. `resume_at`
    counts rows that are done with: after a stop the work goes on there (RE-8).
    """

    id: UUID
    version: int = 1
    kind: ImportKind
    state: ImportState = ImportState.QUEUED
    told: Mapping[str, str]
    bytes: int
    uploaded_by: str
    uploaded_at: datetime
    checked_at: datetime | None = None
    ended_at: datetime | None = None
    accept_partial: bool = False
    applied_by: Mapping[str, str] | None = None
    attempts: int = 0
    done: int = 0
    total: int = 0
    resume_at: int = 0
    report: Mapping[str, Any] | None = None
    taken: Mapping[str, int] | None = None
    failure: str | None = None

    @property
    def expires_at(self) -> datetime | None:
        """When an unapplied file is deleted."""
        return self.uploaded_at + UNAPPLIED_FOR if self.state in UNAPPLIED else None

    @property
    def wrong_rows(self) -> int:
        """Those the check found, in the file or in one read with it."""
        return wrong_rows(self.report) if self.report is not None else 0

    def check(self) -> Self:
        """A job begins to check, or goes on after a stop."""
        self._refuse_unless(ImportState.QUEUED, ImportState.CHECKING)
        return replace(self, state=ImportState.CHECKING, attempts=self.attempts + 1)

    def checked(self, report: Mapping[str, Any], now: datetime) -> Self:
        """A file that is refused as a whole has failed: nothing of it can be taken."""
        self._refuse_unless(ImportState.CHECKING)
        told = replace(self, report=report, checked_at=now, done=self.total, attempts=0)
        if report["refused"]:
            return told.failed(report["refused"], now)
        return replace(told, state=ImportState.CHECKED)

    def apply(self, by: Mapping[str, str], *, accept_partial: bool) -> Self:
        """Somebody says that it be taken. Raises ImportNotOpen, WrongRowsPresent."""
        self._refuse_unless(ImportState.CHECKED)
        if self.wrong_rows and not accept_partial:
            raise WrongRowsPresent
        return replace(self, state=ImportState.APPLYING, applied_by=by, accept_partial=accept_partial, done=0)

    def go_on(self) -> Self:
        """A job begins to take it, or goes on after a stop."""
        self._refuse_unless(ImportState.APPLYING)
        return replace(self, attempts=self.attempts + 1)

    def applied(self, taken: Mapping[str, int], now: datetime) -> Self:
        """Success is claimed only when every row was taken (PL-1004)."""
        self._refuse_unless(ImportState.APPLYING)
        whole = taken["wrong"] == self.wrong_rows == 0
        state = ImportState.APPLIED if whole else ImportState.APPLIED_WITH_ERRORS
        return replace(self, state=state, taken=taken, ended_at=now, done=self.total, failure=None)

    def failed(self, code: str, now: datetime) -> Self:
        return replace(self, state=ImportState.FAILED, failure=code, ended_at=now)

    def cancel(self, now: datetime) -> Self:
        """Before it is taken; afterwards nothing is taken back."""
        self._refuse_unless(*UNAPPLIED)
        return replace(self, state=ImportState.CANCELLED, ended_at=now)

    def expire(self, now: datetime) -> Self:
        self._refuse_unless(*UNAPPLIED)
        return replace(self, state=ImportState.EXPIRED, ended_at=now)

    def _refuse_unless(self, *states: ImportState) -> None:
        if self.state not in states:
            raise ImportNotOpen(self.state)


def wrong_rows(report: Mapping[str, Any]) -> int:
    return int(report["wrong"]) + sum(int(part["wrong"]) for part in report["parts"])
