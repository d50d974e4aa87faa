"""Direction processes, recommendations and dated legal rules."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kit.db.protection import grant, protect
from placements.store.tables.directions import DIRECTION_PROCESSES, PLAN_CONSULTATIONS, RECOMMENDATIONS
from placements.store.tables.legal_rules import LEGAL_RULE_WISHES, LEGAL_RULES

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SCHEMA = "placements"
UNCONFIRMED = "Commencement unconfirmed: enter the date when it is known."
ACT = "Children's Wellbeing and Schools Act 2026, section"
DEFAULTS: list[dict[str, Any]] = [
    {"key": "cwsa_s62", "note": f"The power to direct reaches academies. {UNCONFIRMED}", "source": f"{ACT} 62"},
    {
        "key": "cwsa_s61",
        "effective_from": date(2026, 6, 29),
        "confirmed": True,
        "note": "Duty to co-operate (section 85ZA of the School Standards and Framework Act 1998).",
        "source": f"{ACT} 61",
    },
    {
        "key": "cwsa_s63",
        "note": f"Section 96 after failed fair access. {UNCONFIRMED}",
        "source": f"{ACT} 63",
    },
    {"key": "cwsa_s64", "note": f"Adjudicator and published admission numbers. {UNCONFIRMED}", "source": f"{ACT} 64"},
    {"key": "cwsa_s6", "note": f"Virtual school duty to further cohorts. {UNCONFIRMED}", "source": f"{ACT} 6"},
    {
        "key": "admissions_code",
        "value": "2021",
        "confirmed": True,
        "note": "Edition whose paragraph numbers are used; the date is that of its successor.",
        "source": "School Admissions Code",
    },
    {
        "key": "lac_guidance",
        "value": "2018",
        "confirmed": True,
        "note": "Edition in use; the date is that of its successor.",
        "source": "Promoting the education of looked-after children and previously looked-after children",
    },
    {
        "key": "appeals_code",
        "value": "2022",
        "confirmed": True,
        "note": "Edition in use; the date is that of its successor.",
        "source": "School Admission Appeals Code",
    },
]


def upgrade() -> None:
    _legal_rules()
    _legal_rule_wishes()
    _recommendations()
    _direction_processes()
    _plan_consultations()
    _applications()
    connection = op.get_bind()
    grant(connection, LEGAL_RULES, "select, insert, update")
    protect(connection, LEGAL_RULE_WISHES)
    for table in (RECOMMENDATIONS, DIRECTION_PROCESSES, PLAN_CONSULTATIONS):
        protect(connection, table, rights="select, insert, update")


def downgrade() -> None:
    for column in ("continued_in_id", "continues_id", "next_route_rules"):
        op.drop_column("applications", column, schema=SCHEMA)
    for table in ("plan_consultations", "direction_processes", "recommendations", "legal_rule_wishes", "legal_rules"):
        op.drop_table(table, schema=SCHEMA)


def _legal_rules() -> None:
    rules = op.create_table(
        "legal_rules",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("version >= 1", name="ck_legal_rules_version"),
        sa.PrimaryKeyConstraint("key", name="pk_legal_rules"),
        schema=SCHEMA,
    )
    plain = {"value": None, "effective_from": None, "confirmed": False, "version": 1}
    op.bulk_insert(rules, [plain | rule for rule in DEFAULTS])


def _legal_rule_wishes() -> None:
    op.create_table(
        "legal_rule_wishes",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("wished_by", sa.Text(), nullable=False),
        sa.Column("wished_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("authority", "key", name="pk_legal_rule_wishes"),
        schema=SCHEMA,
    )


def _of_an_application(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        name,
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("application_id", sa.UUID(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            ["authority", "application_id"],
            [f"{SCHEMA}.applications.authority", f"{SCHEMA}.applications.id"],
            name=f"fk_{name}_authority_application_id",
        ),
        sa.PrimaryKeyConstraint("authority", "id", name=f"pk_{name}"),
        schema=SCHEMA,
    )
    op.create_index(f"ix_{name}_application", name, ["authority", "application_id"], unique=False, schema=SCHEMA)


def _recommendations() -> None:
    _of_an_application(
        "recommendations",
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("evidence", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("suitable_schools", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("recommended_by", sa.Text(), nullable=False),
        sa.Column("recommended_on", sa.Date(), nullable=False),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("returned_by", sa.Text(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("used_on", sa.Date(), nullable=True),
    )


def _direction_processes() -> None:
    parts = ("consultation", "notice", "referral", "determination", "secretary_of_state", "own_notice", "direction")
    _of_an_application(
        "direction_processes",
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("rule_versions", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        *(sa.Column(name, postgresql.JSONB(astext_type=sa.Text()), nullable=True) for name in parts),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
    )
    op.create_index(
        "uq_direction_processes_running",
        "direction_processes",
        ["authority", "application_id"],
        unique=True,
        schema=SCHEMA,
        postgresql_where=sa.text("outcome is null"),
    )


def _plan_consultations() -> None:
    _of_an_application(
        "plan_consultations",
        sa.Column("child_id", sa.UUID(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("named_on", sa.Date(), nullable=True),
        sa.Column("same_school", sa.Boolean(), nullable=True),
    )
    op.create_index(
        "ix_plan_consultations_child", "plan_consultations", ["authority", "child_id"], unique=False, schema=SCHEMA
    )


def _applications() -> None:
    op.add_column(
        "applications",
        sa.Column("next_route_rules", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        schema=SCHEMA,
    )
    for column in ("continues_id", "continued_in_id"):
        op.add_column("applications", sa.Column(column, sa.UUID(), nullable=True), schema=SCHEMA)
