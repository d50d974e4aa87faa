"""What an authority knows of a school's numbers and inspection, version by version (PL-309)."""

from typing import Final

from sqlalchemy import Column, DateTime, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB

from kit.db.tables import D0, D1, tenant_table
from placements.store.tables.metadata import METADATA

SCHOOL_FACTS: Final = tenant_table(
    METADATA,
    "school_facts",
    Column("urn", Integer, nullable=False, info=D0),
    Column("version", Integer, nullable=False, info=D0),
    Column("year_groups", JSONB, nullable=False, info=D0),
    Column("inspection", JSONB(none_as_null=True), info=D0),
    Column("set_by", Text, nullable=False, info=D1),
    Column("set_at", DateTime(timezone=True), nullable=False, info=D0),
    key=("urn", "version"),
)
