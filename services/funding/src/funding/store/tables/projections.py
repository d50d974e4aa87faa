"""What the placements feed tells of children, schools and calendars: exactly the fields of FU-901 and no more."""

from typing import Final

from sqlalchemy import ARRAY, Boolean, Column, Date, Index, Integer, Text

from funding.store.tables.metadata import METADATA, child, day, instant, number, uid, urn, word
from kit.db.tables import D0, D1, D2, D3, register_table, tenant_table

CHILDREN: Final = tenant_table(
    METADATA,
    "children",
    uid(info=D2),
    word("initials", D2, optional=True),
    word("year_group", D2, optional=True),
    word("academic_year", optional=True),
    word("sen", D3, optional=True),
)

CARE_INTERVALS: Final = tenant_table(
    METADATA,
    "care_intervals",
    child(),
    number("position"),
    word("status", D3),
    day("starts_on", D3),
    day("ends_on", D3, optional=True),
    Column("short_break", Boolean, nullable=False, info=D3),
    word("end_reason", D3, optional=True),
    key=("child_id", "position"),
)

ROLL_INTERVALS: Final = tenant_table(
    METADATA,
    "roll_intervals",
    child(),
    number("position"),
    urn(),
    day("starts_on", D2),
    day("ends_on", D2, optional=True),
    word("kind", D2),
    Index("ix_roll_intervals_school", "authority", "school_urn"),
    key=("child_id", "position"),
)

SCHOOLS: Final = register_table(
    METADATA,
    "schools",
    Column("urn", Integer, primary_key=True, autoincrement=False, info=D0),
    Column("name", Text, nullable=False, info=D0),
    Column("type_code", Integer, nullable=False, info=D0),
    Column("authority", Text, nullable=False, info=D0),
    Column("status_code", Integer, nullable=False, info=D0),
    Column("trust_uid", Text, nullable=True, info=D0),
)

SCHOOL_CONTACTS: Final = tenant_table(
    METADATA,
    "school_contacts",
    urn("school_urn", D1),
    word("purpose"),
    word("mailbox", D1, optional=True),
    instant("told_at"),
    key=("school_urn", "purpose"),
)

CALENDARS: Final = tenant_table(
    METADATA,
    "calendars",
    word("academic_year"),
    day("covers_from"),
    day("covers_to"),
    Column("school_days", ARRAY(Date), nullable=False, info=D0),
    key=("academic_year",),
)

CALENDAR_TERMS: Final = tenant_table(
    METADATA,
    "calendar_terms",
    word("academic_year"),
    number("position"),
    word("term"),
    day("starts_on"),
    day("ends_on"),
    key=("academic_year", "position"),
)
