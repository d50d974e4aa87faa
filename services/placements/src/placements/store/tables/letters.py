"""Letters as they were sent: the merge is kept, so that a letter never changes afterwards."""

from typing import Final

from sqlalchemy import Boolean, Column, Date, DateTime, ForeignKeyConstraint, Index, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB, UUID

from kit.db.tables import D0, D1, D3, tenant_table
from placements.store.tables.applications import APPLICATIONS
from placements.store.tables.metadata import METADATA

LETTERS: Final = tenant_table(
    METADATA,
    "letters",
    Column("id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("version", Integer, nullable=False, info=D0),
    Column("application_id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("school_urn", Integer, nullable=False, info=D0),
    Column("template_key", Text, nullable=False, info=D0),
    Column("template_version", Integer, nullable=False, info=D0),
    Column("merge", JSONB, nullable=False, info=D3),
    Column("legal_refs", JSONB, nullable=False, info=D0),
    Column("additional_text", Text, info=D3),
    Column("recipients", JSONB, nullable=False, info=D1),
    Column("names_child", Boolean, nullable=False, info=D0),
    Column("status", Text, nullable=False, info=D0),
    Column("sent_on", Date, info=D0),
    Column("sent_at", DateTime(timezone=True), info=D0),
    Column("sent_by", Text, info=D1),
    ForeignKeyConstraint(["authority", "application_id"], [APPLICATIONS.c.authority, APPLICATIONS.c.id]),
    Index("ix_letters_application", "authority", "application_id"),
    Index("ix_letters_school_day", "authority", "school_urn", "sent_on"),
)
