"""Settings, calendars, facts of schools, profiles and vacancies."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kit.db.protection import keep_append_only, protect
from placements.store.tables.settings import AUTHORITY_SETTINGS

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

SCHEMA = "placements"


def upgrade() -> None:
    _authority_settings()
    connection = op.get_bind()
    for table in (AUTHORITY_SETTINGS,):
        protect(connection, table, rights="select, insert")
        keep_append_only(connection, table)


def downgrade() -> None:
    for table in ("authority_settings",):
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
