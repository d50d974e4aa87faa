"""School and authority agree on the day the child starts (T23)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from placements.actions.desk import Desk
from placements.actions.record_offer import check_start
from placements.actions.take_up import ApplicationFile, permit, put_back, take_up
from placements.domain.application import Application
from placements.domain.chronology import EntryKind
from placements.domain.steps import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Without hours: full time. `reason` for a start more than 10 school days away."""

    start_on: date
    hours_per_week: int | None = None
    reason: str | None = None


async def agree_start(desk: Desk, application_id: UUID, version: int, start: Start) -> Application:
    """Raises StepNotAllowed, StepNotForActor, InvalidInput."""
    file = await take_up(desk, application_id, version)
    permit(desk, file.application, Step.AGREE_START)
    check_start(desk, file, start.start_on, start.reason)
    return await keep_start(desk, file, start)


async def keep_start(desk: Desk, file: ApplicationFile, start: Start) -> Application:
    """The start once it has been checked."""
    agreed = file.application.agree_start(start.start_on, start.hours_per_week)
    facts = {"start_on": start.start_on.isoformat(), "reason": start.reason}
    return (await put_back(desk, file, agreed, EntryKind.START_AGREED, facts)).application
