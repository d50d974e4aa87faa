"""The OpenAPI document: what the framework draws, completed by the rights file; needs no environment."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from kit.auth.rights import Access, Right
from kit.web.answers import FieldErrorOut, ProblemOut, problem_answer
from kit.web.service import Service

VERSION: Final = "1.0.0"
_FRAMEWORK_ERROR: Final = "HTTPValidationError"
_METHODS: Final = frozenset({"get", "post", "put", "patch", "delete"})
_KEY_HEADER: Final = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "Made by the caller; the same key and body get the first answer again.",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"},
}
_IF_MATCH: Final = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": 'The version the caller read, as a strong tag: `"3"`.',
    "schema": {"type": "string", "pattern": '^"[0-9]{1,9}"$'},
}


def describe(app: FastAPI, service: Service, rights: Mapping[str, Right]) -> dict[str, Any]:
    """The document of one service."""
    document = get_openapi(
        title=service.title,
        version=VERSION,
        summary=service.summary,
        routes=app.routes,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        servers=[{"url": "/", "description": "The same host that serves this document."}],
    )
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for unused in (_FRAMEWORK_ERROR, "ValidationError"):
        schemas.pop(unused, None)
    for model in (ProblemOut, FieldErrorOut):
        schemas[model.__name__] = _schema(model)
    document["components"]["securitySchemes"] = {
        "token": {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "JWT",
            "description": "A short-lived token.",
        }
    }
    for path, method, operation in operations(document):
        _complete(path, method, operation, rights[operation["operationId"]])
    return document


def operations(document: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, method and description of every operation."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method in _METHODS:
                yield path, method, operation


def _schema(model: type[Any]) -> dict[str, Any]:
    schema: dict[str, Any] = model.model_json_schema(ref_template="#/components/schemas/{model}")
    schema.pop("$defs", None)
    return schema


def _complete(path: str, method: str, operation: dict[str, Any], right: Right) -> None:
    """Security, headers and problems an operation has because of its right."""
    public = right.access is Access.PUBLIC
    operation["security"] = [] if public else [{"token": []}]
    operation["x-onroll-right"] = {
        "scope": right.scope or str(right.access),
        "roles": sorted(right.roles),
        "actors": sorted(right.actors),
        "purpose": right.purpose,
    }
    parameters = operation.setdefault("parameters", [])
    keyed = method == "post" and right.idempotent
    if keyed:
        parameters.append(_KEY_HEADER)
    if right.if_match:
        parameters.append(_IF_MATCH)
    if not parameters:
        del operation["parameters"]
    _complete_answers(operation, _statuses(path, method, operation, right, keyed=keyed))


def _statuses(path: str, method: str, operation: Mapping[str, Any], right: Right, *, keyed: bool) -> set[int]:
    statuses = {400, 404, 406, 422, 429, 503}
    if right.access is not Access.PUBLIC:
        statuses |= {401, 403}
    else:
        statuses |= {401}
    if "requestBody" in operation:
        statuses |= {413, 415}
    if keyed:
        statuses |= {409}
    if right.if_match:
        statuses |= {409, 412, 428}
    return statuses


def _complete_answers(operation: dict[str, Any], statuses: set[int]) -> None:
    """The problem of each status, beside an answer of another kind where the operation declares one."""
    responses = operation["responses"]
    for status in sorted(statuses):
        given = responses.get(str(status), {}).get("content", {})
        problem = problem_answer(status)
        own = {} if _FRAMEWORK_ERROR in str(given) else given
        responses[str(status)] = problem | {"content": own | problem["content"]}
    operation["responses"] = dict(sorted(responses.items()))
