"""What reply links have been used for, and the yearly question whether a school's contacts are still right."""

from typing import Final

from sqlalchemy import CheckConstraint, Column, Date, DateTime, Index, Integer, Text
from sqlalchemy.dialects.postgresql import UUID

from kit.db.tables import D0, tenant_table
from placements.store.tables.metadata import METADATA

LINK_USES: Final = tenant_table(
    METADATA,
    "link_uses",
    Column("id", UUID(as_uuid=True), nullable=False, info=D0),
    # The link, or for a new link that staff ask for the request it is about.
    Column("counted_id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("kind", Text, nullable=False, info=D0),
    Column("used_at", DateTime(timezone=True), nullable=False, info=D0),
    CheckConstraint("kind in ('answer', 'forward', 'reissue')", name="kind"),
    Index("ix_link_uses_counted", "authority", "counted_id", "kind", "used_at"),
)

CONTACT_ASKS: Final = tenant_table(
    METADATA,
    "contact_asks",
    Column("id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("version", Integer, nullable=False, info=D0),
    Column("school_urn", Integer, nullable=False, info=D0),
    Column("asked_on", Date, nullable=False, info=D0),
    Column("answered_at", DateTime(timezone=True), info=D0),
    Index("ix_contact_asks_school", "authority", "school_urn", "asked_on"),
)
