"""Production does not start on ground that is not fit for real children's data (SE-96)."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from gateway.actions.seed_demo import seed_demo
from kit.db.audit import AuditKey
from kit.db.database import Database
from kit.db.migrate import downgrade
from kit.kernel.clock import StoppedClock
from kit.testing.postgres import CONTEXT_KEY, ClonedDatabase
from onroll.ground import Ground
from onroll.key_ring import KeyRing
from onroll.refusals import findings
from onroll.settings import Mode, Settings

RING = KeyRing(CONTEXT_KEY, b"c" * 32, AuditKey("tests", b"a" * 32), b"d" * 32)


@pytest.fixture
def ground(clone: ClonedDatabase) -> Ground:
    return Ground(clone.admin_url, clone.name, clone.urls, None)


def settings(folder: Path, base_url: str = "https://onroll.example", mode: Mode = Mode.PRODUCTION) -> Settings:
    return Settings(mode=mode, base_url=base_url, var=folder, database_url=SecretStr("postgresql://unused"))


def said(given: Settings, ground: Ground) -> list[str]:
    return [one.where for one in findings(given, ground, RING)]


def test_an_empty_and_migrated_database_behind_https_is_fit(ground: Ground, tmp_path: Path):
    assert said(settings(tmp_path), ground) == []


def test_production_without_https_is_refused_and_the_setting_named(ground: Ground, tmp_path: Path):
    http = settings(tmp_path, base_url="http://onroll.example")

    assert said(http, ground) == ["ONROLL_BASE_URL"]
    assert said(settings(tmp_path, "http://localhost:8000", Mode.DEMO), ground) == []


def test_a_signing_key_that_others_can_read_is_refused(ground: Ground, tmp_path: Path):
    given = settings(tmp_path)
    given.key_folder.mkdir(parents=True)
    (given.key_folder / "token-current.pem").write_text("anybody may read this")
    (given.key_folder / "token-current.pem").chmod(0o644)

    assert said(given, ground) == ["ONROLL_KEYS"]


async def test_people_of_the_demo_are_refused_in_production(ground: Ground, tmp_path: Path, clock: StoppedClock):
    database = Database(ground.app_urls["gateway"], CONTEXT_KEY, pool_size=1)
    await seed_demo(database, clock)
    await database.close()

    found = await _in_thread(settings(tmp_path), ground)

    assert found == ["ONROLL_MODE"]


def test_tables_that_are_behind_are_refused(ground: Ground, tmp_path: Path):
    downgrade("accountability", ground.admin_url)

    assert said(settings(tmp_path), ground) == ["database"]


async def _in_thread(given: Settings, ground: Ground) -> list[str]:
    """The check is a command of its own and opens its own loop."""
    import asyncio  # noqa: PLC0415

    return await asyncio.to_thread(said, given, ground)
