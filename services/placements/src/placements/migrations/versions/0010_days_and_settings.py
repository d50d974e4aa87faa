"""Settings, calendars, facts of schools, profiles and vacancies."""

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

SCHEMA = "placements"


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
