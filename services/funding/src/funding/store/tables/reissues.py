"""Wishes of schools for a new link: ids only."""

from typing import Final

from sqlalchemy import BigInteger, Column, DateTime, Identity, Index, Text, text
from sqlalchemy.dialects.postgresql import UUID

from funding.store.tables.metadata import METADATA
from kit.db.tables import D0, technical_table

LINK_REISSUES: Final = technical_table(
    METADATA,
    "link_reissues",
    Column("id", BigInteger, Identity(always=True), primary_key=True, info=D0),
    Column("authority", Text, nullable=False, info=D0),
    Column("link_id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("asked_at", DateTime(timezone=True), nullable=False, info=D0),
    Column("done_at", DateTime(timezone=True), info=D0),
    Index("ix_link_reissues_link", "link_id"),
    Index("ix_link_reissues_open", "id", postgresql_where=text("done_at is null")),
)
