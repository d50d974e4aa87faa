"""The tables every service has beside its own: outbox, audit, idempotency, inbox, reply links, mail."""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, UUID
from sqlalchemy.types import UserDefinedType

from kit.db.tables import D0, D1, D2, TableKind, technical_table, tenant_table


class TransactionId(UserDefinedType[int]):
    """PostgreSQL's 64-bit transaction number, which orders the outbox (RE-10)."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        return "xid8"


@dataclass(frozen=True, slots=True)
class Foundation:
    """The technical tables of one service."""

    schema: str
    outbox: Table
    audit_heads: Table
    audit_entries: Table
    audit_children: Table
    idempotency: Table
    inbox: Table
    feed_cursors: Table
    feed_versions: Table
    dead_letters: Table
    reply_links: Table
    mail_outbox: Table
    context_keys: Table


@cache
def foundation(metadata: MetaData) -> Foundation:
    """Declare the technical tables in a service's metadata, once."""
    assert metadata.schema is not None
    return Foundation(
        schema=metadata.schema,
        outbox=_outbox(metadata),
        audit_heads=_audit_heads(metadata),
        audit_entries=_audit_entries(metadata),
        audit_children=_audit_children(metadata),
        idempotency=_idempotency(metadata),
        inbox=_inbox(metadata),
        feed_cursors=_feed_cursors(metadata),
        feed_versions=_feed_versions(metadata),
        dead_letters=_dead_letters(metadata),
        reply_links=_reply_links(metadata),
        mail_outbox=_mail_outbox(metadata),
        context_keys=_context_keys(metadata),
    )


def _outbox(metadata: MetaData) -> Table:
    return Table(
        "outbox",
        metadata,
        Column("seq", BigInteger, Identity(always=True), primary_key=True, info=D0),
        Column("tx", TransactionId, nullable=False, server_default=text("pg_current_xact_id()"), info=D0),
        Column("event_id", UUID(as_uuid=True), nullable=False, unique=True, info=D0),
        Column("type", Text, nullable=False, info=D0),
        Column("version", Integer, nullable=False, info=D0),
        Column("occurred_on", Date, nullable=False, info=D0),
        Column("recorded_at", DateTime(timezone=True), nullable=False, info=D0),
        Column("authority", Text, nullable=False, info=D0),
        Column("payload", JSONB, nullable=False, info=D2),
        Index("ix_outbox_tx_seq", "tx", "seq"),
        info={"kind": TableKind.TENANT},
    )


def _audit_heads(metadata: MetaData) -> Table:
    return tenant_table(
        metadata,
        "audit_heads",
        Column("seq", BigInteger, nullable=False, info=D0),
        Column("hash", LargeBinary, nullable=False, info=D0),
        key=(),
    )


def _audit_entries(metadata: MetaData) -> Table:
    return tenant_table(
        metadata,
        "audit_entries",
        Column("seq", BigInteger, nullable=False, info=D0),
        Column("at", DateTime(timezone=True), nullable=False, info=D0),
        Column("actor_kind", Text, nullable=False, info=D0),
        Column("actor_id", Text, nullable=False, info=D1),
        Column("client_id", Text, nullable=False, info=D0),
        Column("link_id", UUID(as_uuid=True), info=D0),
        Column("roles", Text, nullable=False, info=D0),
        Column("operation", Text, nullable=False, info=D0),
        Column("purpose", Text, nullable=False, info=D0),
        Column("reason_code", Text, info=D0),
        Column("outcome", Text, nullable=False, info=D0),
        Column("child_count", Integer, nullable=False, info=D0),
        Column("children_hash", LargeBinary, nullable=False, info=D0),
        Column("request_id", Text, nullable=False, info=D0),
        Column("prev", LargeBinary, nullable=False, info=D0),
        Column("hash", LargeBinary, nullable=False, info=D0),
        Column("key_id", Text, nullable=False, info=D0),
        key=("seq",),
    )


def _audit_children(metadata: MetaData) -> Table:
    return tenant_table(
        metadata,
        "audit_children",
        Column("child_id", UUID(as_uuid=True), nullable=False, info=D2),
        Column("seq", BigInteger, nullable=False, info=D0),
        key=("child_id", "seq"),
    )


def _idempotency(metadata: MetaData) -> Table:
    return Table(
        "idempotency",
        metadata,
        Column("organisation", Text, nullable=False, info=D0),
        Column("actor", Text, nullable=False, info=D1),
        Column("key", Text, nullable=False, info=D0),
        Column("operation", Text, nullable=False, info=D0),
        Column("body_hash", LargeBinary, nullable=False, info=D0),
        Column("status", Integer, info=D0),
        Column("answer", LargeBinary, info=D2),
        Column("headers", JSONB, info=D0),
        Column("created_at", DateTime(timezone=True), nullable=False, info=D0),
        PrimaryKeyConstraint("organisation", "actor", "key"),
        Index("ix_idempotency_created_at", "created_at"),
        info={"kind": TableKind.TENANT},
    )


