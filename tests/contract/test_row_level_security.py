"""S6 and S7: authorities are apart in the database itself, whatever the code above it asks for."""

import pytest
from psycopg.sql import SQL, Identifier

from factories.catalog import (
    loose_code,
    plain_keys,
    strong_rights,
    tables_of_kind,
    undeclared,
    unprotected,
)
from factories.contexts import good, hostile
from factories.isolation import connected, foreign, has_right, readable, refuses, rows_seen
from factories.rows import fill, loosen
from factories.services import metadata_of, with_migrations
from kit.db.tables import TableKind
from kit.testing.postgres import ClonedDatabase

AUTHORITIES = ("901", "902", "903", "904", "905")
OURS, THEIRS = AUTHORITIES[:2]
every_service = pytest.mark.parametrize("service", with_migrations())


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
                if not refuses(app, context, *foreign(admin, metadata, table, command, THEIRS)):
                    accepted.append((table, command))

    assert tried
    assert accepted == []
