"""Cases of one authority: a child's need for a school place."""

from typing import Final

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    Text,
    false,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, UUID

from kit.db.tables import D0, D2, D3, tenant_table
from placements.store.tables.children import CHILDREN
from placements.store.tables.metadata import METADATA

CASES: Final = tenant_table(
    METADATA,
    "cases",
    Column("id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("version", Integer, nullable=False, info=D0),
    Column("child_id", UUID(as_uuid=True), nullable=False, info=D2),
    Column("responsible_authority", Text, nullable=False, info=D0),
    Column("host_authority", Text, nullable=False, info=D2),
    # Fixed for the life of the case (PL-103).
    Column("case_calendar_authority", Text, nullable=False, info=D0),
    Column("reason", Text, nullable=False, info=D3),
    Column("need_from", Date, nullable=False, info=D2),
    Column("emergency", Boolean, nullable=False, server_default=false(), info=D3),
    Column("emergency_reason", Text, info=D3),
    Column("care_placement_type", Text, info=D3),
    Column("care_move_planned_on", Date, info=D3),
    Column("expected_length", Text, nullable=False, info=D3),
    Column("current_school_urn", Integer, info=D2),
    Column("attending", Text, info=D2),
    Column("child_view", Text, info=D3),
    Column("carer_view", Text, info=D3),
    Column("considered_with", JSONB, nullable=False, info=D3),
    Column("transport_considered", Boolean, info=D2),
    Column("transport_note", Text, info=D3),
    Column("owner_post_id", Text, info=D0),
    Column("delay_reasons", JSONB, nullable=False, info=D2),
    # When the last Friday of June of Year 11 asked how it goes on (PL-710).
    Column("post16_asked_on", Date, info=D2),
    Column("opened_on", Date, nullable=False, info=D2),
    Column("closed_on", Date, info=D2),
    Column("closed_reason", Text, info=D3),
    Column("updated_at", DateTime(timezone=True), nullable=False, info=D0),
    ForeignKeyConstraint(["authority", "child_id"], [CHILDREN.c.authority, CHILDREN.c.id]),
    CheckConstraint("(closed_on is null) = (closed_reason is null)", name="closed"),
    Index(
        "uq_cases_open_child",
        "authority",
        "child_id",
        unique=True,
        postgresql_where=text("closed_on is null"),
    ),
    Index("ix_cases_child", "authority", "child_id"),
    Index("ix_cases_open", "authority", "need_from", "id", postgresql_where=text("closed_on is null")),
)
