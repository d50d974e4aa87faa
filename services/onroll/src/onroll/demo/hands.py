"""Acts in the demo's past: calls the services as their people do, on the day it happened."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any, Final

import httpx
from starlette.types import ASGIApp

from kit.auth.principal import Identity
from kit.auth.tokens import TokenMinter
from kit.kernel.clock import london_date
from kit.kernel.ids import new_id

_MORNING: Final = time(10, 0, tzinfo=UTC)


@dataclass(slots=True)
class MovableClock:
    """A clock that the telling sets from day to day."""

    instant: datetime

    def now(self) -> datetime:
        return self.instant

    def today(self) -> date:
        return london_date(self.instant)

    def move_to(self, day: date) -> None:
        """The morning of a day."""
        self.instant = datetime.combine(day, _MORNING)


class StoryBroke(Exception):
    """A service did not do what the demo's story asked of it."""


@dataclass(slots=True)
class Hands:
    """The hands of whoever is named: real tokens, the real operations, one service at a time."""

    apps: Mapping[str, ASGIApp]
    minter: TokenMinter
    clock: MovableClock
    _clients: dict[str, httpx.AsyncClient] = field(default_factory=dict)
    _tokens: dict[tuple[str, str], tuple[date, str]] = field(default_factory=dict)

    async def post(
        self, who: Identity, path: str, body: Mapping[str, Any] | None = None, *, version: int | None = None
    ) -> Any:
        """`path` begins with the service, such as "placements/v1/cases". Raises StoryBroke."""
        return await self._call("POST", who, path, dict(body or {}), version)

    async def patch(self, who: Identity, path: str, body: Mapping[str, Any], *, version: int) -> Any:
        return await self._call("PATCH", who, path, dict(body), version)

    async def put(self, who: Identity, path: str, body: Mapping[str, Any], *, version: int) -> Any:
        return await self._call("PUT", who, path, dict(body), version)

    async def get(self, who: Identity, path: str) -> Any:
        return await self._call("GET", who, path, None, None)

    async def close(self) -> None:
        for client in self._clients.values():
            await client.aclose()

    async def _call(
        self, method: str, who: Identity, path: str, body: dict[str, Any] | None, version: int | None
    ) -> Any:
        service = path.partition("/")[0]
        headers = {"Authorization": f"Bearer {self._token(who, service)}", "Idempotency-Key": new_id().hex}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        answer = await self._client(service).request(method, f"/api/{path}", json=body, headers=headers)
        if not answer.is_success:
            raise StoryBroke(f"{method} {path}: {answer.status_code} {answer.text} {body} {self.clock.today()}")
        return answer.json() if answer.content else None

    def _client(self, service: str) -> httpx.AsyncClient:
        if service not in self._clients:
            transport = httpx.ASGITransport(app=self.apps[service])
            self._clients[service] = httpx.AsyncClient(transport=transport, base_url="http://story.invalid", timeout=30)
        return self._clients[service]

    def _token(self, who: Identity, service: str) -> str:
        """A token lives five minutes and the clock stands still: one for each day."""
        key, today = (who.subject, service), self.clock.today()
        kept = self._tokens.get(key)
        if kept is None or kept[0] != today:
            kept = self._tokens[key] = (today, self.minter.mint(who, service).text)
        return kept[1]
