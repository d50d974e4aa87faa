"""The lines of a batch, made of payments that belong together and checked before they are released (FU-1306)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from funding.domain.payments.batch import (
    BatchFailure,
    BatchLine,
    FinanceCodes,
    LineState,
    grouped,
    payment_ref,
)
from funding.domain.payments.channel import Channel, SchoolGroup
from funding.domain.payments.payee import Payee, PayeeState
from funding.domain.payments.payment import Payment, PaymentState, PostingType

ANY_GROUP = "*"
_BY_BANK = frozenset({Channel.BACS, Channel.INVOICE})


@dataclass(frozen=True, slots=True)
class Ledgerbook:
    """What the authority's finance system has to be told: payees, groups of schools, and its own codes."""

    payees: Mapping[UUID, Payee]
    groups: Mapping[int, SchoolGroup]
    codes: Mapping[tuple[PostingType, str], FinanceCodes]

    def codes_for(self, posting_type: PostingType, school_urn: int | None) -> FinanceCodes | None:
        """The codes of the school's group, else those of any group (FU-1307)."""
        group = self.groups.get(school_urn) if school_urn is not None else None
        own = self.codes.get((posting_type, group)) if group else None
        return own or self.codes.get((posting_type, ANY_GROUP))


def lines_of(
    payments: Sequence[Payment], book: Ledgerbook, first_number: int, new_id: Callable[[], UUID]
) -> list[tuple[BatchLine, list[Payment]]]:
    """Each line with its payments; references count on from a number the authority has not used."""
    return [
        (_line(ones, book, place + 1, first_number + place, new_id()), ones)
        for place, (_, ones) in enumerate(grouped(payments))
    ]


def refreshed(line: BatchLine, book: Ledgerbook) -> BatchLine:
    """A code that was missing, or a supplier number entered since, is taken up."""
    return replace(
        line,
        supplier_no=book.payees[line.payee_id].supplier_no,
        codes=line.codes or book.codes_for(line.posting_type, line.school_urn),
    )


def failures_of(
    lines: Sequence[BatchLine], payments: Mapping[UUID, Sequence[Payment]], payees: Mapping[UUID, Payee]
) -> tuple[BatchFailure, ...]:
    """Codes, payees, holds, and that a line is the sum of its payments."""
    return tuple(
        BatchFailure(line.line_no, code)
        for line in lines
        for code in _against(line, payments.get(line.id, ()), payees[line.payee_id])
    )


def by_line(payments: Sequence[Payment]) -> dict[UUID, list[Payment]]:
    found: dict[UUID, list[Payment]] = {}
    for payment in payments:
        if payment.batch_line_id is not None:
            found.setdefault(payment.batch_line_id, []).append(payment)
    return found


def _line(ones: Sequence[Payment], book: Ledgerbook, line_no: int, number: int, line_id: UUID) -> BatchLine:
    first = ones[0]
    payee = book.payees[first.payee_id]
    return BatchLine(
        id=line_id,
        line_no=line_no,
        payee_id=payee.id,
        payee_name=payee.name,
        supplier_no=payee.supplier_no,
        school_urn=first.school_urn,
        posting_type=first.posting_type,
        financial_year=first.financial_year,
        term=first.term,
        pence=sum(one.pence for one in ones),
        payment_ref=payment_ref(first.scheme, first.term, number),
        codes=book.codes_for(first.posting_type, first.school_urn),
        state=LineState.OPEN,
        paid_on=None,
        document_no=None,
        reason=None,
    )


def _against(line: BatchLine, ones: Sequence[Payment], payee: Payee) -> Iterator[str]:
    if line.codes is None:
        yield "coding_missing"
    if payee.state is PayeeState.BLOCKED:
        yield "payee_blocked"
    if payee.state is PayeeState.AWAITING_SUPPLIER and any(one.channel in _BY_BANK for one in ones):
        yield "awaiting_supplier"
    if any(one.state is not PaymentState.IN_BATCH for one in ones):
        yield "held"
    if sum(one.pence for one in ones) != line.pence:
        yield "amount_differs"
