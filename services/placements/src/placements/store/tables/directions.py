"""Ways to a place against a school's answer: recommendations, direction processes and plan consultations."""

from typing import Final

from sqlalchemy import Boolean, Column, Date, ForeignKeyConstraint, Index, Table, Text, text
from sqlalchemy.dialects.postgresql import JSONB, UUID
from sqlalchemy.schema import SchemaItem

from kit.db.tables import D0, D1, D2, D3, tenant_table
from placements.store.tables.applications import APPLICATIONS
from placements.store.tables.metadata import METADATA


def _of_an_application(name: str, *items: SchemaItem) -> Table:
    return tenant_table(
        METADATA,
        name,
        Column("id", UUID(as_uuid=True), nullable=False, info=D0),
        Column("application_id", UUID(as_uuid=True), nullable=False, info=D0),
        *items,
        ForeignKeyConstraint(["authority", "application_id"], [APPLICATIONS.c.authority, APPLICATIONS.c.id]),
        Index(f"ix_{name}_application", "authority", "application_id"),
    )


RECOMMENDATIONS: Final = _of_an_application(
    "recommendations",
    Column("route", Text, nullable=False, info=D2),
    Column("reason", Text, nullable=False, info=D3),
    Column("evidence", JSONB, nullable=False, info=D2),
    Column("suitable_schools", JSONB, nullable=False, info=D2),
    Column("recommended_by", Text, nullable=False, info=D1),
    Column("recommended_on", Date, nullable=False, info=D2),
    Column("question", Text, info=D3),
    Column("returned_by", Text, info=D1),
    Column("returned_on", Date, info=D2),
    Column("used_on", Date, info=D2),
)

DIRECTION_PROCESSES: Final = _of_an_application(
    "direction_processes",
    Column("type", Text, nullable=False, info=D2),
    Column("rule_versions", JSONB, nullable=False, info=D0),
    Column("started_on", Date, nullable=False, info=D2),
    Column("consultation", JSONB(none_as_null=True), info=D3),
    Column("notice", JSONB(none_as_null=True), info=D2),
    Column("referral", JSONB(none_as_null=True), info=D2),
    Column("determination", JSONB(none_as_null=True), info=D2),
    Column("secretary_of_state", JSONB(none_as_null=True), info=D3),
    Column("own_notice", JSONB(none_as_null=True), info=D2),
    Column("direction", JSONB(none_as_null=True), info=D2),
    Column("outcome", Text, info=D2),
    Column("closed_on", Date, info=D2),
    # One process at a time: a second one begins when the first has ended.
    Index(
        "uq_direction_processes_running",
        "authority",
        "application_id",
        unique=True,
        postgresql_where=text("outcome is null"),
    ),
)

PLAN_CONSULTATIONS: Final = _of_an_application(
    "plan_consultations",
    Column("child_id", UUID(as_uuid=True), nullable=False, info=D2),
    Column("sent_on", Date, nullable=False, info=D2),
    Column("due_on", Date, info=D2),
    Column("reply", Text, info=D2),
    Column("replied_on", Date, info=D2),
    Column("reason", Text, info=D3),
    Column("named_on", Date, info=D2),
    Column("same_school", Boolean, info=D2),
    Index("ix_plan_consultations_child", "authority", "child_id"),
)
