"""What may go wrong at the front door."""

from kit.kernel.errors import DomainError


class SignInFailed(DomainError):
    """Somebody could not be signed in; why is told to the audit only (SE-18)."""


class TooManyTries(DomainError):
    """Closed for a while (section 8.4)."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"closed for {seconds} s")
        self.seconds = seconds


class HashingBusy(DomainError):
    """More people sign in at this moment than can be checked (SE-17)."""


class ServiceSilent(DomainError):
    """Another service did not answer in time."""


class TokenRequestRefused(DomainError):
    """A system gets no token; `code` is that of RFC 6749 section 5.2 or RFC 8707."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class PasswordNotAcceptable(DomainError):
    """A new password breaks a rule; `code` says which (SE-16)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class EmailTaken(DomainError):
    """Another account has this address."""


class BaseUrlRefused(DomainError):
    """Sessions cannot be kept safely under this base URL (SE-25, SE-96)."""
