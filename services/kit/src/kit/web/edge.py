"""The outermost layer of every app: request id, limits, security headers, and no error without problem+json.

Pure ASGI (TR-18). Limits are those of security-reliability.md section 8.4; nginx keeps the same ones before us.
"""

import asyncio
import re
import secrets
import time
from collections.abc import MutableMapping
from typing import Any, Final

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kit.web.problems import GENERAL, MEDIA_TYPE, ProblemError, problem_body

BODY_LIMIT: Final = 64 * 1024
UPLOAD_LIMIT: Final = 64 * 1024 * 1024
HEADER_BYTES: Final = 32 * 1024
HEADER_COUNT: Final = 100
URL_BYTES: Final = 8 * 1024
BODY_IDLE_SECONDS: Final = 10.0
BODY_SECONDS: Final = 30.0
UPLOAD_SECONDS: Final = 300.0
AT_WORK: Final = 64
WAITING: Final = 64
_CLOSE: Final = {"Connection": "close"}
_CUT_SHORT: Final = frozenset({"request_timeout", "too_large", "file_too_large"})
_REQUEST_ID: Final = re.compile(rb"^[A-Za-z0-9-]{8,64}$")
_log = structlog.get_logger("onroll.request")

SECURITY_HEADERS: Final[list[tuple[bytes, bytes]]] = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
]
_API_HEADERS: Final[list[tuple[bytes, bytes]]] = [
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
]


class Edge:
    """Wraps an app. `uploads` are the paths that take files, none of them with a parameter."""

    def __init__(self, app: ASGIApp, *, service: str, uploads: tuple[str, ...] = ()) -> None:
        self._app = app
        self._service = service
        self._uploads = uploads
        self._places = asyncio.Semaphore(AT_WORK)
        self._inside = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = _Exchange(scope, receive, send, self._upload(scope["path"]))
        refusal = _refusal(scope)
        if refusal or self._inside >= AT_WORK + WAITING:
            await exchange.refuse(refusal or "overloaded")
            return
        self._inside += 1
        try:
            async with self._places:
                await self._run(exchange, scope)
        finally:
            self._inside -= 1
            self._tell(exchange, scope)

    async def _run(self, exchange: "_Exchange", scope: Scope) -> None:
        try:
            await self._app(scope, exchange.receive, exchange.send)
        except ProblemError as problem:
            await exchange.refuse(problem.code)
        except Exception as error:  # noqa: BLE001 -- the edge: whatever happened, the caller gets problem+json
            _log.error("failed", service=self._service, error_class=type(error).__name__, where=_where(error))
            await exchange.refuse("internal_error")

    def _upload(self, path: str) -> bool:
        return path in self._uploads

    def _tell(self, exchange: "_Exchange", scope: Scope) -> None:
        route = scope.get("route")
        _log.info(
            "request",
            service=self._service,
            method=scope["method"],
            route=getattr(route, "path", None),
            operation=getattr(route, "operation_id", None),
            status=exchange.status,
            duration_ms=round((time.perf_counter() - exchange.began) * 1000, 1),
            request_id=exchange.request_id,
        )


class _Exchange:
    """One request and its answer, with limits on the way in and headers on the way out."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, upload: bool) -> None:
        self._receive = receive
        self._send = send
        self._most = UPLOAD_LIMIT if upload else BODY_LIMIT
        self._over = "file_too_large" if upload else "too_large"
        self.began = time.perf_counter()
        self._ends = self.began + (UPLOAD_SECONDS if upload else BODY_SECONDS)
        self._got = 0
        self._complete = False
        self.status = 0
        self.request_id = scope.get("request_id") or _request_id(scope)
        scope["request_id"] = self.request_id

    async def receive(self) -> Message:
        """The next part of the body, within size and time."""
        if self._complete:
            return await self._receive()
        left = min(BODY_IDLE_SECONDS, self._ends - time.perf_counter())
        try:
            message = await asyncio.wait_for(self._receive(), max(left, 0.01))
        except TimeoutError:
            raise ProblemError("request_timeout", headers=_CLOSE) from None
        self._got += len(message.get("body", b""))
        if self._got > self._most:
            raise ProblemError(self._over, headers=_CLOSE)
        self._complete = not message.get("more_body", False)
        return message

    async def send(self, message: Message) -> None:
        """Security headers and the request id on every answer."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            _complete_headers(message, self.request_id)
        await self._send(message)

    async def refuse(self, code: str) -> None:
        """Answer with a problem, unless an answer has begun already."""
        if self.status:
            return
        problem = GENERAL[code]
        body = problem_body(problem, self.request_id)
        headers = [(b"content-type", MEDIA_TYPE.encode()), (b"content-length", str(len(body)).encode())]
        if problem.status in {429, 503}:
            headers.append((b"retry-after", b"2"))
        if code in _CUT_SHORT:
            headers.append((b"connection", b"close"))
        await self.send({"type": "http.response.start", "status": problem.status, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def _refusal(scope: Scope) -> str | None:
    headers = scope["headers"]
    if len(headers) > HEADER_COUNT or sum(len(name) + len(value) for name, value in headers) > HEADER_BYTES:
        return "headers_too_large"
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > URL_BYTES:
        return "uri_too_long"
    if not any(name == b"host" for name, _ in headers):
        return "bad_request"
    return None


def _request_id(scope: Scope) -> str:
    given: bytes = next((value for name, value in scope["headers"] if name == b"request-id"), b"")
    return given.decode() if _REQUEST_ID.match(given) else secrets.token_hex(8)


def _complete_headers(message: MutableMapping[str, Any], request_id: str) -> None:
    headers = [pair for pair in message.get("headers", ()) if pair[0].lower() != b"server"]
    present = {name.lower() for name, _ in headers}
    headers += [pair for pair in (*SECURITY_HEADERS, *_API_HEADERS) if pair[0] not in present]
    if b"request-id" not in present:
        headers.append((b"request-id", request_id.encode()))
    message["headers"] = headers


def _where(error: Exception) -> str:
    """The code position of an error: its text may hold values and is never logged (RE-34)."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    return f"{frame.tb_frame.f_globals.get('__name__')}:{frame.tb_lineno}" if frame else "unknown"
