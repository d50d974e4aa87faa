"""A school asks for a new link: it is mailed to the registered address only, if there is anything to answer."""

from datetime import timedelta
from typing import Final

from kit.db.mail import Mail
from kit.db.reply_links import ReplyLink
from kit.db.work import Work
from placements.actions.desk import Desk
from placements.actions.sender import sender_of
from placements.actions.take_up import read_file
from placements.actions.write_to_school import RequestDates, asked, issue_link
from placements.domain import mails
from placements.domain.errors import ApplicationNotFound, LinkSettled
from placements.domain.reply import Asks, what_is_asked
from placements.store.reissues import Reissue, ReissueStore

MOST_A_DAY: Final = 3
_DAY: Final = timedelta(days=1)


async def wish_for_link(work: Work, link: ReplyLink) -> None:
    """Takes the wish down; the caller learns nothing, whatever becomes of it (PL-916, PL-917)."""
    wishes, now = ReissueStore(work.connection), work.clock.now()
    if await wishes.wished_since(link.id, now - _DAY) < MOST_A_DAY:
        await wishes.add(link.authority, link.id, now)


async def reissue_link(desk: Desk, wish: Reissue) -> bool:
    """Whether a new link went out; the old one stops working then (SE-45)."""
    link = await desk.links.get(wish.link_id)
    if link is None:
        return False
    try:
        file = await read_file(desk, link.subject_id)
        open_still = what_is_asked(file.application) is not Asks.NOTHING
    except (ApplicationNotFound, LinkSettled):
        return False
    address = await desk.contacts.reply_address(link.school_urn)
    if address is None or not open_still:
        return False
    dates = RequestDates.of(file.clocks)
    told = asked(file, dates, await issue_link(desk, file, dates))
    words = mails.new_link(told, await sender_of(desk, file))
    await desk.mail.add(Mail(mails.NEW_LINK, address, words.subject, words.body, file.application.id))
    return True
