"""Every error is problem+json from fixed tables of codes and titles; no submitted value comes back (SE-76 to SE-78)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from kit.auth import errors as access
from kit.db.idempotency import IdempotencyKeyReused
from kit.db.reply_links import LinkClosed
from kit.kernel import errors
from kit.kernel.errors import DomainError

MEDIA_TYPE: Final = "application/problem+json"
MOST_ERRORS: Final = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """One code of the API. `members` names attributes of the error that may travel along (ids only)."""

    status: int
    code: str
    title: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldError:
    """Where and why: `pointer` is a JSON Pointer for bodies, `query/…`, `path/…`, `header/…` else."""

    pointer: str
    code: str


class ProblemError(Exception):
    """Raised at the edge itself: the answer is this problem."""

    def __init__(
        self, code: str, *, errors: Sequence[FieldError] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(code)
        self.code = code
        self.errors = errors
        self.headers = dict(headers or {})


GENERAL: Final[Mapping[str, Problem]] = {
    problem.code: problem
    for problem in (
        Problem(400, "malformed_body", "The body cannot be read as JSON."),
        Problem(400, "idempotency_key_required", "Send an Idempotency-Key so that a repeat does nothing twice."),
        Problem(400, "bad_request", "The request cannot be read."),
        Problem(401, "missing_token", "Sign in first: no access token was sent."),
        Problem(401, "invalid_token", "The access token is not valid here."),
        Problem(401, "session_revoked", "This session has ended. Sign in again."),
        Problem(401, "sign_in_required", "Sign in first."),
        Problem(401, "sign_in_failed", "The sign-in details are not right."),
        Problem(403, "insufficient_scope", "The access token does not cover this."),
        Problem(403, "forbidden_role", "Your role may not do this."),
        Problem(403, "csrf", "The request did not come from our own pages."),
        Problem(403, "step_up_required", "Confirm that it is you first."),
        Problem(403, "second_person_required", "A second person has to do this."),
        Problem(403, "approval_required", "This needs an approval first."),
        Problem(403, "reason_required", "Say why you need this record first."),
        Problem(404, "not_found", "This does not exist or is not yours to see."),
        Problem(405, "method_not_allowed", "This address does not take that method."),
        Problem(406, "not_acceptable", "We cannot answer in the format you accept."),
        Problem(408, "request_timeout", "The request took too long to arrive."),
        Problem(409, "step_not_allowed", "This has moved on: the step is not open now."),
        Problem(409, "idempotency_key_reused", "This Idempotency-Key was used for something else."),
        Problem(409, "idempotency_in_progress", "The first request with this key is still running."),
        Problem(410, "link_closed", "There is nothing left to answer here."),
        Problem(412, "stale", "Somebody changed this since you read it."),
        Problem(413, "too_large", "The request is too large."),
        Problem(413, "file_too_large", "The file is too large."),
        Problem(414, "uri_too_long", "The address is too long."),
        Problem(415, "unsupported_media_type", "Send this in the format the API describes."),
        Problem(422, "validation_failed", "Some fields are not right."),
        Problem(428, "precondition_required", "Send If-Match with the version you read."),
        Problem(429, "rate_limited", "Too many requests. Try again later."),
        Problem(429, "busy", "Too many people are signing in. Try again in a moment."),
        Problem(431, "headers_too_large", "The request headers are too large."),
        Problem(500, "internal_error", "Something went wrong on our side."),
        Problem(503, "database_unavailable", "The service cannot reach its records right now."),
        Problem(503, "overloaded", "The service is busy. Try again in a moment."),
        Problem(503, "timed_out", "This took too long and was stopped. Nothing was changed."),
        Problem(503, "dependency_unavailable", "Something we depend on does not answer."),
    )
}

GENERAL_ERRORS: Final[Mapping[type[DomainError], Problem]] = {
    errors.NotFound: GENERAL["not_found"],
    errors.StaleVersion: GENERAL["stale"],
    errors.StepNotAllowed: GENERAL["step_not_allowed"],
    errors.SecondPersonRequired: GENERAL["second_person_required"],
    errors.InvalidInput: GENERAL["validation_failed"],
    errors.InvalidFields: GENERAL["validation_failed"],
    IdempotencyKeyReused: GENERAL["idempotency_key_reused"],
    LinkClosed: GENERAL["link_closed"],
    access.MissingToken: GENERAL["missing_token"],
    access.SignInRequired: GENERAL["sign_in_required"],
    access.InvalidToken: GENERAL["invalid_token"],
    access.SessionRevoked: GENERAL["session_revoked"],
    access.InsufficientScope: GENERAL["insufficient_scope"],
    access.ForbiddenRole: GENERAL["forbidden_role"],
    access.StepUpRequired: GENERAL["step_up_required"],
    access.OutsideLink: GENERAL["not_found"],
}


@dataclass(frozen=True, slots=True)
class ProblemTable:
    """Which problem a domain error becomes: the service's own table before the general one."""

    own: Mapping[type[DomainError], Problem] = field(default_factory=dict)

    def of(self, error: DomainError) -> Problem:
        """The nearest class counts; a class in neither table is an error of ours (500)."""
        for cls in type(error).__mro__:
            found = self.own.get(cls) or GENERAL_ERRORS.get(cls)
            if found is not None:
                return found
        return GENERAL["internal_error"]

    def codes(self) -> dict[str, Problem]:
        """All codes the service may answer, by code."""
        return {**GENERAL, **{problem.code: problem for problem in self.own.values()}}


def problem_body(
    problem: Problem,
    request_id: str,
    field_errors: Sequence[FieldError] = (),
    members: Mapping[str, Any] | None = None,
) -> bytes:
    """The body of an error answer."""
    body: dict[str, Any] = {
        "type": f"/problems/{problem.code}",
        "title": problem.title,
        "status": problem.status,
        "code": problem.code,
        "request_id": request_id,
        **(members or {}),
    }
    if field_errors:
        body["errors"] = [
            {
                "pointer": error.pointer,
                "code": error.code,
                "message": FIELD_MESSAGES.get(error.code, problem.title),
            }
            for error in field_errors[:MOST_ERRORS]
        ]
    return json.dumps(body, separators=(",", ":")).encode()


def members_of(problem: Problem, error: DomainError) -> dict[str, Any]:
    """The facts of an error that its problem lets out, as text."""
    return {name: str(getattr(error, name)) for name in problem.members if getattr(error, name, None) is not None}


FIELD_MESSAGES: Final[Mapping[str, str]] = {
    "missing": "This is required.",
    "unknown_field": "There is a field here that the API does not know.",
    "wrong_type": "This has the wrong type.",
    "too_long": "This is too long.",
    "too_short": "This is too short.",
    "out_of_range": "This is outside the allowed range.",
    "not_allowed": "This value is not one of those allowed.",
    "bad_format": "This has the wrong format.",
    "control_character": "This holds a character that cannot be used here.",
    "not_an_amount": "This is not an amount of money.",
    "too_many_decimals": "Pennies are whole: two decimals at most.",
    "does_not_add_up": "The parts do not make the whole.",
    "before_start": "This is before the start.",
    "not_a_31_march": "This is not a 31 March.",
    "other_financial_year": "This lies in another financial year.",
    "not_every_line": "Every line needs its answer.",
    "upn_invalid": "This is not a UPN: check the letter and the digits.",
    "names_child": "This letter goes out without the child's name.",
    "school_unknown": "No school has this number.",
    "duplicate": "This stands here twice.",
    "calendar_missing": "No school calendar covers these days.",
}
