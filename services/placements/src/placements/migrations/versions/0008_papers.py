"""Letters in full and evidence bundles."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kit.db.protection import grant, keep_append_only, protect
from placements.store.tables.letters import BUNDLES, DOCUMENTS, LETTER_SERVICES, PAPER_ORDERS

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SCHEMA = "placements"


def upgrade() -> None:
    _letters()
    _letter_services()
    _documents()
    _bundles()
    _paper_orders()
    connection = op.get_bind()
    for table in (LETTER_SERVICES, DOCUMENTS, BUNDLES):
        protect(connection, table, rights="select, insert")
        keep_append_only(connection, table)
    grant(connection, PAPER_ORDERS, "select, insert, update")


def downgrade() -> None:
    for table in ("paper_orders", "bundles", "documents", "letter_services"):
        op.drop_table(table, schema=SCHEMA)
    for constraint in ("ck_letters_sent", "ck_letters_second_person", "ck_letters_status"):
        op.drop_constraint(constraint, "letters", schema=SCHEMA)
    for column in ("pdf_sha256", "released_by", "written_by", "written_on", "parts", "title"):
        op.drop_column("letters", column, schema=SCHEMA)


def _letters() -> None:
    """No letter has been kept under the first shape outside of trials: those get what they lack."""
    for column in (
        sa.Column("title", sa.Text(), nullable=False, server_default=""),
        sa.Column("parts", postgresql.JSONB(astext_type=sa.Text()), nullable=False, server_default="{}"),
        sa.Column("written_on", sa.Date(), nullable=False, server_default=sa.text("current_date")),
        sa.Column("written_by", sa.Text(), nullable=False, server_default=""),
        sa.Column("released_by", sa.Text(), nullable=True),
        sa.Column("pdf_sha256", sa.Text(), nullable=True),
    ):
        op.add_column("letters", column, schema=SCHEMA)
    for name in ("title", "parts", "written_on", "written_by"):
        op.alter_column("letters", name, server_default=None, schema=SCHEMA)
    op.create_check_constraint(
        "ck_letters_status", "letters", "status in ('draft', 'final', 'sent', 'void')", schema=SCHEMA
    )
    op.create_check_constraint(
        "ck_letters_second_person", "letters", "released_by is distinct from written_by", schema=SCHEMA
    )
    op.create_check_constraint("ck_letters_sent", "letters", "(sent_on is not null) = (status = 'sent')", schema=SCHEMA)


def _letter_services() -> None:
    op.create_table(
        "letter_services",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("letter_id", sa.UUID(), nullable=False),
        sa.Column("recipient", sa.SmallInteger(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("served_on", sa.Date(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.CheckConstraint("method in ('email', 'post', 'hand')", name="ck_letter_services_method"),
        sa.ForeignKeyConstraint(
            ["authority", "letter_id"],
            [f"{SCHEMA}.letters.authority", f"{SCHEMA}.letters.id"],
            name="fk_letter_services_authority_letter_id",
        ),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_letter_services"),
        schema=SCHEMA,
    )
    op.create_index(
        "ix_letter_services_letter", "letter_services", ["authority", "letter_id", "id"], unique=False, schema=SCHEMA
    )


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.UUID(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind in ('letter', 'bundle')", name="ck_documents_kind"),
        sa.CheckConstraint("sha256 = encode(sha256(content), 'hex')", name="ck_documents_sha256"),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_documents"),
        sa.UniqueConstraint(
            "authority", "subject_id", "media_type", name="uq_documents_authority_subject_id_media_type"
        ),
        schema=SCHEMA,
    )


def _bundles() -> None:
    op.create_table(
        "bundles",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("application_id", sa.UUID(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("names", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("omit", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("because", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ordered_by", sa.Text(), nullable=False),
        sa.CheckConstraint("not names or reason is not null", name="ck_bundles_reason"),
        sa.ForeignKeyConstraint(
            ["authority", "application_id"],
            [f"{SCHEMA}.applications.authority", f"{SCHEMA}.applications.id"],
            name="fk_bundles_authority_application_id",
        ),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_bundles"),
        schema=SCHEMA,
    )
    op.create_index(
        "ix_bundles_application", "bundles", ["authority", "application_id", "id"], unique=False, schema=SCHEMA
    )


def _paper_orders() -> None:
    op.create_table(
        "paper_orders",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.UUID(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        sa.Column("try_after", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind in ('letter', 'bundle')", name="ck_paper_orders_kind"),
        sa.PrimaryKeyConstraint("id", name="pk_paper_orders"),
        schema=SCHEMA,
    )
    op.create_index(
        "ix_paper_orders_open",
        "paper_orders",
        ["kind", "try_after"],
        unique=False,
        schema=SCHEMA,
        postgresql_where=sa.text("done_at is null"),
    )
