"""Settings, calendars, facts of schools, profiles and vacancies."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kit.db.protection import allow, keep_append_only, protect
from placements.store.tables.admissions import ADMISSION_AUTHORITY_OVERRIDES, ADMISSIONS_PROFILES
from placements.store.tables.school_facts import SCHOOL_FACTS
from placements.store.tables.settings import AUTHORITY_SETTINGS
from placements.store.tables.vacancies import VACANCY_REQUESTS

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

SCHEMA = "placements"
_OWN = "urn = any((select placements.onroll_schools())::integer[])"


def upgrade() -> None:
    _authority_settings()
    _admission_authority_overrides()
    _admissions_profiles()
    _school_facts()
    _vacancy_requests()
    op.create_index("ix_schools_place", "schools", ["easting", "northing"], unique=False, schema=SCHEMA)
    connection = op.get_bind()
    for table in (AUTHORITY_SETTINGS, ADMISSION_AUTHORITY_OVERRIDES, ADMISSIONS_PROFILES, SCHOOL_FACTS):
        protect(connection, table, rights="select, insert")
        keep_append_only(connection, table)
    protect(connection, VACANCY_REQUESTS, rights="select, insert, update")
    for kind in ("school", "trust"):
        allow(connection, VACANCY_REQUESTS, kind, "select", f"school_{_OWN}")
        allow(connection, SCHOOL_FACTS, kind, "select", f"{_OWN} and placements.onroll_deals_with(authority)")


def downgrade() -> None:
    op.drop_index("ix_schools_place", "schools", schema=SCHEMA)
    for table in (
        "vacancy_requests",
        "school_facts",
        "admissions_profiles",
        "admission_authority_overrides",
        "authority_settings",
    ):
        op.drop_table(table, schema=SCHEMA)


def _authority_settings() -> None:
    op.create_table(
        "authority_settings",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("chosen", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.CheckConstraint("version > 1", name="ck_authority_settings_version"),
        sa.PrimaryKeyConstraint("authority", "version", name="pk_authority_settings"),
        schema=SCHEMA,
    )


def _admission_authority_overrides() -> None:
    op.create_table(
        "admission_authority_overrides",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("urn", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("admission_authority_type", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "admission_authority_type in ('authority', 'governing_body', 'trust')",
            name="ck_admission_authority_overrides_type",
        ),
        sa.CheckConstraint("char_length(reason) >= 20", name="ck_admission_authority_overrides_reason"),
        sa.PrimaryKeyConstraint("authority", "urn", "version", name="pk_admission_authority_overrides"),
        schema=SCHEMA,
    )


def _admissions_profiles() -> None:
    op.create_table(
        "admissions_profiles",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("about_authority", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("profile", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("about_authority ~ '^[0-9]{3}$'", name="ck_admissions_profiles_about_authority"),
        sa.PrimaryKeyConstraint("authority", "about_authority", "version", name="pk_admissions_profiles"),
        schema=SCHEMA,
    )


def _school_facts() -> None:
    op.create_table(
        "school_facts",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("urn", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("year_groups", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("inspection", postgresql.JSONB(astext_type=sa.Text(), none_as_null=True), nullable=True),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("authority", "urn", "version", name="pk_school_facts"),
        schema=SCHEMA,
    )


def _vacancy_requests() -> None:
    op.create_table(
        "vacancy_requests",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("school_urn", sa.Integer(), nullable=False),
        sa.Column("year_group", sa.Text(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("sent_by", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("calendar_owner", sa.Text(), nullable=True),
        sa.Column("calendar_version", sa.Integer(), nullable=True),
        sa.Column("inherited", sa.Boolean(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("pan", sa.Integer(), nullable=True),
        sa.Column("nor", sa.Integer(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("replied_by", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(places is null) = (replied_on is null)", name="ck_vacancy_requests_reply"),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_vacancy_requests"),
        schema=SCHEMA,
    )
    op.create_index("ix_vacancy_requests_asked", "vacancy_requests", ["school_urn", "id"], unique=False, schema=SCHEMA)
    op.create_index(
        "ix_vacancy_requests_school", "vacancy_requests", ["authority", "school_urn", "id"], unique=False, schema=SCHEMA
    )
