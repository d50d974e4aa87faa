"""Questions, challenges, corrections and appeals of an application."""

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SCHEMA = "placements"


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
