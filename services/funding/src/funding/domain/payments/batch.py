"""A payment run: draft, checked, approved, exported, confirmed (section 13, table of batches; FU-1306, FU-1307)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from typing import Final, Self
from uuid import UUID

from funding.domain.payments.payment import Payment, PostingType
from funding.domain.schemes import REFERENCE_PREFIX, Scheme
from funding.domain.years import FinancialYear, Term
from kit.kernel.errors import StepNotAllowed

_YEARS_ROUND: Final = 100


class BatchState(StrEnum):
    DRAFT = "draft"
    CHECKED = "checked"
    APPROVED = "approved"
    EXPORTED = "exported"
    CONFIRMED = "confirmed"
    DISCARDED = "discarded"


class BatchStep(StrEnum):
    CHECK = "check"
    APPROVE = "approve"
    EXPORT = "export"
    CONFIRM = "confirm"
    DISCARD = "discard"


_S = BatchState
_T = BatchStep

TRANSITIONS: Final[Mapping[tuple[BatchState, BatchStep], BatchState]] = {
    (_S.DRAFT, _T.CHECK): _S.CHECKED,
    (_S.DRAFT, _T.DISCARD): _S.DISCARDED,
    (_S.CHECKED, _T.APPROVE): _S.APPROVED,
    (_S.CHECKED, _T.DISCARD): _S.DISCARDED,
    (_S.APPROVED, _T.EXPORT): _S.EXPORTED,
    (_S.EXPORTED, _T.CONFIRM): _S.CONFIRMED,
}


class LineState(StrEnum):
    """What the bank said about a line."""

    OPEN = "open"
    PAID = "paid"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class FinanceCodes:
    """How the authority's finance system books a payment (FU-1307)."""

    cost_centre: str
    account: str
    project: str
    tax_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchLine:
    """The payments of one payee with the same coding, as one sum with one reference."""

    id: UUID
    line_no: int
    payee_id: UUID
    payee_name: str
    supplier_no: str | None
    school_urn: int | None
    posting_type: PostingType
    financial_year: FinancialYear
    term: Term
    pence: int
    payment_ref: str
    codes: FinanceCodes | None
    state: LineState
    paid_on: date | None
    document_no: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class BatchFailure:
    """What stands against a line at the check."""

    line_no: int
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    id: UUID
    scheme: Scheme
    state: BatchState
    lines: tuple[BatchLine, ...]
    failures: tuple[BatchFailure, ...]
    created_by: str
    created_at: datetime
    checked_by: str | None
    approved_by: str | None
    approved_at: datetime | None
    exported_at: datetime | None
    file_sha256: str | None
    version: int

    @property
    def pence(self) -> int:
        return sum(line.pence for line in self.lines)

    def stepped(self, step: BatchStep) -> Self:
        """Raises StepNotAllowed for a pair that is not in the table."""
        try:
            state = TRANSITIONS[self.state, step]
        except KeyError:
            raise StepNotAllowed(self.state, step) from None
        return replace(self, state=state, version=self.version + 1)


Coding = tuple[UUID, PostingType, FinancialYear, Term]


def coding_of(payment: Payment) -> Coding:
    """Payments that agree in this share a line of a batch (FU-1306); the project is the year and the scheme."""
    return payment.payee_id, payment.posting_type, payment.financial_year, payment.term


def grouped(payments: Iterable[Payment]) -> list[tuple[Coding, list[Payment]]]:
    """The lines of a batch, in an order that does not change."""

    def order(payment: Payment) -> tuple[str, str, int, Term]:
        payee_id, posting_type, year, term = coding_of(payment)
        return str(payee_id), posting_type, year.start, term

    ordered = sorted(payments, key=order)
    return [(coding_of(ones[0]), ones) for _, ones in _runs(ordered, order)]


def _runs(
    ordered: Iterable[Payment], key: Callable[[Payment], tuple[str, str, int, Term]]
) -> Iterator[tuple[tuple[str, str, int, Term], list[Payment]]]:
    for value, ones in groupby(ordered, key):
        yield value, list(ones)


def payment_ref(scheme: Scheme, term: Term, number: int) -> str:
    """Such as PPP-AUT25-004217: at most 18 characters, nothing about a child (FU-1306)."""
    return f"{REFERENCE_PREFIX[scheme]}-{term.season}{term.year % _YEARS_ROUND:02d}-{number:06d}"
