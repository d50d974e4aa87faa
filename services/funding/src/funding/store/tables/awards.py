"""Rates, policies, counts, awards and their instalments."""

from typing import Final

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB

from funding.domain.awards.award import AwardKind, AwardState
from funding.domain.policies.policy import PolicyState
from funding.domain.schemes import Scheme
from funding.domain.ssda903.record import CountState
from funding.domain.ssda903.rows import RowErrorCode, Table
from funding.store.tables.metadata import (
    METADATA,
    at_least_nothing,
    day,
    instant,
    is_year,
    number,
    one_of,
    pence,
    person,
    uid,
    version,
    word,
)
from kit.db.tables import D0, D1, tenant_table

RATES: Final = tenant_table(
    METADATA,
    "rates",
    uid(),
    word("scheme"),
    word("financial_year"),
    day("effective_from"),
    word("unit"),
    pence("pence", D0),
    number("cap_minutes", optional=True),
    Column("verified", Boolean, nullable=False, info=D0),
    word("source"),
    word("note", optional=True),
    person("entered_by"),
    person("confirmed_by", optional=True),
    version(),
    one_of("scheme", Scheme),
    is_year(),
    at_least_nothing("pence"),
    Index("ix_rates_year", "authority", "financial_year", "scheme"),
)

POLICIES: Final = tenant_table(
    METADATA,
    "policies",
    uid(),
    word("scheme"),
    word("financial_year"),
    number("policy_version"),
    day("effective_from"),
    word("state"),
    Column("params", JSONB, nullable=False, info=D0),
    word("notes"),
    person("drafted_by"),
    person("published_by", optional=True),
    instant("published_at", optional=True),
    version(),
    UniqueConstraint("authority", "scheme", "financial_year", "policy_version", name="uq_policies_version"),
    one_of("scheme", Scheme),
    one_of("state", PolicyState),
    is_year(),
)

SSDA903_COUNTS: Final = tenant_table(
    METADATA,
    "ssda903_counts",
    uid(),
    day("return_year_end"),
    word("state"),
    number("looked_after", D1),
    number("eligible", D1),
    number("looked_after_with_short_breaks", D1),
    number("eligible_with_short_breaks", D1),
    Column("short_breaks_count", Boolean, nullable=False, info=D0),
    number("header_rows"),
    number("episode_rows"),
    word("header_sha256"),
    word("episodes_sha256"),
    Column("warnings", JSONB, nullable=False, info=D0),
    number("error_count"),
    person("checked_by"),
    instant("checked_at"),
    person("applied_by", optional=True),
    instant("applied_at", optional=True),
    word("superseded_reason", D1, optional=True),
    version(),
    one_of("state", CountState),
    Index(
        "uq_ssda903_counts_applied",
        "authority",
        "return_year_end",
        unique=True,
        postgresql_where=text("state = 'applied'"),
    ),
)

SSDA903_ROW_ERRORS: Final = tenant_table(
    METADATA,
    "ssda903_row_errors",
    uid("count_id"),
    number("position"),
    word("file"),
    number("line"),
    word("column_name"),
    word("code"),
    ForeignKeyConstraint(
        ["authority", "count_id"], [SSDA903_COUNTS.c.authority, SSDA903_COUNTS.c.id], name="fk_ssda903_row_errors_count"
    ),
    one_of("file", Table),
    one_of("code", RowErrorCode),
    key=("count_id", "position"),
)

AWARDS: Final = tenant_table(
    METADATA,
    "awards",
    uid(),
    word("scheme"),
    word("financial_year"),
    word("kind"),
    number("children_count", optional=True),
    pence("rate_pence", D0, optional=True),
    pence("award_pence", D0),
    word("source"),
    day("notified_on", optional=True),
    word("state"),
    person("entered_by"),
    person("posted_by", optional=True),
    uid("policy_id", optional=True),
    pence("central_pence", D0, optional=True),
    pence("devolved_pence", D0, optional=True),
    version(),
    ForeignKeyConstraint(["authority", "policy_id"], [POLICIES.c.authority, POLICIES.c.id], name="fk_awards_policy"),
    one_of("scheme", Scheme),
    one_of("kind", AwardKind),
    one_of("state", AwardState),
    is_year(),
    at_least_nothing("award_pence"),
    Index(
        "uq_awards_posted",
        "authority",
        "financial_year",
        "scheme",
        unique=True,
        postgresql_where=text("state = 'posted'"),
    ),
)

GRANT_RECEIPTS: Final = tenant_table(
    METADATA,
    "grant_receipts",
    uid(),
    word("scheme"),
    word("financial_year"),
    number("instalment"),
    day("expected_on"),
    pence("expected_pence", D0),
    day("received_on", optional=True),
    pence("received_pence", D0, optional=True),
    word("reference", D1, optional=True),
    version(),
    UniqueConstraint("authority", "financial_year", "scheme", "instalment", name="uq_grant_receipts_instalment"),
    one_of("scheme", Scheme),
    is_year(),
    at_least_nothing("expected_pence"),
)
