"""What is read from a request before anything is done: formats, precondition, key, body."""

import re
from typing import Any, Final

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.requests import ClientDisconnect

from kit.kernel.errors import StaleVersion
from kit.web.problems import ProblemError
from kit.web.strict_json import MalformedJson, read_json

_KEY: Final = re.compile(r"^[A-Za-z0-9_-]{1,64}$")
_STRONG_TAG: Final = re.compile(r'^"(\d{1,9})"$')
_JSON: Final = "application/json"
_PLAIN_FORM: Final = "application/x-www-form-urlencoded"
_FORM: Final = "multipart/form-data"
_WITH_BODY: Final = frozenset({"POST", "PUT", "PATCH"})


class StrictRequest(Request):
    """A request whose JSON is read by our strict reader."""

    @property
    def is_json(self) -> bool:
        """The body says that it is JSON."""
        return media_type(self) == _JSON

    def read_json(self, body: bytes) -> Any:
        """The value of the body, read once."""
        if not hasattr(self, "_strict"):
            try:
                self._strict = read_json(body)
            except MalformedJson:
                raise ProblemError("malformed_body") from None
        return self._strict

    async def json(self) -> Any:
        return self.read_json(await self.body())

    async def body(self) -> bytes:
        try:
            return await super().body()
        except ClientDisconnect:
            raise ProblemError("bad_request") from None


def media_type(request: Request) -> str:
    """The type of the body without parameters, lower case."""
    return request.headers.get("content-type", "").split(";", 1)[0].strip().lower()


def check_formats(request: Request, route: APIRoute) -> None:
    """406 when we cannot answer as asked, 415 when the body is not what the operation takes (TR-15)."""
    accept = request.headers.get("accept")
    if accept and not _accepts(accept, offered(route)):
        raise ProblemError("not_acceptable")
    if request.method not in _WITH_BODY:
        return
    if files := takes_file(route):
        if media_type(request) not in files:
            raise ProblemError("unsupported_media_type")
    elif route.body_field is not None:
        _check_body_type(request, route)


def check_presence(route: APIRoute, body: bytes) -> None:
    """An operation that takes a body gets one: nothing is not JSON."""
    wanted = bool(takes_file(route)) or (route.body_field is not None and route.body_field.field_info.is_required())
    if wanted and not body:
        raise ProblemError("malformed_body")


def offered(route: APIRoute) -> frozenset[str]:
    """The media types a route answers with: JSON, or what its responses declare for 200."""
    content = route.responses.get(200, {}).get("content", {})
    return frozenset(content) | {_JSON}


def takes_form(route: APIRoute) -> bool:
    """True for uploads of files."""
    info = getattr(route.body_field, "field_info", None)
    return type(info).__name__ in {"Form", "File"}


def takes_file(route: APIRoute) -> frozenset[str]:
    """The media types of a file the handler reads itself, as the route's `openapi_extra` tells them. A form of a
    standard of its own (OAuth) is no file: its handler refuses in the words of that standard."""
    body = (route.openapi_extra or {}).get("requestBody", {})
    return frozenset(body.get("content", {})) - {_PLAIN_FORM}


def _check_body_type(request: Request, route: APIRoute) -> None:
    given = media_type(request)
    if takes_form(route):
        wrong = given != _FORM
    else:
        charset = request.headers.get("content-type", "").lower().partition("charset=")[2].strip(' "')
        wrong = given != _JSON or charset not in {"", "utf-8"}
        if wrong and not given and request.headers.get("content-length", "0") == "0":
            raise ProblemError("malformed_body")
    if wrong:
        raise ProblemError("unsupported_media_type")


def _accepts(accept: str, types: frozenset[str]) -> bool:
    ranges = {part.split(";", 1)[0].strip().lower() for part in accept.split(",")}
    if "*/*" in ranges or ranges & types:
        return True
    return any(f"{kind.split('/')[0]}/*" in ranges for kind in types)


def if_match(request: Request) -> int:
    """The version the caller read: exactly one strong tag; absent is 428, anything else 412 (RE-6)."""
    tags = request.headers.getlist("if-match")
    if not tags:
        raise ProblemError("precondition_required")
    match = _STRONG_TAG.match(tags[0].strip()) if len(tags) == 1 else None
    if match is None:
        raise StaleVersion
    return int(match.group(1))


def idempotency_key(request: Request) -> str:
    """The key under which the first answer is kept."""
    key = request.headers.get("idempotency-key")
    if key is None or not _KEY.match(key):
        raise ProblemError("idempotency_key_required")
    return key
