"""What a server process runs: an app that opens its house when it starts and closes it when it ends."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kit.feed.worker import run_workers
from kit.web.health import failing
from onroll.ground import Ground, standing
from onroll.house import FRONT, House
from onroll.key_ring import KeyRing
from onroll.logs import log_of_server
from onroll.serving import drain_before_exit, settle_memory
from onroll.settings import SERVICES, Settings

_STOPPING: Final = ("stopping",)
_READY: Final = "/readyz"


class Process:
    """`services` run here; beside them their workers, where these are not processes of their own."""

    def __init__(self, settings: Settings, services: tuple[str, ...], *, with_workers: bool) -> None:
        self._settings = settings
        self._services = services
        self._with_workers = with_workers
        self._app: ASGIApp | None = None
        self._house: House | None = None
        self._draining = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["path"] == _READY and (failed := await self._not_ready()):
            await _say_failing(send, failed)
        else:
            assert self._app is not None
            await self._app(scope, receive, send)

    def drain(self) -> None:
        """From now on `/readyz` says no, so that a proxy sends nothing more (RE-31)."""
        self._draining = True

    async def _not_ready(self) -> Sequence[str]:
        """What fails of the services behind the front door; the front answers for itself (RE-30)."""
        assert self._house is not None
        if self._draining:
            return _STOPPING
        behind = [name for name in self._services if name != FRONT]
        found = await asyncio.gather(*(failing(self._house.app(name)) for name in behind))
        return [f"{name}.{check}" for name, checks in zip(behind, found, strict=True) for check in checks]

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        log_of_server(self._settings)
        async with AsyncExitStack() as stack:
            house = await stack.enter_async_context(opened_house(self._settings, self._services))
            app = await stack.enter_async_context(_driven(house.front()))
            if self._with_workers:
                await stack.enter_async_context(_working(house, self._services))
            self._house, self._app = house, app
            drain_before_exit(self.drain)
            settle_memory()
            await send({"type": "lifespan.startup.complete"})
            await receive()
        await send({"type": "lifespan.shutdown.complete"})


@asynccontextmanager
async def opened_house(settings: Settings, services: tuple[str, ...] = SERVICES) -> AsyncIterator[House]:
    """A house on its ground, for as long as the block lasts."""
    ring = KeyRing.load_or_create(settings.key_folder)
    async with _in_thread(settings, ring) as ground:
        house = House(settings, ground, ring, settings.clock(), services)
        try:
            yield house
        finally:
            await house.close()


@asynccontextmanager
async def _in_thread(settings: Settings, ring: KeyRing) -> AsyncIterator[Ground]:
    """Starting and stopping the embedded database takes a while and must not hold up the loop."""
    manager = standing(settings, ring)
    ground = await asyncio.to_thread(manager.__enter__)
    try:
        yield ground
    finally:
        await asyncio.to_thread(manager.__exit__, None, None, None)


@asynccontextmanager
async def _working(house: House, services: tuple[str, ...]) -> AsyncIterator[None]:
    """Workers end at a transaction border before the databases are closed."""
    stop = asyncio.Event()
    working = asyncio.create_task(run_workers(house.workers(services), stop))
    try:
        yield
    finally:
        stop.set()
        await working


@asynccontextmanager
async def _driven(app: ASGIApp) -> AsyncIterator[ASGIApp]:
    """Drives the lifespan of an app that is not the server's own."""
    to_app: asyncio.Queue[Message] = asyncio.Queue()
    from_app: asyncio.Queue[Message] = asyncio.Queue()
    living = asyncio.ensure_future(app({"type": "lifespan", "asgi": {"version": "3.0"}}, to_app.get, from_app.put))
    await to_app.put({"type": "lifespan.startup"})
    await from_app.get()
    try:
        yield app
    finally:
        await to_app.put({"type": "lifespan.shutdown"})
        await from_app.get()
        await living


async def _say_failing(send: Send, failed: Sequence[str]) -> None:
    body = json.dumps({"status": "failing", "failed": list(failed)}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def single() -> ASGIApp:
    """Everything in one process."""
    return Process(Settings.read(), SERVICES, with_workers=True)


def gateway() -> ASGIApp:
    return _alone("gateway")


def placements() -> ASGIApp:
    return _alone("placements")


def funding() -> ASGIApp:
    return _alone("funding")


def accountability() -> ASGIApp:
    return _alone("accountability")


def _alone(service: str) -> ASGIApp:
    """Behind nginx; its workers are processes of their own."""
    return Process(Settings.read(), (service,), with_workers=False)
