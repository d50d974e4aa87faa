"""Answers, the log that only grows, clocks, letters, and wishes for a new link."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kit.db.protection import grant, keep_append_only, protect
from placements.store.tables.applications import DECISIONS, HISTORY
from placements.store.tables.clocks import CLOCKS
from placements.store.tables.letters import LETTERS
from placements.store.tables.reissues import LINK_REISSUES

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SCHEMA = "placements"


def upgrade() -> None:
    _decisions()
    _history()
    _clocks()
    _letters()
    _link_reissues()
    connection = op.get_bind()
    for table in (DECISIONS, HISTORY):
        protect(connection, table, rights="select, insert")
        keep_append_only(connection, table)
    for table in (CLOCKS, LETTERS):
        protect(connection, table, rights="select, insert, update")
    grant(connection, LINK_REISSUES, "select, insert, update")


def downgrade() -> None:
    for table in ("link_reissues", "letters", "clocks", "history", "decisions"):
        op.drop_table(table, schema=SCHEMA)


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("application_id", sa.UUID(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("first", sa.Boolean(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("logged_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("received_through", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("codes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("ground", sa.Text(), nullable=True),
        sa.Column("narrative", sa.Text(), nullable=True),
        sa.Column("evidence", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("appeal_information", sa.Text(), nullable=False),
        sa.Column("reasons_dated_on", sa.Date(), nullable=True),
        sa.Column("start_on", sa.Date(), nullable=True),
        sa.Column("hours_per_week", sa.SmallInteger(), nullable=True),
        sa.Column("conditions", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("answer_reference", sa.Text(), nullable=True),
        sa.Column("school_days", sa.Integer(), nullable=True),
        sa.Column("late_by_school_days", sa.Integer(), nullable=True),
        sa.Column("overturned_by", sa.Text(), nullable=True),
        sa.Column("annotation", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["authority", "application_id"],
            [f"{SCHEMA}.applications.authority", f"{SCHEMA}.applications.id"],
            name="fk_decisions_authority_application_id",
        ),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_decisions"),
        schema=SCHEMA,
    )
    op.create_index(
        "ix_decisions_application", "decisions", ["authority", "application_id"], unique=False, schema=SCHEMA
    )


def _history() -> None:
    op.create_table(
        "history",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("child_id", sa.UUID(), nullable=False),
        sa.Column("case_id", sa.UUID(), nullable=False),
        sa.Column("application_id", sa.UUID(), nullable=True),
        sa.Column("actor_kind", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("via", sa.Text(), nullable=False),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("document_id", sa.UUID(), nullable=True),
        sa.ForeignKeyConstraint(
            ["authority", "case_id"],
            [f"{SCHEMA}.cases.authority", f"{SCHEMA}.cases.id"],
            name="fk_history_authority_case_id",
        ),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_history"),
        schema=SCHEMA,
    )
    op.create_index(
        "ix_history_application", "history", ["authority", "application_id", "id"], unique=False, schema=SCHEMA
    )
    op.create_index("ix_history_case", "history", ["authority", "case_id", "id"], unique=False, schema=SCHEMA)


def _clocks() -> None:
    op.create_table(
        "clocks",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("case_id", sa.UUID(), nullable=False),
        sa.Column("application_id", sa.UUID(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("local_due_on", sa.Date(), nullable=True),
        sa.Column("stopped_on", sa.Date(), nullable=True),
        sa.Column("rule_version", sa.Integer(), nullable=False),
        sa.Column("calendar_owner", sa.Text(), nullable=True),
        sa.Column("calendar_version", sa.Integer(), nullable=True),
        sa.Column("inherited", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority", "application_id"],
            [f"{SCHEMA}.applications.authority", f"{SCHEMA}.applications.id"],
            name="fk_clocks_authority_application_id",
        ),
        sa.ForeignKeyConstraint(
            ["authority", "case_id"],
            [f"{SCHEMA}.cases.authority", f"{SCHEMA}.cases.id"],
            name="fk_clocks_authority_case_id",
        ),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_clocks"),
        schema=SCHEMA,
    )
    op.create_index("ix_clocks_application", "clocks", ["authority", "application_id"], unique=False, schema=SCHEMA)
    op.create_index("ix_clocks_case", "clocks", ["authority", "case_id"], unique=False, schema=SCHEMA)
    op.create_index(
        "ix_clocks_running",
        "clocks",
        ["authority", "key", "due_on"],
        unique=False,
        schema=SCHEMA,
        postgresql_where=sa.text("stopped_on is null"),
    )


def _letters() -> None:
    op.create_table(
        "letters",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.UUID(), nullable=False),
        sa.Column("school_urn", sa.Integer(), nullable=False),
        sa.Column("template_key", sa.Text(), nullable=False),
        sa.Column("template_version", sa.Integer(), nullable=False),
        sa.Column("merge", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("legal_refs", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("additional_text", sa.Text(), nullable=True),
        sa.Column("recipients", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("names_child", sa.Boolean(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["authority", "application_id"],
            [f"{SCHEMA}.applications.authority", f"{SCHEMA}.applications.id"],
            name="fk_letters_authority_application_id",
        ),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_letters"),
        schema=SCHEMA,
    )
    op.create_index("ix_letters_application", "letters", ["authority", "application_id"], unique=False, schema=SCHEMA)
    op.create_index(
        "ix_letters_school_day", "letters", ["authority", "school_urn", "sent_on"], unique=False, schema=SCHEMA
    )


def _link_reissues() -> None:
    op.create_table(
        "link_reissues",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("link_id", sa.UUID(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_link_reissues"),
        schema=SCHEMA,
    )
    op.create_index("ix_link_reissues_link", "link_reissues", ["link_id", "asked_at"], unique=False, schema=SCHEMA)
    op.create_index(
        "ix_link_reissues_open",
        "link_reissues",
        ["id"],
        unique=False,
        schema=SCHEMA,
        postgresql_where=sa.text("done_at is null"),
    )
