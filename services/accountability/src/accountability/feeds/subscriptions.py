"""Every type the producers may send: kept as a fact, kept in the register, or known and ignored (section 3)."""

from typing import Final

from accountability.domain import funding_events, placements_events
from accountability.feeds.facts import forgetting, storing
from accountability.feeds.register import LINKS, SCHOOLS
from kit.feed.subscription import Subscription, is_practice

_PLACEMENTS: Final = storing(placements_events.SOURCE, placements_events.USED)
_FUNDING: Final = storing(funding_events.SOURCE, funding_events.USED)

PLACEMENTS: Final = Subscription(
    handlers={
        **dict.fromkeys(placements_events.USED, _PLACEMENTS),
        "school.changed": SCHOOLS,
        "school.link_changed": LINKS,
    },
    ignored=placements_events.IGNORED,
    forget=forgetting(placements_events.SOURCE),
    passes_over=is_practice,
)
FUNDING: Final = Subscription(
    handlers=dict.fromkeys(funding_events.USED, _FUNDING),
    ignored=funding_events.IGNORED,
    forget=forgetting(funding_events.SOURCE),
)
