"""Every few minutes: a mail that could not be delivered stands beside the contact it went to (PL-330, A27)."""

import asyncio
from typing import Final

import structlog

from kit.feed.worker import Worker, pause
from kit.web.runtime import Runtime
from placements.jobs.nights import every_authority, work_for
from placements.store.bounced import BouncedContacts
from placements.store.contacts import ContactStore

NAME: Final = "note_bounces"
_LOOK_SECONDS: Final = 300.0
_log = structlog.get_logger()


async def note_bounces(runtime: Runtime) -> int:
    """How many contacts were marked. Done again, or by two workers, it marks none twice."""
    noted = 0
    for authority in await every_authority(runtime):
        async with work_for(runtime, authority, NAME) as work:
            contacts = ContactStore(work.connection, authority)
            for contact_id in await BouncedContacts(work.connection, authority).unnoted():
                held = await contacts.get_to_change(contact_id)
                if held is not None and held.bounced_at is None:
                    await contacts.save([held.bounced(work.clock.now())])
                    noted += 1
    _log.info("job_done", job=NAME, count=noted)
    return noted


def door(runtime: Runtime) -> Worker:
    """Looks every five minutes."""

    async def run(stop: asyncio.Event) -> None:
        while not stop.is_set():
            await note_bounces(runtime)
            await pause(stop, _LOOK_SECONDS)

    return Worker(f"placements.{NAME}", run)
