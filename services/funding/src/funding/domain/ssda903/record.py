"""A counted return as it is kept: checked, applied, superseded (FU-803, FU-807)."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from funding.domain.people import Actor
from funding.domain.ssda903.count import Count, ReturnCount
from kit.kernel.errors import DomainError, InvalidInput, StepNotAllowed


class CountState(StrEnum):
    CHECKED = "checked"
    APPLIED = "applied"
    SUPERSEDED = "superseded"


class RowErrors(DomainError):
    """Some rows were rejected and nobody said that the rest is to be kept (FU-807)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRecord:
    """Counts, digests and places of errors; nothing of a child."""

    id: UUID
    count: ReturnCount
    state: CountState
    short_breaks_count: bool
    header_sha256: str
    episodes_sha256: str
    error_count: int
    checked_by: str
    checked_at: datetime
    applied_by: str | None
    applied_at: datetime | None
    superseded_reason: str | None
    version: int

    @property
    def own(self) -> Count:
        """The authority's own count by its setting for short breaks (FU-704)."""
        return self.count.with_short_breaks if self.short_breaks_count else self.count.without_short_breaks

    def apply(self, actor: Actor, at: datetime, *, accept_partial: bool) -> Self:
        if self.state is not CountState.CHECKED:
            raise StepNotAllowed(self.state, "apply")
        if self.error_count and not accept_partial:
            raise RowErrors
        return replace(self, state=CountState.APPLIED, applied_by=actor.id, applied_at=at, version=self.version + 1)

    def supersede(self, reason: str | None) -> Self:
        """A second application for the same year needs a reason."""
        if not reason:
            raise InvalidInput("missing", "/reason")
        return replace(self, state=CountState.SUPERSEDED, superseded_reason=reason, version=self.version + 1)
