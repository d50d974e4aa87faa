"""Who is signed in, and signing out."""

from datetime import datetime

from fastapi import Request, Response

from gateway.actions.gatehouse import Gatehouse
from gateway.actions.live_sessions import LiveSession
from gateway.actions.session_life import end_session
from gateway.actions.whom_to_ask import whom_to_ask
from gateway.actions.witness import Attempt
from gateway.api.deps import House, OwnSession, SessionIfAny, WhoKnocks, gateway_router
from gateway.api.session_schemas import SessionOut, session_out
from kit.auth.guards import STEP_UP_LASTS
from kit.auth.vocabulary import SECOND_FACTORS, Method

router = gateway_router("/api/gateway/v1", tags=["session"])


@router.get("/session", summary="Who is signed in")
async def show_session(house: House, live: SessionIfAny) -> SessionOut:
    """The session of the web app: person, roles, when it ends, and what signing in offers here."""
    return session_out(
        live,
        today=house.clock.today(),
        is_demo=house.is_demo,
        access_contact=await whom_to_ask(house, live.person) if live else None,
        step_up_until=_step_up_until(house, live) if live else None,
    )


@router.post("/sign-out", status_code=204, summary="Sign out")
async def sign_out(request: Request, response: Response, house: House, live: OwnSession, visitor: WhoKnocks) -> None:
    """End this session; its cookie and its tokens stop working."""
    assert visitor.old_code is not None
    attempt = Attempt("sign_out", request.scope.get("request_id", ""))
    await end_session(house, live.person, attempt, visitor.old_code)
    response.headers["Set-Cookie"] = house.cookie.clear()


def _step_up_until(house: Gatehouse, live: LiveSession) -> datetime | None:
    """Until when operations that ask for a second factor need no new one; people of the demo never do."""
    if Method.DEMO in live.session.amr:
        return live.session.expires_at
    until = live.session.auth_time + STEP_UP_LASTS
    fresh = not SECOND_FACTORS.isdisjoint(live.session.amr) and until > house.clock.now()
    return until if fresh else None
