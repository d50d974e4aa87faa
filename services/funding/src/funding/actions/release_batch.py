"""A checked batch is released by somebody who decided none of its lines, and written to a file (FU-303, FU-1310)."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from funding.domain.payments.batch import Batch, BatchState, BatchStep
from funding.domain.payments.payment import Payment, PaymentStep, journal_of_release
from funding.domain.payments.payment_file import digest, payment_file
from funding.domain.people import Actor, require_another_person
from funding.domain.requests.states import RequestStep
from funding.domain.when import When
from funding.store.records import Records


async def approve_batch(records: Records, actor: Actor, batch_id: UUID, version: int, when: When) -> Batch:
    """J6 for every payment, in this transaction."""
    batch = await records.batches.get_to_change(batch_id, version)
    payments = await records.payments.of_batch_to_change(batch_id)
    require_another_person(actor, *(payment.decided_by for payment in payments))
    approved = replace(batch.stepped(BatchStep.APPROVE), approved_by=actor.id, approved_at=when.at)
    released = [payment.stepped(PaymentStep.RELEASE) for payment in payments]
    await records.batches.save(approved)
    await records.payments.save(released)
    await records.ledger.post([journal_of_release(one, actor.id, when.on) for one in released], when.at)
    await _release_requests(records, released)
    return approved


async def export_batch(records: Records, batch_id: UUID, version: int, when: When) -> Batch:
    """The file is made once; a second export answers the batch as it stands, and its file stays the same bytes."""
    batch = await records.batches.get_to_change(batch_id, version)
    if batch.state in {BatchState.EXPORTED, BatchState.CONFIRMED}:
        return batch
    exported = replace(batch.stepped(BatchStep.EXPORT), exported_at=when.at)
    content = payment_file(batch, when.at)
    exported = replace(exported, file_sha256=digest(content))
    await records.batches.save(exported)
    await records.batches.keep_file(batch_id, content)
    return exported


async def _release_requests(records: Records, released: Sequence[Payment]) -> None:
    """A request is released when all its payments are."""
    request_ids = {payment.request_id for payment in released}
    requests = await records.requests.some_to_change(request_ids)
    payments = await records.payments.of_requests(request_ids)
    done = [
        request.stepped(RequestStep.RELEASE)
        for request in requests.values()
        if all(payment.is_released for payment in payments[request.id])
    ]
    await records.requests.save(done)
