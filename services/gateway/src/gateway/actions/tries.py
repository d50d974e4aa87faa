"""Counts in memory for one process: unknown reply codes and token requests (section 8.4)."""

from typing import Final

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from gateway.domain.errors import TooManyTries

UNKNOWN_CODES: Final = RateLimitItemPerMinute(10, 5)
NEW_LINKS: Final = RateLimitItemPerMinute(10, 5, namespace="NEW_LINKS")
TOKEN_REQUESTS: Final = RateLimitItemPerMinute(60, 1)


class Tries:
    """Each limit for itself, by address or client."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def check(self, limit: RateLimitItem, who: str) -> None:
        """TooManyTries when the limit is used up; does not count."""
        if not await self._limiter.test(limit, who):
            raise TooManyTries(limit.get_expiry())

    async def count(self, limit: RateLimitItem, who: str) -> None:
        """Counts one; TooManyTries when it is one too many."""
        if not await self._limiter.hit(limit, who):
            raise TooManyTries(limit.get_expiry())
