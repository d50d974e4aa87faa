"""Whose child it is: the posts of the social worker and the reviewing officer, by which they reach it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SCHEMA = "placements"


def upgrade() -> None:
    op.add_column("children", sa.Column("social_worker_post_id", sa.Text(), nullable=True), schema=SCHEMA)
    op.add_column("children", sa.Column("iro_post_id", sa.Text(), nullable=True), schema=SCHEMA)


def downgrade() -> None:
    op.drop_column("children", "iro_post_id", schema=SCHEMA)
    op.drop_column("children", "social_worker_post_id", schema=SCHEMA)
