"""Calls of the gateway to the services: with its own token, or for a user with read scopes only (SE-47)."""

from collections.abc import Awaitable, Mapping
from typing import Any, Final

import httpx
from starlette.types import ASGIApp

from gateway.domain.errors import ServiceSilent
from gateway.domain.systems import SERVICE_SCOPES
from kit.auth.principal import Identity
from kit.auth.service_tokens import MintedServiceToken
from kit.auth.tokens import TokenMinter
from kit.kernel.clock import Clock

TIMEOUT: Final = httpx.Timeout(8.0, connect=2.0, read=5.0)
_ME: Final = "gateway"


class ServiceCalls:
    """`apps` are services in this process, `addresses` those elsewhere, each by name."""

    def __init__(
        self, minter: TokenMinter, clock: Clock, apps: Mapping[str, ASGIApp], addresses: Mapping[str, str]
    ) -> None:
        here = {name: _in_process(app) for name, app in apps.items()}
        elsewhere = {name: _over_network(address) for name, address in addresses.items() if name not in here}
        self._clients = here | elsewhere
        self._minter = minter
        self._tokens = {
            name: MintedServiceToken(minter, _ME, name, SERVICE_SCOPES[_ME], clock) for name in self._clients
        }

    async def post(self, service: str, path: str, body: Mapping[str, Any]) -> httpx.Response:
        """The answer of `/api/<service>/…`; ServiceSilent when there is none or it is the service's own failure."""
        client = self._client(service)
        headers = {"Authorization": f"Bearer {await self._tokens[service]()}"}
        return await _answered(service, client.post(f"/api/{service}{path}", json=body, headers=headers))

    async def get_for(
        self, service: str, path: str, identity: Identity, accept: str = "application/json"
    ) -> httpx.Response:
        """What somebody would read, asked in their name; the identity says who acts. ServiceSilent as above."""
        client = self._client(service)
        headers = {"Authorization": f"Bearer {self._minter.mint(identity, service).text}", "Accept": accept}
        return await _answered(service, client.get(f"/api/{service}{path}", headers=headers))

    def _client(self, service: str) -> httpx.AsyncClient:
        client = self._clients.get(service)
        if client is None:
            raise ServiceSilent(service)
        return client

    async def aclose(self) -> None:
        """Give back the connections."""
        for client in self._clients.values():
            await client.aclose()


async def _answered(service: str, call: Awaitable[httpx.Response]) -> httpx.Response:
    try:
        answer = await call
    except httpx.HTTPError:
        raise ServiceSilent(service) from None
    if answer.is_server_error:
        raise ServiceSilent(service)
    return answer


def _in_process(app: ASGIApp) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://service.invalid")


def _over_network(address: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=address, timeout=TIMEOUT, trust_env=False)
