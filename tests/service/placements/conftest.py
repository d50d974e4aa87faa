"""The placements service over HTTP on a database of its own: two authorities and a few schools."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import date
from typing import Any

import psycopg
import pytest

from factories.every_step import Bench, a_child_everybody_reaches, everybody
from factories.exampleshire import (
    EXAMPLESHIRE_CODE,
    OAK,
    WESTBOROUGH_CODE,
    MovableClock,
    fill_authority,
    fill_registers,
)
from factories.placements_house import BASE_URL, House
from kit.auth.vocabulary import Role
from kit.testing.postgres import ClonedDatabase, OpenDatabase
from kit.testing.sign_in import SignedInClient, SignIn
from placements.main import build
from placements.settings import Settings


@pytest.fixture(scope="module")
async def house(clone: ClonedDatabase, open_database: OpenDatabase) -> AsyncIterator[House]:
    clock = MovableClock(date(2026, 11, 9))
    database = open_database("placements")
    sign_in = SignIn(clock)
    app = build(sign_in.runtime(database, "placements"), Settings(base_url=BASE_URL))
    await fill_registers(database)
    for authority in (EXAMPLESHIRE_CODE, WESTBOROUGH_CODE):
        await fill_authority(database, authority)

    def ask(question: str, *values: object) -> list[tuple[Any, ...]]:
        """As an administrator, past row level security."""
        with psycopg.connect(clone.admin_url.replace("+psycopg", "", 1)) as connection:
            return connection.execute(question, values).fetchall()

    async with AsyncExitStack() as stack:
        yield House(database, clock, sign_in, app, ask, stack)


@pytest.fixture(scope="module")
async def people(house: House) -> dict[Role, SignedInClient]:
    """Somebody of every role, signed in."""
    return await everybody(house)


@pytest.fixture(scope="module")
async def bench(house: House, clone: ClonedDatabase) -> AsyncIterator[Bench]:
    """One request that all of them reach, whose state is set by hand, and another case beside it."""
    asked = await a_child_everybody_reaches(house)
    other = await house.asked((await house.a_child()).id, OAK)
    with psycopg.connect(clone.admin_url.replace("+psycopg", "", 1), autocommit=True) as connection:
        yield Bench(connection, asked["id"], other["case_id"])
