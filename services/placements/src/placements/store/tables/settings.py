"""What an authority has chosen, version by version: a save adds one, none is ever changed."""

from typing import Final

from sqlalchemy import CheckConstraint, Column, DateTime, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB

from kit.db.tables import D0, D1, tenant_table
from placements.store.tables.metadata import METADATA

AUTHORITY_SETTINGS: Final = tenant_table(
    METADATA,
    "authority_settings",
    Column("version", Integer, nullable=False, info=D0),
    Column("chosen", JSONB, nullable=False, info=D0),
    Column("set_at", DateTime(timezone=True), nullable=False, info=D0),
    Column("set_by", Text, nullable=False, info=D1),
    # The first version are the defaults, which nobody has chosen.
    CheckConstraint("version > 1", name="version"),
    key=("version",),
)
