"""One payment run of the demonstration's past, from what is ready to what the bank paid."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from funding.domain.ledger.journals import JournalDraft
from funding.domain.payments.batch import Batch, BatchState, BatchStep, LineState
from funding.domain.payments.lines import Ledgerbook, lines_of
from funding.domain.payments.payment import (
    Payment,
    PaymentState,
    PaymentStep,
    journal_of_payment,
    journal_of_release,
)
from funding.domain.payments.payment_file import digest, payment_file
from funding.domain.schemes import Scheme
from funding.imports.demo.cast import Cast
from funding.imports.demo.ground import morning
from kit.kernel.ids import new_id

_BANK_TAKES = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Run:
    """A confirmed batch with its file, its payments as they ended, and what was posted for them."""

    batch: Batch
    file: bytes
    payments: Sequence[Payment]
    releases: Sequence[JournalDraft]
    confirmations: Sequence[JournalDraft]

    @property
    def paid_on(self) -> date:
        return self.payments[0].paid_on or date.max


def run_payments(payments: Sequence[Payment], book: Ledgerbook, cast: Cast, first_number: int, on: date) -> Run | None:
    """Everything that is ready goes in one run and is paid two days later; None when nothing is ready."""
    ready = [payment for payment in payments if payment.state is PaymentState.READY]
    if not ready:
        return None
    when, paid_on = morning(on), on + _BANK_TAKES
    lines = lines_of(ready, book, first_number, new_id)
    draft = Batch(
        id=new_id(),
        scheme=Scheme.LAC,
        state=BatchState.DRAFT,
        lines=tuple(
            replace(line, state=LineState.PAID, paid_on=paid_on, document_no=f"J{line.payment_ref[-6:]}")
            for line, _ in lines
        ),
        failures=(),
        created_by=cast.finance_id,
        created_at=when.at,
        checked_by=cast.finance_id,
        approved_by=cast.finance_id,
        approved_at=when.at,
        exported_at=when.at,
        file_sha256=None,
        version=1,
    )
    content = payment_file(draft, when.at)
    batch = replace(draft, file_sha256=digest(content))
    for step in (BatchStep.CHECK, BatchStep.APPROVE, BatchStep.EXPORT, BatchStep.CONFIRM):
        batch = batch.stepped(step)
    taken = [
        replace(payment.stepped(PaymentStep.TAKE), batch_id=batch.id, batch_line_id=line.id)
        for line, ones in lines
        for payment in ones
    ]
    paid = [
        replace(payment.stepped(PaymentStep.RELEASE).stepped(PaymentStep.PAY), paid_on=paid_on) for payment in taken
    ]
    return Run(
        batch=batch,
        file=content,
        payments=paid,
        releases=[journal_of_release(payment, cast.finance_id, on) for payment in paid],
        confirmations=[journal_of_payment(payment, cast.finance_id, paid_on) for payment in paid],
    )
