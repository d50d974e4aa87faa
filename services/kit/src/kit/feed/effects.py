"""What happens inside the transaction of a run: inbox, retractions, version guard, then the effects (RE-11)."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from kit.db.work import Work
from kit.feed.store import FeedStore
from kit.feed.subscription import RETRACTION, Handler, Subscription
from kit.kernel.events import ReceivedEvent


async def apply_effects(
    subscription: Subscription, store: FeedStore, work: Work, events: Iterable[ReceivedEvent]
) -> None:
    """Each event once, however often it comes; one that a newer one has overtaken not at all."""
    by_id = {event.event_id: event for event in events}
    new = await store.take_new(work.authority, list(by_id), work.clock.now())
    fresh = [event for event in by_id.values() if event.event_id in new]
    if subscription.undo:
        fresh = await _without_retracted(subscription, store, work, fresh)
    newest = await _newest(subscription, store, fresh)
    for handler, group in _by_handler(subscription, newest):
        await handler.apply(work, group)


async def _without_retracted(
    subscription: Subscription, store: FeedStore, work: Work, events: Sequence[ReceivedEvent]
) -> list[ReceivedEvent]:
    """Retracted events not seen so far are entered in the inbox and so never applied; others are undone."""
    retracted = {UUID(str(event.payload["retracts"])) for event in events if event.type == RETRACTION}
    if not retracted:
        return list(events)
    unseen = await store.take_new(work.authority, sorted(retracted), work.clock.now())
    applied = retracted - unseen - {event.event_id for event in events}
    if applied and subscription.undo:
        await subscription.undo(work, sorted(applied))
    return [event for event in events if event.type != RETRACTION and event.event_id not in retracted]


async def _newest(subscription: Subscription, store: FeedStore, events: Sequence[ReceivedEvent]) -> list[ReceivedEvent]:
    """Drops what an event of the same subject and family has already overtaken."""
    guarded: dict[tuple[str, str], ReceivedEvent] = {}
    for event in events:
        pair = _pair(subscription, event)
        if pair and (pair not in guarded or _order(guarded[pair]) < _order(event)):
            guarded[pair] = event
    if not guarded:
        return list(events)
    raised = await store.raise_versions({pair: event.version for pair, event in guarded.items()})
    winners = {guarded[pair].event_id for pair in raised}
    return [event for event in events if _pair(subscription, event) is None or event.event_id in winners]


def _pair(subscription: Subscription, event: ReceivedEvent) -> tuple[str, str] | None:
    guard = subscription.handlers[event.type].guard
    return (guard.family, str(event.payload[guard.subject])) if guard else None


def _by_handler(
    subscription: Subscription, events: Iterable[ReceivedEvent]
) -> Iterable[tuple[Handler, list[ReceivedEvent]]]:
    groups: dict[Handler, list[ReceivedEvent]] = {}
    for event in events:
        groups.setdefault(subscription.handlers[event.type], []).append(event)
    return groups.items()


def _order(event: ReceivedEvent) -> tuple[int, bytes]:
    return event.version, event.event_id.bytes
