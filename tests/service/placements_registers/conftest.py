"""The placements service on a database of its own, with the sample registers read in, and somebody to call it."""

import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, LiteralString

import psycopg
import pytest
from fastapi import FastAPI

from factories.registers import Ask
from kit.auth.vocabulary import Role
from kit.db.database import Database
from kit.kernel.clock import StoppedClock
from kit.testing.plugin import NOON
from kit.testing.postgres import ClonedDatabase, OpenDatabase
from kit.testing.sign_in import SignedInClient, SignIn
from placements.imports.report import Report
from placements.imports.schools import import_register
from placements.main import build

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "infra" / "samples"
SHARED = Path(os.environ.get("ONROLL_SHARED_DATA") or ROOT.parent / "shared" / "data")


@pytest.fixture(scope="session")
def samples() -> Path:
    return SAMPLES


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real register and the mini return, where they are at hand beside the checkout."""
    if not (SHARED / "gias").is_dir():
        pytest.skip("the shared register files are not at hand; set ONROLL_SHARED_DATA")
    return SHARED


@pytest.fixture(scope="module")
async def database(open_database: OpenDatabase) -> Database:
    return open_database("placements")


@pytest.fixture(scope="module")
def ask(clone: ClonedDatabase) -> Ask:
    """Asks the database as an administrator, past row level security."""

    def asked(question: LiteralString, *values: object) -> list[tuple[Any, ...]]:
        with psycopg.connect(clone.admin_url.replace("+psycopg", "", 1)) as connection:
            return connection.execute(question, values).fetchall()

    return asked


@pytest.fixture(scope="module")
def told() -> list[tuple[int, int]]:
    """Progress of the imports of this module."""
    return []


@pytest.fixture(scope="module")
async def register(database: Database, told: list[tuple[int, int]]) -> Report:
    """The invented schools of the official form, taken."""
    return await import_register(
        database,
        SAMPLES / "schools_official.csv",
        SAMPLES / "school_links.csv",
        lambda done, total: told.append((done, total)),
        apply=True,
        clock=StoppedClock(NOON),
    )


@pytest.fixture(scope="module")
def sign_in() -> SignIn:
    return SignIn(StoppedClock(NOON))


@pytest.fixture(scope="module")
def app(database: Database, sign_in: SignIn) -> FastAPI:
    return build(sign_in.runtime(database, "placements"))


@pytest.fixture
async def officer(app: FastAPI, sign_in: SignIn) -> AsyncIterator[SignedInClient]:
    """Of the authority 201."""
    async with sign_in.client(app, sign_in.user(Role.VS_OFFICER, authority="201")) as client:
        yield client


@pytest.fixture
async def elsewhere(app: FastAPI, sign_in: SignIn) -> AsyncIterator[SignedInClient]:
    """An officer of another authority."""
    async with sign_in.client(app, sign_in.user(Role.VS_OFFICER, authority="202")) as client:
        yield client