def _inbox(metadata: MetaData) -> Table:
    return technical_table(
        metadata,
        "inbox",
        Column("source", Text, nullable=False, info=D0),
        Column("event_id", UUID(as_uuid=True), nullable=False, info=D0),
        Column("authority", Text, nullable=False, info=D0),
        Column("stored_at", DateTime(timezone=True), nullable=False, info=D0),
        PrimaryKeyConstraint("source", "event_id"),
    )


def _feed_cursors(metadata: MetaData) -> Table:
    return technical_table(
        metadata,
        "feed_cursors",
        Column("source", Text, primary_key=True, info=D0),
        Column("cursor", Text, info=D0),
        Column("newest_recorded_at", DateTime(timezone=True), info=D0),
        Column("moved_at", DateTime(timezone=True), nullable=False, info=D0),
    )


def _feed_versions(metadata: MetaData) -> Table:
    return technical_table(
        metadata,
        "feed_versions",
        Column("source", Text, nullable=False, info=D0),
        Column("type", Text, nullable=False, info=D0),
        Column("subject_id", Text, nullable=False, info=D0),
        Column("version", Integer, nullable=False, info=D0),
        PrimaryKeyConstraint("source", "type", "subject_id"),
    )


def _dead_letters(metadata: MetaData) -> Table:
    return technical_table(
        metadata,
        "dead_letters",
        Column("source", Text, nullable=False, info=D0),
        Column("event_id", UUID(as_uuid=True), nullable=False, info=D0),
        Column("type", Text, nullable=False, info=D0),
        Column("authority", Text, nullable=False, info=D0),
        Column("code", Text, nullable=False, info=D0),
        Column("subject_id", Text, info=D0),
        Column("cursor_before", Text, info=D0),
        Column("tries", Integer, nullable=False, info=D0),
        Column("try_at", DateTime(timezone=True), info=D0),  # null: given up, a person decides
        Column("parked_at", DateTime(timezone=True), nullable=False, info=D0),
        PrimaryKeyConstraint("source", "event_id"),
    )


def _reply_links(metadata: MetaData) -> Table:
    return tenant_table(
        metadata,
        "reply_links",
        Column("id", UUID(as_uuid=True), nullable=False, info=D0),
        Column("school_urn", Integer, nullable=False, info=D0),
        Column("purpose", Text, nullable=False, info=D0),
        Column("subject_id", UUID(as_uuid=True), nullable=False, info=D2),
        Column("code_hash", LargeBinary, nullable=False, info=D0),
        Column("state", Text, nullable=False, info=D0),
        Column("expires_at", DateTime(timezone=True), nullable=False, info=D0),
        Column("opened_count", Integer, nullable=False, server_default=text("0"), info=D0),
        Column("first_opened_at", DateTime(timezone=True), info=D0),
        Column("last_opened_at", DateTime(timezone=True), info=D0),
        Column("version", Integer, nullable=False, server_default=text("1"), info=D0),
        UniqueConstraint("code_hash"),
        Index("ix_reply_links_subject", "authority", "subject_id"),
    )


def _mail_outbox(metadata: MetaData) -> Table:
    return tenant_table(
        metadata,
        "mail_outbox",
        Column("id", UUID(as_uuid=True), nullable=False, info=D0),
        Column("kind", Text, nullable=False, info=D0),
        Column("to_address", Text, nullable=False, info=D1),
        Column("subject", Text, nullable=False, info=D1),
        Column("body", Text, info=D1),
        Column("about_id", UUID(as_uuid=True), info=D0),
        Column("created_at", DateTime(timezone=True), nullable=False, info=D0),
        Column("try_at", DateTime(timezone=True), nullable=False, info=D0),
        Column("attempts", Integer, nullable=False, server_default=text("0"), info=D0),
        Column("sent_at", DateTime(timezone=True), info=D0),
        Column("failed_code", Text, info=D0),
        Index("ix_mail_outbox_unsent", "try_at", postgresql_where=text("sent_at is null")),
    )


def _context_keys(metadata: MetaData) -> Table:
    return technical_table(
        metadata,
        "context_keys",
        Column("key_id", Text, primary_key=True, info=D0),
        Column("inner_pad", LargeBinary, nullable=False, info=D0),
        Column("outer_pad", LargeBinary, nullable=False, info=D0),
    )
