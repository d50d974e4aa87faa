"""Alerts, marks of changed work, and what schools were asked on which day."""

import sqlalchemy as sa
from alembic import op

from kit.db.protection import allow, grant, protect
from placements.store.tables.alerts import ALERT_MARKS, ALERTS, SCHOOL_CHASES

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

SCHEMA = "placements"
WATCHED = {
    "history": ("insert",),
    "clocks": ("insert", "update"),
    "children": ("insert", "update"),
    "care_periods": ("insert", "update", "delete"),
    "rolls": ("insert", "update", "delete"),
    "contacts": ("insert", "update", "delete"),
    "school_calendars": ("insert",),
    "admissions_profiles": ("insert",),
    "exclusions": ("insert", "update"),
    "reduced_timetables": ("insert", "update"),
    "interim_provisions": ("insert", "update"),
}
"""A change here may raise or clear an alert. Steps write a line of the log, so `history` stands for all of them."""

OF_OWN_SCHOOL = (
    "school_urn = any((select placements.onroll_schools())::integer[]) and "
    "owner_role in ('school_admissions', 'school_head', 'trust_user', 'designated_teacher')"
)
MARK = """
create function placements.mark_changed_work() returns trigger language plpgsql as $$
begin
  insert into placements.alert_marks (authority, tx)
  select distinct authority, pg_current_xact_id()::text from changed
  on conflict do nothing;
  return null;
end $$
"""


def upgrade() -> None:
    op.create_index(
        "ix_history_moved",
        "history",
        ["authority", "at"],
        unique=False,
        schema=SCHEMA,
        postgresql_where=sa.text("kind in ('dates_moved', 'limit_moved')"),
    )
    _alerts()
    _marks()
    _chases()
    connection = op.get_bind()
    protect(connection, ALERTS, rights="select, insert, update")
    for kind in ("school", "trust"):
        allow(connection, ALERTS, kind, "select", OF_OWN_SCHOOL)
    grant(connection, ALERT_MARKS, "select, insert, delete")
    protect(connection, SCHOOL_CHASES, rights="select, insert")
    _watch()


def downgrade() -> None:
    for table, changes in WATCHED.items():
        for change in changes:
            op.execute(f"drop trigger {table}_{change}_marks on {SCHEMA}.{table}")
    op.execute(f"drop function {SCHEMA}.mark_changed_work()")
    for table in ("school_chases", "alert_marks", "alerts"):
        op.drop_table(table, schema=SCHEMA)
    op.drop_index("ix_history_moved", table_name="history", schema=SCHEMA)


def _alerts() -> None:
    op.create_table(
        "alerts",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("weight", sa.SmallInteger(), nullable=False),
        sa.Column("owner_role", sa.Text(), nullable=False),
        sa.Column("owner_post_id", sa.Text(), nullable=True),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_key", sa.Text(), nullable=False),
        sa.Column("occasion", sa.Text(), nullable=False),
        sa.Column("child_id", sa.UUID(), nullable=True),
        sa.Column("case_id", sa.UUID(), nullable=True),
        sa.Column("application_id", sa.UUID(), nullable=True),
        sa.Column("school_urn", sa.Integer(), nullable=True),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("snoozed_until", sa.Date(), nullable=True),
        sa.Column("snooze_reason", sa.Text(), nullable=True),
        sa.Column("cleared_on", sa.Date(), nullable=True),
        *_keys_of_subjects(),
        sa.CheckConstraint("code ~ '^A[0-9]{2}$'", name="ck_alerts_code"),
        sa.CheckConstraint(
            "(severity, weight) in (('critical', 1), ('warn', 2), ('info', 3))", name="ck_alerts_severity"
        ),
        sa.CheckConstraint("(snoozed_until is null) = (snooze_reason is null)", name="ck_alerts_snoozed"),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_alerts"),
        sa.UniqueConstraint(
            "authority", "code", "owner_role", "subject_kind", "subject_key", "occasion", name="uq_alerts_once"
        ),
        schema=SCHEMA,
    )
    op.create_index(
        "ix_alerts_school",
        "alerts",
        ["school_urn", "weight", "id"],
        unique=False,
        schema=SCHEMA,
        postgresql_where=sa.text("cleared_on is null"),
    )
    op.create_index(
        "ix_alerts_open",
        "alerts",
        ["authority", "weight", "id"],
        unique=False,
        schema=SCHEMA,
        postgresql_where=sa.text("cleared_on is null"),
    )


def _keys_of_subjects() -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            ["authority", column],
            [f"{SCHEMA}.{table}.authority", f"{SCHEMA}.{table}.id"],
            name=f"fk_alerts_authority_{column}",
        )
        for column, table in (("child_id", "children"), ("case_id", "cases"), ("application_id", "applications"))
    ]


def _marks() -> None:
    op.create_table(
        "alert_marks",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("tx", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("authority", "tx", name="pk_alert_marks"),
        schema=SCHEMA,
    )


def _chases() -> None:
    op.create_table(
        "school_chases",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("school_urn", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("authority", "school_urn", "on", name="pk_school_chases"),
        schema=SCHEMA,
    )


def _watch() -> None:
    """Whoever changes work leaves a mark in the same transaction: one for each authority, seldom in another's way."""
    op.execute(MARK)
    for table, changes in WATCHED.items():
        for change in changes:
            rows = "old" if change == "delete" else "new"
            op.execute(
                f"create trigger {table}_{change}_marks after {change} on {SCHEMA}.{table} "
                f"referencing {rows} table as changed for each statement "
                f"execute function {SCHEMA}.mark_changed_work()"
            )
