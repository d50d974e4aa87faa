"""A school says no before anybody has asked in writing: a fact in the log, no refusal, no clock (PL-329)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class InformalRefusal:
    id: UUID
    child_id: UUID
    school_urn: int
    noted_on: date
    codes: tuple[str, ...]
    note: str | None = None
