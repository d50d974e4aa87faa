"""An app behind a real socket: uvicorn in a thread and an event loop of its own, as a process would run it."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager

import uvicorn
import uvloop
from starlette.types import ASGIApp

MakeApp = Callable[[], AbstractAsyncContextManager[ASGIApp]]
"""Called inside the server's loop, so that its databases belong to it."""


@contextmanager
def served(make_app: MakeApp) -> Iterator[str]:
    """The address of the app for as long as the block lasts."""
    with socket.create_server(("127.0.0.1", 0), backlog=128) as door:
        server = _Server(make_app, door)
        server.start()
        try:
            server.wait_until_ready()
            yield f"http://localhost:{door.getsockname()[1]}"
        finally:
            server.stop()


class _Server(threading.Thread):
    def __init__(self, make_app: MakeApp, door: socket.socket) -> None:
        super().__init__(name="served-app", daemon=True)
        self._make_app = make_app
        self._door = door
        self._ready = threading.Event()
        self._server: uvicorn.Server | None = None
        self._failure: BaseException | None = None

    def run(self) -> None:
        try:
            uvloop.run(self._serve())  # as the product; asyncio would leave answers waiting for a full packet
        except BaseException as failure:  # noqa: BLE001 - told to the test that waits for it
            self._failure = failure
        finally:
            self._ready.set()

    def wait_until_ready(self) -> None:
        self._ready.wait(60)
        if self._failure is not None:
            raise self._failure

    def stop(self) -> None:
        if self._server is not None:
            self._server.should_exit = True
        self.join(30)
        assert not self.is_alive(), "the server does not end"

    async def _serve(self) -> None:
        async with self._make_app() as app:
            config = uvicorn.Config(app, http="httptools", lifespan="off", log_config=None, server_header=False)
            self._server = uvicorn.Server(config)
            self._ready.set()
            await self._server.serve(sockets=[self._door])
