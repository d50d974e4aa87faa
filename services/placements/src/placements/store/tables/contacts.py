"""Whom an authority writes to at a school, a trust or an office."""

from typing import Final

from sqlalchemy import Boolean, CheckConstraint, Column, Date, DateTime, Index, Integer, Text, false, text
from sqlalchemy.dialects.postgresql import UUID

from kit.db.tables import D0, D1, tenant_table
from placements.store.tables.metadata import METADATA

CONTACTS: Final = tenant_table(
    METADATA,
    "contacts",
    Column("id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("version", Integer, nullable=False, info=D0),
    Column("kind", Text, nullable=False, info=D0),
    Column("school_urn", Integer, info=D0),
    Column("trust_uid", Text, info=D0),
    Column("about_authority", Text, info=D0),
    Column("role", Text, nullable=False, info=D0),
    Column("name", Text, info=D1),
    Column("email", Text, info=D1),
    Column("phone", Text, info=D1),
    # An address in another mail domain that the school gave: it counts once the authority has confirmed it.
    Column("proposed_email", Text, info=D1),
    Column("reply_address", Boolean, nullable=False, server_default=false(), info=D0),
    Column("accepts_email_service", Boolean, nullable=False, server_default=false(), info=D0),
    Column("confirmed_on", Date, info=D0),
    Column("bounced_at", DateTime(timezone=True), info=D0),
    Column("post_id", Text, info=D1),
    CheckConstraint(
        "case kind when 'school' then school_urn is not null when 'trust' then trust_uid is not null"
        " else about_authority is not null end",
        name="owner",
    ),
    CheckConstraint("not reply_address or (school_urn is not null and email is not null)", name="reply_address_mail"),
    # One reply address per school and tenant (PL-330).
    Index(
        "uq_contacts_reply_address",
        "authority",
        "school_urn",
        unique=True,
        postgresql_where=text("reply_address"),
    ),
    Index("ix_contacts_school", "authority", "school_urn", "role"),
)
