"""What is kept beside a case: approvals, provision until there is a place, notes, dated facts, days counted."""

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
    SmallInteger,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import UUID
from sqlalchemy.schema import SchemaItem

from kit.db.tables import D0, D1, D2, D3, tenant_table
from placements.store.tables.cases import CASES
from placements.store.tables.metadata import METADATA


def _of_a_case(name: str, *items: SchemaItem) -> Table:
    return tenant_table(
        METADATA,
        name,
        Column("id", UUID(as_uuid=True), nullable=False, info=D0),
        Column("case_id", UUID(as_uuid=True), nullable=False, info=D0),
        *items,
        ForeignKeyConstraint(["authority", "case_id"], [CASES.c.authority, CASES.c.id]),
        Index(None, "authority", "case_id"),
    )


APPROVALS: Final = _of_a_case(
    "approvals",
    Column("version", Integer, nullable=False, info=D0),
    Column("kind", Text, nullable=False, info=D2),
    Column("school_urn", Integer, info=D2),
    Column("requested_by", Text, nullable=False, info=D1),
    Column("requested_on", Date, nullable=False, info=D0),
    Column("request_reason", Text, info=D3),
    Column("consulted_designated_teacher", Boolean, nullable=False, info=D2),
    Column("consulted_iro", Boolean, nullable=False, info=D2),
    Column("decision", Text, info=D2),
    Column("reason", Text, info=D3),
    Column("decided_by", Text, info=D1),
    Column("decided_on", Date, info=D0),
    CheckConstraint("kind in ('ks4_move', 'inspection_exception', 'out_of_county')", name="kind"),
    CheckConstraint("(kind = 'ks4_move') = (school_urn is null)", name="school"),
    CheckConstraint("(decision is null) = (decided_by is null)", name="decided"),
    CheckConstraint("decided_by is distinct from requested_by", name="second_person"),
)

INTERIM_PROVISIONS: Final = _of_a_case(
    "interim_provisions",
    Column("version", Integer, nullable=False, info=D0),
    Column("kind", Text, nullable=False, info=D2),
    Column("provider", Text, info=D2),
    Column("hours_per_week", SmallInteger, nullable=False, info=D2),
    Column("from_on", Date, nullable=False, info=D2),
    Column("to_on", Date, info=D2),
    Column("review_on", Date, info=D2),
    CheckConstraint("kind in ('tuition', 'online', 'ap_registered', 'ap_unregistered', 'pru', 'none')", name="kind"),
    CheckConstraint("to_on >= from_on", name="ends_after_start"),
)

CASE_NOTES: Final = _of_a_case(
    "case_notes",
    Column("kind", Text, nullable=False, info=D0),
    Column("text", Text, nullable=False, info=D3),
    Column("written_by", Text, nullable=False, info=D1),
    Column("role", Text, nullable=False, info=D0),
    Column("written_at", DateTime(timezone=True), nullable=False, info=D0),
    CheckConstraint("kind in ('note', 'escalation')", name="kind"),
)

# A fact told again is a new row; the newest counts and the older ones stay readable (PL-111).
CASE_FACTS: Final = _of_a_case(
    "case_facts",
    Column("fact", Text, nullable=False, info=D0),
    Column("on", Date, nullable=False, info=D2),
    Column("note", Text, info=D3),
    Column("told_by", Text, nullable=False, info=D1),
    Column("told_at", DateTime(timezone=True), nullable=False, info=D0),
)

DAYS_COUNTED: Final = tenant_table(
    METADATA,
    "case_days_counted",
    Column("case_id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("month", Text, nullable=False, info=D0),
    Column("days_off_roll", Integer, nullable=False, info=D2),
    Column("days_no_provision", Integer, nullable=False, info=D2),
    Column("days_part_time", Integer, nullable=False, info=D2),
    Column("days_unregistered_ap", Integer, nullable=False, info=D2),
    CheckConstraint("month ~ '^[0-9]{4}-[0-9]{2}$'", name="month"),
    ForeignKeyConstraint(["authority", "case_id"], [CASES.c.authority, CASES.c.id]),
    key=("case_id", "month"),
)
