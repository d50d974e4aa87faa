"""The authority sends a school a new reply link; the one before stops working (O81, SE-45)."""

from uuid import UUID

from kit.db.reply_links import ReplyLink
from kit.kernel.errors import StepNotAllowed
from placements.actions.desk import Desk
from placements.actions.sender import sender_of
from placements.actions.take_up import take_up, write_log
from placements.actions.use_link import use_link
from placements.actions.write_to_school import RequestDates, asked, issue_link, mail_of
from placements.domain import mails
from placements.domain.chronology import EntryKind
from placements.domain.errors import NoReplyAddress
from placements.domain.link_uses import LinkUse
from placements.domain.reply import asks_something


async def replace_link(desk: Desk, application_id: UUID) -> tuple[ReplyLink, UUID]:
    """The link and the child. Raises ApplicationNotFound, StepNotAllowed, NoReplyAddress, TooManyToday."""
    file = await take_up(desk, application_id, None)
    if not asks_something(file.application):
        raise StepNotAllowed(file.application.state, "create_reply_link")
    address = await desk.contacts.reply_address(file.school.urn)
    if address is None:
        raise NoReplyAddress
    await use_link(desk, LinkUse.REISSUE, application_id)
    dates = RequestDates.of(file.clocks)
    told = asked(file, dates, await issue_link(desk, file, dates))
    words = mails.replaced_link(told, await sender_of(desk, file))
    await desk.mail.add(mail_of(mails.NEW_LINK, address, words, file))
    await write_log(desk, file.application, EntryKind.LINK_MAILED, {})
    links = await desk.links.of_subject(application_id)
    return links[0], file.child.id
