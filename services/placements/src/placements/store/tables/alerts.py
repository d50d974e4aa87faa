"""Alerts, which authorities' work has changed since somebody looked, and which schools were chased on which day."""

from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import UUID

from kit.db.tables import D0, D2, D3, technical_table, tenant_table
from placements.store.tables.applications import APPLICATIONS
from placements.store.tables.cases import CASES
from placements.store.tables.children import CHILDREN
from placements.store.tables.metadata import METADATA

ALERTS: Final = tenant_table(
    METADATA,
    "alerts",
    Column("id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("code", Text, nullable=False, info=D0),
    Column("severity", Text, nullable=False, info=D0),
    # The order people read them in: 1 critical, 2 warn, 3 info.
    Column("weight", SmallInteger, nullable=False, info=D0),
    Column("owner_role", Text, nullable=False, info=D0),
    Column("owner_post_id", Text, info=D0),
    Column("subject_kind", Text, nullable=False, info=D0),
    Column("subject_key", Text, nullable=False, info=D2),
    Column("occasion", Text, nullable=False, info=D2),
    Column("child_id", UUID(as_uuid=True), info=D2),
    Column("case_id", UUID(as_uuid=True), info=D0),
    Column("application_id", UUID(as_uuid=True), info=D0),
    Column("school_urn", Integer, info=D2),
    Column("raised_on", Date, nullable=False, info=D0),
    Column("due_on", Date, info=D2),
    Column("snoozed_until", Date, info=D0),
    Column("snooze_reason", Text, info=D3),
    Column("cleared_on", Date, info=D0),
    ForeignKeyConstraint(["authority", "child_id"], [CHILDREN.c.authority, CHILDREN.c.id]),
    ForeignKeyConstraint(["authority", "case_id"], [CASES.c.authority, CASES.c.id]),
    ForeignKeyConstraint(["authority", "application_id"], [APPLICATIONS.c.authority, APPLICATIONS.c.id]),
    CheckConstraint("code ~ '^A[0-9]{2}$'", name="code"),
    CheckConstraint("(severity, weight) in (('critical', 1), ('warn', 2), ('info', 3))", name="severity"),
    CheckConstraint("(snoozed_until is null) = (snooze_reason is null)", name="snoozed"),
    # Once for each subject, occasion and owner, whoever looks and how often (PL-901).
    UniqueConstraint(
        "authority", "code", "owner_role", "subject_kind", "subject_key", "occasion", name="uq_alerts_once"
    ),
    Index("ix_alerts_school", "school_urn", "weight", "id", postgresql_where=text("cleared_on is null")),
    Index("ix_alerts_open", "authority", "weight", "id", postgresql_where=text("cleared_on is null")),
)

# One row for an authority and a transaction that changed its work; a look at that authority takes them away.
ALERT_MARKS: Final = technical_table(
    METADATA,
    "alert_marks",
    Column("authority", Text, nullable=False, info=D0),
    Column("tx", Text, nullable=False, info=D0),
    PrimaryKeyConstraint("authority", "tx"),
)

# One asking mail a school and day, whoever runs the job (PL-902).
SCHOOL_CHASES: Final = tenant_table(
    METADATA,
    "school_chases",
    Column("school_urn", Integer, nullable=False, info=D0),
    Column("on", Date, nullable=False, info=D0),
    Column("sent_at", DateTime(timezone=True), nullable=False, info=D0),
    key=("school_urn", "on"),
)
