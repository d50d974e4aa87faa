"""Dated rules of law: one national register, and what one authority's head wishes to change in it."""

from typing import Final

from sqlalchemy import Boolean, CheckConstraint, Column, Date, DateTime, Integer, PrimaryKeyConstraint, Text

from kit.db.tables import D0, D1, register_table, tenant_table
from placements.store.tables.metadata import METADATA

LEGAL_RULES: Final = register_table(
    METADATA,
    "legal_rules",
    Column("key", Text, nullable=False, info=D0),
    Column("value", Text, info=D0),
    Column("effective_from", Date, info=D0),
    Column("note", Text, nullable=False, info=D0),
    Column("source", Text, nullable=False, info=D0),
    Column("confirmed", Boolean, nullable=False, info=D0),
    Column("version", Integer, nullable=False, info=D0),
    PrimaryKeyConstraint("key"),
    CheckConstraint("version >= 1", name="version"),
)

LEGAL_RULE_WISHES: Final = tenant_table(
    METADATA,
    "legal_rule_wishes",
    Column("key", Text, nullable=False, info=D0),
    Column("value", Text, info=D0),
    Column("effective_from", Date, info=D0),
    Column("note", Text, nullable=False, info=D0),
    Column("source", Text, nullable=False, info=D0),
    Column("confirmed", Boolean, nullable=False, info=D0),
    Column("wished_by", Text, nullable=False, info=D1),
    Column("wished_at", DateTime(timezone=True), nullable=False, info=D0),
    key=("key",),
)
