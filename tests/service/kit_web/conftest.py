"""The toy service on a database of its own, and somebody to call it."""

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI
from sqlalchemy import Connection

from factories.toy import METADATA, THINGS, build_toy
from kit.auth.vocabulary import Role
from kit.db.database import Database
from kit.db.protection import install_foundation, protect
from kit.kernel.clock import StoppedClock
from kit.testing.plugin import NOON
from kit.testing.postgres import CONTEXT_KEY, ClonedDatabase
from kit.testing.sign_in import SignedInClient, SignIn


@pytest.fixture(scope="module")
async def toy_database(clone: ClonedDatabase) -> AsyncIterator[Database]:
    def build(connection: Connection) -> None:
        install_foundation(connection, METADATA)
        METADATA.create_all(connection, tables=[THINGS])
        protect(connection, THINGS)

    database = Database(clone.install("toy", build), CONTEXT_KEY)
    yield database
    await database.close()


@pytest.fixture(scope="module")
def sign_in() -> SignIn:
    return SignIn(StoppedClock(NOON))


@pytest.fixture(scope="module")
def toy(toy_database: Database, sign_in: SignIn) -> FastAPI:
    return build_toy(sign_in.runtime(toy_database, "toy"))


@pytest.fixture
async def northshire(toy: FastAPI, sign_in: SignIn) -> AsyncIterator[SignedInClient]:
    async with sign_in.client(toy, sign_in.user(Role.VSH, authority="999")) as client:
        yield client


@pytest.fixture
async def elsewhere(toy: FastAPI, sign_in: SignIn) -> AsyncIterator[SignedInClient]:
    async with sign_in.client(toy, sign_in.user(Role.VSH, authority="998")) as client:
        yield client
