"""Contacts of schools are entered: new ones added, differing ones brought up to date, and told by purpose."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kit.db.outbox import Outbox
from placements.domain.contact import Contact, school_contact_changed
from placements.store.contacts import ContactStore


@dataclass(frozen=True, slots=True)
class KeptContacts:
    """What differed from what was held: one contact for each role of a school."""

    new: tuple[Contact, ...]
    changed: tuple[Contact, ...]
    same: int


def compare_contacts(
    held: Mapping[int, Sequence[Contact]], given: Sequence[Contact], told: Collection[str]
) -> KeptContacts:
    """Finds for each given contact the held one of the same school and role, by school, and settles ids and
    versions; `told` names the fields that are spoken of, all others stay."""
    new: list[Contact] = []
    changed: list[Contact] = []
    for contact in given:
        listed = held.get(contact.school_urn or 0, ())
        before = next((one for one in listed if one.role is contact.role), None)
        if before is None:
            new.append(contact)
            continue
        spoken_of: dict[str, Any] = {name: getattr(contact, name) for name in told}
        renewed = replace(before, **spoken_of)
        if renewed != before:
            # A bounce is told of an address: a corrected one is unproved again.
            bounced_at = before.bounced_at if renewed.email == before.email else None
            changed.append(replace(renewed, version=before.version + 1, bounced_at=bounced_at))
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
