"""Restricted fields, approvals, provision, notes and facts of cases."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import SchemaItem

from kit.db.protection import keep_append_only, protect
from placements.store.tables.case_records import (
    APPROVALS,
    CASE_FACTS,
    CASE_NOTES,
    DAYS_COUNTED,
    INTERIM_PROVISIONS,
)
from placements.store.tables.child_records import EXCLUSIONS, INFORMAL_REFUSALS, REDUCED_TIMETABLES, RESTRICTED

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SCHEMA = "placements"
GROWING = (CASE_NOTES, CASE_FACTS, DAYS_COUNTED)
CHANGING = (RESTRICTED, EXCLUSIONS, REDUCED_TIMETABLES, INFORMAL_REFUSALS, APPROVALS, INTERIM_PROVISIONS)
ADDED_TO_CHILDREN = (
    *("first_language", "eal_stage", "social_worker_name", "social_worker_phone", "social_worker_email"),
    *("signs_for_child", "pr_holders", "feed_purged_at", "merged_into", "merge_reason"),
)


def upgrade() -> None:
    _children()
    op.add_column("care_placements", sa.Column("why", sa.Text(), nullable=True), schema=SCHEMA)
    op.add_column("cases", sa.Column("post16_asked_on", sa.Date(), nullable=True), schema=SCHEMA)
    op.alter_column("history", "case_id", nullable=True, schema=SCHEMA)
    op.create_index("ix_history_child", "history", ["authority", "child_id", "id"], unique=False, schema=SCHEMA)
    _of_children()
    _approvals()
    _of_cases()
    connection = op.get_bind()
    for table in CHANGING:
        protect(connection, table, rights="select, insert, update")
    for table in GROWING:
        protect(connection, table, rights="select, insert")
        keep_append_only(connection, table)


def downgrade() -> None:
    for table in (*GROWING, *CHANGING):
        op.drop_table(table.name, schema=SCHEMA)
    op.drop_index("ix_history_child", table_name="history", schema=SCHEMA)
    op.alter_column("history", "case_id", nullable=False, schema=SCHEMA)
    op.drop_column("cases", "post16_asked_on", schema=SCHEMA)
    op.drop_column("care_placements", "why", schema=SCHEMA)
    op.drop_index("ix_children_merged_into", table_name="children", schema=SCHEMA)
    _upn_index("sealed_at is null")
    _label("la_child_id is not null or surname is not null")
    for name in ADDED_TO_CHILDREN:
        op.drop_column("children", name, schema=SCHEMA)


def _children() -> None:
    kinds: dict[str, sa.types.TypeEngine[Any]] = {
        "feed_purged_at": sa.DateTime(timezone=True),
        "merged_into": sa.UUID(),
    }
    for name in ADDED_TO_CHILDREN:
        op.add_column("children", sa.Column(name, kinds.get(name, sa.Text()), nullable=True), schema=SCHEMA)
    op.create_index(
        "ix_children_merged_into",
        "children",
        ["authority", "merged_into"],
        unique=False,
        schema=SCHEMA,
        postgresql_where=sa.text("merged_into is not null"),
    )
    _upn_index("sealed_at is null and merged_into is null")
    _label("la_child_id is not null or surname is not null or merged_into is not null")


def _label(holds: str) -> None:
    op.drop_constraint("ck_children_label", "children", schema=SCHEMA)
    op.create_check_constraint("ck_children_label", "children", sa.text(holds), schema=SCHEMA)


def _upn_index(among: str) -> None:
    op.drop_index("uq_children_upn", table_name="children", schema=SCHEMA)
    op.create_index(
        "uq_children_upn", "children", ["authority", "upn"], unique=True, schema=SCHEMA, postgresql_where=sa.text(among)
    )


def _of_children() -> None:
    op.create_table(
        "child_restricted",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("child_id", sa.UUID(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reason_for_care", sa.Text(), nullable=True),
        sa.Column("legal_status", sa.Text(), nullable=True),
        sa.Column("carer_name", sa.Text(), nullable=True),
        sa.Column("risk_notes", sa.Text(), nullable=True),
        sa.Column("carer_address", sa.Text(), nullable=True),
        sa.Column("address_protected", sa.Boolean(), nullable=False),
        sa.Column("address_basis", sa.Text(), nullable=True),
        sa.Column("address_set_by", sa.Text(), nullable=True),
        sa.Column("address_review_by", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "not address_protected or address_review_by is not null", name="ck_child_restricted_address_review_by"
        ),
        _child_key("child_restricted"),
        sa.PrimaryKeyConstraint("authority", "child_id", name="pk_child_restricted"),
        schema=SCHEMA,
    )
    _child_table(
        "exclusions",
        sa.Column("school_urn", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.CheckConstraint("status in ('upheld', 'cancelled', 'rescinded', 'reinstated')", name="ck_exclusions_status"),
    )
    _child_table(
        "reduced_timetables",
        sa.Column("school_urn", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("hours_per_week", sa.SmallInteger(), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.CheckConstraint("to_on >= from_on", name="ck_reduced_timetables_ends_after_start"),
    )
    _child_table(
        "informal_refusals",
        sa.Column("school_urn", sa.Integer(), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("codes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("noted_by", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
    )


def _child_key(name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["authority", "child_id"],
        [f"{SCHEMA}.children.authority", f"{SCHEMA}.children.id"],
        name=f"fk_{name}_authority_child_id",
    )


def _child_table(name: str, *items: SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("child_id", sa.UUID(), nullable=False),
        *items,
        _child_key(name),
        sa.PrimaryKeyConstraint("authority", "id", name=f"pk_{name}"),
        schema=SCHEMA,
    )
    op.create_index(f"ix_{name}_authority_child_id", name, ["authority", "child_id"], unique=False, schema=SCHEMA)


def _approvals() -> None:
    _case_table(
        "approvals",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("school_urn", sa.Integer(), nullable=True),
        sa.Column("requested_by", sa.Text(), nullable=False),
        sa.Column("requested_on", sa.Date(), nullable=False),
        sa.Column("request_reason", sa.Text(), nullable=True),
        sa.Column("consulted_designated_teacher", sa.Boolean(), nullable=False),
        sa.Column("consulted_iro", sa.Boolean(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.CheckConstraint("kind in ('ks4_move', 'inspection_exception', 'out_of_county')", name="ck_approvals_kind"),
        sa.CheckConstraint("(kind = 'ks4_move') = (school_urn is null)", name="ck_approvals_school"),
        sa.CheckConstraint("(decision is null) = (decided_by is null)", name="ck_approvals_decided"),
        sa.CheckConstraint("decided_by is distinct from requested_by", name="ck_approvals_second_person"),
    )


def _of_cases() -> None:
    _case_table(
        "interim_provisions",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=True),
        sa.Column("hours_per_week", sa.SmallInteger(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "kind in ('tuition', 'online', 'ap_registered', 'ap_unregistered', 'pru', 'none')",
            name="ck_interim_provisions_kind",
        ),
        sa.CheckConstraint("to_on >= from_on", name="ck_interim_provisions_ends_after_start"),
    )
    _case_table(
        "case_notes",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind in ('note', 'escalation')", name="ck_case_notes_kind"),
    )
    _case_table(
        "case_facts",
        sa.Column("fact", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("told_by", sa.Text(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
    )
    counts = ("days_off_roll", "days_no_provision", "days_part_time", "days_unregistered_ap")
    op.create_table(
        "case_days_counted",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("case_id", sa.UUID(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in counts),
        sa.CheckConstraint("month ~ '^[0-9]{4}-[0-9]{2}$'", name="ck_case_days_counted_month"),
        _case_key("case_days_counted"),
        sa.PrimaryKeyConstraint("authority", "case_id", "month", name="pk_case_days_counted"),
        schema=SCHEMA,
    )


def _case_key(name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["authority", "case_id"],
        [f"{SCHEMA}.cases.authority", f"{SCHEMA}.cases.id"],
        name=f"fk_{name}_authority_case_id",
    )


def _case_table(name: str, *items: SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("case_id", sa.UUID(), nullable=False),
        *items,
        _case_key(name),
        sa.PrimaryKeyConstraint("authority", "id", name=f"pk_{name}"),
        schema=SCHEMA,
    )
    op.create_index(f"ix_{name}_authority_case_id", name, ["authority", "case_id"], unique=False, schema=SCHEMA)
