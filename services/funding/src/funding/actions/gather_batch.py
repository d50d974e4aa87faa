"""What is ready to pay is gathered into a batch and checked (section 13)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from funding.domain.payments.batch import Batch, BatchLine, BatchState, BatchStep
from funding.domain.payments.channel import school_group
from funding.domain.payments.lines import Ledgerbook, by_line, failures_of, lines_of, refreshed
from funding.domain.payments.payment import Payment, PaymentStep
from funding.domain.people import Actor
from funding.domain.schemes import Scheme
from funding.domain.when import When
from funding.store.records import Records
from kit.kernel.errors import DomainError
from kit.kernel.ids import new_id


class NothingToPay(DomainError):
    """No payment of the scheme is ready."""


async def create_batch(records: Records, actor: Actor, scheme: Scheme, when: When) -> Batch:
    """Takes every ready payment of the scheme; payments of one payee with the same coding make one line (FU-1306)."""
    ready = await records.payments.ready_to_change(scheme)
    if not ready:
        raise NothingToPay
    book = await _book(records, {one.payee_id for one in ready}, {one.school_urn for one in ready})
    lines = lines_of(ready, book, await records.batches.take_numbers(len(ready)), new_id)
    batch = Batch(
        id=new_id(),
        scheme=scheme,
        state=BatchState.DRAFT,
        lines=tuple(line for line, _ in lines),
        failures=(),
        created_by=actor.id,
        created_at=when.at,
        checked_by=None,
        approved_by=None,
        approved_at=None,
        exported_at=None,
        file_sha256=None,
        version=1,
    )
    await records.batches.add([batch])
    taken = [
        replace(payment.stepped(PaymentStep.TAKE), batch_id=batch.id, batch_line_id=line.id)
        for line, ones in lines
        for payment in ones
    ]
    await records.payments.save(taken)
    return batch


async def check_batch(
    records: Records, actor: Actor, batch_id: UUID, version: int, *, drop_failing_lines: bool
) -> Batch:
    """With failures the batch stays a draft, unless its failing lines are to be dropped and others are left."""
    batch = await records.batches.get_to_change(batch_id, version)
    checked = replace(batch.stepped(BatchStep.CHECK), checked_by=actor.id)
    payments = await records.payments.of_batch_to_change(batch_id)
    book = await _book(records, {line.payee_id for line in batch.lines}, {line.school_urn for line in batch.lines})
    lines = tuple(refreshed(line, book) for line in batch.lines)
    await records.batches.save_lines(lines)
    failures = failures_of(lines, by_line(payments), book.payees)
    failing = {failure.line_no for failure in failures}
    kept = tuple(line for line in lines if line.line_no not in failing)
    if failures and not (drop_failing_lines and kept):
        outcome = replace(batch, lines=lines, failures=failures, version=batch.version + 1)
    else:
        await _drop(records, payments, [line for line in lines if line.line_no in failing])
        outcome = replace(checked, lines=kept, failures=())
    await records.batches.save(outcome)
    return outcome


async def _book(records: Records, payee_ids: Iterable[UUID], urns: Iterable[int | None]) -> Ledgerbook:
    schools = await records.schools.some(urns)
    return Ledgerbook(
        payees=await records.payees.some(payee_ids),
        groups={urn: school_group(school.type_code) for urn, school in schools.items()},
        codes=await records.batches.finance_codes(),
    )


async def _drop(records: Records, payments: Sequence[Payment], lines: Sequence[BatchLine]) -> None:
    """Their payments are ready again, for a later batch."""
    ids = {line.id for line in lines}
    back = [
        replace(payment.stepped(PaymentStep.PUT_BACK), batch_id=None, batch_line_id=None)
        for payment in payments
        if payment.batch_line_id in ids
    ]
    await records.payments.save(back)
    await records.batches.drop_lines(lines)
