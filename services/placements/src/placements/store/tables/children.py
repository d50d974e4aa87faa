"""Children of one authority, their care, where they live and whose roll they are on."""

from typing import Final

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import UUID
from sqlalchemy.schema import SchemaItem

from kit.db.tables import D0, D1, D2, D3, tenant_table
from placements.store.tables.metadata import METADATA

CHILDREN: Final = tenant_table(
    METADATA,
    "children",
    Column("id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("version", Integer, nullable=False, info=D0),
    Column("la_child_id", Text, info=D2),
    Column("first_name", Text, info=D2),
    Column("surname", Text, info=D2),
    Column("preferred_name", Text, info=D2),
    Column("date_of_birth", Date, nullable=False, info=D2),
    Column("sex", Text, nullable=False, info=D2),
    Column("upn", Text, info=D2),
    Column("former_upn", Text, info=D2),
    Column("upn_unknown_reason", Text, info=D2),
    Column("ethnicity", Text, info=D3),
    Column("first_language", Text, info=D3),
    Column("eal_stage", Text, info=D3),
    Column("year_group_override", Text, info=D2),
    Column("year_group_override_reason", Text, info=D3),
    Column("sen_status", Text, info=D3),
    Column("ehc_authority", Text, info=D3),
    Column("uasc", Boolean, nullable=False, server_default=false(), info=D3),
    Column("uasc_until", Date, info=D3),
    Column("host_authority", Text, info=D2),
    Column("home_postcode_sector", Text, info=D2),
    Column("owner_post_id", Text, info=D0),
    Column("social_worker_post_id", Text, info=D0),
    Column("iro_post_id", Text, info=D0),
    Column("social_worker_name", Text, info=D1),
    Column("social_worker_phone", Text, info=D1),
    Column("social_worker_email", Text, info=D1),
    Column("choice_authority", Text, nullable=False, server_default="unknown", info=D2),
    Column("signs_for_child", Text, info=D3),
    Column("pr_holders", Text, info=D3),
    Column("feed_purged_at", DateTime(timezone=True), info=D2),
    Column("sealed_at", DateTime(timezone=True), info=D2),
    # A record that turned out to be another one's twin (PL-328): a tombstone that names the one that lives on.
    Column("merged_into", UUID(as_uuid=True), info=D0),
    Column("merge_reason", Text, info=D3),
    Column("sort_name", Text, nullable=False, info=D2),
    Column("search_text", Text, nullable=False, info=D2),
    UniqueConstraint("authority", "la_child_id"),
    CheckConstraint("la_child_id ~ '^[A-Za-z0-9]{1,20}$'", name="la_child_id"),
    CheckConstraint("la_child_id is not null or surname is not null or merged_into is not null", name="label"),
    CheckConstraint("sex in ('F', 'M', 'U')", name="sex"),
    CheckConstraint("(upn is null) <> (upn_unknown_reason is null)", name="upn_or_reason"),
    CheckConstraint("upn_unknown_reason in ('UN1', 'UN2', 'UN3', 'UN4', 'UN5')", name="upn_unknown_reason"),
    CheckConstraint("sen_status in ('none', 'support', 'ehcp')", name="sen_status"),
    CheckConstraint("sen_status <> 'ehcp' or ehc_authority is not null", name="ehc_authority"),
    # Unique among the unsealed only: a sealed record must not answer questions about a later one (PL-326).
    Index(
        "uq_children_upn",
        "authority",
        "upn",
        unique=True,
        postgresql_where=text("sealed_at is null and merged_into is null"),
    ),
    Index("ix_children_merged_into", "authority", "merged_into", postgresql_where=text("merged_into is not null")),
    Index("ix_children_sort_name", "authority", "sort_name", "id"),
)


def of_a_child(name: str, *items: SchemaItem) -> Table:
    return tenant_table(
        METADATA,
        name,
        Column("id", UUID(as_uuid=True), nullable=False, info=D0),
        Column("child_id", UUID(as_uuid=True), nullable=False, info=D0),
        *items,
        ForeignKeyConstraint(["authority", "child_id"], [CHILDREN.c.authority, CHILDREN.c.id]),
        Index(None, "authority", "child_id"),
    )


CARE_PERIODS: Final = of_a_child(
    "care_periods",
    Column("status", Text, nullable=False, info=D3),
    Column("from_on", Date, nullable=False, info=D3),
    Column("to_on", Date, info=D3),
    Column("short_break", Boolean, nullable=False, server_default=false(), info=D3),
    Column("basis", Text, info=D3),
    Column("end_reason", Text, info=D3),
    Column("source", Text, nullable=False, info=D0),
    CheckConstraint("status in ('looked_after', 'previously_looked_after')", name="status"),
    CheckConstraint("to_on > from_on", name="ends_after_start"),
    Index("uq_care_periods_open", "authority", "child_id", unique=True, postgresql_where=text("to_on is null")),
)

CARE_PLACEMENTS: Final = of_a_child(
    "care_placements",
    Column("from_on", Date, nullable=False, info=D3),
    Column("to_on", Date, info=D3),
    Column("type", Text, info=D3),
    Column("provider", Text, info=D3),
    Column("host_authority", Text, info=D2),
    Column("postcode_sector", Text, info=D2),
    Column("emergency", Boolean, info=D3),
    Column("start_reason", Text, info=D3),
    Column("why", Text, info=D3),
    CheckConstraint("to_on > from_on", name="ends_after_start"),
)

ROLLS: Final = of_a_child(
    "rolls",
    Column("school_urn", Integer, nullable=False, info=D2),
    Column("registration", Text, nullable=False, info=D2),
    Column("first_day_on", Date, nullable=False, info=D2),
    Column("last_day_on", Date, info=D2),
    Column("full_time", Boolean, nullable=False, server_default=true(), info=D2),
    Column("hours_per_week", SmallInteger, info=D2),
    Column("end_reason", Text, info=D3),
    Column("set_by", Text, nullable=False, info=D0),
    Column("application_id", UUID(as_uuid=True), info=D0),
    CheckConstraint("registration in ('main', 'subsidiary')", name="registration"),
    CheckConstraint("last_day_on >= first_day_on", name="ends_after_start"),
    CheckConstraint("end_reason is null or last_day_on is not null", name="end_reason"),
    # At most one open main registration; the rule for closed ones is the domain's (refuse_two_main_rolls).
    Index(
        "uq_rolls_open_main",
        "authority",
        "child_id",
        unique=True,
        postgresql_where=text("registration = 'main' and last_day_on is null"),
    ),
    Index("ix_rolls_school", "authority", "school_urn"),
    Index("ix_rolls_children_of_school", "school_urn", "child_id"),
)
