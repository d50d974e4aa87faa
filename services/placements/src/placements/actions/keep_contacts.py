"""Contacts of schools are entered: new ones added, differing ones brought up to date, and told by purpose."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kit.db.outbox import Outbox
from placements.domain.contact import Contact, school_contact_changed
from placements.store.contacts import ContactStore


@dataclass(frozen=True, slots=True)
class KeptContacts:
    """What differed from what was held: one contact for each role of a school."""

    new: tuple[Contact, ...]
    changed: tuple[Contact, ...]
    same: int


async def compare_contacts(contacts: ContactStore, given: Sequence[Contact]) -> KeptContacts:
    """Finds for each given contact the held one of the same school and role; ids and versions are settled."""
    held = await contacts.of_schools({contact.school_urn for contact in given if contact.school_urn is not None})
    new: list[Contact] = []
    changed: list[Contact] = []
    for contact in given:
        before = next((one for one in held.get(contact.school_urn or 0, ()) if one.role is contact.role), None)
        if before is None:
            new.append(contact)
            continue
        renewed = replace(
            before,
            name=contact.name,
            email=contact.email,
            phone=contact.phone,
            reply_address=contact.reply_address,
        )
        if renewed != before:
            changed.append(replace(renewed, version=before.version + 1, bounced_at=None))
    return KeptContacts(tuple(new), tuple(changed), len(given) - len(new) - len(changed))


async def keep_contacts(contacts: ContactStore, outbox: Outbox, kept: KeptContacts, today: date) -> None:
    """Raises ReplyAddressExists when a school would have two reply addresses (PL-330)."""
    # Contacts that stop being the reply address go first: there is only one at a time.
    await contacts.save(sorted(kept.changed, key=lambda contact: contact.reply_address))
    await contacts.add(kept.new)
    told = (
        school_contact_changed(contact, tenant=contacts.authority, on=today) for contact in (*kept.new, *kept.changed)
    )
    await outbox.add(*(event for event in told if event is not None))
