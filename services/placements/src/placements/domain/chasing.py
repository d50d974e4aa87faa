"""When a school that has not answered is asked again: at 5, 10 and 13 of its own school days (PL-902)."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from kit.kernel.days import Calendar, add_school_days

CHASED_AFTER: Final = (5, 10, 13)
HEAD_TOLD_AFTER: Final = 13
"""School days from receipt; from then on the head is told as well (ML-3)."""
MOST_ASKING_MAILS: Final = 4
"""For one application, the request itself included (PL-918)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """A request a school has not answered, and what it was sent about it."""

    application_id: UUID
    school_urn: int
    school_authority: str
    received_on: date
    reminded_on: date | None
    asking_mails: int


def stage_of(request: Unanswered, today: date, calendar: Calendar) -> int | None:
    """The last of 5, 10 and 13 school days that has come, where nobody has reminded the school since it came.

    A day on which the job did not run is made up for; a stage that was passed over is not.
    """
    if request.asking_mails >= MOST_ASKING_MAILS:
        return None
    for stage in reversed(CHASED_AFTER):
        came_on = add_school_days(request.received_on, stage, calendar)
        if came_on is not None and today >= came_on:
            return stage if request.reminded_on is None or request.reminded_on < came_on else None
    return None
