"""Tests get databases of their own, quickly."""

import time

import psycopg
from sqlalchemy import Connection, text

from kit.db.embedded import RunningServer
from kit.testing.postgres import ClonedDatabase, OpenDatabase, cloned


def test_a_clone_takes_little_time_and_is_gone_afterwards(postgres: RunningServer, template: str) -> None:
    before = time.monotonic()
    with cloned(postgres, template, ()) as database:
        took = time.monotonic() - before
        name = database.name

    with psycopg.connect(postgres.url().replace("+psycopg", "")) as connection:
        left = connection.execute("select 1 from pg_database where datname = %s", (name,)).fetchone()
    assert left is None
    assert took < 2.0


def test_two_clones_do_not_see_each_other(postgres: RunningServer, template: str, clone: ClonedDatabase) -> None:
    def build(connection: Connection) -> None:
        connection.execute(text("create table fern.leaves (id int)"))

    clone.install("fern", build)

    with cloned(postgres, template, ()) as other, psycopg.connect(other.admin_url.replace("+psycopg", "")) as there:
        assert there.execute("select to_regclass('fern.leaves')").fetchone() == (None,)


async def test_an_app_connects_as_itself(
    clone: ClonedDatabase, services: list[str], open_database: OpenDatabase
) -> None:
    for service in services:
        async with open_database(service).engine.begin() as connection:
            user = (await connection.execute(text("select session_user"))).scalar()
        assert user == f"{service}_app"
