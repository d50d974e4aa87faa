"""Builds the front door: the gateway's own API, and before it what every request meets first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, overload

from fastapi import FastAPI
from starlette.types import ASGIApp

from gateway.actions.calls import ServiceCalls
from gateway.actions.gatehouse import Gatehouse
from gateway.actions.hashing import Hashing
from gateway.actions.live_sessions import LiveSessions
from gateway.actions.merged_api import MergedApi
from gateway.actions.send_digest import DigestDesk
from gateway.actions.tries import Tries
from gateway.api import (
    authorise,
    brand,
    colleagues,
    demo_mail,
    feeds,
    me,
    oauth,
    packaged,
    pages,
    reply_sessions,
    session,
    sign_in,
)
from gateway.api.problems import PROBLEMS
from gateway.domain.cookie import SessionCookie
from gateway.front.dispatcher import Front
from gateway.front.web_app import WebApp
from gateway.jobs.send_digests import each_morning
from gateway.jobs.sweep import sweeping
from gateway.store.tables import METADATA
from kit.auth.keys import SigningKeys
from kit.auth.rights import load
from kit.auth.tokens import TokenMinter
from kit.feed.worker import Worker
from kit.web.app import build_app, with_edge
from kit.web.runtime import Runtime
from kit.web.service import Service

SERVICE: Final = Service(
    name="gateway",
    title="Onroll gateway",
    summary="Sign-in, sessions, tokens for systems, reply links.",
    metadata=METADATA,
    problems=PROBLEMS,
    routers=(
        session.router,
        me.router,
        feeds.router,
        feeds.calendar_router,
        colleagues.router,
        brand.router,
        sign_in.router,
        reply_sessions.router,
        oauth.router,
        pages.router,
        demo_mail.router,
        authorise.router,
    ),
)


@dataclass(frozen=True, slots=True)
class GatewayRuntime:
    """What the front door needs beside what every service needs.

    `base_url` is also the issuer of all tokens. `service_addresses` say where services of other processes are
    reached; `behind_proxy` is for split mode, where nginx turns sessions into tokens by asking us.
    """

    runtime: Runtime
    base_url: str
    is_demo: bool
    signing_keys: SigningKeys
    key_folder: Path
    web: Path
    mail_folder: Path
    merged_api: Callable[[], bytes]
    service_addresses: Mapping[str, str] = field(default_factory=dict)
    behind_proxy: bool = False


@dataclass(frozen=True, slots=True)
class MorningMail:
    """Whom the job of the morning mail asks: services of this process, or where they are reached."""

    minter: TokenMinter
    base_url: str
    services: Mapping[str, ASGIApp]
    addresses: Mapping[str, str]


@overload
def build(runtime: None = None) -> FastAPI: ...


@overload
def build(runtime: GatewayRuntime, services: Mapping[str, ASGIApp]) -> ASGIApp: ...


def build(runtime: GatewayRuntime | None = None, services: Mapping[str, ASGIApp] | None = None) -> FastAPI | ASGIApp:
    """The front door before the services of this process, as a server runs it.

    Without a runtime: the gateway's own API, which describes itself and answers nothing. Raises BaseUrlRefused
    where a session could not be kept safely.
    """
    if runtime is None:
        return build_app(SERVICE)
    apps = services or {}
    house = _gatehouse(runtime, apps)
    web = WebApp(runtime.web, over_tls=runtime.base_url.startswith("https://"))
    return Front(house, with_edge(build_api(runtime.runtime, house)), apps, web)


def build_api(runtime: Runtime, house: Gatehouse) -> FastAPI:
    """The gateway's own API alone."""
    app = build_app(SERVICE, runtime)
    packaged.install(app)
    app.state.gatehouse = house
    return app


def workers(runtime: Runtime, morning: MorningMail | None = None) -> list[Worker]:
    """What runs beside the requests; without anybody to ask, nothing is mailed in the morning."""
    found = [sweeping(runtime.database, runtime.clock)]
    if morning is not None:
        calls = ServiceCalls(morning.minter, runtime.clock, morning.services, morning.addresses)
        found.append(each_morning(DigestDesk(runtime.database, runtime.clock, calls, load(), morning.base_url)))
    return found


def _gatehouse(given: GatewayRuntime, services: Mapping[str, ASGIApp]) -> Gatehouse:
    shared = given.runtime
    minter = TokenMinter(given.signing_keys.current, given.base_url, shared.clock)
    return Gatehouse(
        database=shared.database,
        clock=shared.clock,
        audit_key=shared.audit_key,
        counter_secret=shared.cursor_key,
        base_url=given.base_url,
        is_demo=given.is_demo,
        behind_proxy=given.behind_proxy,
        cookie=SessionCookie.of(given.base_url, is_demo=given.is_demo),
        minter=minter,
        published_keys=given.signing_keys.published,
        key_folder=given.key_folder,
        mail_folder=given.mail_folder,
        merged_api=MergedApi(given.merged_api),
        sessions=LiveSessions(shared.database, shared.clock, load()),
        hashing=Hashing(),
        tries=Tries(),
        calls=ServiceCalls(minter, shared.clock, services, given.service_addresses),
    )
