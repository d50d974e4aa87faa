"""Letters in full and evidence bundles."""

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SCHEMA = "placements"


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
