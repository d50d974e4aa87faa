"""What follows an answer: questions, challenges, appeals, and what is written beside an answer that stands."""

from typing import Final

from sqlalchemy import Boolean, Column, Date, DateTime, ForeignKeyConstraint, Index, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB, UUID

from kit.db.tables import D0, D1, D2, D3, tenant_table
from placements.store.tables.applications import APPLICATIONS, DECISIONS
from placements.store.tables.metadata import METADATA

QUESTIONS: Final = tenant_table(
    METADATA,
    "questions",
    Column("id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("application_id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("questions", JSONB, nullable=False, info=D3),
    Column("asked_on", Date, nullable=False, info=D2),
    Column("asked_by", Text, nullable=False, info=D1),
    Column("answer", Text, info=D3),
    Column("answered_on", Date, info=D2),
    Column("answered_by", Text, info=D1),
    ForeignKeyConstraint(["authority", "application_id"], [APPLICATIONS.c.authority, APPLICATIONS.c.id]),
    Index("ix_questions_application", "authority", "application_id"),
)

CHALLENGES: Final = tenant_table(
    METADATA,
    "challenges",
    Column("id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("application_id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("letter_key", Text, info=D2),
    Column("letter_id", UUID(as_uuid=True), info=D0),
    Column("codes", JSONB, nullable=False, info=D2),
    Column("sent_on", Date, nullable=False, info=D2),
    Column("sent_by", Text, nullable=False, info=D1),
    Column("reply_due_on", Date, info=D2),
    Column("replied_on", Date, info=D2),
    Column("kept", Boolean, info=D2),
    Column("reply", Text, info=D3),
    ForeignKeyConstraint(["authority", "application_id"], [APPLICATIONS.c.authority, APPLICATIONS.c.id]),
    Index("ix_challenges_application", "authority", "application_id"),
)

APPEALS: Final = tenant_table(
    METADATA,
    "appeals",
    Column("id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("application_id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("lodged_on", Date, nullable=False, info=D2),
    Column("heard_on", Date, info=D2),
    Column("outcome", Text, info=D2),
    Column("recorded_by", Text, nullable=False, info=D1),
    ForeignKeyConstraint(["authority", "application_id"], [APPLICATIONS.c.authority, APPLICATIONS.c.id]),
    Index("ix_appeals_application", "authority", "application_id"),
)

CORRECTIONS: Final = tenant_table(
    METADATA,
    "corrections",
    Column("id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("application_id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("field", Text, nullable=False, info=D0),
    Column("before", JSONB, nullable=False, info=D3),
    Column("after", JSONB, nullable=False, info=D3),
    # By the id of each answer that reads otherwise now; null: the answer was none (a silence that was wrong).
    Column("decision_changes", JSONB, nullable=False, info=D3),
    Column("reason", Text, nullable=False, info=D3),
    Column("proof", Text, nullable=False, info=D3),
    Column("corrected_on", Date, nullable=False, info=D2),
    Column("corrected_at", DateTime(timezone=True), nullable=False, info=D0),
    Column("corrected_by", Text, nullable=False, info=D1),
    Column("application_version", Integer, nullable=False, info=D0),
    ForeignKeyConstraint(["authority", "application_id"], [APPLICATIONS.c.authority, APPLICATIONS.c.id]),
    Index("ix_corrections_application", "authority", "application_id"),
)

ANNOTATIONS: Final = tenant_table(
    METADATA,
    "annotations",
    Column("id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("decision_id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("text", Text, nullable=False, info=D3),
    Column("written_at", DateTime(timezone=True), nullable=False, info=D0),
    Column("written_by", Text, nullable=False, info=D1),
    ForeignKeyConstraint(["authority", "decision_id"], [DECISIONS.c.authority, DECISIONS.c.id]),
    Index("ix_annotations_decision", "authority", "decision_id"),
)
