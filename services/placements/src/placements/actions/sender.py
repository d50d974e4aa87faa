"""Whose words a letter or mail is, and whom its reader may call."""

from placements.actions.desk import Desk
from placements.actions.take_up import ApplicationFile
from placements.domain.mails import Sender


async def sender_of(desk: Desk, file: ApplicationFile) -> Sender:
    """The owner of the case, by post."""
    authority = await desk.authorities.get(desk.authority)
    name = authority.name if authority else desk.authority
    contact = await desk.contacts.of_post(file.case.owner_post_id) if file.case.owner_post_id else None
    reached = [part for part in (contact.name, contact.phone, contact.email) if part] if contact else []
    return Sender(name, ", ".join(reached) or f"the virtual school of {name}")
