"""The pytest plugin of the house. The tests say which services there are and how to migrate one; kit knows none."""

from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

import pytest

from kit.db.database import Database
from kit.db.embedded import RunningServer
from kit.kernel.clock import StoppedClock
from kit.testing import postgres as server_of_the_run
from kit.testing.postgres import CONTEXT_KEY, ClonedDatabase, Migrate, OpenDatabase

NOON: Final = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def pytest_configure() -> None:
    """Before workers are started, which inherit the name of the run."""
    server_of_the_run.begin_run()


def pytest_unconfigure(config: pytest.Config) -> None:
    """The process that started the workers is the last one to leave."""
    if not hasattr(config, "workerinput"):
        server_of_the_run.end_run()


@pytest.fixture(scope="session")
def services() -> Sequence[str]:
    """Names of the services to migrate; a conftest says which."""
    return ()


@pytest.fixture(scope="session")
def migrate() -> Migrate:
    """Migrates one service in the database of a URL; a conftest says how."""
    raise NotImplementedError("a conftest has to say how a service is migrated")


@pytest.fixture(scope="session")
def postgres() -> Iterator[RunningServer]:
    """The PostgreSQL of this test run, shared by all its processes."""
    with server_of_the_run.start_server() as server:
        yield server


@pytest.fixture(scope="session")
def template(postgres: RunningServer, services: Sequence[str], request: pytest.FixtureRequest) -> str:
    """The name of the migrated database that clones are made of; nobody may connect to it."""
    migrate: Migrate = request.getfixturevalue("migrate") if services else _nothing
    return server_of_the_run.ensure_template(postgres, services, migrate)


@pytest.fixture(scope="module")
def clone(postgres: RunningServer, template: str, services: Sequence[str]) -> Iterator[ClonedDatabase]:
    """A migrated database for the tests of one module."""
    with server_of_the_run.cloned(postgres, template, services) as database:
        yield database


@pytest.fixture(scope="module")
async def open_database(clone: ClonedDatabase) -> AsyncIterator[OpenDatabase]:
    """Opens the database of a service as its app does; closed when the module is done."""
    opened: dict[str, Database] = {}

    def opener(service: str) -> Database:
        if service not in opened:
            opened[service] = Database(clone.urls[service], CONTEXT_KEY)
        return opened[service]

    yield opener
    for database in opened.values():
        await database.close()


@pytest.fixture
def clock() -> StoppedClock:
    """Noon on a Monday in term."""
    return StoppedClock(NOON)


def _nothing(_service: str, _url: str) -> None:
    """There is nothing to migrate."""
