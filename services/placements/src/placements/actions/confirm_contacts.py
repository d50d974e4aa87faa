"""A school says that its contacts are right, or corrects one (BB-3): it answers by its link."""

from collections.abc import Sequence
from uuid import UUID

from kit.db.mail import Mail
from kit.kernel.errors import NotFound, StaleVersion
from placements.actions.desk import Desk
from placements.actions.keep_contacts import KeptContacts, keep_contacts
from placements.actions.sender import authority_name, contact_words
from placements.actions.use_link import seconds_between, use_link
from placements.domain import mails
from placements.domain.contact import Contact
from placements.domain.contact_asks import ContactAsk, ContactCorrection, confirmed, contacts_confirmed
from placements.domain.link_uses import LinkUse


async def contacts_asked_about(desk: Desk, ask_id: UUID) -> tuple[ContactAsk, Sequence[Contact]]:
    """The question and what is held. Raises NotFound."""
    ask = await desk.contact_asks.get(ask_id)
    if ask is None:
        raise NotFound
    return ask, (await desk.contacts.of_schools([ask.school_urn])).get(ask.school_urn, ())


async def confirm_contacts(
    desk: Desk, ask_id: UUID, version: int, correction: ContactCorrection | None
) -> tuple[ContactAsk, Sequence[Contact]]:
    """Raises NotFound, StaleVersion, InvalidInput, TooManyToday."""
    ask = await desk.contact_asks.get_to_change(ask_id)
    if ask is None:
        raise NotFound
    if ask.version != version:
        raise StaleVersion
    link = await desk.links.get(UUID(desk.taker.id))
    if link is None:
        raise NotFound
    await use_link(desk, LinkUse.ANSWER, link.id)
    held = (await desk.contacts.of_schools([ask.school_urn])).get(ask.school_urn, ())
    new, changed = confirmed(held, correction, ask.school_urn, desk.today)
    await keep_contacts(desk.contacts, desk.outbox, KeptContacts(tuple(new), tuple(changed), 0), desk.today)
    answered = ask.answered(desk.now)
    await desk.contact_asks.save(answered)
    await desk.links.mark_answered(link.id)
    seconds = seconds_between(link.first_opened_at, desk.now)
    await desk.outbox.add(contacts_confirmed(answered, authority=desk.authority, on=desk.today, seconds=seconds))
    await _thank(desk, ask.school_urn)
    return await contacts_asked_about(desk, ask_id)


async def _thank(desk: Desk, school_urn: int) -> None:
    """To the registered address, as it is now: it asks nothing (PL-918)."""
    address = await desk.contacts.reply_address(school_urn)
    if address is None:
        return
    words = mails.contacts_receipt(
        desk.today, mails.Sender(await authority_name(desk), await contact_words(desk, None))
    )
    await desk.mail.add(Mail(mails.RECEIPT, address, words.subject, words.body, None))
