"""Uploaded files nobody applied are deleted after 72 hours, and results after 30 days (PL-1002)."""

import asyncio
from typing import Final

from kit.db.database import JOB
from kit.db.tenancy import Context
from kit.feed.worker import Worker, pause
from kit.web.runtime import Runtime
from placements.domain.imports import RESULT_FOR, UNAPPLIED, UNAPPLIED_FOR
from placements.imports.order import context_of
from placements.store.import_queue import ImportQueue, WaitingImport
from placements.store.imports import ImportStore

NAME: Final = "expire_files"
_LOOK_SECONDS: Final = 600.0


async def expire_files(runtime: Runtime) -> int:
    """How many files and results went. Done again, it changes nothing."""
    now = runtime.clock.now()
    async with runtime.database.transaction(Context.service("placements"), read_only=True) as connection:
        stale = await ImportQueue(connection).stale(uploaded_before=now - UNAPPLIED_FOR, ended_before=now - RESULT_FOR)
    for one in stale:
        await _expire(runtime, one)
    return len(stale)


def sweeper(runtime: Runtime) -> Worker:
    """At the start and every ten minutes."""

    async def run(stop: asyncio.Event) -> None:
        while not stop.is_set():
            await expire_files(runtime)
            await pause(stop, _LOOK_SECONDS)

    return Worker(f"placements.{NAME}", run)


async def _expire(runtime: Runtime, waiting: WaitingImport) -> None:
    now = runtime.clock.now()
    context = context_of(waiting.owner, waiting.kind)
    async with runtime.database.transaction(context, limits=JOB) as connection:
        store = ImportStore(connection, waiting.owner)
        await store.forget(now - RESULT_FOR)
        one = await store.get_to_change(waiting.id)
        if one is not None and one.state in UNAPPLIED:
            await store.save(one.expire(now))
            await store.drop_file(one.id)
