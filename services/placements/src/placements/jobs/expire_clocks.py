"""Every night, and for missed nights at the start: schools that let their limit pass are written down (T9)."""

from collections.abc import Sequence
from datetime import time
from typing import Final
from uuid import UUID

import structlog

from kit.feed.worker import Worker
from kit.web.runtime import Runtime
from placements.actions.desk import SYSTEM, Desk
from placements.actions.expire_conditions import expire_conditions
from placements.actions.lapse_application import lapse_application
from placements.jobs.nights import each_day, every_authority, work_for
from placements.store.expired import ExpiredConditions, ExpiredLimits

NAME: Final = "expire_clocks"
AT: Final = time(0, 5)
"""Europe/London; a deadline is missed from midnight on (PL-404)."""
_log = structlog.get_logger()


async def expire_clocks(runtime: Runtime, base_url: str) -> int:
    """How many applications lapsed. Done again, it changes nothing: each is looked at anew, held, and let be
    when it was answered meanwhile. One transaction an application, so that one fault stops no other child."""
    lapsed = 0
    for authority in await every_authority(runtime):
        for application_id in await _past_limit(runtime, authority):
            lapsed += await _lapse(runtime, authority, application_id, base_url)
        for application_id in await _conditions_past(runtime, authority):
            await _end_conditions(runtime, authority, application_id, base_url)
    _log.info("job_done", job=NAME, count=lapsed)
    return lapsed


def nightly(runtime: Runtime, base_url: str) -> Worker:
    """At the start, and then once each day after 00:05."""

    async def run() -> None:
        await expire_clocks(runtime, base_url)

    return each_day(runtime, NAME, AT, run)


async def _past_limit(runtime: Runtime, authority: str) -> Sequence[UUID]:
    async with work_for(runtime, authority, NAME, read_only=True) as work:
        return await ExpiredLimits(work.connection, authority).before(runtime.clock.today())


async def _conditions_past(runtime: Runtime, authority: str) -> Sequence[UUID]:
    async with work_for(runtime, authority, NAME, read_only=True) as work:
        return await ExpiredConditions(work.connection, authority).before(runtime.clock.today())


async def _end_conditions(runtime: Runtime, authority: str, application_id: UUID, base_url: str) -> None:
    async with work_for(runtime, authority, NAME) as work:
        await expire_conditions(await Desk.of(work, SYSTEM, base_url), application_id)


async def _lapse(runtime: Runtime, authority: str, application_id: UUID, base_url: str) -> int:
    async with work_for(runtime, authority, NAME) as work:
        desk = await Desk.of(work, SYSTEM, base_url)
        return int(await lapse_application(desk, application_id) is not None)
