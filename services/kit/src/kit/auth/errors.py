"""Why a caller is turned away, as facts; the edge turns them into 401, 403 and 404."""

from kit.kernel.errors import DomainError


class AccessRefused(DomainError):
    """The caller may not do this."""


class MissingToken(AccessRefused):
    """No single bearer token came with the request (401 `missing_token`)."""


class SignInRequired(AccessRefused):
    """An operation of the web app without a session (401 `sign_in_required`)."""


class InvalidToken(AccessRefused):
    """The token did not verify; why is never said (401 `invalid_token`)."""


class SessionRevoked(AccessRefused):
    """The token verified, but its session, user, client or link has ended (401 `session_revoked`)."""


class InsufficientScope(AccessRefused):
    """The token does not carry the scope of the operation (403 `insufficient_scope`)."""

    def __init__(self, scope: str) -> None:
        super().__init__(scope)
        self.scope = scope


class ForbiddenRole(AccessRefused):
    """No role of the caller may call the operation (403 `forbidden_role`)."""


class StepUpRequired(AccessRefused):
    """The operation wants a second factor of the last minutes (403 `step_up_required`)."""


class OutsideLink(AccessRefused):
    """A reply link reaches nothing but its job: everything else does not exist (404 `not_found`, SE-43)."""
