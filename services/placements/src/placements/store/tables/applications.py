"""Applications, the answers to them, and the log of everything that happened (append-only)."""

from typing import Final

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    SmallInteger,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, UUID

from kit.db.tables import D0, D1, D2, D3, tenant_table
from placements.domain.application_states import TERMINAL, WITH_THE_SCHOOL, ApplicationState
from placements.store.tables.cases import CASES
from placements.store.tables.children import CHILDREN
from placements.store.tables.metadata import METADATA

_ENDED: Final = ", ".join(f"'{state.value}'" for state in sorted(TERMINAL))
_UNANSWERED: Final = ", ".join(f"'{state.value}'" for state in sorted(WITH_THE_SCHOOL | {ApplicationState.NO_RESPONSE}))

APPLICATIONS: Final = tenant_table(
    METADATA,
    "applications",
    Column("id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("version", Integer, nullable=False, info=D0),
    Column("reference", Text, nullable=False, info=D0),
    Column("case_id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("child_id", UUID(as_uuid=True), nullable=False, info=D2),
    Column("school_urn", Integer, nullable=False, info=D2),
    Column("rank", SmallInteger, nullable=False, info=D2),
    Column("route", Text, info=D2),
    Column("next_route", Text, info=D2),
    Column("next_route_rules", JSONB(none_as_null=True), info=D0),
    Column("stream", Text, nullable=False, info=D2),
    Column("entry_academic_year", Text, nullable=False, info=D2),
    Column("year_group", Text, nullable=False, info=D2),
    Column("requested_start_kind", Text, nullable=False, info=D2),
    Column("requested_start_on", Date, info=D2),
    Column("why_this_school", Text, info=D3),
    Column("alternatives", JSONB, nullable=False, info=D3),
    Column("strengths", Text, info=D3),
    Column("interests", Text, info=D3),
    Column("what_helps", Text, info=D3),
    Column("visit_on", Date, info=D2),
    Column("nearest_reason", Text, info=D3),
    Column("distance_km", Float, info=D2),
    Column("inspection_note", Text, info=D3),
    Column("attachments", JSONB, nullable=False, server_default=text("'[]'"), info=D3),
    Column("incomplete_reason", Text, info=D3),
    Column("external_ref", Text, info=D2),
    Column("state", Text, nullable=False, info=D2),
    Column("flags", JSONB, nullable=False, info=D2),
    Column("submitted_at", DateTime(timezone=True), info=D2),
    Column("received_on", Date, info=D2),
    Column("received_at", DateTime(timezone=True), info=D2),
    Column("receipt_proof", Text, nullable=False, info=D2),
    Column("acknowledged_on", Date, info=D2),
    Column("accepted_on", Date, info=D2),
    Column("accepted_by", Text, info=D2),
    Column("start_on", Date, info=D2),
    Column("hours_per_week", SmallInteger, info=D2),
    Column("review_on", Date, info=D2),
    Column("first_day_on", Date, info=D2),
    Column("delay_cause", Text, info=D2),
    Column("closed_on", Date, info=D2),
    Column("close_reason", Text, info=D3),
    Column("continues_id", UUID(as_uuid=True), info=D0),
    Column("continued_in_id", UUID(as_uuid=True), info=D0),
    Column("updated_at", DateTime(timezone=True), nullable=False, info=D0),
    UniqueConstraint("authority", "reference"),
    ForeignKeyConstraint(["authority", "case_id"], [CASES.c.authority, CASES.c.id]),
    ForeignKeyConstraint(["authority", "child_id"], [CHILDREN.c.authority, CHILDREN.c.id]),
    CheckConstraint("rank between 1 and 9", name="rank"),
    CheckConstraint(f"(closed_on is not null) = (state in ({_ENDED}))", name="closed"),
    CheckConstraint(
        "(state in ('draft', 'ready')) = (submitted_at is null) or closed_on is not null", name="submitted"
    ),
    # PL-605: one active application for a child, school, year of entry and year group.
    Index(
        "uq_applications_active",
        "authority",
        "child_id",
        "school_urn",
        "entry_academic_year",
        "year_group",
        unique=True,
        postgresql_where=text(f"state not in ({_ENDED})"),
    ),
    Index("ix_applications_case", "authority", "case_id"),
    Index("ix_applications_child", "authority", "child_id"),
    Index("ix_applications_list", "authority", "id"),
    Index("ix_applications_school", "school_urn", "id", postgresql_where=text("submitted_at is not null")),
    Index("ix_applications_unanswered", "authority", "id", postgresql_where=text(f"state in ({_UNANSWERED})")),
)

DECISIONS: Final = tenant_table(
    METADATA,
    "decisions",
    Column("id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("application_id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("outcome", Text, nullable=False, info=D2),
    Column("first", Boolean, nullable=False, info=D0),
    Column("decided_on", Date, nullable=False, info=D2),
    Column("logged_on", Date, nullable=False, info=D0),
    Column("recorded_by", Text, nullable=False, info=D1),
    Column("received_through", Text, nullable=False, info=D0),
    Column("channel", Text, nullable=False, info=D0),
    Column("codes", JSONB, nullable=False, info=D3),
    Column("ground", Text, info=D2),
    Column("narrative", Text, info=D3),
    Column("evidence", JSONB, nullable=False, info=D2),
    Column("appeal_information", Text, nullable=False, info=D0),
    Column("reasons_dated_on", Date, info=D2),
    Column("start_on", Date, info=D2),
    Column("hours_per_week", SmallInteger, info=D2),
    Column("conditions", JSONB, nullable=False, info=D2),
    Column("answer_reference", Text, info=D2),
    Column("school_days", Integer, info=D0),
    Column("late_by_school_days", Integer, info=D0),
    Column("overturned_by", Text, info=D0),
    Column("annotation", Text, info=D3),
    ForeignKeyConstraint(["authority", "application_id"], [APPLICATIONS.c.authority, APPLICATIONS.c.id]),
    Index("ix_decisions_application", "authority", "application_id"),
)

HISTORY: Final = tenant_table(
    METADATA,
    "history",
    Column("id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("at", DateTime(timezone=True), nullable=False, info=D0),
    Column("kind", Text, nullable=False, info=D0),
    Column("child_id", UUID(as_uuid=True), nullable=False, info=D2),
    # Null where only the child's record changed.
    Column("case_id", UUID(as_uuid=True), info=D0),
    Column("application_id", UUID(as_uuid=True), info=D0),
    Column("actor_kind", Text, nullable=False, info=D0),
    Column("actor_id", Text, nullable=False, info=D1),
    Column("role", Text, nullable=False, info=D0),
    Column("via", Text, nullable=False, info=D0),
    Column("facts", JSONB, nullable=False, info=D3),
    Column("document_id", UUID(as_uuid=True), info=D0),
    ForeignKeyConstraint(["authority", "case_id"], [CASES.c.authority, CASES.c.id]),
    Index("ix_history_application", "authority", "application_id", "id"),
    Index("ix_history_case", "authority", "case_id", "id"),
    Index("ix_history_moved", "authority", "at", postgresql_where=text("kind in ('dates_moved', 'limit_moved')")),
    Index("ix_history_child", "authority", "child_id", "id"),
)

REFERENCE_NUMBERS: Final = tenant_table(
    METADATA,
    "reference_numbers",
    Column("year", SmallInteger, nullable=False, info=D0),
    Column("last", Integer, nullable=False, info=D0),
    key=("year",),
)
