"""Imports over HTTP, their reports and progress."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kit.db.protection import allow, protect
from placements.store.tables.imports import IMPORT_FILES, IMPORTS

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

SCHEMA = "placements"
_KINDS = "'schools', 'school_links', 'ssda903', 'dfe_csc', 'children', 'moves', 'calendars', 'contacts', 'school_facts'"
_STATES = (
    "'queued', 'checking', 'checked', 'applying', 'applied', 'applied_with_errors', 'failed', 'cancelled', 'expired'"
)


def upgrade() -> None:
    _imports()
    _import_files()
    connection = op.get_bind()
    for table in (IMPORTS, IMPORT_FILES):
        protect(connection, table)
        for command in ("select", "insert", "update", "delete"):
            allow(connection, table, "platform", command, "authority = '000'")
    # The job looks whose turn it is; a file is read on behalf of its owner only.
    allow(connection, IMPORTS, "service", "select")


def downgrade() -> None:
    op.drop_table("import_files", schema=SCHEMA)
    op.drop_table("imports", schema=SCHEMA)


def _imports() -> None:
    op.create_table(
        "imports",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("told", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("uploaded_by", sa.Text(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accept_partial", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("applied_by", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("done", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("total", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("resume_at", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("report", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("taken", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("errors", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("compared", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.CheckConstraint(f"kind in ({_KINDS})", name=op.f("ck_imports_kind")),
        sa.CheckConstraint(f"state in ({_STATES})", name=op.f("ck_imports_state")),
        sa.PrimaryKeyConstraint("authority", "id", name=op.f("pk_imports")),
        schema=SCHEMA,
    )
    op.create_index("ix_imports_authority_uploaded_at", "imports", ["authority", "uploaded_at"], schema=SCHEMA)
    op.create_index("ix_imports_open", "imports", ["id"], schema=SCHEMA, postgresql_where=sa.text("ended_at is null"))


def _import_files() -> None:
    op.create_table(
        "import_files",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("import_id", sa.UUID(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("piece", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority", "import_id"],
            [f"{SCHEMA}.imports.authority", f"{SCHEMA}.imports.id"],
            name=op.f("fk_import_files_authority_import_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("authority", "import_id", "part", "piece", name=op.f("pk_import_files")),
        schema=SCHEMA,
    )
    # Files are read once or twice: no time is spent on packing them.
    op.execute(f"alter table {SCHEMA}.import_files alter column content set storage external")
