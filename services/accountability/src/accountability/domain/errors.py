"""What may go wrong when somebody asks for figures."""

from kit.kernel.errors import DomainError, NotFound


class SchoolNotFound(NotFound):
    """Not in the register, or outside the reader's circle: both look the same (AC-97)."""


class SortNotOffered(DomainError):
    """Lists of schools are in order of name; nothing orders them by a measure (AC-2)."""
