"""At 08:00 schools that have not answered are asked again, on their own school days and once a day."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import time
from typing import Final
from uuid import UUID

import structlog

from kit.feed.worker import Worker
from kit.kernel.days import Calendar
from kit.web.runtime import Runtime
from placements.actions.chase_school import chase_school
from placements.actions.desk import SYSTEM, Desk
from placements.domain.chasing import Unanswered, stage_of
from placements.jobs.nights import day_of, each_day, every_authority, work_for
from placements.store.calendars import CalendarStore
from placements.store.chasing import ChaseStore

NAME: Final = "chase_schools"
AT: Final = time(8, 0)
"""Europe/London."""
_log = structlog.get_logger()

Stages = Mapping[int, Mapping[UUID, int]]
"""By school: its applications and the school days reached."""


async def chase_schools(runtime: Runtime, base_url: str) -> int:
    """How many applications schools were asked about. Done again, or by two workers, no school gets a second mail.
    One transaction a school. Before 08:00 nothing is sent."""
    if day_of(runtime.clock, AT) != runtime.clock.today():
        return 0
    asked = 0
    for authority in await every_authority(runtime):
        for urn, stages in (await _due(runtime, authority)).items():
            async with work_for(runtime, authority, NAME) as work:
                chases = ChaseStore(work.connection, authority, work.clock.today())
                asked += await chase_school(await Desk.of(work, SYSTEM, base_url), chases, urn, stages)
    _log.info("job_done", job=NAME, count=asked)
    return asked


def each_morning(runtime: Runtime, base_url: str) -> Worker:
    """Once each day after 08:00; a late start sends the same day."""

    async def run() -> None:
        await chase_schools(runtime, base_url)

    return each_day(runtime, NAME, AT, run)


async def _due(runtime: Runtime, authority: str) -> Stages:
    async with work_for(runtime, authority, NAME, read_only=True) as work:
        today = work.clock.today()
        unanswered = await ChaseStore(work.connection, authority, today).unanswered()
        lies_in: dict[int | None, str] = {one.school_urn: one.school_authority for one in unanswered}
        calendars = await CalendarStore(work.connection, authority).resolve_many(lies_in) if lies_in else {}
    due: dict[int, dict[UUID, int]] = defaultdict(dict)
    for one, stage in _stages(unanswered, calendars, runtime):
        due[one.school_urn][one.application_id] = stage
    return due


def _stages(
    unanswered: Sequence[Unanswered], calendars: Mapping[int | None, Calendar], runtime: Runtime
) -> list[tuple[Unanswered, int]]:
    """Nothing on a day the school is not open, nor where no calendar says so (PL-314)."""
    today = runtime.clock.today()
    found = []
    for one in unanswered:
        calendar = calendars[one.school_urn]
        stage = stage_of(one, today, calendar) if calendar.is_school_day(today) else None
        if stage is not None:
            found.append((one, stage))
    return found
