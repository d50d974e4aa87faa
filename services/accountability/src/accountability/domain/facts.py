"""A stored fact: what a feed told, with the ids by which it is found (section 3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One event. `child_id`, `school_urn` and `year_group` of an application's later facts come from its first."""

    event_id: UUID
    authority: str
    source: str
    type: str
    version: int
    occurred_on: date
    recorded_at: datetime
    subject_id: str
    child_id: UUID | None
    school_urn: int | None
    year_group: str | None
    corrects: UUID | None
    fields: Mapping[str, Any]

    def day(self, name: str) -> date | None:
        """A date among the fields."""
        value = self.fields.get(name)
        return date.fromisoformat(value) if value else None


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """By version, then by id, whatever order they came in (AC-30)."""
    return sorted(facts, key=lambda fact: (fact.version, fact.event_id.bytes))
