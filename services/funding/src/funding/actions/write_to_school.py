"""Mails a school about a return, with the link to its one page (FU-1415, ML-5)."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from funding.domain.returns.mails import Asked, Words
from funding.domain.returns.spend_return import SpendReturn
from funding.domain.when import When
from kit.auth.vocabulary import LinkPurpose
from kit.db.mail import Mail, MailOutbox
from kit.db.reply_links import ReplyLinks
from kit.kernel.clock import LONDON

LINK_LIVES_AFTER_DEADLINE: Final = timedelta(days=14)
LINK_LIVES_AT_MOST: Final = timedelta(days=90)
_REFERENCE_LENGTH: Final = 8


@dataclass(frozen=True, slots=True)
class Post:
    """Mails and reply links of one authority; links start with the product's own address (SE-74)."""

    mail: MailOutbox
    links: ReplyLinks
    base_url: str


def reference(one: SpendReturn) -> str:
    """What people name on the telephone: no school and no child can be read from it."""
    return f"PPR-{one.id.hex[-_REFERENCE_LENGTH:].upper()}"


async def asked(post: Post, one: SpendReturn, when: When, code: str | None = None) -> Asked:
    """A new link; an earlier one of the same return stops working (SE-45)."""
    due_on = one.extended_to or one.due_on
    code = await post.links.issue(LinkPurpose.SPEND_RETURN, one.id, one.school_urn, _expires(one, when), code)
    return Asked(reference(one), one.term, len(one.children), due_on, f"{post.base_url}/s/{code}")


async def send(post: Post, one: SpendReturn, kind: str, words: Words) -> bool:
    """False where the school has no mailbox; somebody has to ring."""
    if one.mailbox is None:
        return False
    await post.mail.add(Mail(kind, one.mailbox, words.subject, words.body, one.id))
    return True


def _expires(one: SpendReturn, when: When) -> datetime:
    """Fourteen days after the deadline, at least so long from now, at most 90 days (SE-41)."""
    due_on = one.extended_to or one.due_on
    after_deadline = datetime.combine(due_on + LINK_LIVES_AFTER_DEADLINE + timedelta(days=1), time.min, LONDON)
    return min(max(after_deadline, when.at + LINK_LIVES_AFTER_DEADLINE), when.at + LINK_LIVES_AT_MOST)
