"""Restricted fields, approvals, provision, notes and facts of cases."""

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SCHEMA = "placements"


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
