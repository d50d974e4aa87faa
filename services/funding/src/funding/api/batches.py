"""Payment runs, from the draft to the bank's answer."""

from base64 import b64encode
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import Query, Response

from funding.actions.confirm_payments import confirm_payments as confirm
from funding.actions.gather_batch import check_batch as check
from funding.actions.gather_batch import create_batch as create
from funding.actions.release_batch import approve_batch as approve
from funding.actions.release_batch import export_batch as export
from funding.api.batch_schemas import (
    BatchIn,
    BatchOut,
    BatchSummaryOut,
    CheckIn,
    ConfirmationResultOut,
    ConfirmationsIn,
    ConfirmationsOut,
)
from funding.api.cursors import after_id
from funding.api.deps import AuthorityRecords, CallingActor, Now
from funding.domain.allowed_actions import on_batch
from funding.domain.payments.batch import Batch, BatchState
from funding.domain.payments.confirmation import Confirmation
from funding.domain.people import Actor
from kit.web.answers import answers
from kit.web.deps import CurrentWork, ExpectedVersion
from kit.web.guarded import service_router
from kit.web.paging import Page, WantedPage

router = service_router("funding", "/v1/payment-batches", tags=["payments"])

_CSV: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {"text/csv": {"schema": {"type": "string"}}}, "description": "The file, always the same bytes."}
}


@router.get("")
async def list_payment_batches(
    page: WantedPage,
    records: AuthorityRecords,
    actor: CallingActor,
    state: Annotated[BatchState | None, Query()] = None,
) -> Page[BatchSummaryOut]:
    """Payment runs, the newest first."""
    rows = await records.batches.page(state, after_id(page), page.rows)
    found, more = rows[: page.limit], len(rows) > page.limit
    return Page(
        items=[_summary(batch, actor) for batch in found], next_cursor=page.cursor(found[-1].id) if more else None
    )


@router.post("", status_code=201, responses=answers(409))
async def create_payment_batch(
    wanted: BatchIn, records: AuthorityRecords, actor: CallingActor, now: Now, work: CurrentWork
) -> BatchOut:
    """Gather every ready payment of a scheme into a draft."""
    return await _shown(records, work, await create(records, actor, wanted.scheme, now), actor)


@router.get("/{batch_id}")
async def show_payment_batch(
    batch_id: UUID, records: AuthorityRecords, actor: CallingActor, work: CurrentWork
) -> BatchOut:
    """One payment run with its lines."""
    return await _shown(records, work, await records.batches.get(batch_id), actor)


@router.post("/{batch_id}/check", responses=answers(409))
async def check_payment_batch(
    batch_id: UUID,
    wanted: CheckIn,
    version: ExpectedVersion,
    records: AuthorityRecords,
    actor: CallingActor,
    work: CurrentWork,
) -> BatchOut:
    """Check codes, payees, holds and sums; with `failures` the run stays a draft."""
    batch = await check(records, actor, batch_id, version, drop_failing_lines=wanted.drop_failing_lines)
    return await _shown(records, work, batch, actor)


@router.post("/{batch_id}/approval", responses=answers(409))
async def approve_payment_batch(
    batch_id: UUID,
    version: ExpectedVersion,
    records: AuthorityRecords,
    actor: CallingActor,
    now: Now,
    work: CurrentWork,
) -> BatchOut:
    """Release a checked run; nobody releases what they decided."""
    return await _shown(records, work, await approve(records, actor, batch_id, version, now), actor)


@router.post("/{batch_id}/export", responses=answers(409))
async def export_payment_batch(
    batch_id: UUID,
    version: ExpectedVersion,
    records: AuthorityRecords,
    actor: CallingActor,
    now: Now,
    work: CurrentWork,
) -> BatchOut:
    """Make the file for the finance system, once."""
    return await _shown(records, work, await export(records, batch_id, version, now), actor)


@router.get("/{batch_id}/file", response_class=Response, responses=_CSV)
async def show_payment_file(batch_id: UUID, records: AuthorityRecords, work: CurrentWork) -> Response:
    """The file of an exported run: one row per line, no name of a child."""
    batch = await records.batches.get(batch_id)
    content = await records.batches.file(batch_id)
    await _saw_children(records, work, batch_id)
    headers = {
        "Content-Disposition": f'attachment; filename="payments-{batch_id}.csv"',
        "Repr-Digest": f"sha-256=:{_base64(batch.file_sha256 or '')}:",
    }
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


@router.post("/{batch_id}/confirmations", responses=answers(409))
async def confirm_payments(
    batch_id: UUID,
    answered: ConfirmationsIn,
    records: AuthorityRecords,
    actor: CallingActor,
    now: Now,
    work: CurrentWork,
) -> ConfirmationsOut:
    """Record the bank's answers; each row is taken or refused by itself."""
    rows = [Confirmation(**row.model_dump()) for row in answered.rows]
    confirmed = await confirm(records, work.outbox, actor, batch_id, rows, now)
    return ConfirmationsOut(
        results=[
            ConfirmationResultOut(line_no=one.line_no, result=one.result.value, code=one.code)
            for one in confirmed.results
        ],
        batch=await _shown(records, work, confirmed.batch, actor),
    )


async def _shown(records: AuthorityRecords, work: CurrentWork, batch: Batch, actor: Actor) -> BatchOut:
    await _saw_children(records, work, batch.id)
    return BatchOut.of(batch, on_batch(batch, actor))


async def _saw_children(records: AuthorityRecords, work: CurrentWork, batch_id: UUID) -> None:
    """A run is about the children whose money is in it."""
    work.audit.saw(*(one.child_id for one in await records.payments.of_batch(batch_id) if one.child_id))


def _summary(batch: Batch, actor: Actor) -> BatchSummaryOut:
    return BatchSummaryOut(
        id=batch.id,
        scheme=batch.scheme,
        state=batch.state,
        line_count=len(batch.lines),
        pence=batch.pence,
        created_at=batch.created_at,
        approved_at=batch.approved_at,
        exported_at=batch.exported_at,
        allowed_actions=on_batch(batch, actor),
        version=batch.version,
    )


def _base64(hexadecimal: str) -> str:
    return b64encode(bytes.fromhex(hexadecimal)).decode()
