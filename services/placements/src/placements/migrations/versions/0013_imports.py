"""Imports over HTTP, their reports and progress."""

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

SCHEMA = "placements"


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
