"""The letter of a reply page, the service that asks and the job it opens (SE-41, SE-42)."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from kit.auth.vocabulary import LinkPurpose
from kit.kernel.clock import london_date

LIVES_AFTER_DEADLINE: Final = timedelta(days=14)
LINKS_CLIENT: Final = "onroll-links"
_CODE: Final = re.compile(r"[A-Za-z0-9_-]{8,100}")


class ReplyKind(StrEnum):
    """The first part of a link's address."""

    ANSWER = "r"
    CONTACTS = "c"
    SPEND = "s"
    EVIDENCE = "e"


@dataclass(frozen=True, slots=True)
class ReplyPage:
    """Who asks behind a letter, and what for."""

    service: str
    purpose: LinkPurpose


PAGES: Final = {
    ReplyKind.ANSWER: ReplyPage("placements", LinkPurpose.ANSWER_APPLICATION),
    ReplyKind.CONTACTS: ReplyPage("placements", LinkPurpose.CONFIRM_CONTACTS),
    ReplyKind.SPEND: ReplyPage("funding", LinkPurpose.SPEND_RETURN),
    ReplyKind.EVIDENCE: ReplyPage("accountability", LinkPurpose.RIGHT_OF_REPLY),
}


def could_be_code(text: str) -> bool:
    """Whether this can be the code of a link at all."""
    return _CODE.fullmatch(text) is not None


def deadline_of(expires_at: datetime) -> date:
    """A link lives 14 days longer than the question may be answered (SE-41)."""
    return london_date(expires_at - LIVES_AFTER_DEADLINE)
