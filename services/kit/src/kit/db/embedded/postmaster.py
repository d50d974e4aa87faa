"""Starts and stops the PostgreSQL process, and reads what it writes about itself."""

import os
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, Self

from kit.db.embedded.binaries import Binaries
from kit.db.embedded.errors import EmbeddedServerError
from kit.db.embedded.locks import FileLock, is_free
from kit.db.embedded.places import SOCKET, Places
from kit.db.embedded.programs import run, run_in_background
from kit.db.embedded.settings import command_line

PAUSE_SECONDS: Final = 0.01
LINES: Final = 8  # the last one is the state
CALM_STOP_SECONDS: Final = 20.0
HARD_STOP_SECONDS: Final = 10.0


@dataclass(frozen=True, slots=True)
class PostmasterFile:
    """What `postmaster.pid` says: process id (line 1), folder of the socket (5), state (8)."""

    pid: int
    socket_folder: Path
    ready: bool

    @classmethod
    def read(cls, cluster: Path) -> Self | None:
        """None while there is no file or it is still being written."""
        try:
            lines = (cluster / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return None
        if len(lines) < LINES or not lines[0].isdigit():
            return None
        return cls(int(lines[0]), Path(lines[4]), lines[7].strip() == "ready")


def start(places: Places, binaries: Binaries, settings: Mapping[str, str], lock: FileLock, deadline: float) -> None:
    """Start the server and wait until it is ready.

    `lock` is the server's lock, taken; its descriptor goes to the server's processes and is closed here, so
    that they hold it and only they.
    """
    sockets = places.socket_folder()
    _remove_leftovers(places.cluster, sockets)
    options = command_line({**settings, "unix_socket_directories": str(sockets)})
    command: list[str | Path] = [binaries.folder / "postgres", "-D", places.cluster, *options]
    with _new_log(places) as log, lock:
        pid = run_in_background(places.account, command, log=log, inherited=lock.descriptor)
    while time.monotonic() < deadline:
        told = PostmasterFile.read(places.cluster)
        if told and told.pid == pid and told.ready:
            return
        if is_free(places.server_lock, places.account):
            raise EmbeddedServerError(f"PostgreSQL did not start; it said: {_last_words(places.log)}")
        time.sleep(PAUSE_SECONDS)
    raise EmbeddedServerError(f"PostgreSQL was not ready in time; see {places.log}")


def stop(places: Places, binaries: Binaries) -> None:
    """End the server's connections and the server; at once if it does not obey (the next start recovers)."""
    for mode, seconds in (("fast", CALM_STOP_SECONDS), ("immediate", HARD_STOP_SECONDS)):
        # It may have ended by itself, and then this fails: the lock tells.
        run(places.account, binaries.folder / "pg_ctl", "stop", "-W", "-m", mode, "-D", places.cluster)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if is_free(places.server_lock, places.account):
                return
            time.sleep(PAUSE_SECONDS)
    raise EmbeddedServerError(f"PostgreSQL in {places.cluster} does not stop")


def _new_log(places: Places) -> IO[bytes]:
    """The log of this start; the one before it is kept."""
    with suppress(FileNotFoundError):
        places.log.replace(places.log.with_suffix(".log.before"))
    descriptor = os.open(places.log, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
    places.account.own_descriptor(descriptor)
    return os.fdopen(descriptor, "ab")


def _remove_leftovers(cluster: Path, sockets: Path) -> None:
    """The lock is ours, so whatever a killed server left is left for nobody."""
    for path in (cluster / "postmaster.pid", sockets / SOCKET, sockets / f"{SOCKET}.lock"):
        path.unlink(missing_ok=True)


def _last_words(log: Path) -> str:
    return " ".join(log.read_text(errors="replace").split())[-600:]
