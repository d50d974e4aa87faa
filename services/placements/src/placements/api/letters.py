"""Letters: templates, what was written, the PDF, and proof of delivery."""

from collections.abc import Iterator
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import Query, Response

from kit.kernel.errors import InvalidInput
from kit.web.answers import answers
from kit.web.deps import CurrentWork, ExpectedVersion
from kit.web.guarded import service_router
from kit.web.paging import Page, WantedPage
from placements.actions.record_service import Delivery, letter_of
from placements.actions.record_service import record_service as serve
from placements.actions.release_letter import release_letter as release
from placements.actions.write_letter import citable
from placements.api.deps import StaffDesk
from placements.api.letter_schemas import LetterLineOut, LetterOut, LetterTemplatesOut, ServiceIn
from placements.api.letter_view import letter_lines, letter_out, template_out
from placements.api.paper_answers import paper
from placements.domain.correspondence import LetterStatus, Served
from placements.domain.errors import PaperNotReady, ReleaseCheckRequired
from placements.domain.letters import LetterTemplate
from placements.store import seeds
from placements.store.letter_list import LetterList, LettersSought
from placements.store.papers import DocumentStore, MediaType

templates = service_router("placements", "/v1/letter-templates", tags=["letters"])
router = service_router("placements", "/v1/letters", tags=["letters"])
_KEY: Final = r"^[A-Z]\d$"
_PDF: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {MediaType.PDF.value: {"schema": {"type": "string", "format": "binary"}}},
        "description": "The letter as a tagged PDF, always the same bytes.",
    }
}


@templates.get("")
async def list_letter_templates(desk: StaffDesk) -> LetterTemplatesOut:
    """The words of every letter, its variants among them, and the sources it would cite today."""
    refs = seeds.legal_refs()
    items = []
    for name, template in _every_template():
        printed = refs.printed(await citable(desk, template.refs))
        items.append(template_out(template, name, printed))
    return LetterTemplatesOut(items=items)


def _every_template() -> Iterator[tuple[str | None, LetterTemplate]]:
    for template in seeds.letter_templates().values():
        yield None, template
        yield from template.variants.items()


@router.get("")
async def list_letters(
    desk: StaffDesk,
    work: CurrentWork,
    page: WantedPage,
    application_id: Annotated[UUID | None, Query(description="About one application.")] = None,
    template_key: Annotated[str | None, Query(max_length=4, pattern=_KEY, description="Of one kind.")] = None,
    status: Annotated[LetterStatus | None, Query(description="In one status.")] = None,
) -> Page[LetterLineOut]:
    """Letters of the authority, the newest first."""
    sought = LettersSought(application_id=application_id, template_key=template_key, status=status)
    before = UUID(page.after[0]) if page.after else None
    rows = await LetterList(work.connection, work.authority).page(sought, before=before, rows=page.rows)
    shown, more = rows[: page.limit], len(rows) > page.limit
    work.audit.saw(*(row.child_id for row in shown))
    items = await letter_lines(desk, shown)
    return Page(items=items, next_cursor=page.cursor(str(shown[-1].id)) if more else None)


@router.get("/{letter_id}")
async def show_letter(letter_id: UUID, desk: StaffDesk, work: CurrentWork) -> LetterOut:
    """A letter as it was written, with what is proved of its delivery."""
    letter, file = await letter_of(desk, letter_id)
    work.audit.saw(file.child.id)
    return letter_out(desk, letter, file)


@router.get("/{letter_id}/content", response_class=Response, responses={**_PDF, **answers(409)})
async def show_letter_content(letter_id: UUID, desk: StaffDesk, work: CurrentWork) -> Response:
    """The PDF. A letter written a moment ago may not be printed yet: `paper_not_ready`. One that waits for a second
    person cannot leave yet: `release_check_required`."""
    letter, file = await letter_of(desk, letter_id)
    work.audit.saw(file.child.id)
    if letter.status is LetterStatus.DRAFT:
        raise ReleaseCheckRequired
    document = await DocumentStore(work.connection, work.authority).get(letter.id, MediaType.PDF)
    if document is None:
        raise PaperNotReady
    return paper(document, MediaType.PDF, f"{letter.template_key}-{file.application.reference}")


@router.post("/{letter_id}/service", responses=answers(409))
async def record_letter_service(
    letter_id: UUID, service: ServiceIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> LetterOut:
    """Record that the letter reached one of its recipients, and the proof of it."""
    if (service.contact_id is None) == (service.recipient is None):
        raise InvalidInput("missing", "/contact_id")
    served = Served(service.method, service.served_on, service.proof)
    delivery = Delivery(contact_id=service.contact_id, recipient=service.recipient, served=served)
    letter, file = await serve(desk, letter_id, version, delivery)
    work.audit.saw(file.child.id)
    return letter_out(desk, letter, file)


@router.post("/{letter_id}/release", responses=answers(409))
async def release_letter(letter_id: UUID, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork) -> LetterOut:
    """Release a letter about a child whose address is protected, as somebody else than its writer."""
    letter, file = await release(desk, letter_id, version)
    work.audit.saw(file.child.id)
    return letter_out(desk, letter, file)
