"""Where a consumer gets its pages: another service's feed, in the same process or across the network."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol, Self

import httpx

from kit.feed.envelope import Delivery, read_envelope

MOST: Final = 100
_LIMITS: Final = httpx.Timeout(8.0, connect=2.0, read=5.0)
_OK: Final = 200

TokenSource = Callable[[], Awaitable[str]]
"""Gives a service token that is still good; the giver renews it in time (SE-50)."""


class FeedUnavailable(Exception):
    """The feed did not answer, or not with a page; `code` says why without any text of the answer."""

    def __init__(self, source: str, code: str) -> None:
        super().__init__(f"{source}: {code}")
        self.code = code


@dataclass(frozen=True, slots=True)
class FeedPage:
    """Deliveries in commit order, the cursor they were asked with, and the one to go on from."""

    after: str | None
    deliveries: tuple[Delivery, ...]
    next_cursor: str


class Feed(Protocol):
    """What a consumer needs of a feed."""

    @property
    def name(self) -> str: ...

    async def page(self, after: str | None, limit: int = MOST) -> FeedPage: ...


class EventSource:
    """The feed of one service, read with a service token that holds `events.read` only (SE-47)."""

    def __init__(self, name: str, client: httpx.AsyncClient, token: TokenSource) -> None:
        self.name = name
        self._client = client
        self._token = token
        self._path = f"/api/{name}/v1/events"

    @classmethod
    def in_process(cls, name: str, app: Callable[..., Awaitable[None]], token: TokenSource) -> Self:
        """Calls the service's app directly: no socket, no copy."""
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        return cls(name, httpx.AsyncClient(transport=transport, base_url="http://feed.invalid"), token)

    @classmethod
    def at(cls, name: str, base_url: str, token: TokenSource) -> Self:
        """Reads over the network; connect 2 s, read 5 s, whole 8 s (section 12.3)."""
        return cls(name, httpx.AsyncClient(base_url=base_url, timeout=_LIMITS, trust_env=False), token)

    async def page(self, after: str | None, limit: int = MOST) -> FeedPage:
        """One page after a cursor; raises `FeedUnavailable`."""
        params: dict[str, Any] = {"limit": limit} if after is None else {"limit": limit, "after": after}
        try:
            headers = {"Authorization": f"Bearer {await self._token()}"}
            answer = await self._client.get(self._path, params=params, headers=headers)
        except httpx.HTTPError as error:
            raise FeedUnavailable(self.name, type(error).__name__) from None
        if answer.status_code != _OK:
            raise FeedUnavailable(self.name, str(answer.status_code))
        return self._read(after, answer)

    async def close(self) -> None:
        """Give back the connections."""
        await self._client.aclose()

    def _read(self, after: str | None, answer: httpx.Response) -> FeedPage:
        try:
            body: Mapping[str, Any] = answer.json()
            deliveries = tuple(read_envelope(item) for item in body["items"])
            return FeedPage(after, deliveries, str(body["next_cursor"]))
        except (ValueError, KeyError, TypeError, RecursionError):
            raise FeedUnavailable(self.name, "bad_page") from None
