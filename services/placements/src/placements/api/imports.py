"""Files come in: checked first, shown, and taken only when somebody says so."""

from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import Depends, Query, Request, Response

from kit.auth.errors import ForbiddenRole
from kit.auth.vocabulary import OrganisationKind
from kit.kernel.spreadsheet import csv_text
from kit.web.answering import actor_of
from kit.web.answers import answers
from kit.web.deps import CurrentWork, ExpectedVersion
from kit.web.guarded import service_router
from kit.web.paging import Page, WantedPage
from placements.actions.keep_imports import apply_import as applying
from placements.actions.keep_imports import cancel_import as cancelling
from placements.actions.keep_imports import upload_import as uploading
from placements.api.import_schemas import ImportApplicationIn, ImportErrorOut, ImportOut
from placements.api.uploaded import BODY, told_of, uploaded
from placements.domain.imports import NATION, NATIONAL_KINDS, ImportKind, ImportNotFound
from placements.store.imports import ImportStore

router = service_router("placements", "/v1/imports", tags=["imports"])

CSV: Final = "text/csv"
_ERRORS: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {CSV: {"schema": {"type": "string"}}}, "description": "Places and codes, no values."}
}


async def _imports(work: CurrentWork) -> ImportStore:
    """Of the caller's authority, or of the nation for the platform's operator."""
    return ImportStore(work.connection, work.authority or NATION)


Imports = Annotated[ImportStore, Depends(_imports)]


@router.post("", status_code=202, responses=answers(403, 413, 415, 422), openapi_extra=BODY)
async def upload_import(
    request: Request,
    work: CurrentWork,
    imports: Imports,
    kind: Annotated[ImportKind, Query(description="What the file holds.")],
    owner_kind: Annotated[
        Literal["authority", "school"] | None, Query(description="Whose calendar an iCalendar file is.")
    ] = None,
    owner_code: Annotated[str | None, Query(pattern=r"^([0-9]{3}|[1-9][0-9]{5,6})$")] = None,
    academic_year: Annotated[str | None, Query(pattern=r"^20[0-9]{2}-[0-9]{2}$", description='As "2026-27".')] = None,
) -> ImportOut:
    """Upload a file to be checked; nothing changes before it is applied."""
    _refuse_other_registers(work, kind)
    told = told_of(request, owner_kind=owner_kind, owner_code=owner_code, academic_year=academic_year)
    files = await uploaded(request, kind)
    return ImportOut.of(await uploading(imports, kind, files, told, work.caller.subject, work.clock.now()))


@router.get("")
async def list_imports(imports: Imports, page: WantedPage) -> Page[ImportOut]:
    """Imports of the last 30 days, the newest first."""
    before = UUID(page.after[0]) if page.after else None
    rows = await imports.page(before=before, rows=page.rows)
    shown, more = rows[: page.limit], len(rows) > page.limit
    return Page(items=[ImportOut.of(one) for one in shown], next_cursor=page.cursor(shown[-1].id) if more else None)


@router.get("/{import_id}")
async def show_import(import_id: UUID, imports: Imports) -> ImportOut:
    """Where an import stands, with the report of its check."""
    one = await imports.get(import_id)
    if one is None:
        raise ImportNotFound
    return ImportOut.of(one)


@router.get("/{import_id}/errors", responses=_ERRORS, response_model=Page[ImportErrorOut])
async def list_import_errors(
    request: Request, import_id: UUID, imports: Imports, page: WantedPage
) -> Page[ImportErrorOut] | Response:
    """What is wrong or doubtful, row by row; as CSV all of it at once."""
    if await imports.get(import_id) is None:
        raise ImportNotFound
    errors = await imports.errors(import_id)
    if CSV in request.headers.get("accept", ""):
        return Response(csv_text(list(ImportErrorOut.model_fields), errors), media_type=f"{CSV}; charset=utf-8")
    start = int(page.after[0]) if page.after else 0
    end = start + page.limit
    shown = [ImportErrorOut(**error) for error in errors[start:end]]
    return Page(items=shown, next_cursor=page.cursor(end) if end < len(errors) else None)


@router.post("/{import_id}/application", status_code=202, responses=answers(404, 409, 412, 422, 428))
async def apply_import(
    import_id: UUID,
    application: ImportApplicationIn,
    version: ExpectedVersion,
    work: CurrentWork,
    imports: Imports,
) -> ImportOut:
    """Let the valid rows be taken; a job does it, and goes on after any stop."""
    actor = actor_of(work.caller)
    by = {"kind": str(actor.kind), "id": actor.id, "client_id": actor.client_id, "roles": actor.roles}
    return ImportOut.of(await applying(imports, import_id, version, by, accept_partial=application.accept_partial))


@router.delete("/{import_id}", responses=answers(404, 409, 412, 428))
async def cancel_import(import_id: UUID, version: ExpectedVersion, work: CurrentWork, imports: Imports) -> ImportOut:
    """Cancel an import that is not being taken yet; its file is deleted."""
    return ImportOut.of(await cancelling(imports, import_id, version, work.clock.now()))


def _refuse_other_registers(work: CurrentWork, kind: ImportKind) -> None:
    """National registers are the operator's, everything else is an authority's (PL-1001)."""
    national = work.caller.organisation.kind is OrganisationKind.PLATFORM
    if national != (kind in NATIONAL_KINDS):
        raise ForbiddenRole
