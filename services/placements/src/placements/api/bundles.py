"""Evidence bundles: asked for, looked at, fetched as PDF or JSON."""

from typing import Any, Final
from uuid import UUID

from fastapi import Request, Response

from kit.web.answers import answers
from kit.web.deps import CurrentWork
from kit.web.guarded import service_router
from placements.actions.desk import Desk
from placements.actions.make_bundle import bundle_gaps, bundle_of
from placements.actions.make_bundle import order_bundle as order
from placements.actions.take_up import ApplicationFile
from placements.api.bundle_schemas import BundleIn, BundleOut, BundleStatus
from placements.api.deps import StaffDesk
from placements.api.paper_answers import paper
from placements.domain.bundles import Bundle
from placements.domain.errors import PaperNotReady
from placements.store.papers import DocumentStore, MediaType

of_applications = service_router("placements", "/v1/applications", tags=["bundles"])
router = service_router("placements", "/v1/bundles", tags=["bundles"])
_CONTENT: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {
            MediaType.PDF.value: {"schema": {"type": "string", "format": "binary"}},
            MediaType.JSON.value: {"schema": {"type": "object"}},
        },
        "description": "The bundle as a tagged PDF or as JSON, always the same bytes.",
    }
}


@of_applications.post("/{application_id}/bundles", status_code=202, responses=answers(404, 409))
async def order_bundle(application_id: UUID, bundle: BundleIn, desk: StaffDesk, work: CurrentWork) -> BundleOut:
    """Ask for an evidence bundle; it is made a moment later from the record as it is then.

    For the Secretary of State, sections 2 to 11 have to be filled or marked with why there is nothing:
    else `bundle_incomplete` names the sections.
    """
    ordered, file = await order(desk, application_id, bundle.value())
    work.audit.saw(file.child.id)
    return await _shown(desk, work, ordered, file)


@router.get("/{bundle_id}")
async def show_bundle(bundle_id: UUID, desk: StaffDesk, work: CurrentWork) -> BundleOut:
    """A bundle, whether it is made yet, and whether a newer one stands before it."""
    bundle, file = await bundle_of(desk, bundle_id)
    work.audit.saw(file.child.id)
    return await _shown(desk, work, bundle, file)


@router.get("/{bundle_id}/content", response_class=Response, responses={**_CONTENT, **answers(409)})
async def show_bundle_content(bundle_id: UUID, request: Request, desk: StaffDesk, work: CurrentWork) -> Response:
    """The bundle as JSON where `Accept` asks for it, else as PDF. One asked for a moment ago may not be made yet:
    `paper_not_ready`."""
    bundle, file = await bundle_of(desk, bundle_id)
    work.audit.saw(file.child.id)
    wanted = _wanted(request.headers.get("accept", ""))
    document = await DocumentStore(work.connection, work.authority).get(bundle.id, wanted)
    if document is None:
        raise PaperNotReady
    return paper(document, wanted, f"bundle-{file.application.reference}")


def _wanted(accept: str) -> MediaType:
    """JSON only for those who name it and not the PDF."""
    named = {part.split(";", 1)[0].strip().lower() for part in accept.split(",")}
    wants_json = MediaType.JSON.value in named and MediaType.PDF.value not in named
    return MediaType.JSON if wants_json else MediaType.PDF


async def _shown(desk: Desk, work: CurrentWork, bundle: Bundle, file: ApplicationFile) -> BundleOut:
    documents = DocumentStore(work.connection, work.authority)
    pdf = await documents.get(bundle.id, MediaType.PDF)
    held = await documents.get(bundle.id, MediaType.JSON)
    newest = await desk.bundles.newest(bundle.application_id, bundle.kind)
    return BundleOut(
        id=bundle.id,
        application_id=bundle.application_id,
        kind=bundle.kind,
        status=BundleStatus.READY if pdf else BundleStatus.ORDERED,
        names=bundle.names,
        omit=list(bundle.omit),
        ordered_at=bundle.ordered_at,
        superseded_by=newest.id if newest and newest.id != bundle.id else None,
        missing=list(await bundle_gaps(desk, file, bundle.because)),
        pdf_sha256=pdf.sha256 if pdf else None,
        json_sha256=held.sha256 if held else None,
    )
