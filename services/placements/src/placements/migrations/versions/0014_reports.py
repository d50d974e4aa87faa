"""Exports, and the files that lie ready for a week."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kit.db.protection import protect
from placements.store.tables.exports import EXPORT_FILES, EXPORTS

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

SCHEMA = "placements"
_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "exports",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("names", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("requested_by", sa.Text(), nullable=False),
        sa.Column("requested_at", _INSTANT, nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=True),
        sa.Column("approved_at", _INSTANT, nullable=True),
        sa.Column("made_at", _INSTANT, nullable=True),
        sa.Column("rows", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("children", postgresql.ARRAY(sa.UUID()), nullable=False),
        sa.Column("downloads", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("downloads between 0 and 3", name="ck_exports_downloads"),
        sa.CheckConstraint("approved_by is distinct from requested_by", name="ck_exports_second_person"),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_exports"),
        schema=SCHEMA,
    )
    op.create_index(
        "ix_exports_requested", "exports", ["authority", "requested_by", "requested_at"], unique=False, schema=SCHEMA
    )
    op.create_table(
        "export_files",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("export_id", sa.UUID(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority", "export_id"],
            [f"{SCHEMA}.exports.authority", f"{SCHEMA}.exports.id"],
            name="fk_export_files_authority_export_id",
        ),
        sa.PrimaryKeyConstraint("authority", "export_id", name="pk_export_files"),
        schema=SCHEMA,
    )
    connection = op.get_bind()
    protect(connection, EXPORTS, rights="select, insert, update")
    protect(connection, EXPORT_FILES, rights="select, insert, delete")
    _allow_orders("'letter', 'bundle', 'export'")


def downgrade() -> None:
    op.execute("delete from placements.paper_orders where kind = 'export'")
    _allow_orders("'letter', 'bundle'")
    op.drop_table("export_files", schema=SCHEMA)
    op.drop_table("exports", schema=SCHEMA)


def _allow_orders(kinds: str) -> None:
    """An export waits in the same queue as a paper."""
    op.drop_constraint("ck_paper_orders_kind", "paper_orders", schema=SCHEMA)
    op.create_check_constraint("ck_paper_orders_kind", "paper_orders", f"kind in ({kinds})", schema=SCHEMA)
