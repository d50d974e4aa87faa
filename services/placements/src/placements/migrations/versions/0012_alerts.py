"""Alerts and what was sent to whom on which day."""

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

SCHEMA = "placements"


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
