"""In the second week of September each school with children or requests is asked whether its contacts are right."""

from datetime import date, time
from typing import Final

import structlog

from kit.feed.worker import Worker
from kit.web.runtime import Runtime
from placements.actions.ask_for_contacts import ask_for_contacts
from placements.actions.desk import SYSTEM, Desk
from placements.domain.contact_asks import is_time_to_ask
from placements.jobs.nights import each_day, every_authority, work_for

NAME: Final = "ask_contacts"
AT: Final = time(8, 0)
_SEPTEMBER: Final = 9
_log = structlog.get_logger()


async def ask_contacts(runtime: Runtime, base_url: str) -> int:
    """How many schools were asked. Done again, it asks nobody twice: one question a school and September."""
    today = runtime.clock.today()
    if not is_time_to_ask(today):
        return 0
    since = date(today.year, _SEPTEMBER, 1)
    asked = 0
    for authority in await every_authority(runtime):
        async with work_for(runtime, authority, NAME) as work:
            desk = await Desk.of(work, SYSTEM, base_url)
            for urn in await desk.contact_asks.still_to_ask(since, today):
                asked += int(await ask_for_contacts(desk, urn))
    _log.info("job_done", job=NAME, count=asked)
    return asked


def yearly(runtime: Runtime, base_url: str) -> Worker:
    """Looks each day at 08:00."""

    async def run() -> None:
        await ask_contacts(runtime, base_url)

    return each_day(runtime, NAME, AT, run)
