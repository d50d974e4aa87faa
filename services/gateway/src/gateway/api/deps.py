"""What the gateway's routes may ask for."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import APIRouter, Depends, Request

from gateway.actions.gatehouse import Gatehouse
from gateway.actions.live_sessions import SCOPE_KEY, LiveSession
from gateway.actions.sign_in import Visitor
from gateway.domain.errors import HashingBusy, ServiceSilent, TooManyTries
from gateway.domain.tries import network_of
from kit.auth.errors import SignInRequired
from kit.web.own_transactions import OwnTransactionsRoute
from kit.web.problems import ProblemError


def gateway_router(prefix: str, *, tags: list[str]) -> APIRouter:
    """Guarded routes that open their own transactions."""
    return APIRouter(prefix=prefix, tags=list(tags), route_class=OwnTransactionsRoute)


async def _gatehouse(request: Request) -> Gatehouse:
    house: Gatehouse = request.app.state.gatehouse
    return house


async def _session_if_any(request: Request) -> LiveSession | None:
    session: LiveSession | None = request.scope.get(SCOPE_KEY)
    return session


async def _session(request: Request) -> LiveSession:
    session: LiveSession | None = request.scope.get(SCOPE_KEY)
    if session is None:
        raise SignInRequired
    return session


async def _visitor(request: Request) -> Visitor:
    house: Gatehouse = request.app.state.gatehouse
    cookies = [value for name, value in request.scope["headers"] if name == b"cookie"]
    client = request.client
    return Visitor(
        network=network_of(client.host if client else ""),
        old_code=house.cookie.code_in(cookies),
        request_id=request.scope.get("request_id", ""),
    )


@contextmanager
def told_when_to_come_back() -> Iterator[None]:
    """Refusals of the moment carry `Retry-After` (SE-78)."""
    try:
        yield
    except TooManyTries as closed:
        raise ProblemError("rate_limited", headers={"Retry-After": str(closed.seconds)}) from None
    except HashingBusy:
        raise ProblemError("busy", headers={"Retry-After": "2"}) from None
    except ServiceSilent:
        raise ProblemError("dependency_unavailable", headers={"Retry-After": "5"}) from None


House = Annotated[Gatehouse, Depends(_gatehouse)]
SessionIfAny = Annotated[LiveSession | None, Depends(_session_if_any)]
OwnSession = Annotated[LiveSession, Depends(_session)]
WhoKnocks = Annotated[Visitor, Depends(_visitor)]
