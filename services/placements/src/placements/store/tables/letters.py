"""Letters as they were written, proof of where they arrived, bundles, and the orders to put them on paper."""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, UUID

from kit.db.tables import D0, D1, D2, D3, technical_table, tenant_table
from placements.store.tables.applications import APPLICATIONS
from placements.store.tables.metadata import METADATA

LETTERS: Final = tenant_table(
    METADATA,
    "letters",
    Column("id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("version", Integer, nullable=False, info=D0),
    Column("application_id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("school_urn", Integer, nullable=False, info=D0),
    Column("template_key", Text, nullable=False, info=D0),
    Column("template_version", Integer, nullable=False, info=D0),
    Column("title", Text, nullable=False, info=D2),
    Column("parts", JSONB, nullable=False, info=D3),
    Column("merge", JSONB, nullable=False, info=D3),
    Column("legal_refs", JSONB, nullable=False, info=D0),
    Column("additional_text", Text, info=D3),
    Column("recipients", JSONB, nullable=False, info=D1),
    Column("names_child", Boolean, nullable=False, info=D0),
    Column("status", Text, nullable=False, info=D0),
    Column("written_on", Date, nullable=False, info=D0),
    Column("written_by", Text, nullable=False, info=D1),
    Column("released_by", Text, info=D1),
    Column("pdf_sha256", Text, info=D0),
    Column("sent_on", Date, info=D0),
    Column("sent_at", DateTime(timezone=True), info=D0),
    Column("sent_by", Text, info=D1),
    ForeignKeyConstraint(["authority", "application_id"], [APPLICATIONS.c.authority, APPLICATIONS.c.id]),
    CheckConstraint("status in ('draft', 'final', 'sent', 'void')", name="status"),
    CheckConstraint("(sent_on is not null) = (status = 'sent')", name="sent"),
    CheckConstraint("released_by is distinct from written_by", name="second_person"),
    Index("ix_letters_application", "authority", "application_id"),
    Index("ix_letters_school_day", "authority", "school_urn", "sent_on"),
)

LETTER_SERVICES: Final = tenant_table(
    METADATA,
    "letter_services",
    Column("id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("letter_id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("recipient", SmallInteger, nullable=False, info=D0),
    Column("method", Text, nullable=False, info=D0),
    Column("served_on", Date, nullable=False, info=D2),
    Column("proof", Text, nullable=False, info=D2),
    Column("recorded_at", DateTime(timezone=True), nullable=False, info=D0),
    Column("recorded_by", Text, nullable=False, info=D1),
    ForeignKeyConstraint(["authority", "letter_id"], [LETTERS.c.authority, LETTERS.c.id]),
    CheckConstraint("method in ('email', 'post', 'hand')", name="method"),
    Index("ix_letter_services_letter", "authority", "letter_id", "id"),
)

DOCUMENTS: Final = tenant_table(
    METADATA,
    "documents",
    Column("id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("kind", Text, nullable=False, info=D0),
    Column("subject_id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("media_type", Text, nullable=False, info=D0),
    Column("sha256", Text, nullable=False, info=D0),
    Column("content", LargeBinary, nullable=False, info=D3),
    Column("made_at", DateTime(timezone=True), nullable=False, info=D0),
    # A letter or bundle is put on paper once: whoever comes second finds the first (PL-903, PL-909).
    UniqueConstraint("authority", "subject_id", "media_type"),
    CheckConstraint("kind in ('letter', 'bundle')", name="kind"),
    CheckConstraint("sha256 = encode(sha256(content), 'hex')", name="sha256"),
)

BUNDLES: Final = tenant_table(
    METADATA,
    "bundles",
    Column("id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("application_id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("kind", Text, nullable=False, info=D2),
    Column("names", Boolean, nullable=False, info=D0),
    Column("reason", Text, info=D3),
    Column("omit", JSONB, nullable=False, info=D0),
    Column("because", JSONB, nullable=False, info=D3),
    Column("ordered_at", DateTime(timezone=True), nullable=False, info=D0),
    Column("ordered_by", Text, nullable=False, info=D1),
    ForeignKeyConstraint(["authority", "application_id"], [APPLICATIONS.c.authority, APPLICATIONS.c.id]),
    CheckConstraint("not names or reason is not null", name="reason"),
    Index("ix_bundles_application", "authority", "application_id", "id"),
)

PAPER_ORDERS: Final = technical_table(
    METADATA,
    "paper_orders",
    Column("id", BigInteger, Identity(always=True), primary_key=True, info=D0),
    Column("authority", Text, nullable=False, info=D0),
    Column("kind", Text, nullable=False, info=D0),
    Column("subject_id", UUID(as_uuid=True), nullable=False, info=D0),
    Column("asked_at", DateTime(timezone=True), nullable=False, info=D0),
    Column("tries", SmallInteger, nullable=False, info=D0),
    Column("try_after", DateTime(timezone=True), nullable=False, info=D0),
    Column("done_at", DateTime(timezone=True), info=D0),
    CheckConstraint("kind in ('letter', 'bundle', 'export')", name="kind"),
    Index("ix_paper_orders_open", "kind", "try_after", postgresql_where=text("done_at is null")),
)
