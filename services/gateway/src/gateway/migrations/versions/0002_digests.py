"""Who has had the morning mail of a day."""

import sqlalchemy as sa
from alembic import op

from gateway.store.tables import DIGESTS
from kit.db.protection import grant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SCHEMA = "gateway"


def upgrade() -> None:
    op.create_table(
        "digests",
        sa.Column("user_id", sa.UUID(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("things", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["gateway.users.id"], name="fk_digests_user_id"),
        sa.PrimaryKeyConstraint("user_id", "on", name="pk_digests"),
        schema=SCHEMA,
    )
    op.create_index("ix_digests_on", "digests", ["on"], unique=False, schema=SCHEMA)
    grant(op.get_bind(), DIGESTS, "select, insert, delete")


def downgrade() -> None:
    op.drop_table("digests", schema=SCHEMA)
