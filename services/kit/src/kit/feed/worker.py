"""What runs beside the requests of a service: feed readers, mail delivery, jobs by the clock."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Final

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

DATABASE_AWAY: Final = (OperationalError, InterfaceError, PoolTimeout)
"""Nobody's fault but the database's: the work waits and is done again as a whole (AC-32)."""
_LONGEST_PAUSE_SECONDS: Final = 60.0
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Worker:
    """Something that works until it is told to stop, and then ends at a transaction border (RE-31)."""

    name: str
    run: Callable[[asyncio.Event], Awaitable[None]]


async def pause(stop: asyncio.Event, seconds: float) -> None:
    """Waits, but no longer than until the stop."""
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return


async def run_workers(workers: Iterable[Worker], stop: asyncio.Event) -> None:
    """Runs all of them side by side until the stop; one that breaks starts again and disturbs no other."""
    async with asyncio.TaskGroup() as group:
        for worker in workers:
            group.create_task(_kept_running(worker, stop), name=worker.name)


async def _kept_running(worker: Worker, stop: asyncio.Event) -> None:
    wait_seconds = 1.0
    while not stop.is_set():
        try:
            await worker.run(stop)
        except Exception as error:  # noqa: BLE001 - the edge of a worker: the others go on
            _log.error("worker_broke", job=worker.name, error_class=type(error).__name__)
            await pause(stop, wait_seconds)
            wait_seconds = min(wait_seconds * 2, _LONGEST_PAUSE_SECONDS)
        else:
            return
