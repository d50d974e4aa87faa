"""R3: with eight writers that hold their transactions, every event has exactly one effect and none is passed by."""

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest
from sqlalchemy import Connection, Row, select, text

from factories.feeds import COUNTING, ReadBy, effects_of
from factories.toy import METADATA as TOY
from factories.toy import build_toy
from kit.auth.vocabulary import Scope
from kit.db.database import Database
from kit.db.foundation import foundation
from kit.db.outbox import Outbox
from kit.db.protection import install_foundation
from kit.db.tenancy import Context
from kit.feed.consumer import Consumer
from kit.feed.envelope import Delivery
from kit.feed.source import MOST, EventSource, FeedPage
from kit.kernel.clock import StoppedClock, SystemClock
from kit.kernel.events import Event, ReceivedEvent
from kit.testing.plugin import NOON
from kit.testing.postgres import CONTEXT_KEY, ClonedDatabase, as_owner
from kit.testing.sign_in import SignIn
from kit.web.app import with_edge

WRITERS: Final = 8
EVENTS: Final = 1_000
LONGEST_HOLD_SECONDS: Final = 0.06
LAG_LIMIT_SECONDS: Final = 2.0
TABLES: Final = foundation(TOY)


@pytest.fixture(scope="module")
async def writing(clone: ClonedDatabase) -> AsyncIterator[Database]:
    def build(connection: Connection) -> None:
        install_foundation(connection, TOY)

    database = Database(clone.install("toy", build), CONTEXT_KEY, pool_size=WRITERS + 2)
    yield database
    await database.close()


@pytest.fixture
async def feed(writing: Database, clone: ClonedDatabase) -> AsyncIterator[EventSource]:
    """The feed of a running service, over HTTP in this process, with a real token; empty."""
    with as_owner(clone.admin_url, "toy") as connection:
        connection.execute(text("alter table toy.outbox disable trigger user"))
        connection.execute(text("truncate toy.outbox"))
        connection.execute(text("alter table toy.outbox enable trigger user"))
    sign_in = SignIn(StoppedClock(NOON))
    app = build_toy(sign_in.runtime(writing, "toy"))
    reader = replace(sign_in.service("reader"), scopes=frozenset({Scope.CHILDREN_READ}))
    async with sign_in.client(app, reader) as client:
        bearer = client.headers["Authorization"].removeprefix("Bearer ")

    async def token() -> str:
        return bearer

    source = EventSource.in_process("toy", with_edge(app), token)
    yield source
    await source.close()


async def write_slowly(database: Database, seed: int, events: int) -> None:
    """One to five events a transaction, which stays open for a while after the first was written."""
    chance = random.Random(seed)
    written = 0
    while written < events:
        async with database.transaction(Context.job("999", "writer")) as connection:
            outbox = Outbox(connection, TABLES, SystemClock())
            for _ in range(min(chance.randint(1, 5), events - written)):
                await outbox.add(Event("thing.changed", 1, date(2026, 11, 23), "999", {"thing": written}))
                written += 1
                await asyncio.sleep(chance.random() * LONGEST_HOLD_SECONDS)


class SerialFeed:
    """The planted fault: asks for what lies beyond the highest serial seen, as anybody would write it first."""

    name = "toy"

    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(self, after: str | None, limit: int = MOST) -> FeedPage:
        box = TABLES.outbox
        newer = select(box).where(box.c.seq > int(after or 0)).order_by(box.c.seq).limit(limit)
        async with self._database.transaction(Context.service("reader"), read_only=True) as connection:
            rows = (await connection.execute(newer)).all()
        deliveries = tuple(_delivery(row) for row in rows)
        return FeedPage(after, deliveries, str(rows[-1].seq) if rows else (after or "0"))


def _delivery(row: Row[Any]) -> Delivery:
    names = ("event_id", "type", "version", "occurred_on", "recorded_at", "authority", "payload")
    event = ReceivedEvent(**{name: getattr(row, name) for name in names})
    return Delivery(event.event_id, event.type, event.authority, event)


async def all_written(writing: Database, consumer: Consumer) -> None:
    """Eight writers and the reader at the same time; then the reader comes to the end."""
    stop = asyncio.Event()
    reading = asyncio.create_task(consumer.run(stop))
    seed = random.randrange(2**32)
    print(f"seed {seed}")  # noqa: T201 - a random test says how to repeat it
    await asyncio.gather(*(write_slowly(writing, seed + n, EVENTS // WRITERS) for n in range(WRITERS)))
    await asyncio.sleep(LAG_LIMIT_SECONDS)
    stop.set()
    await reading


async def test_r03_every_event_has_exactly_one_effect_however_late_its_transaction_commits(
    writing: Database, feed: EventSource, reader: Database, read_by: ReadBy
) -> None:
    consumer = read_by(feed, COUNTING)

    await all_written(writing, consumer)

    applied = await effects_of(reader)
    assert len(applied) == EVENTS
    assert set(applied.values()) == {1}
    assert await consumer.dead_letters() == []


async def test_r03_a_reader_of_serial_numbers_passes_events_by(
    writing: Database, feed: EventSource, reader: Database, read_by: ReadBy
) -> None:
    """The planted fault: if this reader lost nothing, the test above would prove nothing."""
    consumer = read_by(SerialFeed(writing), COUNTING)

    await all_written(writing, consumer)

    assert len(await effects_of(reader)) < EVENTS
