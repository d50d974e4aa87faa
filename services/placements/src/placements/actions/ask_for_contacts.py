"""A school is asked whether the contacts held of it are still right; one link, two buttons (PL-330, BB-3)."""

from uuid import UUID

from kit.auth.vocabulary import LinkPurpose
from kit.db.mail import Mail
from kit.kernel.ids import new_id
from placements.actions.desk import Desk
from placements.actions.sender import authority_name, contact_words
from placements.domain import mails
from placements.domain.contact_asks import LINK_LIVES, ContactAsk, contacts_asked


async def ask_for_contacts(desk: Desk, school_urn: int) -> bool:
    """Whether there is an address to ask at."""
    address = await desk.contacts.reply_address(school_urn)
    if address is None:
        return False
    ask = ContactAsk(id=new_id(), school_urn=school_urn, asked_on=desk.today)
    await desk.contact_asks.add(ask)
    await _mail_link(desk, ask, address)
    await desk.outbox.add(contacts_asked(ask, authority=desk.authority, at=desk.now))
    return True


async def ask_for_contacts_again(desk: Desk, ask_id: UUID, address: str) -> bool:
    """A new link by the school's own wish; False where it has answered meanwhile."""
    ask = await desk.contact_asks.get(ask_id)
    if ask is None or ask.answered_at is not None:
        return False
    await _mail_link(desk, ask, address)
    return True


async def _mail_link(desk: Desk, ask: ContactAsk, address: str) -> None:
    expires_at = desk.now + LINK_LIVES
    code = await desk.links.issue(LinkPurpose.CONFIRM_CONTACTS, ask.id, ask.school_urn, expires_at)
    sender = mails.Sender(await authority_name(desk), await contact_words(desk, None))
    words = mails.contacts_request(f"{desk.base_url}/c/{code}", sender)
    await desk.mail.add(Mail(mails.CONTACTS, address, words.subject, words.body, ask.id))
