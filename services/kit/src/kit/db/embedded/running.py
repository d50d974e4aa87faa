"""What a user of the embedded PostgreSQL holds: its addresses, and the duty to let go of it."""

import logging
import os
import threading
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from sqlalchemy import URL

from kit.db.embedded.errors import EmbeddedServerError
from kit.db.embedded.locks import FileLock
from kit.db.embedded.places import Places
from kit.db.embedded.settings import PORT, SUPERUSER

if TYPE_CHECKING:
    from kit.db.embedded.server import EmbeddedServer

WATCH_SECONDS: Final = 0.5
_log = logging.getLogger(__name__)


class RunningServer:
    """A share in a running server. As a context manager it releases itself."""

    def __init__(self, server: "EmbeddedServer", places: Places, users: FileLock) -> None:
        self._server = server
        self._places = places
        self._sockets = places.socket_folder()
        self._users = users
        self._owner = os.getpid()
        self._leaving = threading.Event()
        self._watcher: threading.Thread | None = None

    @property
    def data_dir(self) -> Path:
        return self._places.data_dir

    def url(self, database: str = SUPERUSER, role: str = SUPERUSER) -> str:
        """For SQLAlchemy; the kernel vouches for us, so there is no password."""
        address = URL.create(
            "postgresql+psycopg",
            username=role,
            database=database,
            query={"host": str(self._sockets), "port": str(PORT)},
        )
        return address.render_as_string(hide_password=False)

    def recover(self) -> bool:
        """Start the server again if it died; addresses stay the same. True if it had to."""
        return self._server.recover(self._places)

    def watch(self) -> None:
        """From now on look twice a second whether the server died, and start it again."""
        self._watcher = threading.Thread(target=self._watch, name="embedded-postgresql", daemon=True)
        self._watcher.start()

    def release(self) -> None:
        """Let go; the last user stops the server. A forked child only forgets its copy."""
        if os.getpid() != self._owner:
            self._users.close()
            return
        if self._stop_watching():
            self._server.leave(self._places, self._users)

    def stop(self) -> None:
        """Stop the server even if others use it."""
        if self._stop_watching():
            self._users.close()
            self._server.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def _stop_watching(self) -> bool:
        """False if we have left already."""
        if self._leaving.is_set():
            return False
        self._leaving.set()
        if self._watcher:
            self._watcher.join()
        return True

    def _watch(self) -> None:
        while not self._leaving.wait(WATCH_SECONDS):
            try:
                if self.recover():
                    _log.warning("the embedded PostgreSQL had died and was started again")
            except (EmbeddedServerError, OSError):
                _log.exception("the embedded PostgreSQL is dead and does not start")
