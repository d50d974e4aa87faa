"""Each service's migrations: one head, up and down and up again, and the same schema as the code says."""

from collections.abc import Iterator
from secrets import token_hex

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from factories.catalog import VERSION_TABLE, missing_checks
from factories.services import metadata_of, with_migrations
from factories.snapshots import snapshot
from kit.db.embedded import RunningServer
from kit.db.migrate import current, downgrade, drift, heads, upgrade
from kit.db.provision import provision
from kit.testing.postgres import ClonedDatabase, drop_database

every_service = pytest.mark.parametrize("service", with_migrations())


@pytest.fixture
def empty(postgres: RunningServer, services: list[str]) -> Iterator[str]:
    """The URL of a database that is prepared and not migrated."""
    name = f"m_{token_hex(4)}"
    provision(postgres.url(), services, database=name)
    yield postgres.url(name)
    drop_database(postgres, name)


def schema_of(url: str, service: str) -> dict[str, object]:
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        return dict(snapshot(connection, service))


@every_service
def test_there_is_one_head(service: str) -> None:
    assert len(heads(service)) == 1


@every_service
def test_r10_the_schema_goes_up_down_and_up_again(empty: str, service: str) -> None:
    upgrade(service, empty)
    first = schema_of(empty, service)
    downgrade(service, empty)
    left = schema_of(empty, service)
    upgrade(service, empty)

    assert schema_of(empty, service) == first
    assert [table[0] for table in left["security"] if table[1] == "r"] == [VERSION_TABLE]  # type: ignore[attr-defined]
    assert left["functions"] == []
    assert current(service, empty) == heads(service)[0]


@every_service
def test_r10_the_schema_is_what_the_code_says(clone: ClonedDatabase, service: str) -> None:
    metadata = metadata_of(service)
    with psycopg.connect(clone.admin_url.replace("+psycopg", "")) as connection:
        assert missing_checks(connection, metadata) == []

    assert drift(service, clone.admin_url, metadata) == []


@every_service
def test_planted_fault_a_missing_column_and_a_missing_check_are_found(empty: str, service: str) -> None:
    upgrade(service, empty)
    metadata = metadata_of(service)
    with psycopg.connect(empty.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(
            SQL(
                "alter table {0}.mail_outbox drop column failed_code, add constraint ck_stray check (attempts < 1000)"
            ).format(Identifier(service))
        )
        assert missing_checks(connection, metadata) == ["mail_outbox.ck_stray"]

    assert [step[0] for step in drift(service, empty, metadata)] == ["add_column"]
