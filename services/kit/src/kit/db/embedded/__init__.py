"""The PostgreSQL that comes with the product, for whoever has no database of their own (architecture 5)."""

from kit.db.embedded.errors import EmbeddedServerError
from kit.db.embedded.running import RunningServer
from kit.db.embedded.server import EmbeddedServer, discard, ensure_running

__all__ = ["EmbeddedServer", "EmbeddedServerError", "RunningServer", "discard", "ensure_running"]
