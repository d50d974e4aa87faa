"""Every night before limits expire, and at the start: running clocks follow calendars, settings and rules (PL-315)."""

import asyncio
from datetime import date, time
from typing import Final

import structlog

from kit.db.database import JOB
from kit.db.foundation import foundation
from kit.db.tenancy import Context
from kit.db.work import Work
from kit.feed.worker import Worker, pause
from kit.kernel.clock import LONDON
from kit.web.runtime import Runtime
from placements.actions.desk import SYSTEM, Desk
from placements.actions.recompute_clocks import recompute_clocks as recompute
from placements.domain.clock_moves import MoveCause
from placements.store.authorities import AuthorityStore
from placements.store.tables.metadata import METADATA

NAME: Final = "recompute_clocks"
AT: Final = time(0, 1)
"""Europe/London: before schools that let their limit pass are written down."""
_LOOK_SECONDS: Final = 30.0
_log = structlog.get_logger()


async def recompute_clocks(runtime: Runtime, base_url: str, cause: MoveCause = MoveCause.RULES) -> int:
    """How many clocks moved. A save moves its clocks at once; this finds what a newer rule, or a calendar taken
    from a file, has left. Done again, or by two workers, it changes nothing. One transaction an authority."""
    async with runtime.database.transaction(Context.service("placements"), read_only=True) as connection:
        authorities = sorted(await AuthorityStore(connection).codes())
    moved = 0
    for authority in authorities:
        moved += await _recompute(runtime, authority, base_url, cause)
    _log.info("job_done", job=NAME, count=moved)
    return moved


def nightly(runtime: Runtime, base_url: str) -> Worker:
    """At the start, and then once each day after 00:01."""

    async def run(stop: asyncio.Event) -> None:
        done_for: date | None = None
        while not stop.is_set():
            local = runtime.clock.now().astimezone(LONDON)
            if local.date() != done_for and local.time() >= AT:
                await recompute_clocks(runtime, base_url)
                done_for = local.date()
            await pause(stop, _LOOK_SECONDS)

    return Worker(f"placements.{NAME}", run)


async def _recompute(runtime: Runtime, authority: str, base_url: str, cause: MoveCause) -> int:
    async with runtime.database.transaction(Context.job(authority, NAME), limits=JOB) as connection:
        work = Work(connection=connection, tables=foundation(METADATA), authority=authority, clock=runtime.clock)
        return len(await recompute(await Desk.of(work, SYSTEM, base_url), cause))
