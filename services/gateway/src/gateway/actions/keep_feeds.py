"""A person makes and revokes addresses for their own calendars."""

from uuid import UUID

from gateway.domain.calendar_feed import MOST_FEEDS, Feed, FeedNotFound, hash_of, new_secret
from gateway.store.feeds import FeedStore
from kit.kernel.clock import Clock
from kit.kernel.errors import StaleVersion
from kit.kernel.ids import new_id


async def make_feed(feeds: FeedStore, user_id: UUID, clock: Clock) -> tuple[Feed, str]:
    """The feed and its secret, which nobody can read again. With one too many the oldest ends. Raises FeedNotFound
    for somebody who is no user any more."""
    held = await feeds.of_user(user_id)
    if len(held) >= MOST_FEEDS:
        await feeds.revoke(user_id, held[0], clock.now())
    feed, secret = Feed(id=new_id(), version=1, made_at=clock.now()), new_secret()
    secret_hash = hash_of(secret)
    assert secret_hash is not None
    if not await feeds.add(feed, user_id, secret_hash):
        raise FeedNotFound
    return feed, secret


async def revoke_feed(feeds: FeedStore, user_id: UUID, feed_id: UUID, version: int, clock: Clock) -> None:
    """From now on its address leads nowhere. Raises FeedNotFound, StaleVersion."""
    held = next((one for one in await feeds.of_user(user_id) if one.id == feed_id), None)
    if held is None:
        raise FeedNotFound
    if held.version != version or not await feeds.revoke(user_id, held, clock.now()):
        raise StaleVersion
