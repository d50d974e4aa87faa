"""What school and trust accounts may read; uses of a reply link; schools asked to confirm their contacts."""

from typing import Final

import sqlalchemy as sa
from alembic import op

from kit.db.protection import allow, keep_append_only, protect
from placements.store.tables.answers import ANNOTATIONS, CHALLENGES, CORRECTIONS, QUESTIONS
from placements.store.tables.applications import APPLICATIONS, DECISIONS
from placements.store.tables.calendars import SCHOOL_CALENDARS
from placements.store.tables.cases import CASES
from placements.store.tables.children import CARE_PERIODS, CHILDREN, ROLLS
from placements.store.tables.clocks import CLOCKS
from placements.store.tables.contacts import CONTACTS
from placements.store.tables.school_side import CONTACT_ASKS, LINK_USES

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

SCHEMA = "placements"
_FUNCTIONS: Final = """
create function placements.onroll_schools() returns integer[] language sql stable as $$
  select case placements.onroll_kind()
    when 'school' then array(
      select o::integer from (select placements.onroll_organisation()) as x(o) where o ~ '^[0-9]{1,7}$')
    when 'trust' then array(
      select urn from placements.schools where trust_uid = (select placements.onroll_organisation()))
  end
$$;
create function placements.onroll_asked(of_authority text, application uuid) returns boolean
language plpgsql stable as $$
begin
  return exists (
    select from placements.applications a where a.authority = of_authority and a.id = application
    and a.submitted_at is not null and a.school_urn = any((select placements.onroll_schools())::integer[]));
end $$;
create function placements.onroll_answered(of_authority text, decision uuid) returns boolean
language plpgsql stable as $$
begin
  return exists (
    select from placements.decisions d where d.authority = of_authority and d.id = decision
    and placements.onroll_asked(d.authority, d.application_id));
end $$;
create function placements.onroll_asked_in(of_authority text, "case" uuid) returns boolean
language plpgsql stable as $$
begin
  return exists (
    select from placements.applications a where a.authority = of_authority and a.case_id = "case"
    and a.submitted_at is not null and a.school_urn = any((select placements.onroll_schools())::integer[]));
end $$;
create function placements.onroll_knows(of_authority text, child uuid) returns boolean
language plpgsql stable as $$
begin
  return exists (
    select from placements.applications a where a.authority = of_authority and a.child_id = child
    and a.submitted_at is not null and a.school_urn = any((select placements.onroll_schools())::integer[])
  ) or exists (
    select from placements.rolls r where r.authority = of_authority and r.child_id = child
    and r.school_urn = any((select placements.onroll_schools())::integer[]));
end $$;
create function placements.onroll_deals_with(of_authority text) returns boolean language plpgsql stable as $$
begin
  return exists (
    select from placements.applications a where a.authority = of_authority
    and a.submitted_at is not null and a.school_urn = any((select placements.onroll_schools())::integer[])
  ) or exists (
    select from placements.rolls r where r.authority = of_authority
    and r.school_urn = any((select placements.onroll_schools())::integer[]));
end $$;
"""
# Relations of SE-68: an application that was sent, a roll. What is open by date the stores ask by the product's clock.
# Functions, not subqueries: an authority's own statements must not have to plan for schools.
_OWN: Final = "school_urn = any((select placements.onroll_schools())::integer[])"
_DEALT_WITH: Final = "placements.onroll_deals_with(authority)"
READ: Final = (
    (APPLICATIONS, f"{_OWN} and submitted_at is not null"),
    (ROLLS, _OWN),
    (DECISIONS, "placements.onroll_asked(authority, application_id)"),
    (QUESTIONS, "placements.onroll_asked(authority, application_id)"),
    (CHALLENGES, "placements.onroll_asked(authority, application_id)"),
    (CORRECTIONS, "placements.onroll_asked(authority, application_id)"),
    (ANNOTATIONS, "placements.onroll_answered(authority, decision_id)"),
    (CLOCKS, "application_id is not null and placements.onroll_asked(authority, application_id)"),
    (CASES, "placements.onroll_asked_in(authority, id)"),
    (CHILDREN, "sealed_at is null and placements.onroll_knows(authority, id)"),
    (CARE_PERIODS, "placements.onroll_knows(authority, child_id)"),
    (CONTACTS, f"{_OWN} or (kind = 'authority_staff' and {_DEALT_WITH})"),
    (SCHOOL_CALENDARS, _DEALT_WITH),
)
"""Read only: a step of a school goes on in the tenant of the authority that asked (kit.db.standing)."""


def upgrade() -> None:
    _link_uses()
    _contact_asks()
    _indexes()
    op.add_column("contacts", sa.Column("proposed_email", sa.Text(), nullable=True), schema=SCHEMA)
    connection = op.get_bind()
    connection.exec_driver_sql(_FUNCTIONS)
    protect(connection, LINK_USES, rights="select, insert")
    keep_append_only(connection, LINK_USES)
    protect(connection, CONTACT_ASKS, rights="select, insert, update")
    for table, condition in READ:
        for kind in ("school", "trust"):
            allow(connection, table, kind, "select", condition)


def downgrade() -> None:
    for table, _ in READ:
        for kind in ("school", "trust"):
            op.execute(f"drop policy {table.name}_{kind}_select on {table.fullname}")
    for function in (
        "onroll_deals_with(text)",
        "onroll_knows(text, uuid)",
        "onroll_asked_in(text, uuid)",
        "onroll_answered(text, uuid)",
        "onroll_asked(text, uuid)",
        "onroll_schools()",
    ):
        op.execute(f"drop function {SCHEMA}.{function}")
    op.drop_column("contacts", "proposed_email", schema=SCHEMA)
    op.drop_index("ix_schools_trust", "schools", schema=SCHEMA)
    op.drop_index("ix_rolls_children_of_school", "rolls", schema=SCHEMA)
    op.drop_index("ix_applications_school", "applications", schema=SCHEMA)
    for name in ("contact_asks", "link_uses"):
        op.drop_table(name, schema=SCHEMA)


def _link_uses() -> None:
    op.create_table(
        "link_uses",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("counted_id", sa.UUID(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind in ('answer', 'forward', 'reissue')", name="ck_link_uses_kind"),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_link_uses"),
        schema=SCHEMA,
    )
    op.create_index("ix_link_uses_counted", "link_uses", ["authority", "counted_id", "kind", "used_at"], schema=SCHEMA)


def _contact_asks() -> None:
    op.create_table(
        "contact_asks",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("school_urn", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_contact_asks"),
        schema=SCHEMA,
    )
    op.create_index("ix_contact_asks_school", "contact_asks", ["authority", "school_urn", "asked_on"], schema=SCHEMA)


def _indexes() -> None:
    op.create_index(
        "ix_applications_school",
        "applications",
        ["school_urn", "id"],
        schema=SCHEMA,
        postgresql_where=sa.text("submitted_at is not null"),
    )
    op.create_index(
        "ix_schools_trust",
        "schools",
        ["trust_uid", "urn"],
        schema=SCHEMA,
        postgresql_where=sa.text("trust_uid is not null"),
    )
    op.create_index("ix_rolls_children_of_school", "rolls", ["school_urn", "child_id"], schema=SCHEMA)
