"""What somebody of a school or a trust may know of: requests to their own schools, and children on roll (section 3)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SchoolReach:
    """Over all authorities: one school, or every school of one trust. One of the two is set."""

    urn: int | None = None
    trust_uid: str | None = None


def closed_after(today: date) -> date:
    """A request that has ended is reached for 12 months more."""
    day = 28 if (today.month, today.day) == (2, 29) else today.day
    return date(today.year - 1, today.month, day)
