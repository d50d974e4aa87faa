"""Running clocks of cases and applications."""

from typing import Final

from sqlalchemy import Boolean, Column, Date, ForeignKeyConstraint, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import UUID

from kit.db.tables import D0, D2, tenant_table
from placements.store.tables.applications import APPLICATIONS
from placements.store.tables.cases import CASES
from placements.store.tables.metadata import METADATA

CLOCKS: Final = tenant_table(
    METADATA,
    "clocks",
    Column("id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("key", Text, nullable=False, info=D0),
    Column("case_id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("application_id", UUID(as_uuid=True), info=D0),
    Column("from_on", Date, nullable=False, info=D2),
    Column("due_on", Date, info=D2),
    Column("local_due_on", Date, info=D2),
    Column("stopped_on", Date, info=D2),
    Column("rule_version", Integer, nullable=False, info=D0),
    Column("calendar_owner", Text, info=D0),
    Column("calendar_version", Integer, info=D0),
    Column("inherited", Boolean, nullable=False, info=D0),
    ForeignKeyConstraint(["authority", "case_id"], [CASES.c.authority, CASES.c.id]),
    ForeignKeyConstraint(["authority", "application_id"], [APPLICATIONS.c.authority, APPLICATIONS.c.id]),
    Index("ix_clocks_case", "authority", "case_id"),
    Index("ix_clocks_application", "authority", "application_id"),
    Index("ix_clocks_running", "authority", "key", "due_on", postgresql_where=text("stopped_on is null")),
)
