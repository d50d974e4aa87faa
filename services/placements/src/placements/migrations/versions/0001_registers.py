"""The national registers, beside the tables every service has."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kit.db.protection import grant, install_foundation, remove_foundation
from placements.store.tables.metadata import METADATA
from placements.store.tables.schools import AUTHORITIES, LINEAGE_EDGES, SCHOOL_LINKS, SCHOOLS

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SCHEMA = "placements"


def upgrade() -> None:
    connection = op.get_bind()
    install_foundation(connection, METADATA)
    _authorities()
    _schools()
    _school_links()
    _lineage_edges()
    for table in (AUTHORITIES, SCHOOLS, SCHOOL_LINKS, LINEAGE_EDGES):
        grant(connection, table, "select, insert, update, delete")


def downgrade() -> None:
    for table in ("lineage_edges", "school_links", "schools", "authorities"):
        op.drop_table(table, schema=SCHEMA)
    remove_foundation(op.get_bind(), METADATA)


def _authorities() -> None:
    op.create_table(
        "authorities",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("gss_code", sa.Text(), nullable=True),
        sa.Column("open", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("predecessor_codes", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("successor_codes", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("code ~ '^[0-9]{3}$'", name="ck_authorities_code"),
        sa.PrimaryKeyConstraint("code", name="pk_authorities"),
        schema=SCHEMA,
    )


def _schools() -> None:
    op.create_table(
        "schools",
        sa.Column("urn", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("establishment_number", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("type_code", sa.SmallInteger(), nullable=False),
        sa.Column("type_group_code", sa.SmallInteger(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("admission_authority_type", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("census_on", sa.Date(), nullable=True),
        sa.Column("changed_on", sa.Date(), nullable=True),
        sa.Column("reason_opened_code", sa.SmallInteger(), nullable=True),
        sa.Column("reason_closed_code", sa.SmallInteger(), nullable=True),
        sa.Column("low_age", sa.SmallInteger(), nullable=True),
        sa.Column("high_age", sa.SmallInteger(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("pupils", sa.Integer(), nullable=True),
        sa.Column("gender", sa.Text(), nullable=True),
        sa.Column("religious_character", sa.Text(), nullable=True),
        sa.Column("admissions_policy", sa.Text(), nullable=True),
        sa.Column("trust_uid", sa.Text(), nullable=True),
        sa.Column("trust_name", sa.Text(), nullable=True),
        sa.Column("trust_joined_on", sa.Date(), nullable=True),
        sa.Column("trust_loaded", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("federation_uid", sa.Text(), nullable=True),
        sa.Column("ukprn", sa.Text(), nullable=True),
        sa.Column("uprn", sa.Text(), nullable=True),
        sa.Column("authority_gss", sa.Text(), nullable=True),
        sa.Column("previous_authority", sa.Text(), nullable=True),
        sa.Column("previous_establishment_number", sa.Text(), nullable=True),
        sa.Column("street", sa.Text(), nullable=True),
        sa.Column("locality", sa.Text(), nullable=True),
        sa.Column("address3", sa.Text(), nullable=True),
        sa.Column("town", sa.Text(), nullable=True),
        sa.Column("county", sa.Text(), nullable=True),
        sa.Column("postcode", sa.Text(), nullable=True),
        sa.Column("easting", sa.Integer(), nullable=True),
        sa.Column("northing", sa.Integer(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column("official_sixth_form", sa.Text(), nullable=True),
        sa.Column("nursery_provision", sa.Text(), nullable=True),
        sa.Column("boarders", sa.Text(), nullable=True),
        sa.Column("section41_approved", sa.Text(), nullable=True),
        sa.Column("name_normalised", sa.Text(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column(
            "search_words",
            postgresql.TSVECTOR(),
            sa.Computed("array_to_tsvector(string_to_array(search_text, ' '))", persisted=True),
            nullable=True,
        ),
        sa.CheckConstraint("authority ~ '^[0-9]{3}$'", name="ck_schools_authority"),
        sa.CheckConstraint("urn between 100000 and 9999999", name="ck_schools_urn"),
        sa.PrimaryKeyConstraint("urn", name="pk_schools"),
        schema=SCHEMA,
    )
    op.create_index(
        "ix_schools_authority_name", "schools", ["authority", "name_normalised", "urn"], unique=False, schema=SCHEMA
    )
    op.create_index("ix_schools_name", "schools", ["name_normalised", "urn"], unique=False, schema=SCHEMA)
    op.create_index(
        "ix_schools_search_words", "schools", ["search_words"], unique=False, schema=SCHEMA, postgresql_using="gin"
    )


def _school_links() -> None:
    op.create_table(
        "school_links",
        sa.Column("urn", sa.Integer(), nullable=False),
        sa.Column("link_urn", sa.Integer(), nullable=False),
        sa.Column("link_type", sa.Text(), nullable=False),
        sa.Column("link_name", sa.Text(), nullable=True),
        sa.Column("established_on", sa.Date(), nullable=True),
        sa.Column("lineage_kind", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("urn", "link_urn", "link_type", name="pk_school_links"),
        schema=SCHEMA,
    )
    op.create_index("ix_school_links_link_urn", "school_links", ["link_urn"], unique=False, schema=SCHEMA)


def _lineage_edges() -> None:
    op.create_table(
        "lineage_edges",
        sa.Column("from_urn", sa.Integer(), nullable=False),
        sa.Column("to_urn", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("provenance", sa.Text(), nullable=False),
        sa.CheckConstraint("kind in ('continues', 'merge', 'split', 'new')", name="ck_lineage_edges_kind"),
        sa.CheckConstraint("provenance in ('gias', 'manual')", name="ck_lineage_edges_provenance"),
        sa.PrimaryKeyConstraint("from_urn", "to_urn", name="pk_lineage_edges"),
        schema=SCHEMA,
    )
    op.create_index("ix_lineage_edges_to_urn", "lineage_edges", ["to_urn"], unique=False, schema=SCHEMA)
