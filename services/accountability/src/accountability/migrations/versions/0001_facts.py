"""Facts, intervals of care and roll, the register of schools; with the tables every service has."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from accountability.store.tables import CARE_INTERVALS, FACTS, METADATA, ROLL_INTERVALS, SCHOOL_LINKS, SCHOOLS
from kit.db.protection import allow, grant, install_foundation, protect, remove_foundation

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SCHEMA = "accountability"
UUID = postgresql.UUID(as_uuid=True)
INSTANT = sa.DateTime(timezone=True)

_OWN_SCHOOL = "school_urn::text = (select accountability.onroll_organisation())"
# Term dates say nothing of a child, and a school's own days are counted on its authority's calendar.
_OWN_FACTS = f"{_OWN_SCHOOL} or type = 'calendar.published'"
_OWN_CHILDREN = (
    "exists (select 1 from accountability.facts f where f.authority = care_intervals.authority "
    "and f.child_id = care_intervals.child_id "
    "and f.school_urn::text = (select accountability.onroll_organisation()))"
)


def upgrade() -> None:
    connection = op.get_bind()
    install_foundation(connection, METADATA)
    _facts()
    _intervals()
    _register()
    for table in (FACTS, CARE_INTERVALS, ROLL_INTERVALS):
        protect(connection, table)
    allow(connection, FACTS, "school", "select", _OWN_FACTS)
    allow(connection, ROLL_INTERVALS, "school", "select", _OWN_SCHOOL)
    allow(connection, CARE_INTERVALS, "school", "select", _OWN_CHILDREN)
    for table in (SCHOOLS, SCHOOL_LINKS):
        grant(connection, table, "select, insert, update")


def downgrade() -> None:
    for table in ("school_links", "schools", "roll_intervals", "care_intervals", "facts"):
        op.drop_table(table, schema=SCHEMA)
    remove_foundation(op.get_bind(), METADATA)


def _facts() -> None:
    op.create_table(
        "facts",
        sa.Column("authority", sa.Text, nullable=False),
        sa.Column("event_id", UUID, nullable=False),
        sa.Column("stored_seq", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("stored_at", INSTANT, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("occurred_on", sa.Date, nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("subject_id", sa.Text, nullable=False),
        sa.Column("child_id", UUID),
        sa.Column("school_urn", sa.Integer),
        sa.Column("year_group", sa.Text),
        sa.Column("corrects", UUID),
        sa.Column("corrected_by", UUID),
        sa.Column("fields", postgresql.JSONB, nullable=False),
        sa.PrimaryKeyConstraint("authority", "event_id", name="pk_facts"),
        schema=SCHEMA,
    )
    op.create_index("ix_facts_school", "facts", ["school_urn", "authority", "occurred_on", "event_id"], schema=SCHEMA)
    op.create_index("ix_facts_subject", "facts", ["authority", "subject_id"], schema=SCHEMA)
    op.create_index("ix_facts_child", "facts", ["authority", "child_id", "type"], schema=SCHEMA)
    op.create_index(
        "ix_facts_calendars",
        "facts",
        ["authority", "school_urn"],
        schema=SCHEMA,
        postgresql_where=sa.text("type = 'calendar.published'"),
    )
    op.create_index(
        "ix_facts_corrects",
        "facts",
        ["authority", "corrects"],
        schema=SCHEMA,
        postgresql_where=sa.text("corrects is not null"),
    )


def _intervals() -> None:
    op.create_table(
        "care_intervals",
        sa.Column("authority", sa.Text, nullable=False),
        sa.Column("child_id", UUID, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("from_on", sa.Date, nullable=False),
        sa.Column("to_on", sa.Date),
        sa.Column("short_break", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("authority", "child_id", "position", name="pk_care_intervals"),
        schema=SCHEMA,
    )
    op.create_index("ix_care_intervals_child", "care_intervals", ["child_id"], schema=SCHEMA)
    op.create_table(
        "roll_intervals",
        sa.Column("authority", sa.Text, nullable=False),
        sa.Column("child_id", UUID, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("school_urn", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("from_on", sa.Date, nullable=False),
        sa.Column("to_on", sa.Date),
        sa.PrimaryKeyConstraint("authority", "child_id", "position", name="pk_roll_intervals"),
        schema=SCHEMA,
    )
    op.create_index("ix_roll_intervals_school", "roll_intervals", ["school_urn", "authority"], schema=SCHEMA)


def _register() -> None:
    op.create_table(
        "schools",
        sa.Column("urn", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("known_from_on", sa.Date, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_key", sa.Text, nullable=False),
        sa.Column(
            "name_words",
            postgresql.TSVECTOR,
            sa.Computed("array_to_tsvector(string_to_array(name_key, ' '))", persisted=True),
        ),
        sa.Column("authority", sa.Text, nullable=False),
        sa.Column("type_code", sa.Integer, nullable=False),
        sa.Column("phase_code", sa.Integer),
        sa.Column("phase_groups", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("status_code", sa.Integer, nullable=False),
        sa.Column("open_on", sa.Date),
        sa.Column("close_on", sa.Date),
        sa.Column("reason_opened", sa.Integer),
        sa.Column("high_age", sa.Integer),
        sa.Column("number_on_roll", sa.Integer),
        sa.Column("admissions_policy", sa.Text),
        sa.Column("trust_uid", sa.Text),
        sa.Column("trust_name", sa.Text),
        sa.Column("trust_joined_on", sa.Date),
        sa.PrimaryKeyConstraint("urn", name="pk_schools"),
        schema=SCHEMA,
    )
    op.create_index("ix_schools_name", "schools", ["name_key", "urn"], schema=SCHEMA)
    op.create_index("ix_schools_authority", "schools", ["authority", "name_key", "urn"], schema=SCHEMA)
    op.create_index("ix_schools_name_words", "schools", ["name_words"], schema=SCHEMA, postgresql_using="gin")
    op.create_table(
        "school_links",
        sa.Column("urn", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("link_urn", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("link_type", sa.Text, nullable=False),
        sa.Column("established_on", sa.Date),
        sa.PrimaryKeyConstraint("urn", "link_urn", "link_type", name="pk_school_links"),
        schema=SCHEMA,
    )
