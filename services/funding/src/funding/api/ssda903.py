"""Counting the authority's own SSDA903 return."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import Form, UploadFile

from funding.actions.ssda903_counts import CountedFiles, keep_count
from funding.actions.ssda903_counts import apply_count as apply
from funding.api.deps import AuthorityRecords, CallingActor, Now
from funding.api.ssda903_schemas import ApplicationIn, Ssda903CountOut
from funding.domain.allowed_actions import on_count
from funding.domain.people import Actor
from funding.domain.ssda903.count import FileRejected
from funding.domain.ssda903.files import count_files, digest
from funding.domain.ssda903.record import CountRecord
from funding.domain.ssda903.rows import RowError
from funding.domain.years import ReturnYear
from funding.store.records import Records
from kit.web.answers import answers
from kit.web.deps import ExpectedVersion
from kit.web.fields import IsoDate
from kit.web.guarded import service_router
from kit.web.paging import Page
from kit.web.problems import FieldError, ProblemError

router = service_router("funding", "/v1/ssda903-imports", tags=["rates and awards"])


@router.post("", status_code=201, responses=answers(413, 415, 422))
async def check_ssda903_count(
    header: UploadFile,
    episodes: UploadFile,
    return_year_end: Annotated[IsoDate, Form(description="A 31 March.")],
    records: AuthorityRecords,
    actor: CallingActor,
    now: Now,
) -> Ssda903CountOut:
    """Count the children of a return from its Header and Episodes tables; rows are dropped, only counts are kept."""
    year = ReturnYear.ending(return_year_end)
    files = await header.read(), await episodes.read()
    try:
        count = await asyncio.to_thread(count_files, *files, year)
    except FileRejected as rejected:
        raise ProblemError("file_rejected", errors=_places(rejected.errors)) from None
    counted = CountedFiles(count, digest(files[0]), digest(files[1]))
    return await _shown(records, await keep_count(records, actor, counted, now.at), actor)


@router.get("")
async def list_ssda903_counts(records: AuthorityRecords, actor: CallingActor) -> Page[Ssda903CountOut]:
    """Counted returns, the newest first."""
    return Page(items=[await _shown(records, record, actor) for record in await records.counts.all()], next_cursor=None)


@router.get("/{import_id}")
async def show_ssda903_count(
    import_id: UUID, records: AuthorityRecords, actor: CallingActor, now: Now
) -> Ssda903CountOut:
    """One counted return, with the places of its wrong rows for 30 days."""
    record = await records.counts.get(import_id)
    errors = await records.counts.errors(import_id, now.on)
    return await _shown(records, replace(record, count=replace(record.count, errors=errors)), actor)


@router.post("/{import_id}/application", responses=answers(409, 422))
async def apply_ssda903_count(
    import_id: UUID,
    application: ApplicationIn,
    version: ExpectedVersion,
    records: AuthorityRecords,
    actor: CallingActor,
    now: Now,
) -> Ssda903CountOut:
    """Keep a checked count as the authority's own for the years it counts for."""
    applied = await apply(
        records,
        actor,
        import_id,
        version,
        now.at,
        accept_partial=application.accept_partial,
        reason=application.reason,
    )
    return await _shown(records, applied, actor)


async def _shown(records: Records, record: CountRecord, actor: Actor) -> Ssda903CountOut:
    return Ssda903CountOut.of(record, await records.rates.known(), on_count(record, actor))


def _places(errors: Sequence[RowError]) -> list[FieldError]:
    """Table, line and column; never the value."""
    return [FieldError(f"/{error.table}/{error.line}/{error.column.lower()}", error.code) for error in errors]
