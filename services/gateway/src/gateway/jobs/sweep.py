"""Every ten minutes: removes sessions, counters and proofs that have run out (security-reliability 12.5)."""

import asyncio
from typing import Final

from gateway.store.housekeeping import sweep
from kit.db.database import JOB, Database
from kit.db.tenancy import Context
from kit.feed.worker import Worker, pause
from kit.kernel.clock import Clock

EVERY_SECONDS: Final = 600.0


def sweeping(database: Database, clock: Clock) -> Worker:
    """Safe to run in many processes: what one has removed the others do not find."""

    async def run(stop: asyncio.Event) -> None:
        while not stop.is_set():
            async with database.transaction(Context.service("gateway"), limits=JOB) as connection:
                await sweep(connection, clock.now())
            await pause(stop, EVERY_SECONDS)

    return Worker("gateway.sweep", run)
