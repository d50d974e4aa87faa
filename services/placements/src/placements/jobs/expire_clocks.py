"""Every night, and for missed nights at the start: schools that let their limit pass are written down (T9)."""

import asyncio
from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Final
from uuid import UUID

import structlog

from kit.db.database import JOB
from kit.db.foundation import foundation
from kit.db.tenancy import Context
from kit.db.work import Work
from kit.feed.worker import Worker, pause
from kit.kernel.clock import LONDON, Clock
from kit.web.runtime import Runtime
from placements.actions.desk import SYSTEM, Desk
from placements.actions.lapse_application import lapse_application
from placements.store.authorities import AuthorityStore
from placements.store.expired import ExpiredLimits
from placements.store.tables.metadata import METADATA

NAME: Final = "expire_clocks"
AT: Final = time(0, 5)
"""Europe/London; a deadline is missed from midnight on (PL-404)."""
_LOOK_SECONDS: Final = 30.0
_log = structlog.get_logger()


async def expire_clocks(runtime: Runtime, base_url: str) -> int:
    """How many applications lapsed. Done again, it changes nothing: each is looked at anew, held, and let be
    when it was answered meanwhile. One transaction an application, so that one fault stops no other child."""
    lapsed = 0
    for authority in await _authorities(runtime):
        for application_id in await _past_limit(runtime, authority):
            lapsed += await _lapse(runtime, authority, application_id, base_url)
    _log.info("job_done", job=NAME, count=lapsed)
    return lapsed


def nightly(runtime: Runtime, base_url: str) -> Worker:
    """At the start, and then once each day after 00:05."""

    async def run(stop: asyncio.Event) -> None:
        done_for: date | None = None
        while not stop.is_set():
            day = night_of(runtime.clock)
            if day != done_for:
                await expire_clocks(runtime, base_url)
                done_for = day
            await pause(stop, _LOOK_SECONDS)

    return Worker(f"placements.{NAME}", run)


def night_of(clock: Clock) -> date:
    """The day whose night's work is due: before 00:05 still yesterday's."""
    local = clock.now().astimezone(LONDON)
    return local.date() if local.time() >= AT else local.date() - timedelta(days=1)


async def _authorities(runtime: Runtime) -> Sequence[str]:
    """Every authority of the register: a job works for one at a time (SE-69)."""
    async with runtime.database.transaction(Context.service("placements"), read_only=True) as connection:
        return sorted(await AuthorityStore(connection).codes())


async def _past_limit(runtime: Runtime, authority: str) -> Sequence[UUID]:
    async with runtime.database.transaction(Context.job(authority, NAME), read_only=True, limits=JOB) as connection:
        return await ExpiredLimits(connection, authority).before(runtime.clock.today())


async def _lapse(runtime: Runtime, authority: str, application_id: UUID, base_url: str) -> int:
    async with runtime.database.transaction(Context.job(authority, NAME), limits=JOB) as connection:
        work = Work(connection=connection, tables=foundation(METADATA), authority=authority, clock=runtime.clock)
        desk = await Desk.of(work, SYSTEM, base_url)
        return int(await lapse_application(desk, application_id) is not None)
