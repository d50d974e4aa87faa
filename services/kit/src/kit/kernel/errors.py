"""What may go wrong by the rules, as facts without any HTTP status."""

from collections.abc import Mapping


class DomainError(Exception):
    """Something the rules do not allow; each service maps its classes to problem codes in one table."""


class NotFound(DomainError):
    """The thing does not exist for this caller; another authority's thing looks the same (SE-77)."""


class StaleVersion(DomainError):
    """Somebody changed the thing after the caller read it (RE-6)."""


class StepNotAllowed(DomainError):
    """The step is not open from the state the thing is in."""

    def __init__(self, state: str, step: str) -> None:
        super().__init__(f"{step} is not open from {state}")
        self.state = state
        self.step = step


class SecondPersonRequired(DomainError):
    """Two different people have to act here, and the caller was the first (four eyes)."""


class InvalidInput(DomainError):
    """A field is well formed but not acceptable; `code` says why and `pointer` where (JSON Pointer)."""

    def __init__(self, code: str, pointer: str) -> None:
        super().__init__(code)
        self.code = code
        self.pointer = pointer


class InvalidFields(DomainError):
    """Several fields at once; each with where (JSON Pointer) and why (a code)."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(", ".join(fields))
        self.fields = dict(fields)
