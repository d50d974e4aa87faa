"""A file of an authority's own records: who may ask for one, who has to agree, how long it is kept (SE-86, PL-1010)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Self
from uuid import UUID

from kit.kernel.errors import DomainError, InvalidInput, NotFound, SecondPersonRequired


class ExportKind(StrEnum):
    CHILDREN = "children"
    CASES = "cases"
    APPLICATIONS = "applications"
    DECISIONS = "decisions"
    LETTERS_INDEX = "letters_index"
    EVENTS = "events"
    FULL = "full"


class ExportFormat(StrEnum):
    CSV = "csv"
    JSON_LINES = "json_lines"


class ExportState(StrEnum):
    WAITING_APPROVAL = "waiting_approval"
    QUEUED = "queued"
    READY = "ready"
    EXPIRED = "expired"


UNASKED: Final = 50
"""Children up to whose number nobody has to say why."""
LEAST_REASON: Final = 10
KEPT: Final = timedelta(days=7)
MOST_DOWNLOADS: Final = 3
MOST_A_DAY: Final = 10
ALARM_AT: Final = 3
"""The third export of a person in a day is told to whoever watches over the installation."""


class ExportNotFound(NotFound):
    """No such export for this caller."""


class ApprovalRequired(DomainError):
    """A second person has to agree before the file is made."""


class ExportNotReady(DomainError):
    """The file is not made yet."""


class ExportGone(DomainError):
    """The file has been fetched three times, or its week is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """`children`: whose records the file holds, known once it is made."""

    id: UUID
    version: int = 1
    kind: ExportKind
    format: ExportFormat
    names: bool
    reason: str | None
    state: ExportState
    requested_by: str
    requested_at: datetime
    approved_by: str | None = None
    approved_at: datetime | None = None
    made_at: datetime | None = None
    rows: int | None = None
    sha256: str | None = None
    children: Sequence[UUID] = ()
    downloads: int = 0

    @property
    def expires_at(self) -> datetime | None:
        return self.made_at + KEPT if self.made_at else None

    def state_at(self, now: datetime) -> ExportState:
        over = self.expires_at is not None and now >= self.expires_at
        return ExportState.EXPIRED if over else self.state

    def approve(self, by: str, at: datetime) -> Self:
        """Raises SecondPersonRequired for the one who asked; approving twice changes nothing."""
        if by == self.requested_by:
            raise SecondPersonRequired
        if self.state is not ExportState.WAITING_APPROVAL:
            return self
        return replace(self, state=ExportState.QUEUED, approved_by=by, approved_at=at, version=self.version + 1)

    def made(self, *, rows: int, sha256: str, children: Sequence[UUID], at: datetime) -> Self:
        return replace(
            self,
            state=ExportState.READY,
            rows=rows,
            sha256=sha256,
            children=tuple(children),
            made_at=at,
            version=self.version + 1,
        )

    def downloaded(self, by: str, now: datetime) -> Self:
        """By the one who asked and nobody else. Raises ExportNotFound, ApprovalRequired, ExportNotReady, ExportGone."""
        if by != self.requested_by:
            raise ExportNotFound
        state = self.state_at(now)
        if state is ExportState.WAITING_APPROVAL:
            raise ApprovalRequired
        if state is ExportState.QUEUED:
            raise ExportNotReady
        if state is ExportState.EXPIRED or self.downloads >= MOST_DOWNLOADS:
            raise ExportGone
        return replace(self, downloads=self.downloads + 1, version=self.version + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedExport:
    kind: ExportKind
    format: ExportFormat
    names: bool
    reason: str | None

    def check(self, children: int) -> bool:
        """Whether a second factor is asked of the caller. Raises InvalidInput: everything holds names and comes
        as lines only, and more than fifty children, or names, want a reason."""
        if self.kind is ExportKind.FULL and not self.names:
            raise InvalidInput("not_allowed", "/names")
        if self.kind is ExportKind.FULL and self.format is not ExportFormat.JSON_LINES:
            raise InvalidInput("not_allowed", "/format")
        sensitive = self.names or children > UNASKED
        if sensitive and len(self.reason or "") < LEAST_REASON:
            raise InvalidInput("missing", "/reason")
        return sensitive

    def asked(self, export_id: UUID, by: str, at: datetime) -> Export:
        """With names a second person has to agree first."""
        return Export(
            id=export_id,
            kind=self.kind,
            format=self.format,
            names=self.names,
            reason=self.reason,
            state=ExportState.WAITING_APPROVAL if self.names else ExportState.QUEUED,
            requested_by=by,
            requested_at=at,
        )
