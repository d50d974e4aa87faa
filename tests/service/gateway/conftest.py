"""A front door for each test, on the migrated schema with the people of the demonstration."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from factories import asking_service
from factories.front_door import FrontDoor, MovableClock, a_front_door, runtime_of
from gateway.actions.seed_demo import seed_demo
from kit.auth.keys import load_or_create
from kit.db.database import Database
from kit.db.tenancy import Context
from kit.testing.postgres import CONTEXT_KEY, ClonedDatabase, OpenDatabase

MONDAY_NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
Audit = Callable[[str], Awaitable[list[dict[str, Any]]]]


@pytest.fixture
def moving_clock() -> MovableClock:
    return MovableClock(MONDAY_NOON)


@pytest.fixture(scope="module")
def asking_url(clone: ClonedDatabase) -> str:
    return clone.install(asking_service.SCHEMA, asking_service.install)


@pytest.fixture
async def asking_database(asking_url: str) -> AsyncIterator[Database]:
    database = Database(asking_url, CONTEXT_KEY)
    yield database
    await database.close()


@pytest.fixture
async def gateway_database(open_database: OpenDatabase, moving_clock: MovableClock) -> Database:
    database = open_database("gateway")
    async with database.transaction(Context.service("gateway")) as connection:
        for table in ("sessions", "sign_in_counters", "used_assertions"):
            await connection.execute(text(f"delete from gateway.{table}"))
    await seed_demo(database, moving_clock)
    return database


@pytest.fixture
async def door(
    gateway_database: Database, asking_database: Database, moving_clock: MovableClock, tmp_path: Path
) -> AsyncIterator[FrontDoor]:
    """In demo mode, with a small asking service behind it."""
    keys = load_or_create(tmp_path / "keys")
    services = {
        "placements": asking_service.an_asking_service(runtime_of(asking_database, keys, "placements", moving_clock))
    }
    async with a_front_door(gateway_database, moving_clock, tmp_path, services) as made:
        yield made


@pytest.fixture
def audit(gateway_database: Database) -> Audit:
    """The entries of one chain, oldest first."""

    async def entries(chain: str) -> list[dict[str, Any]]:
        async with gateway_database.transaction(Context.job(chain, "tests")) as connection:
            rows = await connection.execute(text("select * from gateway.audit_entries order by seq"))
            return [dict(row) for row in rows.mappings()]

    return entries
