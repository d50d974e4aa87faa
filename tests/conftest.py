"""What all tests share: the services there are, and how they are migrated."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import pytest

from kit.db.migrate import upgrade
from kit.testing.postgres import Migrate

pytest_plugins = ["kit.testing.plugin"]

SERVICES = ("gateway", "placements", "funding", "accountability")


@pytest.fixture(scope="session")
def services() -> Sequence[str]:
    """Those with a schema of their own, in the order in which data flows."""
    return [service for service in SERVICES if _migrations(service)]


@pytest.fixture(scope="session")
def migrate() -> Migrate:
    return upgrade


def _migrations(service: str) -> list[Path]:
    return sorted(Path(str(files(service))).glob("migrations/versions/0*.py"))
