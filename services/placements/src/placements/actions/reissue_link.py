"""A school asks for a new link: it is mailed to the registered address only, if there is anything to answer."""

from kit.auth.vocabulary import LinkPurpose
from kit.db.mail import Mail
from kit.db.reply_links import ReplyLink
from kit.db.work import Work
from placements.actions.ask_for_contacts import ask_for_contacts_again
from placements.actions.desk import Desk
from placements.actions.sender import sender_of
from placements.actions.take_up import open_file
from placements.actions.write_to_school import RequestDates, asked, issue_link
from placements.domain import mails
from placements.domain.link_uses import DAY, MOST_A_DAY, LinkUse
from placements.domain.reply import asks_something
from placements.store.reissues import Reissue, ReissueStore


async def wish_for_link(work: Work, link: ReplyLink) -> None:
    """Takes the wish down; the caller learns nothing, whatever becomes of it (PL-916, PL-917)."""
    wishes, now = ReissueStore(work.connection), work.clock.now()
    if await wishes.wished_since(link.id, now - DAY) < MOST_A_DAY[LinkUse.REISSUE]:
        await wishes.add(link.authority, link.id, now)


async def reissue_link(desk: Desk, wish: Reissue) -> bool:
    """Whether a new link went out; the old one stops working then (SE-45)."""
    link = await desk.links.get(wish.link_id)
    if link is None:
        return False
    address = await desk.contacts.reply_address(link.school_urn)
    if address is None:
        return False
    if link.purpose is LinkPurpose.CONFIRM_CONTACTS:
        return await ask_for_contacts_again(desk, link.subject_id, address)
    application = await desk.applications.get(link.subject_id)
    if application is None or not asks_something(application):
        return False
    file = await open_file(desk, application)
    dates = RequestDates.of(file.clocks)
    told = asked(file, dates, await issue_link(desk, file, dates))
    words = mails.new_link(told, await sender_of(desk, file))
    await desk.mail.add(Mail(mails.NEW_LINK, address, words.subject, words.body, file.application.id))
    return True
