"""A school is asked how many places it has in a year group, and has two school days to say (Code 2.23)."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Self
from uuid import UUID

from kit.kernel.errors import DomainError, NotFound


class VacancyRequestNotFound(NotFound):
    """No such question for this caller."""


class VacancyAnswered(DomainError):
    """The school has answered; what has changed since is a new question."""


class VacancyState(StrEnum):
    """`missed`: the two school days have passed."""

    OPEN = "open"
    MISSED = "missed"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class VacancyRequest:
    """`due_on` None: no calendar covers the days (PL-314)."""

    id: UUID
    version: int = 1
    school_urn: int
    year_group: str
    sent_on: date
    sent_by: str
    due_on: date | None
    calendar_owner: str | None = None
    calendar_version: int | None = None
    inherited: bool = False
    places: int | None = None
    pan: int | None = None
    nor: int | None = None
    replied_on: date | None = None
    replied_by: str | None = None

    def state_on(self, today: date) -> VacancyState:
        """Missed from the day after (PL-404)."""
        if self.replied_on is not None:
            return VacancyState.ANSWERED
        return VacancyState.MISSED if self.due_on is not None and today > self.due_on else VacancyState.OPEN

    @property
    def answered_in_time(self) -> bool | None:
        """None while it is open, or where the day could not be counted."""
        if self.replied_on is None or self.due_on is None:
            return None
        return self.replied_on <= self.due_on

    def answer(self, *, places: int, pan: int | None, nor: int | None, on: date, by: str) -> Self:
        """Raises VacancyAnswered."""
        if self.replied_on is not None:
            raise VacancyAnswered
        return replace(self, places=places, pan=pan, nor=nor, replied_on=on, replied_by=by, version=self.version + 1)
