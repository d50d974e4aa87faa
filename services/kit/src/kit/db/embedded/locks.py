"""Locks on files that the kernel lets go when their last holder ends, however it ends."""

import fcntl
import os
import time
from pathlib import Path
from typing import Final, Self

from kit.db.embedded.accounts import Account
from kit.db.embedded.errors import EmbeddedServerError

PAUSE_SECONDS: Final = 0.02


class FileLock:
    """One open descriptor on a lock file.

    `flock` belongs to the open file, not to a process: whoever inherits the descriptor holds the lock too,
    and it is free once all of them have ended or closed it.
    """

    def __init__(self, path: Path, account: Account) -> None:
        self.path = path
        self.descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        account.own_descriptor(self.descriptor)

    def try_exclusive(self) -> bool:
        """Take it alone; false if anybody else holds it."""
        return self._try(fcntl.LOCK_EX)

    def try_shared(self) -> bool:
        """Take it with others; false if somebody holds it alone."""
        return self._try(fcntl.LOCK_SH)

    def share(self) -> None:
        """Take it with others; raises `EmbeddedServerError` if somebody holds it alone."""
        if not self.try_shared():
            raise EmbeddedServerError(f"another program holds {self.path}")

    def wait_exclusive(self, deadline: float) -> Self:
        """Take it alone; raises `EmbeddedServerError` when `time.monotonic()` passes the deadline."""
        while not self.try_exclusive():
            if time.monotonic() > deadline:
                self.close()
                raise EmbeddedServerError(f"another start holds {self.path} for too long; try again")
            time.sleep(PAUSE_SECONDS)
        return self

    def close(self) -> None:
        """Let go of this process's descriptor; inherited ones go on holding the lock."""
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _try(self, mode: int) -> bool:
        try:
            fcntl.flock(self.descriptor, mode | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def is_free(path: Path, account: Account) -> bool:
    """Whether nobody holds the lock alone."""
    with FileLock(path, account) as lock:
        return lock.try_shared()
