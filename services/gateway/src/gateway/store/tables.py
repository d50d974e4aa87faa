"""The tables of the gateway.

People, sessions and systems are technical tables: sign-in has to find them before anybody's authority is known.
They hold nothing above staff data (D1), and only the gateway's own role reads them (docs/decisions/0012).
"""

from typing import Final

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Text,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID

from kit.db.foundation import foundation
from kit.db.tables import D0, D1, service_metadata, technical_table

METADATA: Final = service_metadata("gateway")
FOUNDATION: Final = foundation(METADATA)

ORGANISATIONS: Final = technical_table(
    METADATA,
    "organisations",
    Column("kind", Text, nullable=False, info=D0),
    Column("id", Text, nullable=False, info=D0),
    Column("name", Text, nullable=False, info=D0),
    Column("brand_colour", Text, nullable=False, server_default=text("'#4b2e83'"), info=D0),
    Column("contact_name", Text, info=D1),
    Column("contact_phone", Text, info=D1),
    Column("is_demo", Boolean, nullable=False, server_default=text("false"), info=D0),
    PrimaryKeyConstraint("kind", "id"),
    CheckConstraint("kind in ('authority', 'school', 'trust', 'national', 'platform')", name="kind"),
    CheckConstraint("brand_colour ~ '^#[0-9a-f]{6}$'", name="brand_colour"),
)

USERS: Final = technical_table(
    METADATA,
    "users",
    Column("id", UUID(as_uuid=True), primary_key=True, info=D0),
    Column("email", Text, nullable=False, info=D1),
    Column("display_name", Text, nullable=False, info=D1),
    Column("organisation_kind", Text, nullable=False, info=D0),
    Column("organisation_id", Text, nullable=False, info=D0),
    Column("state", Text, nullable=False, info=D1),
    Column("sign_in", Text, nullable=False, server_default=text("'local'"), info=D0),
    Column("password_hash", Text, info=D1),
    Column("last_sign_in_at", DateTime(timezone=True), info=D1),
    Column("seen_at", DateTime(timezone=True), info=D1),
    Column("is_demo", Boolean, nullable=False, server_default=text("false"), info=D0),
    Column("version", Integer, nullable=False, server_default=text("1"), info=D0),
    CheckConstraint("state in ('invited', 'active', 'dormant', 'disabled', 'expired')", name="state"),
    CheckConstraint("sign_in in ('local', 'oidc')", name="sign_in"),
    CheckConstraint("length(email) <= 254 and position('@' in email) > 1", name="email"),
    CheckConstraint("length(display_name) between 1 and 100", name="display_name"),
    CheckConstraint(
        "not is_demo or organisation_kind <> 'authority' or organisation_id in ('998', '999')", name="demo"
    ),
)
Index("uq_users_email", func.lower(USERS.c.email), unique=True)
Index("ix_users_organisation", USERS.c.organisation_kind, USERS.c.organisation_id)

POSTS: Final = technical_table(
    METADATA,
    "posts",
    Column("id", UUID(as_uuid=True), primary_key=True, info=D0),
    Column("organisation_kind", Text, nullable=False, info=D0),
    Column("organisation_id", Text, nullable=False, info=D0),
    Column("name", Text, nullable=False, info=D1),
    Column("roles", ARRAY(Text), nullable=False, info=D0),
    Column("caseload", Text, nullable=False, server_default=text("'own'"), info=D0),
    Column("holder_user_id", UUID(as_uuid=True), ForeignKey(USERS.c.id), info=D0),
    Column("version", Integer, nullable=False, server_default=text("1"), info=D0),
    CheckConstraint("caseload in ('own', 'all')", name="caseload"),
    CheckConstraint("cardinality(roles) > 0", name="roles"),
    Index("ix_posts_holder", "holder_user_id"),
)

