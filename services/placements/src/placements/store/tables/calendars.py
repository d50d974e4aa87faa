"""School calendars an authority holds, its own and its schools', version by version."""

from typing import Final

from sqlalchemy import CheckConstraint, Column, Date, Integer, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB, UUID

from kit.db.tables import D0, tenant_table
from placements.store.tables.metadata import METADATA

SCHOOL_CALENDARS: Final = tenant_table(
    METADATA,
    "school_calendars",
    # The id stays the same through all versions of one owner's academic year.
    Column("id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("version", Integer, nullable=False, info=D0),
    Column("owner_kind", Text, nullable=False, info=D0),
    Column("owner_code", Text, nullable=False, info=D0),
    Column("academic_year", Text, nullable=False, info=D0),
    Column("covers_from", Date, nullable=False, info=D0),
    Column("covers_to", Date, nullable=False, info=D0),
    Column("terms", JSONB, nullable=False, info=D0),
    Column("non_school_days", JSONB, nullable=False, info=D0),
    Column("source", Text, nullable=False, info=D0),
    UniqueConstraint(
        "authority",
        "owner_kind",
        "owner_code",
        "academic_year",
        "version",
        name="uq_school_calendars_owner_version",
    ),
    CheckConstraint("owner_kind in ('authority', 'school')", name="owner_kind"),
    CheckConstraint("academic_year ~ '^[0-9]{4}-[0-9]{2}$'", name="academic_year"),
    CheckConstraint("covers_from <= covers_to", name="covers"),
    CheckConstraint("source in ('manual', 'csv', 'ics')", name="source"),
    key=("id", "version"),
)
