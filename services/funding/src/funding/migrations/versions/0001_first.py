"""The tables of the first release: awards, requests, payments, returns, the ledger, what is known of children."""

from collections.abc import Sequence
from importlib.resources import files
from typing import Final

from alembic import op
from sqlalchemy import Table

from funding.store.tables import METADATA
from funding.store.tables.awards import POLICIES
from funding.store.tables.ledger import JOURNAL_LINES, JOURNALS, LEDGER_HEADS, PERIODS
from kit.db.foundation import foundation
from kit.db.protection import allow, grant, install_foundation, keep_append_only, protect, remove_foundation
from kit.db.tables import TableKind, kind_of

revision: Final = "0001"
down_revision: Final = None
branch_labels: Final = None
depends_on: Final = None

_FUNCTIONS: Final = ("require_balanced", "stamp_line", "require_open_period", "keep_balances")
_APPEND_ONLY: Final = (JOURNALS, JOURNAL_LINES)
_NEVER_DELETED: Final = (LEDGER_HEADS, PERIODS, POLICIES)


def upgrade() -> None:
    connection = op.get_bind()
    install_foundation(connection, METADATA)
    METADATA.create_all(connection, tables=_own_tables(), checkfirst=False)
    for table in _own_tables():
        if kind_of(table) is TableKind.TENANT:
            protect(connection, table, rights=_rights(table))
        else:
            grant(connection, table, "select, insert, update")
    allow(connection, PERIODS, "service", "select")
    connection.exec_driver_sql(_sql("0001_ledger.sql"))
    for table in _APPEND_ONLY:
        keep_append_only(connection, table)


def downgrade() -> None:
    connection = op.get_bind()
    METADATA.drop_all(connection, tables=_own_tables(), checkfirst=False)
    for function in _FUNCTIONS:
        connection.exec_driver_sql(f"drop function funding.{function}()")
    remove_foundation(connection, METADATA)


def _own_tables() -> Sequence[Table]:
    shared = {getattr(foundation(METADATA), name) for name in foundation(METADATA).__slots__ if name != "schema"}
    return [table for table in METADATA.sorted_tables if table not in shared]


def _rights(table: Table) -> str:
    if table in _APPEND_ONLY:
        return "select, insert"
    return "select, insert, update" if table in _NEVER_DELETED else "select, insert, update, delete"


def _sql(name: str) -> str:
    return files("funding").joinpath(f"migrations/sql/{name}").read_text("utf-8")
