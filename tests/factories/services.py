"""The services that have a schema, and what their code says about it."""

from importlib import import_module
from importlib.resources import files
from pathlib import Path

from sqlalchemy import MetaData

from kit.db.foundation import foundation

IN_ORDER = ("gateway", "placements", "funding", "accountability")


def with_migrations() -> list[str]:
    """In the order in which data flows."""
    return [service for service in IN_ORDER if any(Path(str(files(service))).glob("migrations/versions/0*.py"))]


def metadata_of(service: str) -> MetaData:
    """Every table the service declares, those of the kit included."""
    metadata: MetaData = import_module(f"{service}.main").SERVICE.metadata
    foundation(metadata)
    return metadata
