"""What jobs about single cases share: find them, then one transaction for each, so that one fault stops no other."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import time
from typing import Final, TypeVar

import structlog

from kit.feed.worker import Worker
from kit.web.runtime import Runtime
from placements.actions.desk import SYSTEM, Desk
from placements.jobs.nights import each_day, every_authority, work_for
from placements.store.case_work import CaseWork

T = TypeVar("T")
_log = structlog.get_logger()

AT: Final = time(0, 20)
"""Europe/London, behind the clocks of the night."""


async def one_by_one(
    runtime: Runtime,
    name: str,
    base_url: str,
    find: Callable[[CaseWork], Awaitable[Sequence[T]]],
    do: Callable[[Desk, T], Awaitable[bool]],
) -> int:
    """How many were done. `do` looks anew at what it holds and answers whether it changed anything: the job run
    again, or by two workers at once, changes nothing twice."""
    done = 0
    for authority in await every_authority(runtime):
        async with work_for(runtime, authority, name, read_only=True) as work:
            found = await find(CaseWork(work.connection, authority))
        for one in found:
            async with work_for(runtime, authority, name) as work:
                done += await do(await Desk.of(work, SYSTEM, base_url), one)
    _log.info("job_done", job=name, count=done)
    return done


def daily(runtime: Runtime, name: str, run: Callable[[], Awaitable[int]]) -> Worker:
    """At the start, which makes up for missed days, and then once each day."""
    return each_day(runtime, name, AT, run)
