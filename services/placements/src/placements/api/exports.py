"""Files of the authority's own records (O73)."""

from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import Depends, Request, Response

from kit.auth.errors import StepUpRequired
from kit.auth.guards import stepped_up
from kit.web.answers import answers
from kit.web.deps import CurrentWork
from kit.web.guarded import service_router
from kit.web.paging import Page
from placements.actions.ask_export import Exports, ask_export, fetch_export
from placements.actions.ask_export import approve_export as approving
from placements.api.export_schemas import ExportIn, ExportOut
from placements.domain.exports import ExportFormat

router = service_router("placements", "/v1/exports", tags=["exports"])
_MEDIA: Final = {ExportFormat.CSV: "text/csv; charset=utf-8", ExportFormat.JSON_LINES: "application/jsonl"}
_SUFFIX: Final = {ExportFormat.CSV: "csv", ExportFormat.JSON_LINES: "jsonl"}
_CONTENT: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {"text/csv": {"schema": {"type": "string"}}, "application/jsonl": {"schema": {"type": "string"}}},
        "description": "The file.",
    }
}


async def _exports(work: CurrentWork) -> Exports:
    return Exports.of(work, work.caller.subject)


Asking = Annotated[Exports, Depends(_exports)]


@router.post("", status_code=202, responses=answers(403, 422, 429))
async def request_export(wanted: ExportIn, exports: Asking, work: CurrentWork) -> ExportOut:
    """Ask for a file of own records. Initials unless names are asked for, which a second person has to agree to."""
    value = wanted.value()
    if value.check(await exports.store.children()) and not stepped_up(work.caller, exports.now):
        raise StepUpRequired
    return ExportOut.of(await ask_export(exports, value), exports.now)


@router.get("")
async def list_exports(exports: Asking) -> Page[ExportOut]:
    """What the caller has asked for, the newest first."""
    found = await exports.store.of_person(exports.by)
    return Page(items=[ExportOut.of(one, exports.now) for one in found], next_cursor=None)


@router.get("/{export_id}")
async def show_export(export_id: UUID, exports: Asking) -> ExportOut:
    """An export: for the one who asked, and for whoever is to agree to it."""
    return ExportOut.of(await exports.get(export_id), exports.now)


@router.post("/{export_id}/approval", responses=answers(403))
async def approve_export(export_id: UUID, exports: Asking) -> ExportOut:
    """Agree to an export with names that somebody else has asked for."""
    return ExportOut.of(await approving(exports, export_id), exports.now)


@router.get("/{export_id}/content", response_class=Response, responses={**_CONTENT, **answers(403, 404, 409, 410)})
async def show_export_content(export_id: UUID, exports: Asking, request: Request) -> Response:
    """The file, for the one who asked, three times within seven days; each fetching stands in the audit of every
    child in it."""
    secret: bytes = request.app.state.runtime.cursor_key
    export, content = await fetch_export(exports, export_id, secret)
    name = f"onroll-{export.kind.value}.{_SUFFIX[export.format]}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=_MEDIA[export.format], headers=headers)
