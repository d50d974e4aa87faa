"""Checks and takes uploaded files beside the requests; whatever stops it, another run goes on where it was."""

import asyncio
from typing import Final

from kit.db.tenancy import Context
from kit.feed.worker import Worker, pause
from kit.web.runtime import Runtime
from placements.imports.turns import Place, Turn
from placements.store.import_queue import ImportQueue

NAME: Final = "take_imports"
_LOOK_SECONDS: Final = 2.0


async def take_imports(runtime: Runtime, base_url: str) -> int:
    """How many files were checked or taken. Several may run: each file is one worker's at a time."""
    place = Place(runtime.database, runtime.clock, runtime.audit_key, base_url)
    async with runtime.database.transaction(Context.service("placements"), read_only=True) as connection:
        waiting = await ImportQueue(connection).waiting()
    done = [await Turn(place, one).take() for one in waiting]
    return sum(done)


def counter(runtime: Runtime, base_url: str) -> Worker:
    """Looks every two seconds."""

    async def run(stop: asyncio.Event) -> None:
        while not stop.is_set():
            await take_imports(runtime, base_url)
            await pause(stop, _LOOK_SECONDS)

    return Worker(f"placements.{NAME}", run)
