"""What school and trust accounts may reach."""

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

SCHEMA = "placements"


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
