"""Files of an authority's own records: what was asked for, and the file itself, locked and for a week only."""

from typing import Final

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Text,
)
from sqlalchemy.dialects.postgresql import ARRAY, UUID

from kit.db.tables import D0, D1, D2, D3, tenant_table
from placements.store.tables.metadata import METADATA

EXPORTS: Final = tenant_table(
    METADATA,
    "exports",
    Column("id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("version", Integer, nullable=False, info=D0),
    Column("kind", Text, nullable=False, info=D0),
    Column("format", Text, nullable=False, info=D0),
    Column("names", Boolean, nullable=False, info=D0),
    Column("reason", Text, info=D1),
    Column("state", Text, nullable=False, info=D0),
    Column("requested_by", Text, nullable=False, info=D1),
    Column("requested_at", DateTime(timezone=True), nullable=False, info=D0),
    Column("approved_by", Text, info=D1),
    Column("approved_at", DateTime(timezone=True), info=D0),
    Column("made_at", DateTime(timezone=True), info=D0),
    Column("rows", Integer, info=D0),
    Column("sha256", Text, info=D0),
    Column("children", ARRAY(UUID(as_uuid=True)), nullable=False, info=D2),
    Column("downloads", SmallInteger, nullable=False, info=D0),
    CheckConstraint("downloads between 0 and 3", name="downloads"),
    CheckConstraint("approved_by is distinct from requested_by", name="second_person"),
    Index("ix_exports_requested", "authority", "requested_by", "requested_at"),
)

EXPORT_FILES: Final = tenant_table(
    METADATA,
    "export_files",
    Column("export_id", UUID(as_uuid=True), nullable=False, info=D0),
    # Locked with a key that is not in the database.
    Column("content", LargeBinary, nullable=False, info=D3),
    ForeignKeyConstraint(["authority", "export_id"], [EXPORTS.c.authority, EXPORTS.c.id]),
    key=("export_id",),
)
