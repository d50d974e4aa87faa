"""At 07:30 on school days staff get one mail that says what waits for them (ML-9; late the same day, never twice)."""

import asyncio
from datetime import time
from typing import Final

import structlog

from gateway.actions.send_digest import DigestDesk, send_digest
from gateway.domain.errors import ServiceSilent
from gateway.store.digests import DigestStore
from kit.db.tenancy import Context
from kit.feed.worker import Worker, pause
from kit.kernel.clock import LONDON

NAME: Final = "send_digests"
AT: Final = time(7, 30)
LOOK_SECONDS: Final = 60.0
_log = structlog.get_logger()


async def send_digests(desk: DigestDesk) -> int:
    """How many mails were written. A service that is silent is asked again with the next look."""
    if desk.clock.now().astimezone(LONDON).time() < AT:
        return 0
    async with desk.database.transaction(Context.service("gateway"), read_only=True) as connection:
        readers = await DigestStore(connection).waiting(desk.clock.today())
    written = 0
    for reader in readers:
        try:
            written += await send_digest(desk, reader)
        except ServiceSilent as silent:
            _log.warning("digests_wait", job=NAME, error_class=type(silent).__name__)
            break
    return written


def each_morning(desk: DigestDesk) -> Worker:
    """Looks once a minute; whoever has had the day's mail is not looked at again."""

    async def run(stop: asyncio.Event) -> None:
        try:
            while not stop.is_set():
                await send_digests(desk)
                await pause(stop, LOOK_SECONDS)
        finally:
            await desk.calls.aclose()

    return Worker(f"gateway.{NAME}", run)
