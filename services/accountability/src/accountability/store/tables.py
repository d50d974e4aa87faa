"""The facts the feeds told, what follows from them, and the register of schools."""

from typing import Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    Computed,
    Date,
    DateTime,
    Identity,
    Index,
    Integer,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR, UUID

from kit.db.foundation import Foundation, foundation
from kit.db.tables import D0, D2, D3, register_table, service_metadata, tenant_table

METADATA: Final = service_metadata("accountability")
FOUNDATION: Final[Foundation] = foundation(METADATA)

FACTS: Final = tenant_table(
    METADATA,
    "facts",
    Column("event_id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("stored_seq", BigInteger, Identity(always=True), nullable=False, info=D0),
    Column("stored_at", DateTime(timezone=True), nullable=False, info=D0),
    Column("source", Text, nullable=False, info=D0),
    Column("type", Text, nullable=False, info=D0),
    Column("version", Integer, nullable=False, info=D0),
    Column("occurred_on", Date, nullable=False, info=D2),
    Column("recorded_at", DateTime(timezone=True), nullable=False, info=D0),
    Column("subject_id", Text, nullable=False, info=D2),
    Column("child_id", UUID(as_uuid=True), info=D2),  # null: no child, or its application has not arrived yet
    Column("school_urn", Integer, info=D2),
    Column("year_group", Text, info=D2),
    Column("corrects", UUID(as_uuid=True), info=D0),
    Column("corrected_by", UUID(as_uuid=True), info=D0),  # null: part of the effective set (AC-28)
    Column("fields", JSONB, nullable=False, info=D3),
    Index("ix_facts_school", "school_urn", "authority", "occurred_on", "event_id"),
    Index("ix_facts_subject", "authority", "subject_id"),
    Index("ix_facts_child", "authority", "child_id", "type"),
    Index("ix_facts_calendars", "authority", "school_urn", postgresql_where=text("type = 'calendar.published'")),
    Index("ix_facts_corrects", "authority", "corrects", postgresql_where=text("corrects is not null")),
    key=("event_id",),
)

CARE_INTERVALS: Final = tenant_table(
    METADATA,
    "care_intervals",
    Column("child_id", UUID(as_uuid=True), nullable=False, info=D2),
    Column("position", Integer, nullable=False, info=D0),
    Column("status", Text, nullable=False, info=D3),
    Column("from_on", Date, nullable=False, info=D3),
    Column("to_on", Date, info=D3),
    Column("short_break", Boolean, nullable=False, info=D3),
    Index("ix_care_intervals_child", "child_id"),
    key=("child_id", "position"),
)

ROLL_INTERVALS: Final = tenant_table(
    METADATA,
    "roll_intervals",
    Column("child_id", UUID(as_uuid=True), nullable=False, info=D2),
    Column("position", Integer, nullable=False, info=D0),
    Column("school_urn", Integer, nullable=False, info=D2),
    Column("kind", Text, nullable=False, info=D2),
    Column("from_on", Date, nullable=False, info=D2),
    Column("to_on", Date, info=D2),
    Index("ix_roll_intervals_school", "school_urn", "authority"),
    key=("child_id", "position"),
)

SCHOOLS: Final = register_table(
    METADATA,
    "schools",
    Column("urn", Integer, primary_key=True, autoincrement=False, info=D0),
    Column("version", Integer, nullable=False, info=D0),
    Column("known_from_on", Date, nullable=False, info=D0),
    Column("name", Text, nullable=False, info=D0),
    Column("name_key", Text, nullable=False, info=D0),
    Column(
        "name_words",
        TSVECTOR,
        Computed("array_to_tsvector(string_to_array(name_key, ' '))", persisted=True),
        info=D0,
    ),
    Column("authority", Text, nullable=False, info=D0),
    Column("type_code", Integer, nullable=False, info=D0),
    Column("phase_code", Integer, info=D0),
    Column("phase_groups", ARRAY(Text), nullable=False, info=D0),
    Column("status_code", Integer, nullable=False, info=D0),
    Column("open_on", Date, info=D0),
    Column("close_on", Date, info=D0),
    Column("reason_opened", Integer, info=D0),
    Column("high_age", Integer, info=D0),
    Column("number_on_roll", Integer, info=D0),
    Column("admissions_policy", Text, info=D0),
    Column("trust_uid", Text, info=D0),
    Column("trust_name", Text, info=D0),
    Column("trust_joined_on", Date, info=D0),
    Index("ix_schools_name", "name_key", "urn"),
    Index("ix_schools_authority", "authority", "name_key", "urn"),
    Index("ix_schools_name_words", "name_words", postgresql_using="gin"),
)

SCHOOL_LINKS: Final = register_table(
    METADATA,
    "school_links",
    Column("urn", Integer, primary_key=True, autoincrement=False, info=D0),
    Column("link_urn", Integer, primary_key=True, autoincrement=False, info=D0),
    Column("link_type", Text, primary_key=True, info=D0),
    Column("established_on", Date, info=D0),
)
