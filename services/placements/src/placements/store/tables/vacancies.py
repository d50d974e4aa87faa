"""Schools asked how many places they have in a year group (Code 2.23)."""

from typing import Final

from sqlalchemy import Boolean, CheckConstraint, Column, Date, DateTime, Index, Integer, Text
from sqlalchemy.dialects.postgresql import UUID

from kit.db.tables import D0, D1, tenant_table
from placements.store.tables.metadata import METADATA

VACANCY_REQUESTS: Final = tenant_table(
    METADATA,
    "vacancy_requests",
    Column("id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("version", Integer, nullable=False, info=D0),
    Column("school_urn", Integer, nullable=False, info=D0),
    Column("year_group", Text, nullable=False, info=D0),
    Column("sent_on", Date, nullable=False, info=D0),
    Column("sent_by", Text, nullable=False, info=D1),
    Column("due_on", Date, info=D0),
    Column("calendar_owner", Text, info=D0),
    Column("calendar_version", Integer, info=D0),
    Column("inherited", Boolean, nullable=False, info=D0),
    Column("places", Integer, info=D0),
    Column("pan", Integer, info=D0),
    Column("nor", Integer, info=D0),
    Column("replied_on", Date, info=D0),
    Column("replied_by", Text, info=D1),
    Column("updated_at", DateTime(timezone=True), nullable=False, info=D0),
    CheckConstraint("(places is null) = (replied_on is null)", name="reply"),
    Index("ix_vacancy_requests_school", "authority", "school_urn", "id"),
    Index("ix_vacancy_requests_asked", "school_urn", "id"),
)
