"""The front door as a server would run it, on a real database and a clock that can be moved."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from starlette.types import ASGIApp

from gateway.main import GatewayRuntime, build
from kit.auth.keys import SigningKeys, load_or_create
from kit.auth.public_keys import StaticKeys
from kit.auth.tokens import TokenVerifier
from kit.db.database import Database
from kit.kernel.clock import Clock, london_date
from kit.testing.sign_in import AUDIT_KEY, CURSOR_KEY
from kit.web.runtime import Runtime

BASE_URL = "http://localhost:8000"
A_SCHOOL_S_ADDRESS = "203.0.113.5"
UNSAFE = {"Origin": BASE_URL, "Sec-Fetch-Site": "same-origin"}


class MovableClock:
    """Stands still until it is moved."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def now(self) -> datetime:
        return self.instant

    def today(self) -> date:
        return london_date(self.instant)

    def wait(self, **length: float) -> None:
        self.instant += timedelta(**length)


@dataclass(frozen=True)
class FrontDoor:
    """The app and what it was made of."""

    app: ASGIApp
    runtime: GatewayRuntime
    signing_keys: SigningKeys

    def browser(self, address: str = A_SCHOOL_S_ADDRESS) -> "Browser":
        """A browser of its own, with its own cookies."""
        return Browser(self.app, address)


class Browser(httpx.AsyncClient):
    """Speaks to the front door from an address, keeps cookies, and knows the session's CSRF value."""

    def __init__(self, app: ASGIApp, address: str) -> None:
        super().__init__(transport=httpx.ASGITransport(app=app, client=(address, 50_000)), base_url=BASE_URL)
        self.csrf = ""

    async def session(self) -> dict[str, Any]:
        answer = await self.get("/api/gateway/v1/session")
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        self.csrf = told["csrf"]
        return told

    async def sign_in(self, persona: str = "joy_osei") -> dict[str, Any]:
        """As somebody of the demonstration."""
        answer = await self.change("POST", "/api/gateway/v1/sign-in/demo", {"persona": persona})
        assert answer.status_code == 200, answer.text
        return await self.session()

    async def change(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, **headers: str
    ) -> httpx.Response:
        """An unsafe request as our own pages send it."""
        given = UNSAFE | ({"Onroll-Csrf": self.csrf} if self.csrf else {}) | headers
        return await self.request(method, path, json=body, headers=given)


def verifier_of(keys: SigningKeys, audience: str, clock: Clock) -> TokenVerifier:
    """What a service verifies tokens with."""
    return TokenVerifier(StaticKeys.of(keys.published), audience, BASE_URL, clock)


def runtime_of(database: Database, keys: SigningKeys, audience: str, clock: Clock) -> Runtime:
    """What a service behind this front door runs on."""
    return Runtime(database, verifier_of(keys, audience, clock), clock, AUDIT_KEY, CURSOR_KEY)


@asynccontextmanager
async def a_front_door(
    database: Database,
    clock: Clock,
    folder: Path,
    services: Mapping[str, ASGIApp] | None = None,
    **changes: Any,
) -> AsyncIterator[FrontDoor]:
    """In demo mode unless said otherwise; `services` are those of the same process."""
    keys = load_or_create(folder / "keys")
    runtime = GatewayRuntime(
        runtime=runtime_of(database, keys, "gateway", clock),
        base_url=BASE_URL,
        is_demo=True,
        signing_keys=keys,
        key_folder=folder / "keys",
        web=folder / "dist",
        mail_folder=folder / "mail",
        merged_api=lambda: b'{"openapi": "3.1.0", "paths": {}, "components": {"schemas": {}}}',
    )
    given = replace(runtime, **changes)
    yield FrontDoor(build(given, services or {}), given, keys)
