"""Children with their care, homes and rolls; calendars and contacts of each authority."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kit.db.protection import protect
from placements.store.tables.calendars import SCHOOL_CALENDARS
from placements.store.tables.children import CARE_PERIODS, CARE_PLACEMENTS, CHILDREN, ROLLS
from placements.store.tables.contacts import CONTACTS

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SCHEMA = "placements"


def upgrade() -> None:
    _children()
    _care_periods()
    _care_placements()
    _rolls()
    _school_calendars()
    _contacts()
    connection = op.get_bind()
    protect(connection, CHILDREN, rights="select, insert, update")
    for table in (CARE_PERIODS, CARE_PLACEMENTS, ROLLS, CONTACTS):
        protect(connection, table)
    protect(connection, SCHOOL_CALENDARS, rights="select, insert")


def downgrade() -> None:
    for table in ("contacts", "school_calendars", "rolls", "care_placements", "care_periods", "children"):
        op.drop_table(table, schema=SCHEMA)


def _children() -> None:
    op.create_table(
        "children",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("la_child_id", sa.Text(), nullable=True),
        sa.Column("first_name", sa.Text(), nullable=True),
        sa.Column("surname", sa.Text(), nullable=True),
        sa.Column("preferred_name", sa.Text(), nullable=True),
        sa.Column("date_of_birth", sa.Date(), nullable=False),
        sa.Column("sex", sa.Text(), nullable=False),
        sa.Column("upn", sa.Text(), nullable=True),
        sa.Column("former_upn", sa.Text(), nullable=True),
        sa.Column("upn_unknown_reason", sa.Text(), nullable=True),
        sa.Column("ethnicity", sa.Text(), nullable=True),
        sa.Column("year_group_override", sa.Text(), nullable=True),
        sa.Column("year_group_override_reason", sa.Text(), nullable=True),
        sa.Column("sen_status", sa.Text(), nullable=True),
        sa.Column("ehc_authority", sa.Text(), nullable=True),
        sa.Column("uasc", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("uasc_until", sa.Date(), nullable=True),
        sa.Column("host_authority", sa.Text(), nullable=True),
        sa.Column("home_postcode_sector", sa.Text(), nullable=True),
        sa.Column("owner_post_id", sa.Text(), nullable=True),
        sa.Column("choice_authority", sa.Text(), server_default="unknown", nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sort_name", sa.Text(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.CheckConstraint("la_child_id ~ '^[A-Za-z0-9]{1,20}$'", name="ck_children_la_child_id"),
        sa.CheckConstraint("sen_status <> 'ehcp' or ehc_authority is not null", name="ck_children_ehc_authority"),
        sa.CheckConstraint("sen_status in ('none', 'support', 'ehcp')", name="ck_children_sen_status"),
        sa.CheckConstraint("sex in ('F', 'M', 'U')", name="ck_children_sex"),
        sa.CheckConstraint(
            "upn_unknown_reason in ('UN1', 'UN2', 'UN3', 'UN4', 'UN5')", name="ck_children_upn_unknown_reason"
        ),
        sa.CheckConstraint("(upn is null) <> (upn_unknown_reason is null)", name="ck_children_upn_or_reason"),
        sa.CheckConstraint("la_child_id is not null or surname is not null", name="ck_children_label"),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_children"),
        sa.UniqueConstraint("authority", "la_child_id", name="uq_children_authority_la_child_id"),
        schema=SCHEMA,
    )
    op.create_index("ix_children_sort_name", "children", ["authority", "sort_name", "id"], unique=False, schema=SCHEMA)
    op.create_index(
        "uq_children_upn",
        "children",
        ["authority", "upn"],
        unique=True,
        schema=SCHEMA,
        postgresql_where=sa.text("sealed_at is null"),
    )


def _care_periods() -> None:
    op.create_table(
        "care_periods",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("child_id", sa.UUID(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("short_break", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint("status in ('looked_after', 'previously_looked_after')", name="ck_care_periods_status"),
        sa.CheckConstraint("to_on > from_on", name="ck_care_periods_ends_after_start"),
        sa.ForeignKeyConstraint(
            ["authority", "child_id"],
            [f"{SCHEMA}.children.authority", f"{SCHEMA}.children.id"],
            name="fk_care_periods_authority_child_id",
        ),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_care_periods"),
        schema=SCHEMA,
    )
    op.create_index(
        "ix_care_periods_authority_child_id", "care_periods", ["authority", "child_id"], unique=False, schema=SCHEMA
    )
    op.create_index(
        "uq_care_periods_open",
        "care_periods",
        ["authority", "child_id"],
        unique=True,
        schema=SCHEMA,
        postgresql_where=sa.text("to_on is null"),
    )


def _care_placements() -> None:
    op.create_table(
        "care_placements",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("child_id", sa.UUID(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("provider", sa.Text(), nullable=True),
        sa.Column("host_authority", sa.Text(), nullable=True),
        sa.Column("postcode_sector", sa.Text(), nullable=True),
        sa.Column("emergency", sa.Boolean(), nullable=True),
        sa.Column("start_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("to_on > from_on", name="ck_care_placements_ends_after_start"),
        sa.ForeignKeyConstraint(
            ["authority", "child_id"],
            [f"{SCHEMA}.children.authority", f"{SCHEMA}.children.id"],
            name="fk_care_placements_authority_child_id",
        ),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_care_placements"),
        schema=SCHEMA,
    )
    op.create_index(
        "ix_care_placements_authority_child_id",
        "care_placements",
        ["authority", "child_id"],
        unique=False,
        schema=SCHEMA,
    )


def _rolls() -> None:
    op.create_table(
        "rolls",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("child_id", sa.UUID(), nullable=False),
        sa.Column("school_urn", sa.Integer(), nullable=False),
        sa.Column("registration", sa.Text(), nullable=False),
        sa.Column("first_day_on", sa.Date(), nullable=False),
        sa.Column("last_day_on", sa.Date(), nullable=True),
        sa.Column("full_time", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("hours_per_week", sa.SmallInteger(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.Column("application_id", sa.UUID(), nullable=True),
        sa.CheckConstraint("registration in ('main', 'subsidiary')", name="ck_rolls_registration"),
        sa.CheckConstraint("end_reason is null or last_day_on is not null", name="ck_rolls_end_reason"),
        sa.CheckConstraint("last_day_on >= first_day_on", name="ck_rolls_ends_after_start"),
        sa.ForeignKeyConstraint(
            ["authority", "child_id"],
            [f"{SCHEMA}.children.authority", f"{SCHEMA}.children.id"],
            name="fk_rolls_authority_child_id",
        ),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_rolls"),
        schema=SCHEMA,
    )
    op.create_index("ix_rolls_authority_child_id", "rolls", ["authority", "child_id"], unique=False, schema=SCHEMA)
    op.create_index("ix_rolls_school", "rolls", ["authority", "school_urn"], unique=False, schema=SCHEMA)
    op.create_index(
        "uq_rolls_open_main",
        "rolls",
        ["authority", "child_id"],
        unique=True,
        schema=SCHEMA,
        postgresql_where=sa.text("registration = 'main' and last_day_on is null"),
    )


def _school_calendars() -> None:
    op.create_table(
        "school_calendars",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("owner_kind", sa.Text(), nullable=False),
        sa.Column("owner_code", sa.Text(), nullable=False),
        sa.Column("academic_year", sa.Text(), nullable=False),
        sa.Column("covers_from", sa.Date(), nullable=False),
        sa.Column("covers_to", sa.Date(), nullable=False),
        sa.Column("terms", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("non_school_days", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint("academic_year ~ '^[0-9]{4}-[0-9]{2}$'", name="ck_school_calendars_academic_year"),
        sa.CheckConstraint("owner_kind in ('authority', 'school')", name="ck_school_calendars_owner_kind"),
        sa.CheckConstraint("source in ('manual', 'csv', 'ics')", name="ck_school_calendars_source"),
        sa.CheckConstraint("covers_from <= covers_to", name="ck_school_calendars_covers"),
        sa.PrimaryKeyConstraint("authority", "id", "version", name="pk_school_calendars"),
        sa.UniqueConstraint(
            "authority",
            "owner_kind",
            "owner_code",
            "academic_year",
            "version",
            name="uq_school_calendars_owner_version",
        ),
        schema=SCHEMA,
    )


def _contacts() -> None:
    op.create_table(
        "contacts",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("school_urn", sa.Integer(), nullable=True),
        sa.Column("trust_uid", sa.Text(), nullable=True),
        sa.Column("about_authority", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("reply_address", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("accepts_email_service", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("bounced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("post_id", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "case kind when 'school' then school_urn is not null when 'trust' then trust_uid is not null"
            " else about_authority is not null end",
            name="ck_contacts_owner",
        ),
        sa.CheckConstraint(
            "not reply_address or (school_urn is not null and email is not null)", name="ck_contacts_reply_address_mail"
        ),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_contacts"),
        schema=SCHEMA,
    )
    op.create_index("ix_contacts_school", "contacts", ["authority", "school_urn", "role"], unique=False, schema=SCHEMA)
    op.create_index(
        "uq_contacts_reply_address",
        "contacts",
        ["authority", "school_urn"],
        unique=True,
        schema=SCHEMA,
        postgresql_where=sa.text("reply_address"),
    )
