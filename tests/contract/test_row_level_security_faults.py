"""Planted faults: what the checks of row level security must find."""

from collections.abc import Iterator

import pytest
from psycopg.sql import SQL, Identifier

from factories.catalog import asked, loose_code, plain_keys, strong_rights, tables_of_kind, undeclared, unprotected
from factories.contexts import good
from factories.isolation import connected, readable, rows_seen
from factories.rows import fill, loosen
from factories.services import metadata_of, with_migrations
from kit.db.embedded import RunningServer
from kit.db.tables import TableKind
from kit.testing.postgres import ClonedDatabase, cloned

AUTHORITIES = ("901", "902", "903", "904", "905")
every_service = pytest.mark.parametrize("service", with_migrations())


@pytest.fixture
def broken(postgres: RunningServer, template: str, services: list[str]) -> Iterator[ClonedDatabase]:
    """A clone to plant faults in."""
    with cloned(postgres, template, services) as database:
        yield database


@every_service
def test_a_dropped_policy_is_found(broken: ClonedDatabase, service: str) -> None:
    metadata = metadata_of(service)
    table = tables_of_kind(metadata, TableKind.TENANT)[0]
    name = SQL("{}.{}").format(Identifier(service), Identifier(table))
    with connected(broken.admin_url) as connection:
        for policy in asked(
            connection, "select polname from pg_policy where polrelid = %s::regclass", f"{service}.{table}"
        ):
            connection.execute(SQL("drop policy {} on {}").format(Identifier(policy), name))
        assert unprotected(connection, metadata) == [f"{table}: no policy"]

        connection.execute(SQL("create policy everybody on {} using (true)").format(name))
        connection.execute(SQL("alter table {} no force row level security").format(name))
        assert unprotected(connection, metadata) == [f"{table}: not forced", f"{table}: everybody asks for no context"]


@every_service
def test_a_table_without_protection_shows_foreign_rows(broken: ClonedDatabase, service: str) -> None:
    metadata = metadata_of(service)
    with connected(broken.admin_url) as admin, connected(broken.urls[service]) as app:
        table = readable(app, metadata)[0]
        loosen(admin, metadata)
        fill(admin, metadata, table, AUTHORITIES)
        admin.execute(
            SQL("alter table {}.{} disable row level security").format(Identifier(service), Identifier(table))
        )

        assert rows_seen(app, metadata, table, good(AUTHORITIES[0], app.info.backend_pid)) == list(AUTHORITIES)
        assert rows_seen(app, metadata, table, "") == list(AUTHORITIES)


@every_service
def test_a_plain_key_and_a_strong_app_role_are_found(broken: ClonedDatabase, service: str) -> None:
    metadata = metadata_of(service)
    with connected(broken.admin_url) as connection:
        connection.execute(
            SQL("create unique index one_name on {}.mail_outbox (to_address)").format(Identifier(service))
        )
        connection.execute(SQL("create table {}.stray (id int)").format(Identifier(service)))
        connection.execute(
            SQL("grant truncate on {0}.outbox to {1}; alter table {0}.stray owner to {1}").format(
                Identifier(service), Identifier(f"{service}_app")
            )
        )
        connection.execute(
            SQL("create function {}.loose() returns int language sql security definer as 'select 1'").format(
                Identifier(service)
            )
        )

        assert plain_keys(connection, metadata) == ["one_name: mail_outbox"]
        assert undeclared(connection, metadata) == ["stray"]
        assert strong_rights(connection, service) == ["owns stray", "truncate on outbox"]
        assert loose_code(connection, service) == ["function loose"]
