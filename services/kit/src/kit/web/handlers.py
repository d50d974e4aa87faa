"""Turns every exception that reaches the app into problem+json."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.routing import Match

from kit.kernel.errors import DomainError, InvalidFields, InvalidInput
from kit.web.problems import (
    GENERAL,
    MEDIA_TYPE,
    FieldError,
    Problem,
    ProblemError,
    ProblemTable,
    members_of,
    problem_body,
)
from kit.web.validation import field_errors, in_path

_BY_STATUS: Mapping[int, str] = {
    400: "bad_request",
    401: "invalid_token",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    413: "too_large",
    415: "unsupported_media_type",
    422: "validation_failed",
    503: "overloaded",
}


def install(app: FastAPI, table: ProblemTable) -> None:
    """Register the handlers; nothing leaves as plain text or HTML."""

    async def domain_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, DomainError)
        problem = table.of(error)
        return _respond(request, problem, _fields_of(error), members=members_of(problem, error))

    async def problem_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, ProblemError)
        return _respond(request, table.codes()[error.code], error.errors, headers=error.headers)

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        found = error.errors()
        if in_path(found):
            return _respond(request, GENERAL["not_found"])
        return _respond(request, GENERAL["validation_failed"], field_errors(found))

    async def framework(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        headers = dict(error.headers or {})
        if error.status_code == 405:
            headers["Allow"] = ", ".join(allowed_methods(request))
        return _respond(request, GENERAL[_BY_STATUS.get(error.status_code, "bad_request")], headers=headers)

    async def unexpected(request: Request, _: Exception) -> Response:
        return _respond(request, GENERAL["internal_error"])

    app.add_exception_handler(Exception, unexpected)
    app.add_exception_handler(DomainError, domain_error)
    app.add_exception_handler(ProblemError, problem_error)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, framework)


def _fields_of(error: DomainError) -> list[FieldError]:
    if isinstance(error, InvalidInput):
        return [FieldError(error.pointer, error.code)]
    return [FieldError(*field) for field in error.fields.items()] if isinstance(error, InvalidFields) else []


def allowed_methods(request: Request) -> list[str]:
    """All methods of all routes at this path: the framework names those of one route only (TR-14)."""
    methods: set[str] = set()
    for route in request.app.router.routes:
        match, _ = route.matches(request.scope)
        if match is not Match.NONE:
            methods |= getattr(route, "methods", None) or set()
    return sorted(methods)


def _respond(
    request: Request,
    problem: Problem,
    errors: Sequence[FieldError] = (),
    *,
    headers: Mapping[str, str] | None = None,
    members: Mapping[str, Any] | None = None,
) -> Response:
    body = problem_body(problem, request.scope.get("request_id", ""), errors, members)
    answer = Response(body, problem.status, headers, MEDIA_TYPE)
    if problem.status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer
