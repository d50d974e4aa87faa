"""New links that schools asked for leave a moment later, in the name of the authority that asked them."""

import asyncio
from typing import Final

from kit.db.database import JOB
from kit.db.foundation import foundation
from kit.db.tenancy import Context
from kit.db.work import Work
from kit.feed.worker import Worker, pause
from kit.web.runtime import Runtime
from placements.actions.desk import SYSTEM, Desk
from placements.actions.reissue_link import reissue_link
from placements.store.reissues import Reissue, ReissueStore
from placements.store.tables.metadata import METADATA

NAME: Final = "reissue_links"
_LOOK_SECONDS: Final = 2.0


async def reissue_links(runtime: Runtime, base_url: str) -> int:
    """How many new links went out."""
    async with runtime.database.transaction(Context.service("placements"), read_only=True) as connection:
        wishes = await ReissueStore(connection).open()
    sent = [await _fulfil(runtime, wish, base_url) for wish in wishes]
    return sum(sent)


def door(runtime: Runtime, base_url: str) -> Worker:
    """Looks every two seconds."""

    async def run(stop: asyncio.Event) -> None:
        while not stop.is_set():
            await reissue_links(runtime, base_url)
            await pause(stop, _LOOK_SECONDS)

    return Worker(f"placements.{NAME}", run)


async def _fulfil(runtime: Runtime, wish: Reissue, base_url: str) -> bool:
    context = Context.job(wish.authority, NAME)
    async with runtime.database.transaction(context, limits=JOB) as connection:
        wishes = ReissueStore(connection)
        if not await wishes.hold(wish.id):
            return False
        work = Work(connection=connection, tables=foundation(METADATA), authority=wish.authority, clock=runtime.clock)
        sent = await reissue_link(await Desk.of(work, SYSTEM, base_url), wish)
        await wishes.done(wish.id, runtime.clock.now())
        return sent
