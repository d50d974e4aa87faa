"""The life of one request: who asks, may they, one transaction, commit, and only then the answer.

The order of refusals is SE-59: token, operation, formats, key and precondition, then path, body and rules. Sign-in
is checked before the body is read (TR-9).
"""

import hashlib
import json
from collections.abc import Awaitable, Callable
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from kit.auth import guards
from kit.auth.principal import Principal
from kit.auth.rights import Access, Right
from kit.kernel.errors import DomainError
from kit.web.answering import Answering, Handler, remembering
from kit.web.problems import ProblemError
from kit.web.reading import StrictRequest, check_formats, check_presence, idempotency_key, if_match
from kit.web.refusals import tell_refusal

_RETRY: Final = frozenset({"40001", "40P01"})  # serialization failure, deadlock (RE-4)
_LOCK_NOT_AVAILABLE: Final = "55P03"
_CANCELLED: Final = frozenset({"57014", "25P03"})  # statement time-out, idle in transaction


class GuardedRoute(APIRoute):
    """A route that only runs behind its right (`<service>.<function name>` in rights.yaml)."""

    def __init__(self, path: str, endpoint: Callable[..., Awaitable[Any]], **options: Any) -> None:
        options["operation_id"] = options.get("operation_id") or endpoint.__name__
        super().__init__(path, remembering(endpoint), **options)

    def get_route_handler(self) -> Handler:
        inner = super().get_route_handler()
        operation = self.operation_id
        assert operation is not None

        async def guarded(request: Request) -> Response:
            state = request.app.state
            right: Right = state.rights[operation]
            principal = await verified(request, right)
            try:
                guards.authorise(right, principal, state.runtime.clock.now())
                check_formats(request, self)
                strict = StrictRequest(request.scope, request.receive)
                strict.state.expected_version = if_match(request) if right.if_match else None
                key = idempotency_key(request) if right.idempotent and request.method == "POST" else None
                body = await strict.body() if request.method not in {"GET", "HEAD", "DELETE"} else b""
                check_presence(self, body)
                answering = Answering(state, right, operation, principal, strict, key, _body_hash(strict, body))
                return await _answer(answering, inner, strict)
            except DomainError as refusal:
                await _tell(request, right, principal, refusal)
                raise

        return guarded


def service_router(service: str, path: str, *, tags: list[str]) -> APIRouter:
    """A router of guarded routes under `/api/<service>` + `path` (`/v1/applications`)."""
    return APIRouter(prefix=f"/api/{service}{path}", tags=list(tags), route_class=GuardedRoute)


async def caller_of(request: Request, right: Right) -> Principal | None:
    """Who asks, if they may; nothing of the request but its head is read."""
    principal = await verified(request, right)
    guards.authorise(right, principal, request.app.state.runtime.clock.now())
    return principal


async def verified(request: Request, right: Right) -> Principal | None:
    """Who asks, as the token says; nobody where the operation is public and no token came."""
    signed = [value for name, value in request.scope["headers"] if name == b"authorization"]
    if right.access is Access.PUBLIC and not signed:
        return None
    runtime = request.app.state.runtime
    principal: Principal | None = await runtime.verifier.verify(signed) if signed else None
    return principal


async def _tell(request: Request, right: Right, principal: Principal | None, refusal: DomainError) -> None:
    try:
        await tell_refusal(request, right, principal, refusal)
    except DBAPIError as error:
        raise unavailable(error) from None


def _body_hash(request: StrictRequest, body: bytes) -> bytes:
    """SHA-256 of the body as one meaning: key order and spaces do not count."""
    if not body or not request.is_json:
        return hashlib.sha256(body).digest()
    canonical = json.dumps(request.read_json(body), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).digest()


async def _answer(answering: Answering, inner: Handler, request: StrictRequest) -> Response:
    """Run the command; a deadlock or a connection lost before the commit runs it once more (RE-4)."""
    try:
        return await answering.run(inner)
    except PoolTimeout:
        raise ProblemError("overloaded", headers={"Retry-After": "1"}) from None
    except DBAPIError as error:
        if not _may_repeat(error, answering):
            raise unavailable(error) from None
    try:
        return await answering.run(inner)
    except DBAPIError as error:
        raise unavailable(error) from None


def _may_repeat(error: DBAPIError, answering: Answering) -> bool:
    if getattr(error.orig, "sqlstate", None) in _RETRY:
        return True
    return error.connection_invalidated and not answering.committing


def unavailable(error: DBAPIError) -> Exception:
    """What a failed database means to the caller; anything that is our own fault stays an internal error."""
    state = getattr(error.orig, "sqlstate", None)
    if state == _LOCK_NOT_AVAILABLE:
        return ProblemError("overloaded", headers={"Retry-After": "1"})
    if state in _CANCELLED:
        return ProblemError("timed_out", headers={"Retry-After": "2"})
    if error.connection_invalidated or isinstance(error, OperationalError):
        return ProblemError("database_unavailable", headers={"Retry-After": "2"})
    return error
