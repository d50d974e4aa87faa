"""Tokens for systems (RFC 6749, 7523), and the keys that sign all tokens (RFC 7517)."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field

from gateway.actions.issue_token import issue_token as issue
from gateway.api.deps import House, gateway_router, told_when_to_come_back
from gateway.domain.errors import TokenRequestRefused
from gateway.domain.systems import AUDIENCES
from kit.auth.public_keys import jwks_document
from kit.web.fields import OutModel
from kit.web.reading import media_type

router = gateway_router("", tags=["systems"])

BEARER: Final = "Bearer"
FORM: Final = "application/x-www-form-urlencoded"
_WORDS: Final[Mapping[str, str]] = {
    "invalid_request": "A parameter is missing, repeated or unreadable.",
    "invalid_client": "The client is not known here, or its proof is not right.",
    "invalid_scope": "A scope was asked for that the client was not given.",
    "invalid_target": "Say in `audience` which service the token is for.",
    "unsupported_grant_type": "Only client_credentials is offered.",
}
_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            FORM: {
                "schema": {
                    "type": "object",
                    "required": ["grant_type", "client_id", "audience"],
                    "properties": {
                        "grant_type": {"type": "string", "enum": ["client_credentials"]},
                        "client_id": {"type": "string", "maxLength": 100},
                        "audience": {"type": "string", "enum": list(AUDIENCES)},
                        "scope": {
                            "type": "string",
                            "maxLength": 1_000,
                            "description": "Separated by spaces; all if absent.",
                        },
                        "client_assertion_type": {"type": "string", "maxLength": 100},
                        "client_assertion": {
                            "type": "string",
                            "maxLength": 4_096,
                            "description": "Signed with a registered key (ES256).",
                        },
                        "client_secret": {
                            "type": "string",
                            "maxLength": 200,
                            "description": "In the demonstration only.",
                        },
                    },
                }
            }
        },
    }
}


class TokenOut(OutModel):
    """RFC 6749 section 5.1."""

    access_token: str
    token_type: str
    expires_in: int = Field(description="Seconds.")
    scope: str


class TokenErrorOut(OutModel):
    """RFC 6749 section 5.2: this operation alone does not answer with problem+json."""

    error: str
    error_description: str


class KeyOut(OutModel):
    """A public key of P-256."""

    kty: str
    crv: str
    x: str
    y: str
    kid: str
    use: str
    alg: str


class KeysOut(OutModel):
    """The keys whose signatures count."""

    keys: list[KeyOut]


@router.post(
    "/oauth/token",
    summary="A token for a system",
    response_model=TokenOut,
    responses={400: {"model": TokenErrorOut}, 401: {"model": TokenErrorOut}},
    openapi_extra=_BODY,
)
async def issue_token(request: Request, house: House) -> Response:
    """Exchange a signed assertion for an access token of ten minutes, good for one service."""
    try:
        with told_when_to_come_back():
            issued = await issue(house, await _form(request), request.scope.get("request_id", ""))
    except TokenRequestRefused as refusal:
        return _refused(refusal.code)
    answer = TokenOut(
        access_token=issued.access_token, token_type=BEARER, expires_in=issued.expires_in, scope=issued.scope
    )
    return JSONResponse(answer.model_dump())


@router.get("/.well-known/jwks.json", summary="The keys that sign tokens")
async def show_signing_keys(response: Response, house: House) -> KeysOut:
    """The public keys of this installation; the next one is published before it signs."""
    response.headers["Cache-Control"] = "public, max-age=300"
    return KeysOut.model_validate(jwks_document(house.published_keys))


async def _form(request: Request) -> dict[str, str]:
    """Each parameter once; empty ones are as if they were not there (RFC 6749 section 3.2)."""
    if media_type(request) != FORM:
        raise TokenRequestRefused("invalid_request")
    try:
        pairs = parse_qsl((await request.body()).decode("ascii"), keep_blank_values=True, max_num_fields=20)
    except ValueError:
        raise TokenRequestRefused("invalid_request") from None
    form = dict(pairs)
    if len(form) != len(pairs):
        raise TokenRequestRefused("invalid_request")
    return {name: value for name, value in form.items() if value}


def _refused(code: str) -> Response:
    status = 401 if code == "invalid_client" else 400
    headers = {"WWW-Authenticate": BEARER} if status == 401 else None
    return JSONResponse({"error": code, "error_description": _WORDS[code]}, status, headers)
