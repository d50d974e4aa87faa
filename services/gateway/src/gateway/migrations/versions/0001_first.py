"""People, sessions, sign-in counters, systems, organisations; with the tables every service has."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from gateway.store.tables import METADATA, OWN
from kit.db.protection import grant, install_foundation, remove_foundation

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SCHEMA = "gateway"
UUID = postgresql.UUID(as_uuid=True)
INSTANT = sa.DateTime(timezone=True)
WORDS = postgresql.ARRAY(sa.Text)


def upgrade() -> None:
    install_foundation(op.get_bind(), METADATA)
    _organisations()
    _users()
    _posts()
    _sessions()
    _counters()
    _clients()
    for table in OWN:
        grant(op.get_bind(), table, "select, insert, update, delete")


def downgrade() -> None:
    for table in reversed(OWN):
        op.drop_table(table.name, schema=SCHEMA)
    remove_foundation(op.get_bind(), METADATA)


def _organisations() -> None:
    op.create_table(
        "organisations",
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("brand_colour", sa.Text, nullable=False, server_default=sa.text("'#4b2e83'")),
        sa.Column("contact_name", sa.Text),
        sa.Column("contact_phone", sa.Text),
        sa.Column("is_demo", sa.Boolean, nullable=False, server_default=sa.text("false")),
        sa.PrimaryKeyConstraint("kind", "id", name="pk_organisations"),
        sa.CheckConstraint(
            "kind in ('authority', 'school', 'trust', 'national', 'platform')", name="ck_organisations_kind"
        ),
        sa.CheckConstraint("brand_colour ~ '^#[0-9a-f]{6}$'", name="ck_organisations_brand_colour"),
        schema=SCHEMA,
    )


def _users() -> None:
    op.create_table(
        "users",
        sa.Column("id", UUID, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("display_name", sa.Text, nullable=False),
        sa.Column("organisation_kind", sa.Text, nullable=False),
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("sign_in", sa.Text, nullable=False, server_default=sa.text("'local'")),
        sa.Column("password_hash", sa.Text),
        sa.Column("last_sign_in_at", INSTANT),
        sa.Column("seen_at", INSTANT),
        sa.Column("is_demo", sa.Boolean, nullable=False, server_default=sa.text("false")),
        sa.Column("version", sa.Integer, nullable=False, server_default=sa.text("1")),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.CheckConstraint("state in ('invited', 'active', 'dormant', 'disabled', 'expired')", name="ck_users_state"),
        sa.CheckConstraint("sign_in in ('local', 'oidc')", name="ck_users_sign_in"),
        sa.CheckConstraint("length(email) <= 254 and position('@' in email) > 1", name="ck_users_email"),
        sa.CheckConstraint("length(display_name) between 1 and 100", name="ck_users_display_name"),
        sa.CheckConstraint(
            "not is_demo or organisation_kind <> 'authority' or organisation_id in ('998', '999')",
            name="ck_users_demo",
        ),
        schema=SCHEMA,
    )
    op.create_index("uq_users_email", "users", [sa.text("lower(email)")], unique=True, schema=SCHEMA)
    op.create_index("ix_users_organisation", "users", ["organisation_kind", "organisation_id"], schema=SCHEMA)


def _posts() -> None:
    op.create_table(
        "posts",
        sa.Column("id", UUID, nullable=False),
        sa.Column("organisation_kind", sa.Text, nullable=False),
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("roles", WORDS, nullable=False),
        sa.Column("caseload", sa.Text, nullable=False, server_default=sa.text("'own'")),
        sa.Column("holder_user_id", UUID),
        sa.Column("version", sa.Integer, nullable=False, server_default=sa.text("1")),
        sa.PrimaryKeyConstraint("id", name="pk_posts"),
        sa.ForeignKeyConstraint(["holder_user_id"], ["gateway.users.id"], name="fk_posts_holder_user_id"),
        sa.CheckConstraint("caseload in ('own', 'all')", name="ck_posts_caseload"),
        sa.CheckConstraint("cardinality(roles) > 0", name="ck_posts_roles"),
        schema=SCHEMA,
    )
    op.create_index("ix_posts_holder", "posts", ["holder_user_id"], schema=SCHEMA)


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", UUID, nullable=False),
        sa.Column("code_hash", sa.LargeBinary, nullable=False),
        sa.Column("user_id", UUID, nullable=False),
        sa.Column("amr", WORDS, nullable=False),
        sa.Column("auth_time", INSTANT, nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("last_seen_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.UniqueConstraint("code_hash", name="uq_sessions_code_hash"),
        sa.ForeignKeyConstraint(["user_id"], ["gateway.users.id"], name="fk_sessions_user_id"),
        schema=SCHEMA,
    )
    op.create_index("ix_sessions_user", "sessions", ["user_id"], schema=SCHEMA)
    op.create_index("ix_sessions_started_at", "sessions", ["started_at"], schema=SCHEMA)


def _counters() -> None:
    op.create_table(
        "sign_in_counters",
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.Column("began_at", INSTANT, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("closed_until", INSTANT),
        sa.PrimaryKeyConstraint("key", name="pk_sign_in_counters"),
        schema=SCHEMA,
    )
    op.create_index("ix_sign_in_counters_began_at", "sign_in_counters", ["began_at"], schema=SCHEMA)


def _clients() -> None:
    op.create_table(
        "clients",
        sa.Column("id", UUID, nullable=False),
        sa.Column("authority", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("purpose_code", sa.Text, nullable=False),
        sa.Column("scopes", WORDS, nullable=False),
        sa.Column("jwks", postgresql.JSONB),
        sa.Column("secret_hash", sa.LargeBinary),
        sa.Column("expires_on", sa.Date, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, server_default=sa.text("1")),
        sa.PrimaryKeyConstraint("id", name="pk_clients"),
        sa.CheckConstraint(
            "state in ('requested', 'active', 'suspended', 'revoked', 'expired')", name="ck_clients_state"
        ),
        sa.CheckConstraint("secret_hash is null or authority in ('998', '999')", name="ck_clients_secret_in_demo_only"),
        sa.CheckConstraint("jwks is not null or secret_hash is not null", name="ck_clients_some_proof"),
        schema=SCHEMA,
    )
    op.create_table(
        "used_assertions",
        sa.Column("client_id", sa.Text, nullable=False),
        sa.Column("jti", sa.Text, nullable=False),
        sa.Column("kept_until", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("client_id", "jti", name="pk_used_assertions"),
        schema=SCHEMA,
    )
    op.create_index("ix_used_assertions_kept_until", "used_assertions", ["kept_until"], schema=SCHEMA)
