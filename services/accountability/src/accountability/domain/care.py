"""Whether a child was looked after on a day: the cohort of a figure (AC-16)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

LOOKED_AFTER: Final = "looked_after"


@dataclass(frozen=True, slots=True)
class CareInterval:
    """`to` is the first day outside; None while it is open (PL-323)."""

    status: str
    from_on: date
    to_on: date | None

    def __contains__(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or day < self.to_on)


@dataclass(frozen=True, slots=True)
class LookedAfter:
    """The cohort CLA: looked after on the date of the event. A child whose care is not known yet is not counted."""

    intervals: Mapping[UUID, Sequence[CareInterval]] = field(default_factory=dict)

    def on(self, child_id: UUID | None, day: date) -> bool:
        if child_id is None:
            return False
        return any(one.status == LOOKED_AFTER and day in one for one in self.intervals.get(child_id, ()))
