"""How often a reply link may be used in a day (PL-917)."""

from datetime import timedelta
from enum import StrEnum
from typing import Final


class LinkUse(StrEnum):
    ANSWER = "answer"
    FORWARD = "forward"
    REISSUE = "reissue"


MOST_A_DAY: Final = {LinkUse.ANSWER: 10, LinkUse.FORWARD: 3, LinkUse.REISSUE: 3}
DAY: Final = timedelta(days=1)
MOST_SECONDS: Final = 1800
"""The ask meter counts at most half an hour an ask (AM-2)."""
