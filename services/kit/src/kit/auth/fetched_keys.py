"""Signing keys fetched from the gateway, for services that run in processes of their own (SE-53)."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

import httpx
import structlog

from kit.auth.public_keys import LONGEST_DOCUMENT, KeySetRefused, PublicKey, parse_jwks
from kit.kernel.clock import Clock

FRESH: Final = timedelta(minutes=5)
STALE_USE: Final = timedelta(hours=24)
BETWEEN_FETCHES: Final = timedelta(seconds=60)
SECONDS_TO_FETCH: Final = 2.0
_log = structlog.get_logger("onroll.keys")


class FetchedKeys:
    """The set of one configured address, renewed at most once a minute and used stale for a day.

    An unknown `kid` waits for one fetch, however many requests bring one; a set that is merely old is renewed
    beside the request that noticed. What cannot be fetched or is refused leaves the old set in place.
    """

    def __init__(self, address: str, clock: Clock, client: httpx.AsyncClient | None = None) -> None:
        self._address = address
        self._clock = clock
        self._client = client or httpx.AsyncClient(timeout=SECONDS_TO_FETCH, follow_redirects=False)
        self._keys: Mapping[str, PublicKey] = {}
        self._fetched_at: datetime | None = None
        self._tried_at: datetime | None = None
        self._fetching: asyncio.Task[None] | None = None

    async def find(self, kid: str) -> PublicKey | None:
        known = self._usable().get(kid)
        if known is None or self._age() > FRESH:
            fetching = self._fetch_soon()
            if known is None and fetching is not None:
                await asyncio.shield(fetching)
        return self._usable().get(kid)

    async def aclose(self) -> None:
        """Lets a fetch under way end and closes the client."""
        if self._fetching is not None:
            await self._fetching
        await self._client.aclose()

    def _age(self) -> timedelta:
        return self._clock.now() - self._fetched_at if self._fetched_at else timedelta.max

    def _usable(self) -> Mapping[str, PublicKey]:
        return self._keys if self._age() <= STALE_USE else {}

    def _fetch_soon(self) -> asyncio.Task[None] | None:
        """The fetch under way, or a new one if the last is long enough ago, or None."""
        if self._fetching is not None and not self._fetching.done():
            return self._fetching
        now = self._clock.now()
        if self._tried_at is not None and now - self._tried_at < BETWEEN_FETCHES:
            return None
        self._tried_at = now
        self._fetching = asyncio.create_task(self._fetch())
        return self._fetching

    async def _fetch(self) -> None:
        try:
            async with asyncio.timeout(SECONDS_TO_FETCH):
                self._keys = parse_jwks(await self._document())
        except (httpx.HTTPError, KeySetRefused, TimeoutError) as reason:
            _log.warning("keys_not_renewed", error_class=type(reason).__name__)
        else:
            self._fetched_at = self._clock.now()

    async def _document(self) -> bytes:
        """The body, read no further than a key set can be long."""
        body = bytearray()
        async with self._client.stream("GET", self._address) as answer:
            if answer.status_code != httpx.codes.OK:
                raise KeySetRefused("not answered with a key set")
            async for part in answer.aiter_bytes():
                body += part
                if len(body) > LONGEST_DOCUMENT:
                    raise KeySetRefused("too long")
        return bytes(body)
