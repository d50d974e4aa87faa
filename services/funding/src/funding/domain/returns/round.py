"""A round of returns: every school that holds money is asked at once (FU-1401)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from funding.domain.years import Term


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRound:
    """One for each term; it opens on the last day of the term, or earlier by hand."""

    id: UUID
    term: Term
    opens_on: date
    due_on: date
    opened_by: str
    version: int
