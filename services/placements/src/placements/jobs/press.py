"""The queue in front of the press: each paper in its own transaction, held by one process at a time."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final

import structlog

from kit.db.database import JOB
from kit.db.foundation import foundation
from kit.db.tenancy import Context
from kit.db.work import Work
from kit.feed.worker import pause
from kit.web.runtime import Runtime
from placements.jobs.typesetting import CannotTypeset
from placements.store.papers import PaperKind, PaperOrder, PaperOrders
from placements.store.tables.metadata import METADATA

_LOOK_SECONDS: Final = 2.0
_FIRST_PAUSE: Final = timedelta(minutes=1)
_LONGEST_PAUSE: Final = timedelta(hours=6)
_FAULTS: Final = (CannotTypeset, LookupError, TypeError, ValueError)
"""Errors of ours about one paper; a database that is away is none of them and ends the round."""
_log = structlog.get_logger()

Print = Callable[[Work, PaperOrder], Awaitable[None]]


async def print_papers(
    runtime: Runtime, job: str, kind: PaperKind, print_one: Print, stop: asyncio.Event | None = None
) -> int:
    """Until nothing is left for this process, or the paper in hand is done when it is told to stop (RE-31). One fault
    stops no other paper: it is tried again, ever more seldom."""
    printed, here = 0, 1
    while here:
        here = 0
        for order in await _open(runtime, kind):
            if stop is not None and stop.is_set():
                return printed + here
            here += await _printed(runtime, job, order, print_one)
        printed += here
    return printed


async def _printed(runtime: Runtime, job: str, order: PaperOrder, print_one: Print) -> int:
    try:
        return await _take(runtime, job, order, print_one)
    except _FAULTS as error:
        _log.error("paper_failed", job=job, order=order.id, error_class=type(error).__name__)
        await _try_later(runtime, order)
        return 0


async def press(stop: asyncio.Event, work: Callable[[], Awaitable[int]]) -> None:
    """Looks every two seconds."""
    while not stop.is_set():
        await work()
        await pause(stop, _LOOK_SECONDS)


async def _open(runtime: Runtime, kind: PaperKind) -> list[PaperOrder]:
    async with runtime.database.transaction(Context.service("placements"), read_only=True) as connection:
        return list(await PaperOrders(connection).open(kind, runtime.clock.now()))


async def _take(runtime: Runtime, job: str, order: PaperOrder, print_one: Print) -> int:
    """0 when another process has the order, or had it."""
    async with runtime.database.transaction(Context.job(order.authority, job), limits=JOB) as connection:
        orders = PaperOrders(connection)
        if not await orders.hold(order.id):
            return 0
        work = Work(connection=connection, tables=foundation(METADATA), authority=order.authority, clock=runtime.clock)
        await print_one(work, order)
        await orders.done(order.id, runtime.clock.now())
        return 1


async def _try_later(runtime: Runtime, order: PaperOrder) -> None:
    later = runtime.clock.now() + min(_FIRST_PAUSE * 2**order.tries, _LONGEST_PAUSE)
    async with runtime.database.transaction(Context.service("placements")) as connection:
        await PaperOrders(connection).try_later(order.id, later)
