"""Runs an app in uvicorn and ends it gently: nothing that was asked for stays unanswered (RE-31)."""

import asyncio
import gc
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Final

import uvicorn
from uvicorn.supervisors import Multiprocess

GRACE_SECONDS: Final = 20
DRAIN_SECONDS: Final = 2
"""Long enough for a proxy to notice that `/readyz` says no, before connections are turned away."""
KEEP_ALIVE_SECONDS: Final = 75
"""Longer than nginx keeps an idle connection (60 s), so that it never meets one that is just closing."""
_OURS_AND_NGINX: Final = 0o660
_WAITING: Final = 1024
_RARELY: Final = (50_000, 20, 50)


class AddressInUse(Exception):
    """Something else listens there already."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen: a port, or a Unix socket behind nginx."""

    host: str = "127.0.0.1"
    port: int = 8000
    socket: Path | None = None

    def __str__(self) -> str:
        return str(self.socket or f"port {self.port}")


def serve(factory: str, address: Address, *, workers: int = 1, proxies: str = "127.0.0.1") -> None:
    """Listens until told to stop. `factory` is "module:function": each worker process calls it for itself."""
    config = uvicorn.Config(
        factory,
        factory=True,
        workers=workers,
        loop="uvloop",
        http="httptools",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
        forwarded_allow_ips=proxies,
    )
    with listening(address) as door, _signals_kept_quiet():
        if workers > 1:
            Multiprocess(config, sockets=[door]).run()
        else:
            uvicorn.Server(config).run(sockets=[door])


@contextmanager
def listening(address: Address) -> Iterator[socket.socket]:
    """An open door; raises AddressInUse."""
    try:
        door = _unix_door(address.socket) if address.socket else _tcp_door(address)
    except OSError as error:
        raise AddressInUse(str(address)) from error
    try:
        yield door
    finally:
        door.close()
        if address.socket:
            address.socket.unlink(missing_ok=True)


def drain_before_exit(mark: Callable[[], None]) -> None:
    """On SIGTERM say "not ready" first and stop accepting two seconds later; a second one ends at once.

    Called while the server starts: its own handler stands already and is called afterwards.
    """
    loop = asyncio.get_running_loop()
    finish = signal.getsignal(signal.SIGTERM)
    assert callable(finish)

    def on_term(number: int, _frame: FrameType | None) -> None:
        mark()
        signal.signal(signal.SIGTERM, finish)
        loop.call_soon_threadsafe(loop.call_later, DRAIN_SECONDS, finish, number, None)

    signal.signal(signal.SIGTERM, on_term)


def settle_memory() -> None:
    """What was built at the start lives as long as the process: the collector need not look at it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_RARELY)


def _tcp_door(address: Address) -> socket.socket:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    return socket.create_server((address.host, address.port), family=family, backlog=_WAITING)


def _unix_door(path: Path) -> socket.socket:
    door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        if not _is_served(path):
            path.unlink(missing_ok=True)  # left behind by a killed process
        door.bind(str(path))
        door.listen(_WAITING)
    except OSError:
        door.close()
        raise
    path.chmod(_OURS_AND_NGINX)
    return door


def _is_served(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        return probe.connect_ex(str(path)) == 0


@contextmanager
def _signals_kept_quiet() -> Iterator[None]:
    """uvicorn raises what it was ended by once more when it is done: that would turn a clean end into a failure."""
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = {number: signal.signal(number, lambda *_: None) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
