"""Somebody enters, corrects or removes whom the authority writes to; the other services are told by purpose."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from kit.kernel.errors import InvalidInput, StaleVersion
from kit.kernel.events import Event
from placements.actions.desk import Desk
from placements.domain.contact import (
    Contact,
    ContactNotFound,
    school_contact_changed,
    school_contact_gone,
)
from placements.domain.errors import SchoolUnknown


async def add_contact(desk: Desk, contact: Contact) -> Contact:
    """Raises InvalidInput, SchoolUnknown, ReplyAddressExists."""
    contact.refuse_disorder()
    await _refuse_unknown_owner(desk, contact)
    await desk.contacts.add([contact])
    await _tell(desk, school_contact_changed(contact, tenant=desk.authority, on=desk.today))
    return contact


async def change_contact(
    desk: Desk, contact_id: UUID, version: int, changes: Mapping[str, Any], *, confirmed: bool
) -> Contact:
    """What is not named stays. Raises ContactNotFound, StaleVersion, InvalidInput, ReplyAddressExists."""
    held = await _held(desk, contact_id, version)
    kept = held.changed(changes, confirmed_on=desk.today if confirmed else None)
    await desk.contacts.save([kept])
    if kept.email != held.email:
        await _tell(desk, school_contact_changed(kept, tenant=desk.authority, on=desk.today))
    return kept


async def remove_contact(desk: Desk, contact_id: UUID, version: int) -> None:
    """Raises ContactNotFound, StaleVersion, InvalidInput where letters are signed by it."""
    held = await _held(desk, contact_id, version)
    if desk.settings.letter_signatory_contact_id == contact_id:
        raise InvalidInput("not_allowed", "/letter_signatory_contact_id")
    await desk.contacts.remove(contact_id)
    await _tell(desk, school_contact_gone(held, tenant=desk.authority, on=desk.today))


async def _held(desk: Desk, contact_id: UUID, version: int) -> Contact:
    held = await desk.contacts.get_to_change(contact_id)
    if held is None:
        raise ContactNotFound
    if held.version != version:
        raise StaleVersion
    return held


async def _refuse_unknown_owner(desk: Desk, contact: Contact) -> None:
    if contact.school_urn is not None and await desk.schools.get(contact.school_urn) is None:
        raise SchoolUnknown
    if contact.about_authority is not None and await desk.authorities.get(contact.about_authority) is None:
        raise InvalidInput("not_allowed", "/authority")


async def _tell(desk: Desk, event: Event | None) -> None:
    if event is not None:
        await desk.outbox.add(event)
