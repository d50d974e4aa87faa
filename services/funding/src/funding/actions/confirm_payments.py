"""The bank's answers are recorded row by row: J7 for what was paid, and the others are told (FU-1311)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from funding.domain.payments.batch import Batch, BatchLine, BatchState, BatchStep, LineState
from funding.domain.payments.confirmation import Confirmation, Confirmed, confirm
from funding.domain.payments.lines import by_line
from funding.domain.payments.payment import Payment, PaymentState, PaymentStep, journal_of_payment
from funding.domain.people import Actor
from funding.domain.requests.states import RequestStep
from funding.domain.told import Teller
from funding.domain.when import When
from funding.store.records import Records
from kit.db.outbox import Outbox
from kit.kernel.errors import StepNotAllowed


@dataclass(frozen=True, slots=True)
class ConfirmedBatch:
    """A result for each row, and the batch as it now stands."""

    results: Sequence[Confirmed]
    batch: Batch


async def confirm_payments(
    records: Records,
    outbox: Outbox,
    actor: Actor,
    batch_id: UUID,
    rows: Sequence[Confirmation],
    when: When,
) -> ConfirmedBatch:
    """Each row is taken or refused by itself; the batch is confirmed when every line has its answer."""
    batch = await records.batches.get_to_change(batch_id)
    if batch.state not in {BatchState.EXPORTED, BatchState.CONFIRMED}:
        raise StepNotAllowed(batch.state, BatchStep.CONFIRM)
    known = {line.line_no: line for line in batch.lines}
    results: list[Confirmed] = []
    for row in rows:
        result = confirm(row, known.get(row.line_no))
        if result.line is not None:
            known[row.line_no] = result.line
        results.append(result)
    answered = [result.line for result in results if result.line is not None]
    if answered:
        batch = await _record(records, outbox, actor, replace(batch, lines=tuple(known.values())), answered, when)
    return ConfirmedBatch(results, batch)


async def _record(
    records: Records,
    outbox: Outbox,
    actor: Actor,
    batch: Batch,
    answered: Sequence[BatchLine],
    when: When,
) -> Batch:
    payments = by_line(await records.payments.of_batch_to_change(batch.id))
    settled = [_settled(payment, line) for line in answered for payment in payments[line.id]]
    done = all(line.state is not LineState.OPEN for line in batch.lines)
    moved = batch.stepped(BatchStep.CONFIRM) if done else replace(batch, version=batch.version + 1)
    await records.batches.save(moved)
    await records.batches.save_lines(answered)
    await records.payments.save(settled)
    paid = [payment for payment in settled if payment.state is PaymentState.PAID]
    await records.ledger.post([journal_of_payment(one, actor.id, one.paid_on or when.on) for one in paid], when.at)
    await _pay_requests(records, paid)
    children = await records.children.some({one.child_id for one in paid if one.child_id})
    teller = Teller(records.authority, when.on, children)
    await outbox.add(*(event for one in paid if (event := teller.paid(one)) is not None))
    return moved


def _settled(payment: Payment, line: BatchLine) -> Payment:
    if line.state is LineState.PAID:
        return replace(payment.stepped(PaymentStep.PAY), paid_on=line.paid_on)
    return payment.stepped(PaymentStep.REJECT)


async def _pay_requests(records: Records, paid: Sequence[Payment]) -> None:
    """A request is paid when all its payments are; money that needs no account is evidenced at once (FU-1304)."""
    request_ids = {payment.request_id for payment in paid}
    requests = await records.requests.some_to_change(request_ids)
    payments = await records.payments.of_requests(request_ids)
    done = [
        request.stepped(RequestStep.CONFIRM)
        for request in requests.values()
        if all(payment.state is PaymentState.PAID for payment in payments[request.id])
    ]
    await records.requests.save(done)
    at_once = [request for request in done if not any(one.is_advanced for one in payments[request.id])]
    await records.requests.save([request.stepped(RequestStep.EVIDENCE) for request in at_once])
