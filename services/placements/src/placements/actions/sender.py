"""Whose words a letter or mail is, and whom its reader may call."""

from placements.actions.desk import Desk
from placements.actions.take_up import ApplicationFile
from placements.domain.mails import Sender


async def sender_of(desk: Desk, file: ApplicationFile) -> Sender:
    """The owner of the case, by post."""
    return Sender(await authority_name(desk), await contact_words(desk, file.case.owner_post_id))


async def authority_name(desk: Desk) -> str:
    authority = await desk.authorities.get(desk.authority)
    return authority.name if authority else desk.authority


async def contact_words(desk: Desk, owner_post_id: str | None) -> str:
    """Whom a school may call: who holds the post, else the virtual school."""
    contact = await desk.contacts.of_post(owner_post_id) if owner_post_id else None
    reached = [part for part in (contact.name, contact.phone, contact.email) if part] if contact else []
    return ", ".join(reached) or f"the virtual school of {await authority_name(desk)}"
