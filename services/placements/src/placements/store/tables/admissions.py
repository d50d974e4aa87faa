"""What an authority knows about admissions elsewhere: who decides at a school, and how an authority wants to be asked.

Both are kept version by version: a save adds one, none is ever changed.
"""

from typing import Final

from sqlalchemy import CheckConstraint, Column, DateTime, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB

from kit.db.tables import D0, D1, tenant_table
from placements.store.tables.metadata import METADATA

ADMISSION_AUTHORITY_OVERRIDES: Final = tenant_table(
    METADATA,
    "admission_authority_overrides",
    Column("urn", Integer, nullable=False, info=D0),
    Column("version", Integer, nullable=False, info=D0),
    # Null: the register's own counts again.
    Column("admission_authority_type", Text, info=D0),
    Column("reason", Text, nullable=False, info=D0),
    Column("set_by", Text, nullable=False, info=D1),
    Column("set_at", DateTime(timezone=True), nullable=False, info=D0),
    CheckConstraint("admission_authority_type in ('authority', 'governing_body', 'trust')", name="type"),
    CheckConstraint("char_length(reason) >= 20", name="reason"),
    key=("urn", "version"),
)

ADMISSIONS_PROFILES: Final = tenant_table(
    METADATA,
    "admissions_profiles",
    Column("about_authority", Text, nullable=False, info=D0),
    Column("version", Integer, nullable=False, info=D0),
    Column("profile", JSONB, nullable=False, info=D0),
    Column("set_by", Text, nullable=False, info=D1),
    Column("set_at", DateTime(timezone=True), nullable=False, info=D0),
    CheckConstraint("about_authority ~ '^[0-9]{3}$'", name="about_authority"),
    key=("about_authority", "version"),
)
