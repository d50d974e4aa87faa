"""Puts services together: each with its database and its keys, in one process or in processes of their own."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Final

from fastapi import FastAPI
from starlette.types import ASGIApp

from kit.auth.fetched_keys import FetchedKeys
from kit.auth.keys import SigningKeys
from kit.auth.keys import load_or_create as load_or_create_signing_keys
from kit.auth.public_keys import KeySource, StaticKeys
from kit.auth.service_keys import load_or_create_service_key
from kit.auth.service_tokens import MintedServiceToken, RequestedServiceToken
from kit.auth.tokens import TokenMinter, TokenVerifier
from kit.auth.vocabulary import Scope
from kit.db.database import Database
from kit.db.foundation import foundation
from kit.db.migrate import heads
from kit.feed.consumer import ACROSS_HOSTS
from kit.feed.source import EventSource, TokenSource
from kit.feed.worker import Worker
from kit.kernel.clock import Clock
from kit.mail.postman import Postman
from kit.web.app import with_edge
from kit.web.runtime import Runtime
from onroll.documents import documents
from onroll.ground import Ground
from onroll.key_ring import KeyRing
from onroll.mailing import delivery
from onroll.settings import SERVICES, Settings

FRONT: Final = "gateway"
BEHIND: Final = tuple(name for name in SERVICES if name != FRONT)
READS: Final[Mapping[str, tuple[str, ...]]] = {
    "funding": ("placements",),
    "accountability": ("placements", "funding"),
}
"""Whose feeds a service reads: data flows one way (architecture, section 1)."""
SEND_MAIL: Final = ("placements", "funding", FRONT)


@dataclass(slots=True)
class House:
    """The services of one process. Nothing is opened before it is asked for."""

    settings: Settings
    ground: Ground
    ring: KeyRing
    clock: Clock
    here: tuple[str, ...] = SERVICES
    _runtimes: dict[str, Runtime] = field(default_factory=dict)
    _apps: dict[str, FastAPI] = field(default_factory=dict)
    _signing: SigningKeys | None = None
    _to_close: list[FetchedKeys | RequestedServiceToken | EventSource] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Everything in one process: services are called, not asked over the network."""
        return FRONT in self.here and len(self.here) > 1

    def runtime(self, service: str) -> Runtime:
        if service not in self._runtimes:
            database = Database(self.ground.app_urls[service], self.ring.context)
            verifier = TokenVerifier(self._keys(), service, self.settings.base_url, self.clock)
            self._runtimes[service] = Runtime(
                database, verifier, self.clock, self.ring.audit, self.ring.cursor, revision=heads(service)[0]
            )
        return self._runtimes[service]

    def app(self, service: str) -> FastAPI:
        """One of the three services behind the gateway."""
        if service not in self._apps:
            self._apps[service] = _main(service).build(self.runtime(service))
        return self._apps[service]

    def front(self) -> ASGIApp:
        """What a server runs: the front door before all services, or the one service of this process."""
        behind = {name: with_edge(self.app(name)) for name in self.here if name != FRONT}
        if FRONT not in self.here:
            (only,) = behind.values()
            return only
        front: ASGIApp = _main(FRONT).build(self.front_runtime(), behind)
        return front

    def front_runtime(self) -> Any:
        """What the gateway needs beside what every service needs."""
        settings = self.settings
        return _main(FRONT).GatewayRuntime(
            runtime=self.runtime(FRONT),
            base_url=settings.base_url,
            is_demo=settings.is_demo,
            signing_keys=self.signing_keys(),
            key_folder=settings.key_folder,
            web=settings.web,
            mail_folder=settings.mail_folder,
            merged_api=merged_api,
            service_addresses={}
            if self.is_whole
            else {name: self._address(name) for name in SERVICES if name != FRONT},
            behind_proxy=not self.is_whole,
        )

    def signing_keys(self) -> SigningKeys:
        """For the gateway's process only."""
        if self._signing is None:
            self._signing = load_or_create_signing_keys(self.settings.key_folder)
        return self._signing

    def minter(self) -> TokenMinter:
        return TokenMinter(self.signing_keys().current, self.settings.base_url, self.clock)

    def sources(self, service: str) -> dict[str, EventSource]:
        """The feeds a service reads."""
        return {producer: self._source(service, producer) for producer in READS.get(service, ())}

    def workers(self, services: Iterable[str]) -> list[Worker]:
        """What works beside the requests of these services."""
        found: list[Worker] = []
        for name in services:
            found += _main(name).workers(self.runtime(name), *self._workers_need(name))
            if name in SEND_MAIL:
                found.append(self.postman(name).worker)
        return found

    def _workers_need(self, service: str) -> tuple[Any, ...]:
        if service == FRONT:
            return (self._morning_mail(),)
        unhurried = service == "accountability" and not self.is_whole
        return (self.sources(service), *((ACROSS_HOSTS,) if unhurried else ()))

    def _morning_mail(self) -> Any:
        """Whom the gateway asks before it writes to staff."""
        return _main(FRONT).MorningMail(
            minter=self.minter(),
            base_url=self.settings.base_url,
            services={name: with_edge(self.app(name)) for name in self.here if name != FRONT},
            addresses={} if self.is_whole else {name: self._address(name) for name in BEHIND},
        )

    async def close(self) -> None:
        for one in self._to_close:
            await (one.close() if isinstance(one, EventSource) else one.aclose())
        for runtime in self._runtimes.values():
            await runtime.database.close()

    def _keys(self) -> KeySource:
        if FRONT in self.here:
            return StaticKeys.of(self.signing_keys().published)
        keys = FetchedKeys(f"{self._address(FRONT)}/.well-known/jwks.json", self.clock)
        self._to_close.append(keys)
        return keys

    def _source(self, service: str, producer: str) -> EventSource:
        if self.is_whole:
            scopes = frozenset({Scope.EVENTS_READ})  # and nothing else (SE-47)
            token = MintedServiceToken(self.minter(), service, producer, scopes, self.clock)
            source = EventSource.in_process(producer, with_edge(self.app(producer)), token)
        else:
            source = EventSource.at(producer, self._address(producer), self._requested_token(service, producer))
        self._to_close.append(source)
        return source

    def _requested_token(self, service: str, audience: str) -> TokenSource:
        token = RequestedServiceToken(
            load_or_create_service_key(self.settings.key_folder, service),
            service,
            audience,
            self.clock,
            issuer=self.settings.base_url,
            address=f"{self._address(FRONT)}/oauth/token",
        )
        self._to_close.append(token)
        return token

    def _address(self, service: str) -> str:
        return self.settings.address_of(service)

    def postman(self, service: str) -> Postman:
        """Who delivers the mail of a service."""
        runtime = self.runtime(service)
        tables = foundation(_main(service).SERVICE.metadata)
        return Postman(service, runtime.database, tables, self.clock, delivery(self.settings))


def _main(service: str) -> Any:
    """A process loads the services it runs and no others."""
    return import_module(f"{service}.main")


def merged_api() -> bytes:
    """All operations in one document, drawn when somebody first asks for it."""
    return json.dumps(documents()["onroll"], ensure_ascii=False, separators=(",", ":")).encode()
