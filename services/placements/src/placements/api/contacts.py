"""Whom an authority writes to at schools, trusts and offices."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from kit.web.answers import answers
from kit.web.deps import ExpectedVersion
from kit.web.guarded import service_router
from kit.web.paging import Page, WantedPage
from placements.actions.edit_contacts import add_contact as adding
from placements.actions.edit_contacts import change_contact as changing
from placements.actions.edit_contacts import remove_contact as removing
from placements.api.contact_schemas import ContactChangeIn, ContactIn, KeptContactOut
from placements.api.deps import StaffDesk
from placements.domain.contact import ContactKind, ContactRole
from placements.store.contacts import ContactsSought

router = service_router("placements", "/v1/contacts", tags=["contacts"])


@router.get("")
async def list_contacts(
    desk: StaffDesk,
    page: WantedPage,
    school_urn: Annotated[int | None, Query(ge=1, le=9_999_999, description="Of one school.")] = None,
    kind: Annotated[ContactKind | None, Query(description="Of one kind of owner.")] = None,
    role: Annotated[ContactRole | None, Query(description="In one role.")] = None,
    bounced: Annotated[bool | None, Query(description="Only those nothing arrives at, or only the others.")] = None,
) -> Page[KeptContactOut]:
    """Contacts the authority keeps, in the order they were entered."""
    sought = ContactsSought(school_urn=school_urn, kind=kind, role=role, bounced=bounced)
    rows = await desk.contacts.page(sought, after=UUID(page.after[0]) if page.after else None, rows=page.rows)
    shown, more = rows[: page.limit], len(rows) > page.limit
    items = [KeptContactOut.of(contact) for contact in shown]
    return Page(items=items, next_cursor=page.cursor(shown[-1].id) if more else None)


@router.post("", status_code=201, responses=answers(409, 422))
async def add_contact(contact: ContactIn, desk: StaffDesk) -> KeptContactOut:
    """Enter a contact; a school has one reply address, to which all its links go (PL-330)."""
    return KeptContactOut.of(await adding(desk, contact.value()))


@router.patch("/{contact_id}", responses=answers(404, 409, 412, 422, 428))
async def change_contact(
    contact_id: UUID, change: ContactChangeIn, version: ExpectedVersion, desk: StaffDesk
) -> KeptContactOut:
    """Correct a contact or confirm it; an address that changes is unproved again."""
    return KeptContactOut.of(await changing(desk, contact_id, version, change.changes(), confirmed=change.confirmed))


@router.delete("/{contact_id}", status_code=204, responses=answers(404, 412, 422, 428))
async def remove_contact(contact_id: UUID, version: ExpectedVersion, desk: StaffDesk) -> None:
    """Remove a contact; letters written to it stay as they are."""
    await removing(desk, contact_id, version)
