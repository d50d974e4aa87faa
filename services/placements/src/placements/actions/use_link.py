"""A reply link is used: so many times a day and no more (PL-917), and for how long (PL-912)."""

from datetime import datetime
from uuid import UUID

from placements.actions.desk import Desk
from placements.domain.errors import TooManyToday
from placements.domain.link_uses import DAY, MOST_A_DAY, MOST_SECONDS, LinkUse


async def use_link(desk: Desk, kind: LinkUse, counted_id: UUID) -> None:
    """`counted_id` is the link, or the request a new link is asked for. Raises TooManyToday."""
    if await desk.link_uses.since(kind, counted_id, desk.now - DAY) >= MOST_A_DAY[kind]:
        raise TooManyToday
    await desk.link_uses.add(kind, counted_id, desk.now)


def seconds_between(opened_at: datetime | None, answered_at: datetime) -> int:
    """From opening the job to sending the answer; the browser sends no timing."""
    if opened_at is None:
        return 0
    return min(max(0, int((answered_at - opened_at).total_seconds())), MOST_SECONDS)
