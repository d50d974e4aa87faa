"""Cases and the numbers given to applications."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kit.db.protection import protect
from placements.store.tables.applications import APPLICATIONS, REFERENCE_NUMBERS
from placements.store.tables.cases import CASES

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SCHEMA = "placements"


def upgrade() -> None:
    _cases()
    _reference_numbers()
    _applications()
    connection = op.get_bind()
    for table in (CASES, REFERENCE_NUMBERS, APPLICATIONS):
        protect(connection, table, rights="select, insert, update")


def downgrade() -> None:
    for table in ("applications", "reference_numbers", "cases"):
        op.drop_table(table, schema=SCHEMA)


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.UUID(), nullable=False),
        sa.Column("responsible_authority", sa.Text(), nullable=False),
        sa.Column("host_authority", sa.Text(), nullable=False),
        sa.Column("case_calendar_authority", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("need_from", sa.Date(), nullable=False),
        sa.Column("emergency", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("emergency_reason", sa.Text(), nullable=True),
        sa.Column("care_placement_type", sa.Text(), nullable=True),
        sa.Column("care_move_planned_on", sa.Date(), nullable=True),
        sa.Column("expected_length", sa.Text(), nullable=False),
        sa.Column("current_school_urn", sa.Integer(), nullable=True),
        sa.Column("attending", sa.Text(), nullable=True),
        sa.Column("child_view", sa.Text(), nullable=True),
        sa.Column("carer_view", sa.Text(), nullable=True),
        sa.Column("considered_with", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("transport_considered", sa.Boolean(), nullable=True),
        sa.Column("transport_note", sa.Text(), nullable=True),
        sa.Column("owner_post_id", sa.Text(), nullable=True),
        sa.Column("delay_reasons", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_reason", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(closed_on is null) = (closed_reason is null)", name="ck_cases_closed"),
        sa.ForeignKeyConstraint(
            ["authority", "child_id"],
            [f"{SCHEMA}.children.authority", f"{SCHEMA}.children.id"],
            name="fk_cases_authority_child_id",
        ),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_cases"),
        schema=SCHEMA,
    )
    op.create_index("ix_cases_child", "cases", ["authority", "child_id"], unique=False, schema=SCHEMA)
    op.create_index(
        "ix_cases_open",
        "cases",
        ["authority", "need_from", "id"],
        unique=False,
        schema=SCHEMA,
        postgresql_where=sa.text("closed_on is null"),
    )
    op.create_index(
        "uq_cases_open_child",
        "cases",
        ["authority", "child_id"],
        unique=True,
        schema=SCHEMA,
        postgresql_where=sa.text("closed_on is null"),
    )


def _reference_numbers() -> None:
    op.create_table(
        "reference_numbers",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("authority", "year", name="pk_reference_numbers"),
        schema=SCHEMA,
    )


def _applications() -> None:
    op.create_table(
        "applications",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("case_id", sa.UUID(), nullable=False),
        sa.Column("child_id", sa.UUID(), nullable=False),
        sa.Column("school_urn", sa.Integer(), nullable=False),
        sa.Column("rank", sa.SmallInteger(), nullable=False),
        sa.Column("route", sa.Text(), nullable=True),
        sa.Column("next_route", sa.Text(), nullable=True),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("entry_academic_year", sa.Text(), nullable=False),
        sa.Column("year_group", sa.Text(), nullable=False),
        sa.Column("requested_start_kind", sa.Text(), nullable=False),
        sa.Column("requested_start_on", sa.Date(), nullable=True),
        sa.Column("why_this_school", sa.Text(), nullable=True),
        sa.Column("alternatives", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("strengths", sa.Text(), nullable=True),
        sa.Column("interests", sa.Text(), nullable=True),
        sa.Column("what_helps", sa.Text(), nullable=True),
        sa.Column("visit_on", sa.Date(), nullable=True),
        sa.Column("nearest_reason", sa.Text(), nullable=True),
        sa.Column("incomplete_reason", sa.Text(), nullable=True),
        sa.Column("external_ref", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("flags", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("receipt_proof", sa.Text(), nullable=False),
        sa.Column("acknowledged_on", sa.Date(), nullable=True),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("accepted_by", sa.Text(), nullable=True),
        sa.Column("start_on", sa.Date(), nullable=True),
        sa.Column("hours_per_week", sa.SmallInteger(), nullable=True),
        sa.Column("first_day_on", sa.Date(), nullable=True),
        sa.Column("delay_cause", sa.Text(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("close_reason", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(closed_on is not null) = (state in "
            "('declined', 'duplicate', 'not_directed', 'on_roll', 'superseded', 'withdrawn'))",
            name="ck_applications_closed",
        ),
        sa.CheckConstraint(
            "(state in ('draft', 'ready')) = (submitted_at is null) or closed_on is not null",
            name="ck_applications_submitted",
        ),
        sa.CheckConstraint("rank between 1 and 9", name="ck_applications_rank"),
        sa.ForeignKeyConstraint(
            ["authority", "case_id"],
            [f"{SCHEMA}.cases.authority", f"{SCHEMA}.cases.id"],
            name="fk_applications_authority_case_id",
        ),
        sa.ForeignKeyConstraint(
            ["authority", "child_id"],
            [f"{SCHEMA}.children.authority", f"{SCHEMA}.children.id"],
            name="fk_applications_authority_child_id",
        ),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_applications"),
        sa.UniqueConstraint("authority", "reference", name="uq_applications_authority_reference"),
        schema=SCHEMA,
    )
    op.create_index("ix_applications_case", "applications", ["authority", "case_id"], unique=False, schema=SCHEMA)
    op.create_index("ix_applications_child", "applications", ["authority", "child_id"], unique=False, schema=SCHEMA)
    op.create_index("ix_applications_list", "applications", ["authority", "id"], unique=False, schema=SCHEMA)
    op.create_index(
        "ix_applications_unanswered",
        "applications",
        ["authority", "id"],
        unique=False,
        schema=SCHEMA,
        postgresql_where=sa.text("state in ('acknowledged', 'no_response', 'submitted')"),
    )
    op.create_index(
        "uq_applications_active",
        "applications",
        ["authority", "child_id", "school_urn", "entry_academic_year", "year_group"],
        unique=True,
        schema=SCHEMA,
        postgresql_where=sa.text(
            "state not in ('declined', 'duplicate', 'not_directed', 'on_roll', 'superseded', 'withdrawn')"
        ),
    )
