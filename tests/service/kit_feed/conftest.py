"""A service that only reads, on a database of its own."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from factories.feeds import EMPTIED, TABLES, ReadBy, install_reader
from kit.db.database import Database
from kit.feed.consumer import Consumer, Pace
from kit.feed.source import Feed
from kit.feed.subscription import Subscription
from kit.kernel.clock import SystemClock
from kit.testing.postgres import CONTEXT_KEY, ClonedDatabase, as_owner

AT_ONCE = Pace(poll_seconds=0.01, try_again_after=(0.02, 0.02, 0.02, 0.02, 0.02))


@pytest.fixture(scope="module")
async def reader_database(clone: ClonedDatabase) -> AsyncIterator[Database]:
    database = Database(clone.install("reader", install_reader), CONTEXT_KEY)
    yield database
    await database.close()


@pytest.fixture
def reader(reader_database: Database, clone: ClonedDatabase) -> Database:
    """The reader's database, empty."""
    with as_owner(clone.admin_url, "reader") as connection:
        connection.execute(text(f"truncate {', '.join(table.fullname for table in EMPTIED)}"))
    return reader_database


@pytest.fixture
def read_by(reader: Database) -> ReadBy:
    """A consumer of a feed in the reader's database, quick to try again."""

    def consumer(feed: Feed, subscription: Subscription, pace: Pace = AT_ONCE) -> Consumer:
        return Consumer("reader.test", feed, subscription, reader, TABLES, SystemClock(), pace)

    return consumer
