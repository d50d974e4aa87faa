"""Where the embedded PostgreSQL keeps its data, its log and its socket."""

import logging
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kit.db.embedded.accounts import Account
from kit.db.embedded.errors import WAY_OUT, EmbeddedServerError
from kit.db.embedded.settings import PORT

LONGEST_SOCKET_PATH: Final = 103 if sys.platform == "darwin" else 107
SOCKET: Final = f".s.PGSQL.{PORT}"
PRIVATE_PARENTS: Final = (Path("/var/lib"), Path("/var/tmp"))  # noqa: S108 (mkdtemp makes the folder in it)
PREFIX: Final = "onroll-"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Places:
    """`data_dir` is the folder that was asked for; `home` holds the files: the same folder, unless walled off."""

    data_dir: Path
    home: Path
    account: Account

    @property
    def cluster(self) -> Path:
        return self.home / "cluster"

    @property
    def log(self) -> Path:
        return self.home / "postgres.log"

    @property
    def server_lock(self) -> Path:
        return self.data_dir / "server.lock"

    @property
    def stopped(self) -> Path:
        """There while the server was stopped on purpose."""
        return self.data_dir / "stopped"

    @property
    def _short_folder_note(self) -> Path:
        return self.data_dir / "socket-folder"

    def socket_folder(self) -> Path:
        """In `home`, or a short folder of its own when the socket's path would be too long for the system."""
        folder = self.home / "run"
        if len(os.fsencode(folder / SOCKET)) <= LONGEST_SOCKET_PATH:
            if not folder.exists():
                _make(folder, self.account)
            return folder
        return self._kept_short_folder() or self._new_short_folder()

    def leftovers(self) -> Iterator[Path]:
        """Folders outside `data_dir` that go when the data goes."""
        if self.home != self.data_dir:
            yield self.home
        short = self._kept_short_folder()
        if short:
            yield short

    def _kept_short_folder(self) -> Path | None:
        """The one noted by an earlier start, so that URLs stay valid; only if it is still ours alone."""
        if not self._short_folder_note.exists():
            return None
        folder = Path(self._short_folder_note.read_text())
        try:
            found = folder.lstat()
        except FileNotFoundError:
            return None
        ours = found.st_uid == self.account.uid and stat.S_ISDIR(found.st_mode)
        return folder if ours and stat.S_IMODE(found.st_mode) == stat.S_IRWXU else None

    def _new_short_folder(self) -> Path:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=_short_parent()))
        self.account.own(folder)
        _note(self._short_folder_note, folder, self.account)
        return folder


def make_data_dir(data_dir: Path, account: Account) -> None:
    """Make the folder if it is new. Folders above it are never changed."""
    if not data_dir.exists():
        data_dir.parent.mkdir(parents=True, exist_ok=True)
        _make(data_dir, account)


def settle(data_dir: Path, account: Account) -> Places:
    """Find the place of the files; only for who holds the start lock.

    Where the server's account cannot walk to the data folder (a checkout in /root), its files go to a private
    folder of their own and `data_dir` keeps a note of the place.
    """
    note = data_dir / "data-folder"
    if note.exists():
        return Places(data_dir, _noted_home(note), account)
    if account.may_enter(data_dir):
        return Places(data_dir, data_dir, account)
    home = _private_home(account)
    _note(note, home, account)
    _log.warning("the database's files are in %s: user %s cannot enter %s", home, account.name, data_dir)
    return Places(data_dir, home, account)


def _noted_home(note: Path) -> Path:
    home = Path(note.read_text())
    if not home.is_dir():
        raise EmbeddedServerError(f"the database was in {home}, which is gone: restore it or remove {note}")
    return home


def _private_home(account: Account) -> Path:
    for parent in PRIVATE_PARENTS:
        if parent.is_dir() and account.may_enter(parent):
            home = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
            account.own(home)
            return home
    raise EmbeddedServerError(f"no folder for the data that user {account.name} can enter: choose one, {WAY_OUT}")


def _note(note: Path, folder: Path, account: Account) -> None:
    note.write_text(str(folder))
    account.own(note)


def _make(folder: Path, account: Account) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    account.own(folder)


def _short_parent() -> Path:
    """A folder with a short name that the system empties at a restart."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    candidates = [Path("/run")] if os.geteuid() == 0 else [Path(runtime)] if runtime else []
    usable = (folder for folder in candidates if folder.is_dir() and os.access(folder, os.W_OK))
    return next(usable, Path(tempfile.gettempdir()))
