"""What all tests share: the services there are, and how they are migrated."""

from collections.abc import Sequence

import pytest

from factories.services import with_migrations
from kit.db.migrate import upgrade
from kit.testing.postgres import Migrate

pytest_plugins = ["kit.testing.plugin"]


@pytest.fixture(scope="session")
def services() -> Sequence[str]:
    return with_migrations()


@pytest.fixture(scope="session")
def migrate() -> Migrate:
    return upgrade
