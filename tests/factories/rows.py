"""Rows for every table of a schema, whatever it is, so that row level security has something to hide."""

from collections.abc import Sequence
from itertools import count
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import MetaData

from factories.catalog import asked, tenant_column
from kit.kernel.ids import new_id

_SERIAL = count(1)


def loosen(connection: psycopg.Connection, metadata: MetaData) -> None:
    """Take away every check, key to another table and trigger of a throw-away clone; policies stay."""
    constraints = asked(
        connection,
        "select relname, conname from pg_constraint join pg_class on pg_class.oid = conrelid"
        " where connamespace = %s::regnamespace and contype in ('c', 'x', 'f')",
        metadata.schema,
    )
    for table, name in constraints:
        connection.execute(SQL("alter table {} drop constraint {}").format(_named(metadata, table), Identifier(name)))
    for table in {table.name for table in metadata.tables.values()}:
        connection.execute(SQL("alter table {} disable trigger user").format(_named(metadata, table)))


def fill(connection: psycopg.Connection, metadata: MetaData, table: str, authorities: Sequence[str]) -> None:
    """One row for each authority; the connection is an administrator's."""
    for authority in authorities:
        row = a_row(connection, metadata, table, authority)
        connection.execute(*insertion(metadata, table, row))


def a_row(connection: psycopg.Connection, metadata: MetaData, table: str, authority: str) -> dict[str, Any]:
    """A value for every column that needs one."""
    columns = asked(
        connection,
        "select attname::text, format_type(atttypid, null), typcategory::text from pg_attribute"
        " join pg_type on pg_type.oid = atttypid where attrelid = %s::regclass and attnum > 0 and not attisdropped"
        " and attnotnull and not atthasdef and attidentity = '' and attgenerated = ''",
        f"{metadata.schema}.{table}",
    )
    own = tenant_column(metadata, table)
    return {name: _value(kind, category) for name, kind, category in columns} | {own: authority}


def insertion(metadata: MetaData, table: str, row: dict[str, Any]) -> tuple[Any, list[Any]]:
    """The statement and its values, as text that PostgreSQL reads by the column's type."""
    statement = SQL("insert into {} ({}) values ({})").format(
        _named(metadata, table),
        SQL(", ").join(map(Identifier, row)),
        SQL(", ").join([SQL("%s")] * len(row)),
    )
    return statement, list(row.values())


def _value(kind: str, category: str) -> str:
    """PostgreSQL's type categories: A arrays, B booleans, D dates and times, N numbers, S texts, R ranges."""
    serial = next(_SERIAL)
    by_kind = {"uuid": str(new_id()), "jsonb": "{}", "json": "{}", "bytea": f"\\x{serial:08x}", "xid8": str(serial)}
    by_category = {"A": "{}", "B": "true", "D": "2026-11-23", "N": str(serial), "R": "empty", "T": "1 hour"}
    return by_kind.get(kind) or by_category.get(category) or f"row {serial}"


def _named(metadata: MetaData, table: str) -> Identifier:
    return Identifier(str(metadata.schema), table)
