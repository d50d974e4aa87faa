"""What jobs by the clock share: once each day after a time of day, one authority and one transaction at a time."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date, time, timedelta
from typing import Final

from kit.db.database import JOB
from kit.db.foundation import foundation
from kit.db.tenancy import Context
from kit.db.work import Work
from kit.feed.worker import Worker, pause
from kit.kernel.clock import LONDON, Clock
from kit.web.runtime import Runtime
from placements.store.authorities import AuthorityStore
from placements.store.tables.metadata import METADATA

LOOK_SECONDS: Final = 30.0


def each_day(runtime: Runtime, name: str, at: time, run: Callable[[], Awaitable[object]]) -> Worker:
    """At the start, which makes up for what was missed, and then once each day after a time in London."""

    async def running(stop: asyncio.Event) -> None:
        done_for: date | None = None
        while not stop.is_set():
            day = day_of(runtime.clock, at)
            if day != done_for:
                await run()
                done_for = day
            await pause(stop, LOOK_SECONDS)

    return Worker(f"placements.{name}", running)


def day_of(clock: Clock, at: time) -> date:
    """The day whose work is due: before the time of day it is still yesterday's."""
    local = clock.now().astimezone(LONDON)
    return local.date() if local.time() >= at else local.date() - timedelta(days=1)


async def every_authority(runtime: Runtime) -> list[str]:
    """Those of the register: a job works for one at a time (SE-69)."""
    async with runtime.database.transaction(Context.service("placements"), read_only=True) as connection:
        return sorted(await AuthorityStore(connection).codes())


@asynccontextmanager
async def work_for(runtime: Runtime, authority: str, name: str, *, read_only: bool = False) -> AsyncIterator[Work]:
    """One transaction of a job for one authority."""
    context = Context.job(authority, name)
    async with runtime.database.transaction(context, read_only=read_only, limits=JOB) as connection:
        yield Work(connection=connection, tables=foundation(METADATA), authority=authority, clock=runtime.clock)
