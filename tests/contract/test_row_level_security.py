"""S6 and S7: authorities are apart in the database itself, whatever the code above it asks for."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege
from psycopg.sql import SQL, Identifier
from sqlalchemy import MetaData

from factories.catalog import (
    asked,
    loose_code,
    plain_keys,
    strong_rights,
    tables_of_kind,
    tenant_column,
    undeclared,
    unprotected,
)
from factories.contexts import good, hostile
from factories.rows import a_row, fill, insertion, loosen
from factories.services import metadata_of, with_migrations
from kit.db.embedded import RunningServer
from kit.db.tables import TableKind
from kit.testing.postgres import ClonedDatabase, cloned

AUTHORITIES = ("901", "902", "903", "904", "905")
OURS, THEIRS = AUTHORITIES[:2]
every_service = pytest.mark.parametrize("service", with_migrations())


@contextmanager
def connected(url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def filled(clone: ClonedDatabase, services: list[str]) -> ClonedDatabase:
    """A row of five authorities in every tenant table of every service."""
    with connected(clone.admin_url) as connection:
        for service in services:
            metadata = metadata_of(service)
            loosen(connection, metadata)
            for table in tables_of_kind(metadata, TableKind.TENANT):
                fill(connection, metadata, table, AUTHORITIES)
    return clone


@pytest.fixture
def broken(postgres: RunningServer, template: str, services: list[str]) -> Iterator[ClonedDatabase]:
    """A clone to plant faults in."""
    with cloned(postgres, template, services) as database:
        yield database


def rows_seen(app: psycopg.Connection, metadata: MetaData, table: str, context: str) -> list[str]:
    """Whose rows a plain `select` of the whole table shows."""
    everything = SQL("select {} from {}.{}").format(
        Identifier(tenant_column(metadata, table)), Identifier(str(metadata.schema)), Identifier(table)
    )
    with app.transaction():
        app.execute("select set_config('onroll.context', %s, true)", (context,))
        return sorted(row[0] for row in app.execute(everything))


def readable(app: psycopg.Connection, metadata: MetaData) -> list[str]:
    return [
        table
        for table in tables_of_kind(metadata, TableKind.TENANT)
        if asked(app, "select has_table_privilege(%s, 'select')", f"{metadata.schema}.{table}") == [True]
    ]


@every_service
def test_s6_every_tenant_table_is_protected_and_every_table_declared(clone: ClonedDatabase, service: str) -> None:
    with connected(clone.admin_url) as connection:
        assert undeclared(connection, metadata_of(service)) == []
        assert unprotected(connection, metadata_of(service)) == []


@every_service
def test_s6_the_app_role_is_weak(clone: ClonedDatabase, service: str) -> None:
    with connected(clone.admin_url) as connection:
        assert strong_rights(connection, service) == []
        assert loose_code(connection, service) == []


@every_service
def test_s7_keys_of_tenant_tables_carry_the_authority(clone: ClonedDatabase, service: str) -> None:
    with connected(clone.admin_url) as connection:
        assert plain_keys(connection, metadata_of(service)) == []


@every_service
def test_s6_without_a_valid_context_every_tenant_table_is_empty(filled: ClonedDatabase, service: str) -> None:
    metadata = metadata_of(service)
    with connected(filled.urls[service]) as app:
        contexts = hostile(OURS, THEIRS, app.info.backend_pid)
        seen = [
            (table, name)
            for table in readable(app, metadata)
            for name, context in contexts.items()
            if rows_seen(app, metadata, table, context)
        ]

    assert seen == []


@every_service
def test_s6_a_context_that_was_never_set_shows_nothing(filled: ClonedDatabase, service: str) -> None:
    metadata = metadata_of(service)
    for table in tables_of_kind(metadata, TableKind.TENANT):
        with connected(filled.urls[service]) as app:
            if table in readable(app, metadata):
                name = SQL("{}.{}").format(Identifier(service), Identifier(table))
                assert app.execute(SQL("select 1 from {}").format(name)).fetchall() == []


@every_service
def test_s6_an_authority_sees_its_own_rows_and_no_others(filled: ClonedDatabase, service: str) -> None:
    metadata = metadata_of(service)
    with connected(filled.urls[service]) as app:
        context = good(OURS, app.info.backend_pid)
        seen = {table: rows_seen(app, metadata, table, context) for table in readable(app, metadata)}

    assert seen
    assert {table: rows for table, rows in seen.items() if rows != [OURS]} == {}


@every_service
def test_s6_an_authority_cannot_write_another_ones_row(filled: ClonedDatabase, service: str) -> None:
    metadata = metadata_of(service)
    accepted, tried = [], 0
    with connected(filled.admin_url) as admin, connected(filled.urls[service]) as app:
        context = good(OURS, app.info.backend_pid)
        for table in tables_of_kind(metadata, TableKind.TENANT):
            for command in ("insert", "update"):
                if not has_right(app, metadata, table, command):
                    continue
                tried += 1
                if not refuses(app, context, *foreign(admin, metadata, table, command)):
                    accepted.append((table, command))

    assert tried
    assert accepted == []


@every_service
def test_planted_fault_a_dropped_policy_is_found(broken: ClonedDatabase, service: str) -> None:
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
def test_planted_fault_a_table_without_protection_shows_foreign_rows(broken: ClonedDatabase, service: str) -> None:
    metadata = metadata_of(service)
    with connected(broken.admin_url) as admin, connected(broken.urls[service]) as app:
        table = readable(app, metadata)[0]
        loosen(admin, metadata)
        fill(admin, metadata, table, AUTHORITIES)
        admin.execute(
            SQL("alter table {}.{} disable row level security").format(Identifier(service), Identifier(table))
        )

        assert rows_seen(app, metadata, table, good(OURS, app.info.backend_pid)) == list(AUTHORITIES)
        assert rows_seen(app, metadata, table, "") == list(AUTHORITIES)


@every_service
def test_planted_fault_a_plain_key_and_a_strong_app_role_are_found(broken: ClonedDatabase, service: str) -> None:
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


def has_right(app: psycopg.Connection, metadata: MetaData, table: str, right: str) -> bool:
    return asked(app, "select has_table_privilege(%s, %s)", f"{metadata.schema}.{table}", right) == [True]


def foreign(admin: psycopg.Connection, metadata: MetaData, table: str, command: str) -> tuple[object, list[object]]:
    """A statement that would make a row belong to somebody else."""
    if command == "insert":
        return insertion(metadata, table, a_row(admin, metadata, table, THEIRS))
    move = SQL("update {}.{} set {} = %s").format(
        Identifier(str(metadata.schema)), Identifier(table), Identifier(tenant_column(metadata, table))
    )
    return move, [THEIRS]


def refuses(app: psycopg.Connection, context: str, statement: object, values: list[object]) -> bool:
    try:
        with app.transaction():
            app.execute("select set_config('onroll.context', %s, true)", (context,))
            changed = app.execute(statement, values).rowcount  # type: ignore[call-overload]
    except InsufficientPrivilege as refused:
        return "row-level security" in str(refused)
    return bool(changed == 0)
