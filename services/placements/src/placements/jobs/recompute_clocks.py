"""Every night before limits expire, and at the start: running clocks follow calendars, settings and rules (PL-315)."""

from datetime import time
from typing import Final

import structlog

from kit.feed.worker import Worker
from kit.web.runtime import Runtime
from placements.actions.ask_for_vacancies import recount_vacancies
from placements.actions.desk import SYSTEM, Desk
from placements.actions.recompute_clocks import recompute_clocks as recompute
from placements.domain.clock_moves import MoveCause
from placements.jobs.nights import each_day, every_authority, work_for

NAME: Final = "recompute_clocks"
AT: Final = time(0, 1)
"""Europe/London: before schools that let their limit pass are written down."""
_log = structlog.get_logger()


async def recompute_clocks(runtime: Runtime, base_url: str, cause: MoveCause = MoveCause.RULES) -> int:
    """How many clocks moved. A save moves its clocks at once; this finds what a newer rule, or a calendar taken
    from a file, has left. Done again, or by two workers, it changes nothing. One transaction an authority."""
    moved = 0
    for authority in await every_authority(runtime):
        async with work_for(runtime, authority, NAME) as work:
            desk = await Desk.of(work, SYSTEM, base_url)
            moved += len(await recompute(desk, cause)) + await recount_vacancies(desk)
    _log.info("job_done", job=NAME, count=moved)
    return moved


def nightly(runtime: Runtime, base_url: str) -> Worker:
    """At the start, and then once each day after 00:01."""

    async def run() -> None:
        await recompute_clocks(runtime, base_url)

    return each_day(runtime, NAME, AT, run)
