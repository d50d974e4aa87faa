"""Every morning, and for missed ones at the start: due dates that passed, and what is held for them (section 22)."""

import asyncio
from datetime import date, time, timedelta
from typing import Final

import structlog

from funding.actions.chase_returns import hold_payments, mark_overdue
from funding.domain.when import When
from funding.store.authorities import authorities_with_books
from funding.store.records import Records
from funding.store.tables import METADATA
from kit.db.database import JOB
from kit.db.foundation import foundation
from kit.db.tenancy import Context
from kit.db.work import Work
from kit.feed.worker import Worker, pause
from kit.kernel.clock import LONDON, Clock
from kit.web.runtime import Runtime

NAME: Final = "chase_returns"
AT: Final = time(7, 30)
_LOOK_SECONDS: Final = 30.0
_log = structlog.get_logger()


async def chase_returns(runtime: Runtime) -> int:
    """How many returns became overdue. Done again on the same day, it changes nothing."""
    async with runtime.database.transaction(Context.service("funding"), read_only=True) as connection:
        authorities = await authorities_with_books(connection)
    overdue = 0
    for authority in authorities:
        async with runtime.database.transaction(Context.job(authority, NAME), limits=JOB) as connection:
            work = Work(connection=connection, tables=foundation(METADATA), authority=authority, clock=runtime.clock)
            records, when = Records(connection, authority), When.now(runtime.clock)
            overdue += len(await mark_overdue(records, work.outbox, when))
            await hold_payments(records, when)
    _log.info("job_done", job=NAME, count=overdue)
    return overdue


def each_morning(runtime: Runtime) -> Worker:
    """At the start, and then once each day after 07:30."""

    async def run(stop: asyncio.Event) -> None:
        done_for: date | None = None
        while not stop.is_set():
            day = morning_of(runtime.clock)
            if day != done_for:
                await chase_returns(runtime)
                done_for = day
            await pause(stop, _LOOK_SECONDS)

    return Worker(f"funding.{NAME}", run)


def morning_of(clock: Clock) -> date:
    """The day whose morning's work is due: before 07:30 still yesterday's."""
    local = clock.now().astimezone(LONDON)
    return local.date() if local.time() >= AT else local.date() - timedelta(days=1)
