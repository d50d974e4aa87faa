"""Signing in."""

from typing import Annotated

from fastapi import Response
from pydantic import Field

from gateway.actions.sign_in import sign_in_demo as begin_demo
from gateway.actions.sign_in import sign_in_with_password as begin_with_password
from gateway.api.deps import House, WhoKnocks, gateway_router, told_when_to_come_back
from gateway.api.session_schemas import SignedInOut
from kit.web.answers import answers
from kit.web.fields import InModel, Line

router = gateway_router("/api/gateway/v1/sign-in", tags=["session"])


class PersonaIn(InModel):
    """One of `demo_personas` of the session."""

    persona: Annotated[Line, Field(min_length=1, max_length=50)]


class PasswordIn(InModel):
    """A local account."""

    email: Annotated[Line, Field(min_length=3, max_length=254)]
    password: Annotated[str, Field(strict=True, min_length=1, max_length=1024)]


@router.post("/demo", summary="Sign in as a person of the demonstration")
async def sign_in_demo(persona: PersonaIn, response: Response, house: House, visitor: WhoKnocks) -> SignedInOut:
    """Begin a session as somebody invented. Exists in demo mode only."""
    code = await begin_demo(house, visitor, persona.persona)
    response.headers["Set-Cookie"] = house.cookie.set(code)
    return SignedInOut(next="done")


@router.post("/password", summary="Sign in with a password", responses=answers(401))
async def sign_in_with_password(
    account: PasswordIn, response: Response, house: House, visitor: WhoKnocks
) -> SignedInOut:
    """Begin a session with e-mail and password. Every failure gives the same answer."""
    with told_when_to_come_back():
        code = await begin_with_password(house, visitor, account.email, account.password)
    response.headers["Set-Cookie"] = house.cookie.set(code)
    return SignedInOut(next="done")
