"""What an app sees and may write in a schema, asked as its own role."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg.errors import InsufficientPrivilege
from psycopg.sql import SQL, Identifier
from sqlalchemy import MetaData

from factories.catalog import asked, tables_of_kind, tenant_column
from factories.rows import a_row, insertion
from kit.db.tables import TableKind


@contextmanager
def connected(url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        yield connection


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


def has_right(app: psycopg.Connection, metadata: MetaData, table: str, right: str) -> bool:
    return asked(app, "select has_table_privilege(%s, %s)", f"{metadata.schema}.{table}", right) == [True]


def foreign(
    admin: psycopg.Connection, metadata: MetaData, table: str, command: str, theirs: str
) -> tuple[object, list[object]]:
    """A statement that would make a row belong to somebody else."""
    if command == "insert":
        return insertion(metadata, table, a_row(admin, metadata, table, theirs))
    move = SQL("update {}.{} set {} = %s").format(
        Identifier(str(metadata.schema)), Identifier(table), Identifier(tenant_column(metadata, table))
    )
    return move, [theirs]


def refuses(app: psycopg.Connection, context: str, statement: object, values: list[object]) -> bool:
    try:
        with app.transaction():
            app.execute("select set_config('onroll.context', %s, true)", (context,))
            changed = app.execute(statement, values).rowcount  # type: ignore[call-overload]
    except InsufficientPrivilege as refused:
        return "row-level security" in str(refused)
    return bool(changed == 0)
