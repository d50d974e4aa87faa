"""One PostgreSQL for all who start the product here: the first one in starts it, the last one out ends it."""

import shutil
import time
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Final

import psycopg

from kit.db.embedded import postmaster
from kit.db.embedded.accounts import server_account
from kit.db.embedded.binaries import Binaries, find_binaries
from kit.db.embedded.cluster import ensure_cluster, made_by, write_access
from kit.db.embedded.errors import WAY_OUT, EmbeddedServerError
from kit.db.embedded.locks import FileLock, is_free
from kit.db.embedded.places import Places, make_data_dir, settle
from kit.db.embedded.running import RunningServer
from kit.db.embedded.settings import PORT, SETTINGS, SUPERUSER

WAIT_SECONDS: Final = 30.0  # RE-32: then give up and let whoever supervises us try again
PAUSE_SECONDS: Final = 0.02


class EmbeddedServer:
    """The server of one data folder, whether it runs or not.

    Whether it runs is told by a lock that each of its processes inherits, never by a process id. `options`
    are PostgreSQL settings that go before ours; they count for the start that really starts the server.
    """

    def __init__(self, data_dir: Path, *, options: Mapping[str, str] | None = None) -> None:
        self._data_dir = data_dir.resolve()
        self._settings = {**SETTINGS, **(options or {})}
        self._account = server_account(self._data_dir)

    def start(self) -> RunningServer:
        """Start the server or join the one that runs; raises `EmbeddedServerError`."""
        try:
            make_data_dir(self._data_dir, self._account)
            with self._starting():
                places = settle(self._data_dir, self._account)
                users = self._join(places)
        except PermissionError as refused:
            raise EmbeddedServerError(
                f"{refused.filename} is somebody else's: start as that user, choose another folder, {WAY_OUT}"
            ) from refused
        return RunningServer(self, places, users)

    def is_running(self) -> bool:
        """Whether any process of the server lives."""
        lock = self._data_dir / "server.lock"
        return lock.exists() and not is_free(lock, self._account)

    def stop(self) -> None:
        """End the server whoever uses it; watchers leave it alone until the next start."""
        if self._data_dir.exists():
            with self._starting():
                places = settle(self._data_dir, self._account)
                places.stopped.touch()
                self._end(places)

    def recover(self, places: Places) -> bool:
        """Start the server again if it died; false if it lives, or was stopped on purpose."""
        if places.stopped.exists() or not places.server_lock.exists() or self.is_running():
            return False
        with self._starting():
            self._bring_up(places)
        return True

    def leave(self, places: Places, users: FileLock) -> None:
        """One user less; the last one ends the server."""
        with self._starting(), users:
            if users.try_exclusive():
                self._end(places)

    def _starting(self) -> FileLock:
        """One start or stop at a time."""
        return FileLock(self._data_dir / "start.lock", self._account).wait_exclusive(time.monotonic() + WAIT_SECONDS)

    def _join(self, places: Places) -> FileLock:
        """The caller's share in the lock of the users."""
        users = FileLock(self._data_dir / "users.lock", self._account)
        with ExitStack() as giving_up:
            giving_up.callback(users.close)
            users.share()
            places.stopped.unlink(missing_ok=True)
            self._bring_up(places)
            giving_up.pop_all()
        return users

    def _end(self, places: Places) -> None:
        if self.is_running():
            postmaster.stop(places, self._binaries(places))

    def _bring_up(self, places: Places) -> None:
        """Join what answers, start what is dead, wait for what is neither: orphans of a killed server end soon."""
        deadline = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < deadline:
            with FileLock(places.server_lock, self._account) as lock:
                if lock.try_exclusive():
                    self._start(places, lock, deadline)
                    return
            if _answers(places):
                return
            time.sleep(PAUSE_SECONDS)
        raise EmbeddedServerError(f"PostgreSQL in {places.cluster} is neither dead nor answering; see {places.log}")

    def _start(self, places: Places, lock: FileLock, deadline: float) -> None:
        binaries = self._binaries(places)
        quick = self._settings.get("fsync") == "off"
        ensure_cluster(places.cluster, binaries, self._account, lock, quick=quick)
        write_access(places.cluster, self._account)
        postmaster.start(places, binaries, self._settings, lock, deadline)

    def _binaries(self, places: Places) -> Binaries:
        return find_binaries(made_by(places.cluster)).within_reach_of(self._account, places.home)


def ensure_running(data_dir: Path, *, options: Mapping[str, str] | None = None) -> RunningServer:
    """The running server of this data folder; the caller is one of its users until `release`."""
    return EmbeddedServer(data_dir, options=options).start()


def discard(data_dir: Path) -> None:
    """End the server and forget its data for good."""
    if not data_dir.exists():
        return
    server = EmbeddedServer(data_dir)
    server.stop()
    for folder in (*settle(data_dir, server_account(data_dir)).leftovers(), data_dir):
        with suppress(FileNotFoundError):
            shutil.rmtree(folder)


def _answers(places: Places) -> bool:
    """A real question: a process that is there need not be one that works."""
    told = postmaster.PostmasterFile.read(places.cluster)
    if told is None or not told.ready:
        return False
    try:
        with psycopg.connect(
            host=str(told.socket_folder), port=PORT, user=SUPERUSER, dbname=SUPERUSER, connect_timeout=2
        ) as connection:
            return connection.execute("select 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False