SESSIONS: Final = technical_table(
    METADATA,
    "sessions",
    Column("id", UUID(as_uuid=True), primary_key=True, info=D0),
    Column("code_hash", LargeBinary, nullable=False, unique=True, info=D0),
    Column("user_id", UUID(as_uuid=True), ForeignKey(USERS.c.id), nullable=False, info=D0),
    Column("amr", ARRAY(Text), nullable=False, info=D0),
    Column("auth_time", DateTime(timezone=True), nullable=False, info=D0),
    Column("started_at", DateTime(timezone=True), nullable=False, info=D0),
    Column("last_seen_at", DateTime(timezone=True), nullable=False, info=D0),
    Column("ended_at", DateTime(timezone=True), info=D0),
    Index("ix_sessions_user", "user_id"),
    Index("ix_sessions_started_at", "started_at"),
)

SIGN_IN_COUNTERS: Final = technical_table(
    METADATA,
    "sign_in_counters",
    Column("key", LargeBinary, primary_key=True, info=D0),
    Column("began_at", DateTime(timezone=True), nullable=False, info=D0),
    Column("tries", Integer, nullable=False, info=D0),
    Column("closed_until", DateTime(timezone=True), info=D0),
    Index("ix_sign_in_counters_began_at", "began_at"),
)

SYSTEMS: Final = technical_table(
    METADATA,
    "clients",
    Column("id", UUID(as_uuid=True), primary_key=True, info=D0),
    Column("authority", Text, nullable=False, info=D0),
    Column("name", Text, nullable=False, info=D1),
    Column("purpose_code", Text, nullable=False, info=D0),
    Column("scopes", ARRAY(Text), nullable=False, info=D0),
    Column("jwks", JSONB, info=D0),
    Column("secret_hash", LargeBinary, info=D0),
    Column("expires_on", Date, nullable=False, info=D0),
    Column("state", Text, nullable=False, info=D0),
    Column("version", Integer, nullable=False, server_default=text("1"), info=D0),
    CheckConstraint("state in ('requested', 'active', 'suspended', 'revoked', 'expired')", name="state"),
    CheckConstraint("secret_hash is null or authority in ('998', '999')", name="secret_in_demo_only"),
    CheckConstraint("jwks is not null or secret_hash is not null", name="some_proof"),
)

USED_ASSERTIONS: Final = technical_table(
    METADATA,
    "used_assertions",
    Column("client_id", Text, nullable=False, info=D0),
    Column("jti", Text, nullable=False, info=D0),
    Column("kept_until", DateTime(timezone=True), nullable=False, info=D0),
    PrimaryKeyConstraint("client_id", "jti"),
    Index("ix_used_assertions_kept_until", "kept_until"),
)

DIGESTS: Final = technical_table(
    METADATA,
    "digests",
    Column("user_id", UUID(as_uuid=True), ForeignKey(USERS.c.id), nullable=False, info=D0),
    Column("on", Date, nullable=False, info=D0),
    # How many kinds of things the mail named; 0: there was nothing to say and no mail.
    Column("things", Integer, nullable=False, info=D0),
    PrimaryKeyConstraint("user_id", "on"),
    Index("ix_digests_on", "on"),
)

CALENDAR_FEEDS: Final = technical_table(
    METADATA,
    "calendar_feeds",
    Column("id", UUID(as_uuid=True), primary_key=True, info=D0),
    Column("user_id", UUID(as_uuid=True), ForeignKey(USERS.c.id), nullable=False, info=D0),
    Column("secret_hash", LargeBinary, nullable=False, unique=True, info=D0),
    Column("made_at", DateTime(timezone=True), nullable=False, info=D1),
    Column("revoked_at", DateTime(timezone=True), info=D1),
    Column("version", Integer, nullable=False, server_default=text("1"), info=D0),
    Index("ix_calendar_feeds_user", "user_id"),
)

OWN: Final = (ORGANISATIONS, USERS, POSTS, SESSIONS, SIGN_IN_COUNTERS, SYSTEMS, USED_ASSERTIONS)
