"""Direction processes, recommendations and dated legal rules."""

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SCHEMA = "placements"


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
