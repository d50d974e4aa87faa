"""A school passes a request on to a colleague: in its own mail domain only, with a link beside its own (SE-45)."""

from uuid import UUID

from kit.auth.vocabulary import LinkPurpose
from kit.db.mail import Mail
from kit.db.reply_links import LinkClosed, LinkState
from kit.kernel.errors import NotFound
from kit.mail.domains import may_be_passed_on
from placements.actions.desk import Desk
from placements.actions.sender import authority_name, contact_words
from placements.actions.use_link import use_link
from placements.domain import mails
from placements.domain.errors import NoReplyAddress, OtherDomain
from placements.domain.link_uses import LinkUse

PAGES = {LinkPurpose.ANSWER_APPLICATION: "r", LinkPurpose.CONFIRM_CONTACTS: "c"}


async def pass_link_on(desk: Desk, link_id: UUID, address: str) -> None:
    """The link the school came by. Raises NotFound, LinkClosed, NoReplyAddress, OtherDomain, TooManyToday."""
    link = await desk.links.get(link_id) if str(link_id) == desk.taker.id else None
    if link is None or link.expires_at <= desk.now:
        raise NotFound
    if link.state not in {LinkState.OPEN, LinkState.ANSWERED}:
        raise LinkClosed
    registered = await desk.contacts.reply_address(link.school_urn)
    if registered is None:
        raise NoReplyAddress
    if not may_be_passed_on(registered, address):
        raise OtherDomain
    await use_link(desk, LinkUse.FORWARD, link.id)
    code = await desk.links.issue(link.purpose, link.subject_id, link.school_urn, link.expires_at, beside=True)
    words = mails.passed_on(
        f"{desk.base_url}/{PAGES[link.purpose]}/{code}",
        mails.Sender(await authority_name(desk), await contact_words(desk, None)),
    )
    await desk.mail.add(Mail(mails.PASSED_ON, address, words.subject, words.body, link.subject_id))
