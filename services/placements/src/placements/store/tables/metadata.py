"""The one catalogue in which every table of placements is entered."""

from typing import Final

from kit.db.tables import service_metadata

METADATA: Final = service_metadata("placements")
