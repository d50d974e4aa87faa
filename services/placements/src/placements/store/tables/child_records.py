"""What is kept beside a child: restricted facts, exclusions, reduced timetables, a school's no before any request."""

from typing import Final

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    SmallInteger,
    Text,
)
from sqlalchemy.dialects.postgresql import JSONB, UUID

from kit.db.tables import D0, D1, D2, D3, tenant_table
from placements.store.tables.children import CHILDREN, of_a_child
from placements.store.tables.metadata import METADATA

# Only the virtual school head, the owner and the child's own social worker read these (PL-204).
RESTRICTED: Final = tenant_table(
    METADATA,
    "child_restricted",
    Column("child_id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("version", Integer, nullable=False, info=D0),
    Column("reason_for_care", Text, info=D3),
    Column("legal_status", Text, info=D3),
    Column("carer_name", Text, info=D3),
    Column("risk_notes", Text, info=D3),
    Column("carer_address", Text, info=D3),
    Column("address_protected", Boolean, nullable=False, info=D3),
    Column("address_basis", Text, info=D3),
    Column("address_set_by", Text, info=D1),
    Column("address_review_by", Date, info=D3),
    ForeignKeyConstraint(["authority", "child_id"], [CHILDREN.c.authority, CHILDREN.c.id]),
    CheckConstraint("not address_protected or address_review_by is not null", name="address_review_by"),
    key=("child_id",),
)

EXCLUSIONS: Final = of_a_child(
    "exclusions",
    Column("school_urn", Integer, nullable=False, info=D2),
    Column("on", Date, nullable=False, info=D3),
    Column("status", Text, nullable=False, info=D3),
    CheckConstraint("status in ('upheld', 'cancelled', 'rescinded', 'reinstated')", name="status"),
)

REDUCED_TIMETABLES: Final = of_a_child(
    "reduced_timetables",
    Column("school_urn", Integer, nullable=False, info=D2),
    Column("from_on", Date, nullable=False, info=D3),
    Column("to_on", Date, info=D3),
    Column("hours_per_week", SmallInteger, nullable=False, info=D3),
    Column("agreed", Boolean, nullable=False, info=D3),
    Column("review_on", Date, info=D3),
    CheckConstraint("to_on >= from_on", name="ends_after_start"),
)

INFORMAL_REFUSALS: Final = of_a_child(
    "informal_refusals",
    Column("school_urn", Integer, nullable=False, info=D2),
    Column("noted_on", Date, nullable=False, info=D2),
    Column("codes", JSONB, nullable=False, info=D2),
    Column("note", Text, info=D3),
    Column("noted_by", Text, nullable=False, info=D1),
    Column("noted_at", DateTime(timezone=True), nullable=False, info=D0),
)
