"""A school asks for a new link: it is mailed to the registered address only, if there is anything to answer."""

from datetime import timedelta
from typing import Final

from funding.actions.write_to_school import Post, asked, send
from funding.domain.returns.mails import NEW_LINK, new_link
from funding.domain.returns.states import ReturnState
from funding.domain.when import When
from funding.store.records import Records
from funding.store.reissues import Reissue, ReissueStore
from kit.db.reply_links import ReplyLink
from kit.db.work import Work
from kit.kernel.errors import NotFound

MOST_A_DAY: Final = 3
_DAY: Final = timedelta(days=1)
_NOTHING_TO_ANSWER: Final = frozenset({ReturnState.ACCEPTED, ReturnState.WAIVED})


async def wish_for_link(work: Work, link: ReplyLink) -> None:
    """Takes the wish down; the caller learns nothing, whatever becomes of it (SE-45, SE-46)."""
    wishes, now = ReissueStore(work.connection), work.clock.now()
    if await wishes.wished_since(link.id, now - _DAY) < MOST_A_DAY:
        await wishes.add(link.authority, link.id, now)


async def reissue_link(records: Records, post: Post, wish: Reissue, when: When) -> bool:
    """Whether a new link went out; the old one stops working then."""
    link = await post.links.get(wish.link_id)
    if link is None:
        return False
    try:
        one = await records.returns.get(link.subject_id)
    except NotFound:
        return False
    if one.state in _NOTHING_TO_ANSWER or one.mailbox is None:
        return False
    return await send(post, one, NEW_LINK, new_link(await asked(post, one, when)))
