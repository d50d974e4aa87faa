"""A service that only reads: what it has been told is counted, and the newest state of each subject kept."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Column, Connection, Integer, Text, delete, select
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.dialects.postgresql import insert as upsert

from kit.db.database import Database
from kit.db.foundation import foundation
from kit.db.protection import install_foundation, protect
from kit.db.tables import D0, service_metadata, tenant_table
from kit.db.tenancy import Context
from kit.db.work import Work
from kit.feed.consumer import Consumer
from kit.feed.envelope import Delivery
from kit.feed.source import MOST, FeedPage, FeedUnavailable
from kit.feed.subscription import Guard, Handler, Subscription
from kit.kernel.events import ReceivedEvent
from kit.kernel.ids import new_id

METADATA: Final = service_metadata("reader")
TABLES: Final = foundation(METADATA)
EFFECTS: Final = tenant_table(
    METADATA,
    "effects",
    Column("event_id", PG_UUID(as_uuid=True), nullable=False, info=D0),
    Column("times", Integer, nullable=False, info=D0),
    key=("event_id",),
)
STATES: Final = tenant_table(
    METADATA,
    "states",
    Column("subject_id", Text, nullable=False, info=D0),
    Column("version", Integer, nullable=False, info=D0),
    Column("value", Integer, nullable=False, info=D0),
    key=("subject_id",),
)
EMPTIED: Final = (EFFECTS, STATES, TABLES.inbox, TABLES.feed_cursors, TABLES.feed_versions, TABLES.dead_letters)
EPOCH: Final = "1"
ReadBy = Callable[..., Consumer]
"""Makes a consumer of a feed and a subscription in the reader's database, at a pace if one is given."""


class PoisonedPayload(ValueError):
    """What the planted poison does."""


def install_reader(connection: Connection) -> None:
    install_foundation(connection, METADATA)
    for table in (EFFECTS, STATES):
        table.create(connection)
        protect(connection, table)


async def count_effects(work: Work, events: Sequence[ReceivedEvent]) -> None:
    """Every application of an event shows: a second one would make it two."""
    new = upsert(EFFECTS)
    twice = new.on_conflict_do_update(
        index_elements=[EFFECTS.c.authority, EFFECTS.c.event_id], set_={"times": EFFECTS.c.times + 1}
    )
    rows = [{"authority": work.authority, "event_id": event.event_id, "times": 1} for event in events]
    await work.connection.execute(twice, rows)


async def keep_state(work: Work, events: Sequence[ReceivedEvent]) -> None:
    """The whole new state, whatever was there before."""
    if any(event.payload.get("poison") for event in events):
        raise PoisonedPayload
    new = upsert(STATES)
    put = new.on_conflict_do_update(
        index_elements=[STATES.c.authority, STATES.c.subject_id],
        set_={"version": new.excluded.version, "value": new.excluded.value},
    )
    rows = [
        {
            "authority": work.authority,
            "subject_id": event.payload["subject_id"],
            "version": event.version,
            "value": event.payload["value"],
        }
        for event in events
    ]
    await work.connection.execute(put, rows)


async def undo_state(work: Work, event_ids: Sequence[UUID]) -> None:
    """Enough for a test: a retracted event that was applied leaves nothing."""
    await work.connection.execute(delete(STATES).where(STATES.c.authority == work.authority))


async def forget(work: Work) -> None:
    for table in (EFFECTS, STATES):
        await work.connection.execute(delete(table).where(table.c.authority == work.authority))


COUNTING: Final = Subscription({"thing.changed": Handler(count_effects)}, forget, frozenset({"thing.ignored"}))
GUARD: Final = Guard("thing", "subject_id")


def keeping(guard: Guard | None = GUARD, **more: Any) -> Subscription:
    """Keeps the newest state; without the guard, the last one to arrive."""
    return Subscription({"thing.changed": Handler(keep_state, guard)}, forget, frozenset({"thing.ignored"}), **more)


class ToldFeed:
    """A feed whose pages are written by the test; positions are its cursors."""

    def __init__(self, events: Sequence[ReceivedEvent], *, epoch: str = EPOCH, name: str = "told") -> None:
        self.name = name
        self.events = list(events)
        self.epoch = epoch
        self.is_away = False
        self.asked = 0

    async def page(self, after: str | None, limit: int = MOST) -> FeedPage:
        self.asked += 1
        if self.is_away:
            raise FeedUnavailable(self.name, "away")
        epoch, position = _position(after)
        start = position if epoch == self.epoch else 0
        chosen = self.events[start : start + limit]
        deliveries = tuple(Delivery(event.event_id, event.type, event.authority, event) for event in chosen)
        return FeedPage(after, deliveries, _cursor(self.epoch, start + len(chosen)))


def an_event(kind: str = "thing.changed", *, version: int = 1, authority: str = "999", **payload: Any) -> ReceivedEvent:
    """An event about one thing, with an id of its own."""
    return ReceivedEvent(
        event_id=new_id(),
        type=kind,
        version=version,
        occurred_on=date(2026, 11, 23),
        recorded_at=datetime(2026, 11, 23, 12, tzinfo=UTC),
        authority=authority,
        payload={"subject_id": "one", "value": 0, **payload},
    )


async def states_of(database: Database, authority: str = "999") -> dict[str, tuple[int, int]]:
    """Version and value by subject."""
    async with database.transaction(Context.job(authority, "test")) as connection:
        rows = await connection.execute(select(STATES.c.subject_id, STATES.c.version, STATES.c.value))
        return {row[0]: (row[1], row[2]) for row in rows}


async def effects_of(database: Database, authority: str = "999") -> dict[UUID, int]:
    """How often each event was applied."""
    async with database.transaction(Context.job(authority, "test")) as connection:
        rows = await connection.execute(select(EFFECTS.c.event_id, EFFECTS.c.times))
        return {row[0]: row[1] for row in rows}


def _cursor(epoch: str, position: int) -> str:
    return urlsafe_b64encode(f"{epoch}.0.{position}".encode()).decode().rstrip("=")


def _position(cursor: str | None) -> tuple[str, int]:
    if cursor is None:
        return EPOCH, 0
    epoch, _, position = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().split(".")
    return epoch, int(position)
