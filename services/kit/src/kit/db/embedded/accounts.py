"""The user of the operating system whom the embedded PostgreSQL runs as: it refuses to run as root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self, TypedDict

from kit.db.embedded.errors import WAY_OUT, EmbeddedServerError

PREFERRED: Final = ("postgres", "nobody")
ROOT: Final = 0


class Identity(TypedDict, total=False):
    """Arguments that make a new process run as somebody else."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True)
class Account:
    """An existing user of the machine."""

    name: str
    uid: int
    gid: int

    @classmethod
    def of(cls, uid: int) -> Self:
        """Raises `KeyError` for a user id without an entry on this machine."""
        entry = pwd.getpwuid(uid)
        return cls(entry.pw_name, entry.pw_uid, entry.pw_gid)

    @property
    def is_me(self) -> bool:
        return self.uid == os.geteuid()

    def identity(self) -> Identity:
        """For `subprocess`: become this account, with none of our groups."""
        return {} if self.is_me else {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Give a file of ours to this account."""
        if not self.is_me:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def own_descriptor(self, descriptor: int) -> None:
        """The same for an open file."""
        if os.geteuid() == ROOT and not self.is_me:
            os.fchown(descriptor, self.uid, self.gid)

    def may_enter(self, path: Path) -> bool:
        """Whether this account can walk to the path and, if it is a program, run it."""
        if self.is_me:
            return os.access(path, os.X_OK)
        command = ["/bin/sh", "-c", 'test -x "$0"', str(path)]  # the kernel's own answer, access lists included
        return subprocess.run(command, cwd="/", check=False, **self.identity()).returncode == 0


def server_account(data_dir: Path) -> Account:
    """Ourselves; for root, who owns the data folder (or the nearest one above it), else `postgres`, else `nobody`.

    Raises `EmbeddedServerError`.
    """
    me = os.geteuid()
    try:
        return Account.of(me) if me != ROOT else _for_root(data_dir)
    except KeyError:
        raise EmbeddedServerError(
            f"PostgreSQL needs a user with a name, this machine knows none for id {me}: add one, {WAY_OUT}"
        ) from None


def _for_root(data_dir: Path) -> Account:
    owner = next(folder for folder in (data_dir, *data_dir.parents) if folder.exists()).stat().st_uid
    for candidate in (owner, *PREFERRED):
        try:
            account = Account.of(candidate if isinstance(candidate, int) else pwd.getpwnam(candidate).pw_uid)
        except KeyError:
            continue
        if account.uid != ROOT:
            return account
    raise KeyError(PREFERRED)
