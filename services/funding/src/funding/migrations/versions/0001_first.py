"""The tables of the first release: awards, requests, payments, returns, the ledger, what is known of children."""

from importlib.resources import files
from typing import Final

from alembic import op

from funding.store.tables import METADATA
from kit.db.protection import allow, grant, install_foundation, keep_append_only, protect, remove_foundation

revision: Final = "0001"
down_revision: Final = None
branch_labels: Final = None
depends_on: Final = None

_CHANGING: Final = (
    "awards",
    "balances",
    "calendar_terms",
    "calendars",
    "care_intervals",
    "children",
    "commitments",
    "finance_codes",
    "grant_receipts",
    "payees",
    "payment_batches",
    "payment_batch_lines",
    "payment_files",
    "payment_numbers",
    "payments",
    "rates",
    "request_decisions",
    "requests",
    "return_chases",
    "return_lines",
    "return_rounds",
    "returns",
    "roll_intervals",
    "school_contacts",
    "ssda903_counts",
    "ssda903_row_errors",
)
_NEVER_DELETED: Final = ("ledger_heads", "periods", "policies")
_APPEND_ONLY: Final = ("journals", "journal_lines")
_OF_NO_AUTHORITY: Final = ("link_reissues", "schools")
_FUNCTIONS: Final = ("require_balanced", "stamp_line", "require_open_period", "keep_balances")


def upgrade() -> None:
    connection = op.get_bind()
    install_foundation(connection, METADATA)
    connection.exec_driver_sql(_sql("0001_tables.sql"))
    for name in _CHANGING:
        protect(connection, METADATA.tables[f"funding.{name}"])
    for name in _NEVER_DELETED:
        protect(connection, METADATA.tables[f"funding.{name}"], rights="select, insert, update")
    for name in _APPEND_ONLY:
        protect(connection, METADATA.tables[f"funding.{name}"], rights="select, insert")
        keep_append_only(connection, METADATA.tables[f"funding.{name}"])
    for name in _OF_NO_AUTHORITY:
        grant(connection, METADATA.tables[f"funding.{name}"], "select, insert, update")
    allow(connection, METADATA.tables["funding.periods"], "service", "select")
    connection.exec_driver_sql(_sql("0001_ledger.sql"))


def downgrade() -> None:
    connection = op.get_bind()
    for name in (*_CHANGING, *_NEVER_DELETED, *_APPEND_ONLY, *_OF_NO_AUTHORITY):
        connection.exec_driver_sql(f"drop table funding.{name} cascade")
    for function in _FUNCTIONS:
        connection.exec_driver_sql(f"drop function funding.{function}()")
    remove_foundation(connection, METADATA)


def _sql(name: str) -> str:
    return files("funding").joinpath(f"migrations/sql/{name}").read_text("utf-8")
