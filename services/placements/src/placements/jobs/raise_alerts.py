"""Alerts follow the work: a moment after each change, and for everybody once the night's limits have expired."""

import asyncio
from collections.abc import Iterable
from datetime import date, time
from typing import Final

import structlog

from kit.db.tenancy import Context
from kit.feed.worker import Worker, pause
from kit.web.runtime import Runtime
from placements.actions.raise_alerts import Lookout
from placements.actions.raise_alerts import raise_alerts as look_through
from placements.jobs.nights import day_of, every_authority, work_for
from placements.store.alert_keeping import marked_authorities

NAME: Final = "raise_alerts"
AT: Final = time(0, 10)
"""Europe/London: after `expire_clocks`."""
LOOK_SECONDS: Final = 10.0
"""How soon after a change alerts say so; an authority where much happens is looked through once in this time."""
_log = structlog.get_logger()


async def raise_alerts(runtime: Runtime) -> int:
    """Every authority. How many alerts were raised or cleared; done again, or by two workers, it changes nothing."""
    return await _look(runtime, await every_authority(runtime), only_if_changed=False)


async def raise_changed(runtime: Runtime) -> int:
    """Only authorities whose work has changed since somebody looked."""
    async with runtime.database.transaction(Context.service("placements"), read_only=True) as connection:
        marked = await marked_authorities(connection)
    return await _look(runtime, marked, only_if_changed=True) if marked else 0


def watching(runtime: Runtime) -> Worker:
    """Everybody at the start and each day after 00:10; in between whoever has changed something."""

    async def run(stop: asyncio.Event) -> None:
        done_for: date | None = None
        while not stop.is_set():
            day = day_of(runtime.clock, AT)
            if day != done_for:
                await raise_alerts(runtime)
                done_for = day
            else:
                await raise_changed(runtime)
            await pause(stop, LOOK_SECONDS)

    return Worker(f"placements.{NAME}", run)


async def _look(runtime: Runtime, authorities: Iterable[str], *, only_if_changed: bool) -> int:
    """One transaction an authority."""
    changed = 0
    for authority in authorities:
        async with work_for(runtime, authority, NAME) as work:
            kept = await look_through(Lookout.of(work), only_if_changed=only_if_changed)
        changed += kept.raised + kept.cleared
    _log.info("job_done", job=NAME, count=changed)
    return changed
