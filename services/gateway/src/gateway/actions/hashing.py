"""Argon2id, bounded: two at once, eight waiting, and then "busy" (SE-16, SE-17)."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from typing import Final

from pwdlib import PasswordHash

from gateway.domain.errors import HashingBusy
from gateway.domain.passwords import normalised

AT_ONCE: Final = 2
WAITING: Final = 8


@cache
def _profile() -> PasswordHash:
    """pwdlib's recommended Argon2id profile."""
    return PasswordHash.recommended()


@cache
def _of_nobody() -> str:
    """The hash compared for addresses without a password, so that they cost as much as the others."""
    return _profile().hash("a password that nobody has")


class Hashing:
    """Room for ten people who sign in with a password; two are compared at a time, and two talk to the database.

    Comparing runs in threads of its own: never on the event loop, and never in more memory than two hashes take.
    """

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="argon2")
        self._inside = 0
        self.connections = asyncio.Semaphore(AT_ONCE)
        """A flood of sign-ins takes this many database connections at most, and leaves the others to other people."""

    @contextmanager
    def place(self) -> Iterator[None]:
        """HashingBusy when ten are inside."""
        if self._inside >= AT_ONCE + WAITING:
            raise HashingBusy
        self._inside += 1
        try:
            yield
        finally:
            self._inside -= 1

    async def verify(self, password: str, stored: str | None) -> tuple[bool, str | None]:
        """Whether it is the password, and its hash under the present profile if that has changed.

        Without a stored hash one verification is done all the same.
        """
        return await asyncio.get_running_loop().run_in_executor(self._threads, _verify, password, stored)

    def close(self) -> None:
        """Ends the threads when they are idle."""
        self._threads.shutdown(wait=False)


def hashed(password: str) -> str:
    """For an acceptable new password; takes a tenth of a second."""
    return _profile().hash(password)


def _verify(password: str, stored: str | None) -> tuple[bool, str | None]:
    matches, renewed = _profile().verify_and_update(normalised(password), stored or _of_nobody())
    return matches and stored is not None, renewed
