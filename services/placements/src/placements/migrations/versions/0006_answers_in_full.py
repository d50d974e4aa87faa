"""Questions, challenges, corrections and appeals of an application."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kit.db.protection import keep_append_only, protect
from placements.store.tables.answers import ANNOTATIONS, APPEALS, CHALLENGES, CORRECTIONS, QUESTIONS

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SCHEMA = "placements"


def upgrade() -> None:
    _more_of_an_application()
    _questions()
    _challenges()
    _appeals()
    _corrections()
    _annotations()
    connection = op.get_bind()
    for table in (QUESTIONS, CHALLENGES, APPEALS):
        protect(connection, table, rights="select, insert, update")
    for table in (CORRECTIONS, ANNOTATIONS):
        protect(connection, table, rights="select, insert")
        keep_append_only(connection, table)


def downgrade() -> None:
    for table in ("annotations", "corrections", "appeals", "challenges", "questions"):
        op.drop_table(table, schema=SCHEMA)
    for column in ("review_on", "attachments", "inspection_note", "distance_km"):
        op.drop_column("applications", column, schema=SCHEMA)


def _more_of_an_application() -> None:
    for column in (
        sa.Column("distance_km", sa.Float(), nullable=True),
        sa.Column("inspection_note", sa.Text(), nullable=True),
        sa.Column(
            "attachments", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False
        ),
        sa.Column("review_on", sa.Date(), nullable=True),
    ):
        op.add_column("applications", column, schema=SCHEMA)


def _of_an_application(name: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        name,
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("application_id", sa.UUID(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            ["authority", "application_id"],
            [f"{SCHEMA}.applications.authority", f"{SCHEMA}.applications.id"],
            name=f"fk_{name}_authority_application_id",
        ),
        sa.PrimaryKeyConstraint("authority", "id", name=f"pk_{name}"),
        schema=SCHEMA,
    )
    op.create_index(f"ix_{name}_application", name, ["authority", "application_id"], unique=False, schema=SCHEMA)


def _questions() -> None:
    _of_an_application(
        "questions",
        sa.Column("questions", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by", sa.Text(), nullable=True),
    )


def _challenges() -> None:
    _of_an_application(
        "challenges",
        sa.Column("letter_key", sa.Text(), nullable=True),
        sa.Column("letter_id", sa.UUID(), nullable=True),
        sa.Column("codes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("sent_by", sa.Text(), nullable=False),
        sa.Column("reply_due_on", sa.Date(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("kept", sa.Boolean(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
    )


def _appeals() -> None:
    _of_an_application(
        "appeals",
        sa.Column("lodged_on", sa.Date(), nullable=False),
        sa.Column("heard_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Text(), nullable=False),
    )


def _corrections() -> None:
    _of_an_application(
        "corrections",
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("before", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("after", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("decision_changes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("corrected_on", sa.Date(), nullable=False),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("corrected_by", sa.Text(), nullable=False),
        sa.Column("application_version", sa.Integer(), nullable=False),
    )


def _annotations() -> None:
    op.create_table(
        "annotations",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("decision_id", sa.UUID(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority", "decision_id"],
            [f"{SCHEMA}.decisions.authority", f"{SCHEMA}.decisions.id"],
            name="fk_annotations_authority_decision_id",
        ),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_annotations"),
        schema=SCHEMA,
    )
    op.create_index("ix_annotations_decision", "annotations", ["authority", "decision_id"], unique=False, schema=SCHEMA)
