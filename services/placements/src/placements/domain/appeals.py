"""An appeal against a refusal: a flag and two dates, which hold nothing up (T34)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class AppealOutcome(StrEnum):
    UPHELD = "upheld"
    NOT_UPHELD = "not_upheld"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    id: UUID
    application_id: UUID
    lodged_on: date
    heard_on: date | None = None
    outcome: AppealOutcome | None = None
    recorded_by: str

    @property
    def is_pending(self) -> bool:
        return self.outcome is None
