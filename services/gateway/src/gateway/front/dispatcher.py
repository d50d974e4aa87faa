"""What every request meets first: its session becomes a short-lived token, then the right app answers.

Services in the same process are called directly: no socket, no copy (architecture section 4). Pure ASGI, because
this is paid for by every request.
"""

from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qs

from sqlalchemy.exc import SQLAlchemyError
from starlette.types import ASGIApp, Receive, Scope, Send

from gateway.actions.gatehouse import Gatehouse
from gateway.actions.live_sessions import SCOPE_KEY, LiveSession
from gateway.domain.landing import HOME, safe_next
from gateway.domain.origins import SAFE_METHODS, came_with_session, came_without_session, own_origins
from gateway.front.refusal import refuse
from gateway.front.web_app import WebApp
from kit.web.edge import SECURITY_HEADERS

ME: Final = "gateway"
_API: Final = "/api/"
_OWN: Final = (
    "/oauth/",
    "/.well-known/",
    "/problems/",
    "/docs",
    "/openapi.json",
    "/demo/",
    "/internal/",
    "/brand",
    "/calendar/",
    "/healthz",
    "/readyz",
    "/not-public",
)
_SIGN_IN: Final = "/sign-in"
_ASKED_METHOD: Final = b"onroll-method"
_AUTHORISE: Final = "/internal/authorise"


class Front:
    """Wraps the gateway's own app, the services of this process and the web app."""

    def __init__(self, house: Gatehouse, own: ASGIApp, services: Mapping[str, ASGIApp], web: WebApp) -> None:
        self._house = house
        self._own = own
        self._services = {name: app for name, app in services.items() if name != ME}
        self._web = web
        self._origins = own_origins(house.base_url, is_demo=house.is_demo)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close"})
            return
        path: str = scope["path"]
        if path.startswith(_API):
            service = path[len(_API) : path.find("/", len(_API))]
            await self._pass_on(service if service in self._services else ME, scope, receive, send)
        elif path.startswith(_OWN):
            await self._pass_on(ME, scope, receive, send)
        else:
            await self._hand_out(path, scope, send)

    async def _pass_on(self, service: str, scope: Scope, receive: Receive, send: Send) -> None:
        """To the app, with the token of the session. A bearer token decides alone: cookies are ignored (SE-72)."""
        headers: list[tuple[bytes, bytes]] = scope["headers"]
        names = {name for name, _ in headers}
        if b"authorization" in names:
            scope["headers"] = [pair for pair in headers if pair[0] != b"cookie"]
        else:
            try:
                live = await self._session(headers) if b"cookie" in names else None
            except (SQLAlchemyError, TimeoutError, OSError):
                await refuse(send, "database_unavailable")
                return
            if not self._came_from_us(scope, live):
                await refuse(send, "csrf")
                return
            self._put_token(service, scope, live)
        await (self._own if service == ME else self._services[service])(scope, receive, send)

    async def _session(self, headers: list[tuple[bytes, bytes]]) -> LiveSession | None:
        code = self._house.cookie.code_in(value for name, value in headers if name == b"cookie")
        return await self._house.sessions.of(code, self._house.clock.now()) if code else None

    def _came_from_us(self, scope: Scope, live: LiveSession | None) -> bool:
        """nginx asks with GET on behalf of a request whose method it names."""
        method: str = scope["method"]
        if method in SAFE_METHODS and scope["path"] != _AUTHORISE:
            return True
        headers = dict(scope["headers"])
        if method in SAFE_METHODS and headers.get(_ASKED_METHOD, b"GET").decode("latin-1") in SAFE_METHODS:
            return True
        if live is None:
            return came_without_session(headers, self._origins)
        return came_with_session(headers, self._origins, live.csrf)

    def _put_token(self, service: str, scope: Scope, live: LiveSession | None) -> None:
        """The gateway itself keeps the cookie, which signing out and in again end; no service ever sees one."""
        headers = scope["headers"]
        if service != ME:
            headers = [pair for pair in headers if pair[0] != b"cookie"]
        if live is not None:
            token = live.authorization(service, self._house.minter, self._house.clock.now())
            headers = [*headers, (b"authorization", token)]
            if service == ME:
                scope[SCOPE_KEY] = live
        scope["headers"] = headers

    async def _hand_out(self, path: str, scope: Scope, send: Send) -> None:
        """A file or page of the web app."""
        if scope["method"] not in {"GET", "HEAD"}:
            await refuse(send, "method_not_allowed", (b"allow", b"GET, HEAD"))
            return
        if path == _SIGN_IN and _leads_astray(scope["query_string"]):
            await _send(send, 303, [*SECURITY_HEADERS, (b"location", _SIGN_IN.encode())])
            return
        headers = dict(scope["headers"])
        found = self._web.find(path, headers.get(b"accept-encoding", b""))
        if found is None:
            await refuse(send, "not_found")
        elif found.tag in headers.get(b"if-none-match", b""):
            await _send(send, 304, [pair for pair in found.headers if pair[0] != b"content-length"])
        else:
            await _send(send, 200, list(found.headers), b"" if scope["method"] == "HEAD" else found.body)

    async def _live(self, receive: Receive, send: Send) -> None:
        """Services have no lifespans of their own; what the front door opened it closes at the end."""
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._house.calls.aclose()
        self._house.hashing.close()
        await send({"type": "lifespan.shutdown.complete"})


def _leads_astray(query: bytes) -> bool:
    """A sign-in page that would send somebody to another site afterwards (AB-72)."""
    wanted = parse_qs(query.decode("latin-1")).get("next", [])
    return any(safe_next(path) != path for path in wanted if path != HOME)


async def _send(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes = b"") -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
