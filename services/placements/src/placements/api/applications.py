"""Applications: draft, list, show, chronology and letter."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from kit.web.answers import answers
from kit.web.deps import CurrentWork, ExpectedVersion
from kit.web.guarded import service_router
from kit.web.paging import Page, WantedPage
from placements.actions import change_application as changing
from placements.actions.draft_application import draft_application as draft
from placements.actions.preview_letter import preview_letter as preview
from placements.actions.take_up import read_file
from placements.api.application_list import application_rows
from placements.api.application_schemas import ApplicationOut, ApplicationRowOut
from placements.api.application_view import application_out
from placements.api.correspondence_schemas import LetterPartOut, LetterPreviewOut, TimelineEntryOut
from placements.api.deps import StaffDesk
from placements.api.drafts import changes_of, draft_of, elsewhere_of
from placements.api.request_schemas import ApplicationChangeIn, ApplicationIn
from placements.api.school_lists import own_applications
from placements.api.school_view import ApplicationSeen, shown
from placements.api.told_fields import note_address_check
from placements.domain.application_states import ApplicationState
from placements.domain.chronology import sentence, who
from placements.domain.letters import REQUEST
from placements.store.application_list import ApplicationList, ApplicationsSought

router = service_router("placements", "/v1/applications", tags=["applications"])


@router.get("")
async def list_applications(
    desk: StaffDesk,
    work: CurrentWork,
    page: WantedPage,
    child_id: Annotated[UUID | None, Query(description="Of one child.")] = None,
    state: Annotated[ApplicationState | None, Query(description="In one state.")] = None,
    school_urn: Annotated[int | None, Query(ge=1, le=9_999_999, description="To one school.")] = None,
    past_date: Annotated[bool | None, Query(description="Only those a school has not answered in time.")] = None,
) -> Page[ApplicationRowOut]:
    """Applications of the authority, the newest first; with `past_date`, those whose target or limit has passed.

    A school sees those that were sent to it, of all authorities.
    """
    sought = ApplicationsSought(child_id=child_id, state=state, school_urn=school_urn, past_date=bool(past_date))
    if desk.taker.is_of_school:
        return await own_applications(desk, work, sought, page)
    applications = ApplicationList(work.connection, work.authority, desk.today, desk.taker.reach)
    before = UUID(page.after[0]) if page.after else None
    rows = await applications.page(sought, before=before, rows=page.rows)
    shown, more = rows[: page.limit], len(rows) > page.limit
    work.audit.saw(*(row.child_id for row in shown))
    items = await application_rows(desk, shown)
    return Page(items=items, next_cursor=page.cursor(str(shown[-1].id)) if more else None)


@router.post("", status_code=201, responses=answers(409))
async def draft_application(application: ApplicationIn, desk: StaffDesk, work: CurrentWork) -> ApplicationOut:
    """Draft a request to one school. Without an open case of the child, `case` says why a place is needed."""
    work.audit.saw(application.child_id)
    checked = note_address_check(work, application.address_check)
    return await application_out(desk, await draft(desk, draft_of(application), address_checked=checked))


@router.get("/{application_id}")
async def show_application(application_id: UUID, desk: StaffDesk, work: CurrentWork) -> ApplicationSeen:
    """One application with its clocks, answers, letters and what may be done with it now; a school sees its mask."""
    file = await read_file(desk, application_id)
    work.audit.saw(file.child.id)
    return await shown(desk, file)


@router.patch("/{application_id}", responses=answers(409))
async def change_application(
    application_id: UUID, changes: ApplicationChangeIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> ApplicationOut:
    """Change a request before it is sent; afterwards, link the same request made elsewhere (PL-607)."""
    told, elsewhere = changes_of(changes), elsewhere_of(changes)
    checked = note_address_check(work, changes.address_check)
    changed = await changing.change_application(desk, application_id, version, told, elsewhere, address_checked=checked)
    work.audit.saw(changed.child_id)
    return await application_out(desk, changed)


@router.get("/{application_id}/timeline")
async def show_application_timeline(
    application_id: UUID, desk: StaffDesk, work: CurrentWork, page: WantedPage
) -> Page[TimelineEntryOut]:
    """What happened to an application, newest first."""
    file = await read_file(desk, application_id)
    work.audit.saw(file.child.id)
    before = UUID(page.after[0]) if page.after else None
    entries = await desk.history.page(application_id, before=before, rows=page.rows)
    shown, more = entries[: page.limit], len(entries) > page.limit
    labels = {code.code: code.label for code in desk.codes.codes.values()}
    items = [
        TimelineEntryOut(
            id=entry.id,
            at=entry.at,
            kind=entry.kind.value,
            by=who(entry),
            via=entry.via.value,
            text=sentence(entry, labels),
            document_id=entry.document_id,
        )
        for entry in shown
    ]
    return Page(items=items, next_cursor=page.cursor(str(shown[-1].id)) if more else None)


@router.get("/{application_id}/letter-preview")
async def preview_letter(
    application_id: UUID,
    desk: StaffDesk,
    work: CurrentWork,
    template_key: Annotated[str, Query(max_length=4, pattern=r"^[A-Z]\d$", description="Such as L1.")] = REQUEST,
) -> LetterPreviewOut:
    """A letter of any key as it would go out today; L1 and L2 with the mail that carries their link. Nothing is sent.

    A letter that tells of something that has not happened yet, such as the challenge of a refusal, answers
    `merge_field_missing`.
    """
    shown = await preview(desk, application_id, template_key)
    work.audit.saw(shown.file.child.id)
    letter = shown.letter
    return LetterPreviewOut(
        template_key=letter.template_key,
        template_version=letter.template_version,
        title=letter.title,
        parts=[LetterPartOut(part=part.value, text=text) for part, text in letter.parts.items()],
        legal_basis=shown.legal_basis,
        recipients=[shown.recipient] if shown.recipient else [],
        mail_subject=shown.mail.subject if shown.mail else None,
        mail_text=shown.mail.body if shown.mail else None,
    )
