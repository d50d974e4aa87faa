"""How an operation documents the problems it may answer with."""

from typing import Any, Final

from pydantic import ConfigDict, Field

from kit.web.fields import OutModel
from kit.web.problems import MEDIA_TYPE

WORDS: Final = {
    400: "The request cannot be read, or an Idempotency-Key is missing.",
    401: "No access token, or one that is not valid here.",
    403: "The caller may not do this.",
    404: "It does not exist or is not the caller's to see.",
    406: "No answer in the accepted format.",
    409: "The thing has moved on, or the key was used before.",
    410: "There is nothing left to answer.",
    412: "Somebody changed it since it was read.",
    413: "The request is too large.",
    415: "The body has another format than described.",
    422: "Some fields are not right.",
    428: "If-Match is missing.",
    429: "Too many requests.",
    503: "Not available right now; try again.",
}


class FieldErrorOut(OutModel):
    """One field that is not right."""

    pointer: str = Field(description="JSON Pointer into the body, or query/…, path/…, header/….")
    code: str = Field(description="Why, as a code.")
    message: str = Field(description="Why, in words; never holds what was sent.")


class ProblemOut(OutModel):
    """RFC 9457 problem; `code` is stable, the words are not. Some codes bring ids of their own, as `existing_id`."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    code: str
    request_id: str
    detail: str | None = Field(default=None)
    errors: list[FieldErrorOut] | None = Field(default=None)


def answers(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """`responses=` of a route, for the problems that are not in every operation anyway."""
    return {status: problem_answer(status) for status in statuses}


def problem_answer(status: int) -> dict[str, Any]:
    """The description of one problem status."""
    schema = {"$ref": "#/components/schemas/ProblemOut"}
    return {"description": WORDS[status], "content": {MEDIA_TYPE: {"schema": schema}}}
