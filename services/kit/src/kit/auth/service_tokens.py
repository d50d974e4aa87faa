"""Tokens with which our own services call each other (SE-47)."""

from datetime import datetime, timedelta
from typing import Final

import httpx

from kit.auth.assertions import ASSERTION_TYPE
from kit.auth.keys import SigningKey
from kit.auth.principal import Identity, Organisation
from kit.auth.tokens import RENEW_BEFORE_END, TokenMinter, signed_assertion
from kit.auth.vocabulary import SERVICE_PREFIX, ActorKind, Method, OrganisationKind, Scope
from kit.kernel.clock import Clock

TIMEOUT: Final = httpx.Timeout(8.0, connect=2.0, read=5.0)
_PLATFORM: Final = Organisation(OrganisationKind.PLATFORM, "platform")


class TokenRefused(Exception):
    """The gateway gave no token; `code` is its error code, or the class of what went wrong on the way."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def service_identity(service: str, scopes: frozenset[Scope], now: datetime) -> Identity:
    """What the token of one of our services says."""
    return Identity(
        kind=ActorKind.SERVICE,
        subject=SERVICE_PREFIX + service,
        client_id=SERVICE_PREFIX + service,
        organisation=_PLATFORM,
        roles=(),
        scopes=scopes,
        amr=(Method.KEY,),
        auth_time=now,
    )


class MintedServiceToken:
    """For a service in the process of the gateway: minted on the spot, renewed a minute before it ends."""

    def __init__(
        self, minter: TokenMinter, service: str, audience: str, scopes: frozenset[Scope], clock: Clock
    ) -> None:
        self._minter = minter
        self._service = service
        self._audience = audience
        self._scopes = scopes
        self._clock = clock
        self._token = ""
        self._renew_at: datetime | None = None

    async def __call__(self) -> str:
        now = self._clock.now()
        if self._renew_at is None or self._renew_at <= now:
            minted = self._minter.mint(service_identity(self._service, self._scopes, now), self._audience)
            self._token, self._renew_at = minted.text, minted.principal.expires_at - RENEW_BEFORE_END
        return self._token


class RequestedServiceToken:
    """For a service in a process of its own: asked of the gateway with an assertion, renewed in the same way.

    `issuer` is the gateway's base URL, `address` where its token operation is reached from here.
    """

    def __init__(
        self,
        key: SigningKey,
        service: str,
        audience: str,
        clock: Clock,
        *,
        issuer: str,
        address: str,
        client: httpx.AsyncClient | None = None,
    ) -> None:
        self._key = key
        self._client_id = SERVICE_PREFIX + service
        self._audience = audience
        self._clock = clock
        self._issuer = issuer
        self._address = address
        self._client = client or httpx.AsyncClient(timeout=TIMEOUT, trust_env=False)
        self._token = ""
        self._renew_at: datetime | None = None

    async def __call__(self) -> str:
        """Raises TokenRefused when the gateway gives none."""
        now = self._clock.now()
        if self._renew_at is None or self._renew_at <= now:
            self._token, life = await self._request()
            self._renew_at = now + life - RENEW_BEFORE_END
        return self._token

    async def aclose(self) -> None:
        """Give back the connections."""
        await self._client.aclose()

    async def _request(self) -> tuple[str, timedelta]:
        form = {
            "grant_type": "client_credentials",
            "client_id": self._client_id,
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": signed_assertion(self._key, self._client_id, self._issuer, self._clock),
            "audience": self._audience,
        }
        try:
            answer = await self._client.post(self._address, data=form)
            told = answer.json()
            if answer.status_code != httpx.codes.OK:
                raise TokenRefused(str(told["error"]))
            return str(told["access_token"]), timedelta(seconds=int(told["expires_in"]))
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as reason:
            raise TokenRefused(type(reason).__name__) from None
