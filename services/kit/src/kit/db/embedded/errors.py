"""What keeps the embedded PostgreSQL from running, in words for the person who starts the product."""

from typing import Final

WAY_OUT: Final = "or set ONROLL_DATABASE_URL to a PostgreSQL 15 or newer of your own"


class EmbeddedServerError(Exception):
    """The embedded PostgreSQL cannot be used; the message says what to do."""
