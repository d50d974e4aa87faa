"""What a school wants to know before it decides; its own time runs on meanwhile (T5, Code 2.28)."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

MOST_QUESTIONS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One to five questions that came together, and what was answered to them."""

    id: UUID
    application_id: UUID
    questions: tuple[str, ...]
    asked_on: date
    asked_by: str
    answer: str | None = None
    answered_on: date | None = None
    answered_by: str | None = None

    @property
    def is_open(self) -> bool:
        return self.answered_on is None
