"""Payees, payments, batches, their files, and the codes of the finance system."""

from typing import Final

from sqlalchemy import Column, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB

from funding.domain.payments.batch import BatchState, LineState
from funding.domain.payments.channel import Channel
from funding.domain.payments.payee import PayeeKind, PayeeState
from funding.domain.payments.payment import PaymentState, PostingType
from funding.domain.requests.request import Fund, PayTo
from funding.domain.schemes import Scheme
from funding.store.tables.metadata import (
    METADATA,
    at_least_nothing,
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
from funding.store.tables.requests import COMMITMENTS, REQUESTS
from kit.db.tables import D0, D1, tenant_table

PAYEES: Final = tenant_table(
    METADATA,
    "payees",
    uid(),
    word("kind"),
    urn(info=D1, optional=True),
    word("name", D1),
    word("ofsted_ref", D1, optional=True),
    word("supplier_no", D1, optional=True),
    word("state"),
    person("entered_by"),
    person("verified_by", optional=True),
    day("verified_on", optional=True),
    version(),
    UniqueConstraint("authority", "school_urn", name="uq_payees_school"),
    one_of("kind", PayeeKind),
    one_of("state", PayeeState),
    Index("ix_payees_name", "authority", "name", "id"),
)

BATCHES: Final = tenant_table(
    METADATA,
    "payment_batches",
    uid(),
    word("scheme"),
    word("state"),
    Column("failures", JSONB, nullable=False, server_default=text("'[]'"), info=D0),
    person("created_by"),
    instant("created_at"),
    person("checked_by", optional=True),
    person("approved_by", optional=True),
    instant("approved_at", optional=True),
    instant("exported_at", optional=True),
    word("file_sha256", optional=True),
    version(),
    one_of("scheme", Scheme),
    one_of("state", BatchState),
)

BATCH_LINES: Final = tenant_table(
    METADATA,
    "payment_batch_lines",
    uid(),
    uid("batch_id"),
    number("line_no"),
    uid("payee_id"),
    word("payee_name", D1),
    word("supplier_no", D1, optional=True),
    urn(info=D1, optional=True),
    word("posting_type"),
    word("financial_year"),
    word("term"),
    pence("pence"),
    word("payment_ref"),
    word("cost_centre", D1, optional=True),
    word("account", D1, optional=True),
    word("project", D1, optional=True),
    word("tax_code", D1, optional=True),
    word("state"),
    day("paid_on", optional=True),
    word("document_no", D1, optional=True),
    word("reason", D1, optional=True),
    ForeignKeyConstraint(
        ["authority", "batch_id"], [BATCHES.c.authority, BATCHES.c.id], name="fk_payment_batch_lines_batch"
    ),
    ForeignKeyConstraint(
        ["authority", "payee_id"], [PAYEES.c.authority, PAYEES.c.id], name="fk_payment_batch_lines_payee"
    ),
    UniqueConstraint("authority", "payment_ref", name="uq_payment_batch_lines_ref"),
    UniqueConstraint("authority", "batch_id", "line_no", name="uq_payment_batch_lines_no"),
    one_of("posting_type", PostingType),
    one_of("state", LineState),
    is_year(),
    is_term(),
    at_least_nothing("pence"),
)

PAYMENT_FILES: Final = tenant_table(
    METADATA,
    "payment_files",
    uid("batch_id"),
    Column("content", LargeBinary, nullable=False, info=D1),
    ForeignKeyConstraint(["authority", "batch_id"], [BATCHES.c.authority, BATCHES.c.id], name="fk_payment_files_batch"),
    key=("batch_id",),
)

PAYMENTS: Final = tenant_table(
    METADATA,
    "payments",
    uid(),
    uid("request_id"),
    uid("commitment_id"),
    uid("line_id"),
    uid("payee_id"),
    child(optional=True),
    urn(optional=True),
    word("scheme"),
    word("financial_year"),
    word("term"),
    word("posting_type"),
    word("fund"),
    word("pay_to"),
    word("central_category", optional=True),
    word("channel"),
    pence("pence"),
    word("state"),
    word("held_for", optional=True),
    uid("batch_id", optional=True),
    uid("batch_line_id", optional=True),
    person("decided_by"),
    day("paid_on", optional=True),
    version(),
    ForeignKeyConstraint(
        ["authority", "request_id"], [REQUESTS.c.authority, REQUESTS.c.id], name="fk_payments_request"
    ),
    ForeignKeyConstraint(
        ["authority", "commitment_id"],
        [COMMITMENTS.c.authority, COMMITMENTS.c.id],
        name="fk_payments_commitment",
    ),
    ForeignKeyConstraint(["authority", "payee_id"], [PAYEES.c.authority, PAYEES.c.id], name="fk_payments_payee"),
    ForeignKeyConstraint(
        ["authority", "batch_line_id"],
        [BATCH_LINES.c.authority, BATCH_LINES.c.id],
        name="fk_payments_batch_line",
    ),
    UniqueConstraint("authority", "commitment_id", name="uq_payments_commitment"),
    one_of("scheme", Scheme),
    one_of("state", PaymentState),
    one_of("posting_type", PostingType),
    one_of("channel", Channel),
    one_of("fund", Fund),
    one_of("pay_to", PayTo),
    is_year(),
    is_term(),
    at_least_nothing("pence"),
    Index("ix_payments_list", "authority", "state", "id"),
    Index("ix_payments_batch_line", "authority", "batch_line_id"),
    Index("ix_payments_batch", "authority", "batch_id"),
    Index("ix_payments_school", "authority", "school_urn", "state"),
    Index("ix_payments_request", "authority", "request_id"),
    Index("ix_payments_payee", "authority", "payee_id"),
)

PAYMENT_NUMBERS: Final = tenant_table(METADATA, "payment_numbers", number("last"), key=())
"""The last number used in a payment reference of the authority (FU-1306)."""

FINANCE_CODES: Final = tenant_table(
    METADATA,
    "finance_codes",
    word("posting_type"),
    word("school_group"),
    word("cost_centre", D1),
    word("account", D1),
    word("project", D1),
    word("tax_code", D1),
    one_of("posting_type", PostingType),
    key=("posting_type", "school_group"),
)
