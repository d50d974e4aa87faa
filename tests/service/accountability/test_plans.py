"""The pages stay quick at national size: no question reads a whole table (architecture section 5)."""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

import psycopg
import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection

from accountability.store.evidence import EvidenceStore
from accountability.store.register import RegisterStore, SchoolSearch
from kit.db.database import Database
from kit.db.tenancy import Context, ContextKind
from kit.kernel.ids import new_id
from kit.testing.postgres import ClonedDatabase, OpenDatabase

HOME = "300"
URN = 100_150
SCHOOLS = """
insert into accountability.schools
  (urn, version, known_from_on, name, name_key, authority, type_code, phase_code, phase_groups, status_code)
select 100000 + n, 1, date '2023-11-16', 'School ' || n, 'school ' || md5(n::text) || ' ' || n,
       (201 + n % 150)::text, 28, 4, array['secondary'], 1
from generate_series(1, 50000) n
"""
FACTS = """
insert into accountability.facts
  (authority, event_id, stored_at, source, type, version, occurred_on, recorded_at, subject_id, child_id, school_urn,
   year_group, fields)
select (201 + n % 150)::text, gen_random_uuid(), now(), 'placements',
       (array['application.submitted', 'application.decided', 'pp_allocation.paid', 'child.care_changed'])[1 + n % 4],
       1, date '2024-01-01' + n % 900, now(), gen_random_uuid()::text, gen_random_uuid(), 100000 + n % 20000, '7', '{}'
from generate_series(1, 200000) n
"""
CALENDARS = """
insert into accountability.facts
  (authority, event_id, stored_at, source, type, version, occurred_on, recorded_at, subject_id, fields)
select (201 + n)::text, gen_random_uuid(), now(), 'placements', 'calendar.published', 1, date '2026-06-01', now(),
       gen_random_uuid()::text,
       jsonb_build_object('calendar_id', gen_random_uuid(), 'authority', (201 + n)::text, 'academic_year', '2026-27',
                          'covers_from', '2026-08-01', 'covers_to', '2027-07-31', 'school_days', '[]'::jsonb)
from generate_series(0, 149) n
"""
CARE = """
insert into accountability.care_intervals (authority, child_id, position, status, from_on, short_break)
select (201 + n % 150)::text, gen_random_uuid(), 1, 'looked_after', date '2024-01-01', false
from generate_series(1, 80000) n
"""
ROLL = """
insert into accountability.roll_intervals (authority, child_id, position, school_urn, kind, from_on)
select (201 + n % 150)::text, gen_random_uuid(), 1, 100000 + n % 20000, 'main', date '2025-09-01'
from generate_series(1, 80000) n
"""
READERS = [Context(ContextKind.AUTHORITY, HOME, "reader"), Context(ContextKind.SCHOOL, str(URN), "reader")]


@pytest.fixture(autouse=True)
def nothing_told() -> None:
    """Here everything has been told already."""


@pytest.fixture(scope="module", autouse=True)
def national(clone: ClonedDatabase) -> None:
    """Fifty thousand schools, two hundred thousand facts of 150 authorities."""
    with psycopg.connect(clone.admin_url.replace("+psycopg", "", 1), autocommit=True) as connection:
        for statement in (SCHOOLS, FACTS, CALENDARS, CARE, ROLL, "analyze"):
            connection.execute(statement)


@pytest.fixture
def database(open_database: OpenDatabase) -> Database:
    return open_database("accountability")


@asynccontextmanager
async def watched(database: Database, context: Context) -> AsyncIterator[tuple[AsyncConnection, list[Any]]]:
    """A reader's transaction, and the statements that run in it."""
    asked: list[Any] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    async with database.transaction(context, read_only=True) as connection:
        event.listen(connection.sync_connection, "before_cursor_execute", note)
        yield connection, asked


async def read_whole(connection: AsyncConnection, asked: list[Any]) -> list[str]:
    """Tables of ours that any of the statements would read from end to end."""
    found: list[str] = []
    for statement, parameters in list(asked):
        told = (await connection.exec_driver_sql(f"explain (format json) {statement}", parameters)).scalar_one()
        root = (json.loads(told) if isinstance(told, str) else told)[0]["Plan"]
        found += [node["Relation Name"] for node in nodes(root) if node["Node Type"] == "Seq Scan"]
    return [name for name in found if name not in {"context_keys", "dead_letters", "feed_cursors"}]


def nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for below in node.get("Plans", ()):
        yield from nodes(below)


@pytest.mark.parametrize("context", READERS, ids=lambda one: one.kind.value)
async def test_no_question_about_a_school_reads_a_whole_table(database: Database, context: Context) -> None:
    home = HOME if context.kind is ContextKind.AUTHORITY else None
    after = (date(2026, 1, 1), new_id())
    async with watched(database, context) as (connection, asked):
        store = EvidenceStore(connection, home)
        await store.facts_of([URN, URN + 1])
        await store.timeline(URN, None, 51)
        await store.timeline(URN, after, 51)
        await store.cohort([new_id(), new_id()])
        await store.on_roll([URN], date(2026, 11, 23))
        if home:
            await store.calendars([URN])
        await RegisterStore(connection, home).school(URN)

        assert await read_whole(connection, asked) == []
        assert len(asked) >= 6


@pytest.mark.parametrize(
    "wanted",
    [
        SchoolSearch(),
        SchoolSearch(words="abc"),
        SchoolSearch(words="ab 12"),
        SchoolSearch(authority=HOME),
        SchoolSearch(authority=HOME, with_activity=True),
        SchoolSearch(phase_group="secondary"),
        SchoolSearch(urn=URN),
    ],
    ids=str,
)
async def test_no_list_of_schools_reads_the_whole_register(database: Database, wanted: SchoolSearch) -> None:
    async with watched(database, READERS[0]) as (connection, asked):
        store = RegisterStore(connection, HOME)
        await store.search(wanted, None, 51)
        await store.search(wanted, ("school 8", URN), 51)

        assert await read_whole(connection, asked) == []
