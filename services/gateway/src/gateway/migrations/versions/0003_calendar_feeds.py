"""Addresses by which people's own calendars read what is due."""

import sqlalchemy as sa
from alembic import op

from gateway.store.tables import CALENDAR_FEEDS
from kit.db.protection import grant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SCHEMA = "gateway"


def upgrade() -> None:
    op.create_table(
        "calendar_feeds",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("user_id", sa.UUID(), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True)),
        sa.Column("version", sa.Integer(), nullable=False, server_default=sa.text("1")),
        sa.ForeignKeyConstraint(["user_id"], ["gateway.users.id"], name="fk_calendar_feeds_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_feeds"),
        sa.UniqueConstraint("secret_hash", name="uq_calendar_feeds_secret_hash"),
        schema=SCHEMA,
    )
    op.create_index("ix_calendar_feeds_user", "calendar_feeds", ["user_id"], unique=False, schema=SCHEMA)
    grant(op.get_bind(), CALENDAR_FEEDS, "select, insert, update")


def downgrade() -> None:
    op.drop_table("calendar_feeds", schema=SCHEMA)
