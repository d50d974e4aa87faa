"""Journals, their lines, the head of each authority's chain, and the balances kept beside them (section 18)."""

from typing import Final

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.types import UserDefinedType

from funding.domain.ledger.accounts import Account, JournalKind, PeriodState
from funding.domain.schemes import Scheme
from funding.store.tables.metadata import (
    METADATA,
    child,
    day,
    instant,
    is_term,
    is_year,
    number,
    one_of,
    pence,
    person,
    uid,
    urn,
    version,
    word,
)
from kit.db.tables import D0, D1, tenant_table

CELL: Final = (
    "financial_year",
    "scheme",
    "account",
    "child_id",
    "school_urn",
    "payee_id",
    "term",
    "request_id",
    "central_category",
)
"""What tells one balance from another: the account and all dimensions."""


class TransactionNumber(UserDefinedType[int]):
    """PostgreSQL's 64-bit transaction number: a journal takes lines only in the transaction that made it."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        return "xid8"


PERIODS: Final = tenant_table(
    METADATA,
    "periods",
    word("financial_year"),
    word("state"),
    version(),
    is_year(),
    one_of("state", PeriodState),
    key=("financial_year",),
)

JOURNALS: Final = tenant_table(
    METADATA,
    "journals",
    uid(),
    Column("seq", BigInteger, nullable=False, info=D0),
    word("kind"),
    instant("posted_at"),
    day("effective_on"),
    word("source_type"),
    uid("source_id"),
    person("actor_id"),
    word("reason", D1, optional=True),
    word("idempotency_key"),
    word("body_hash"),
    uid("reverses_journal_id", optional=True),
    word("prev_hash"),
    word("hash"),
    Column("tx", TransactionNumber, nullable=False, server_default=text("pg_current_xact_id()"), info=D0),
    UniqueConstraint("authority", "id", "tx", name="uq_journals_tx"),
    UniqueConstraint("authority", "seq", name="uq_journals_seq"),
    UniqueConstraint("authority", "idempotency_key", name="uq_journals_key"),
    UniqueConstraint("authority", "reverses_journal_id", name="uq_journals_reversed"),
    ForeignKeyConstraint(
        ["authority", "reverses_journal_id"],
        ["funding.journals.authority", "funding.journals.id"],
        name="fk_journals_reversed",
    ),
    one_of("kind", JournalKind),
    Index("ix_journals_source", "authority", "source_type", "source_id"),
)

JOURNAL_LINES: Final = tenant_table(
    METADATA,
    "journal_lines",
    uid("journal_id"),
    number("line_no"),
    word("account"),
    pence("pence"),
    word("financial_year"),
    word("scheme"),
    child(optional=True),
    urn(optional=True),
    uid("payee_id", optional=True),
    word("term", optional=True),
    uid("request_id", optional=True),
    word("central_category", optional=True),
    Column("tx", TransactionNumber, nullable=False, server_default=text("pg_current_xact_id()"), info=D0),
    ForeignKeyConstraint(
        ["authority", "journal_id", "tx"],
        [JOURNALS.c.authority, JOURNALS.c.id, JOURNALS.c.tx],
        name="fk_journal_lines_journal",
    ),
    CheckConstraint("pence <> 0", name="moves_money"),
    one_of("account", Account),
    one_of("scheme", Scheme),
    is_year(),
    is_term(),
    key=("journal_id", "line_no"),
)

LEDGER_HEADS: Final = tenant_table(
    METADATA,
    "ledger_heads",
    Column("seq", BigInteger, nullable=False, info=D0),
    word("hash"),
    instant("posted_at", optional=True),
    key=(),
)

BALANCES: Final = tenant_table(
    METADATA,
    "balances",
    uid(),
    word("financial_year"),
    word("scheme"),
    word("account"),
    child(optional=True),
    urn(optional=True),
    uid("payee_id", optional=True),
    word("term", optional=True),
    uid("request_id", optional=True),
    word("central_category", optional=True),
    Column("pence", BigInteger, nullable=False, info=D1),
    UniqueConstraint("authority", *CELL, name="uq_balances_cell", postgresql_nulls_not_distinct=True),
    Index("ix_balances_school", "authority", "account", "school_urn"),
    Index("ix_balances_child", "authority", "account", "child_id"),
)
