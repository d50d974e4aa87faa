"""Money due to a payee, one payment for each commitment (FU-1302 to FU-1305)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, Self
from uuid import UUID

from funding.domain.ledger.accounts import Account, JournalKind
from funding.domain.ledger.journals import Dimensions, JournalDraft, credit, debit
from funding.domain.payments.channel import Channel
from funding.domain.requests.request import Fund, PayTo, RequestKind
from funding.domain.schemes import Scheme
from funding.domain.years import FinancialYear, Term
from kit.kernel.errors import StepNotAllowed


class PaymentState(StrEnum):
    READY = "ready"
    AWAITING_SUPPLIER = "awaiting_supplier"
    AWAITING_INVOICE = "awaiting_invoice"
    HELD = "held"
    IN_BATCH = "in_batch"
    RELEASED = "released"
    PAID = "paid"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


class PaymentStep(StrEnum):
    VERIFY = "verify"
    INVOICE = "invoice"
    HOLD = "hold"
    RELEASE_HOLD = "release_hold"
    TAKE = "take"
    PUT_BACK = "put_back"
    RELEASE = "release"
    PAY = "pay"
    REJECT = "reject"


_S = PaymentState
_T = PaymentStep

TRANSITIONS: Final[Mapping[tuple[PaymentState, PaymentStep], PaymentState]] = {
    (_S.AWAITING_SUPPLIER, _T.VERIFY): _S.READY,
    (_S.AWAITING_INVOICE, _T.INVOICE): _S.READY,
    (_S.READY, _T.HOLD): _S.HELD,
    (_S.HELD, _T.RELEASE_HOLD): _S.READY,
    (_S.READY, _T.TAKE): _S.IN_BATCH,
    (_S.IN_BATCH, _T.PUT_BACK): _S.READY,
    (_S.IN_BATCH, _T.RELEASE): _S.RELEASED,
    (_S.RELEASED, _T.PAY): _S.PAID,
    (_S.RELEASED, _T.REJECT): _S.REJECTED,
}


class PostingType(StrEnum):
    """By which finance codes are looked up (FU-1307)."""

    BASE = "base"
    TOPUP = "topup"
    CENTRAL = "central"
    EYPP = "eypp"
    POST16 = "post16"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One commitment on its way to a payee."""

    id: UUID
    request_id: UUID
    commitment_id: UUID
    line_id: UUID
    payee_id: UUID
    child_id: UUID | None
    school_urn: int | None
    scheme: Scheme
    financial_year: FinancialYear
    term: Term
    posting_type: PostingType
    fund: Fund
    pay_to: PayTo
    central_category: str | None
    channel: Channel
    pence: int
    state: PaymentState
    held_for: str | None
    batch_id: UUID | None
    batch_line_id: UUID | None
    decided_by: str
    paid_on: date | None
    version: int

    def stepped(self, step: PaymentStep) -> Self:
        """Raises StepNotAllowed for a pair that is not in the table."""
        try:
            state = TRANSITIONS[self.state, step]
        except KeyError:
            raise StepNotAllowed(self.state, step) from None
        return replace(self, state=state, version=self.version + 1)

    @property
    def is_released(self) -> bool:
        """Finance has let it go, whatever the bank said since."""
        return self.state in {PaymentState.RELEASED, PaymentState.PAID, PaymentState.REJECTED}

    @property
    def is_advanced(self) -> bool:
        """A school has to account for it; an invoice, or central money, is evidence already (FU-1304)."""
        return self.pay_to is PayTo.SCHOOL and self.fund is Fund.DEVOLVED

    @property
    def evidence_about(self) -> Dimensions:
        """How the money stands once it has reached the payee."""
        return Dimensions(
            financial_year=self.financial_year,
            scheme=self.scheme,
            child_id=self.child_id,
            school_urn=self.school_urn,
            term=self.term,
            request_id=self.request_id,
            central_category=self.central_category,
        )


def posting_type_of(kind: RequestKind) -> PostingType:
    """Pooled money and exceptions are coded as top-ups."""
    try:
        return PostingType(kind)
    except ValueError:
        return PostingType.TOPUP


def journal_of_release(payment: Payment, actor_id: str, on: date) -> JournalDraft:
    """J6: the commitment becomes money owed, and either an advance to account for or spent at once."""
    book = Dimensions(financial_year=payment.financial_year, scheme=payment.scheme)
    committed = replace(payment.evidence_about, payee_id=payment.payee_id)
    use = Account.ADVANCED if payment.is_advanced else Account.SPENT
    return JournalDraft(
        kind=JournalKind.RELEASE,
        effective_on=min(on, payment.financial_year.ends_on),
        source_type="payment",
        source_id=payment.id,
        actor_id=actor_id,
        key=f"payment:{payment.id}:release",
        lines=(
            debit(Account.COMMITTED, payment.pence, committed),
            credit(Account.APPLIED, payment.pence, book),
            debit(use, payment.pence, payment.evidence_about),
            credit(Account.PAYABLE, payment.pence, replace(book, payee_id=payment.payee_id)),
        ),
    )


def journal_of_payment(payment: Payment, actor_id: str, paid_on: date) -> JournalDraft:
    """J7: the bank has paid it."""
    book = Dimensions(financial_year=payment.financial_year, scheme=payment.scheme)
    return JournalDraft(
        kind=JournalKind.PAYMENT,
        effective_on=min(paid_on, payment.financial_year.ends_on),
        source_type="payment",
        source_id=payment.id,
        actor_id=actor_id,
        key=f"payment:{payment.id}:paid",
        lines=(
            debit(Account.PAYABLE, payment.pence, replace(book, payee_id=payment.payee_id)),
            credit(Account.CASH, payment.pence, book),
        ),
    )
