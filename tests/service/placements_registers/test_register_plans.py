"""The lists stay quick at national size: no list query reads a whole table."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncConnection

from factories.registers import TODAY, work_of
from kit.db.database import Database
from kit.kernel.ids import new_id
from kit.testing.postgres import ClonedDatabase
from placements.domain.reach import WHOLE_AUTHORITY
from placements.domain.year_group import born_between
from placements.store.calendars import page_statement as calendars_page
from placements.store.child_list import page_statement as children_page
from placements.store.child_reach import reach_values
from placements.store.contacts import page_statement as contacts_page
from placements.store.near_child import NearChild, Place
from placements.store.school_search import SchoolsSought, nearest_statement
from placements.store.school_search import page_statement as schools_page
from placements.store.schools import SchoolStore
from placements.store.vacancies import page_statement as vacancies_page

TENANT = "300"
SCHOOLS = """
insert into placements.schools
  (urn, version, authority, name, type_code, kind, status, phase, name_normalised, search_text, postcode, easting,
   northing)
select 100000 + n, 1, (201 + n % 150)::text, 'School ' || n, 1, 'maintained',
       case when n % 2 = 0 then 'open' else 'closed' end, case when n % 4 = 0 then 'secondary' else 'primary' end,
       'school ' || md5(n::text), 'school ' || md5(n::text) || ' ' || (100000 + n) || ' ab' || n % 99 || ' 2cd',
       'AB' || n % 99 || ' 2CD', n * 7919 % 600000, n * 10473 % 599999
from generate_series(1, 50000) n
"""
CHILDREN = """
insert into placements.children
  (authority, id, version, la_child_id, first_name, surname, date_of_birth, sex, upn_unknown_reason,
   sort_name, search_text)
select (201 + n % 150)::text, gen_random_uuid(), 1, 'C' || n, 'F', md5(n::text), date '2009-01-01' + n % 5000,
       'F', 'UN4', md5(n::text), md5(n::text)
from generate_series(1, 80000) n
"""
CARE = """
insert into placements.care_periods (authority, id, child_id, status, from_on, source)
select authority, gen_random_uuid(), id, 'looked_after', date '2024-01-01', 'manual' from placements.children
"""
ROLLS = """
insert into placements.rolls (authority, id, child_id, school_urn, registration, first_day_on, set_by)
select authority, gen_random_uuid(), id, 100001, 'main', date '2025-09-01', 'authority' from placements.children
where la_child_id !~ '[07]$'
"""


CONTACTS = """
insert into placements.contacts (authority, id, version, kind, school_urn, role, email, bounced_at)
select (201 + n % 150)::text, gen_random_uuid(), 1, 'school', 100000 + n % 50000, 'office', n || '@school.test',
       case when n % 90 = 0 then now() end
from generate_series(1, 60000) n
"""
CALENDARS = """
insert into placements.school_calendars
  (authority, id, version, owner_kind, owner_code, academic_year, covers_from, covers_to, terms, non_school_days,
   source)
select (201 + n % 150)::text, gen_random_uuid(), 1, 'school', (100000 + n % 5000)::text, (2000 + n / 5000) || '-01',
       date '2026-08-01', date '2027-07-31', '[]', '[]', 'csv'
from generate_series(1, 20000) n
"""
VACANCIES = """
insert into placements.vacancy_requests
  (authority, id, version, school_urn, year_group, sent_on, sent_by, inherited, places, replied_on, updated_at)
select (201 + n % 150)::text, gen_random_uuid(), 1, 100000 + n % 5000, '7', date '2026-11-09', 'x', false,
       case when n % 5 > 0 then 1 end, case when n % 5 > 0 then date '2026-11-10' end, now()
from generate_series(1, 30000) n
"""


@pytest.fixture(scope="module", autouse=True)
def national(clone: ClonedDatabase) -> None:
    """Fifty thousand schools, eighty thousand children in 150 authorities."""
    with psycopg.connect(clone.admin_url.replace("+psycopg", "", 1), autocommit=True) as connection:
        for statement in (SCHOOLS, CHILDREN, CARE, ROLLS, CONTACTS, CALENDARS, VACANCIES, "analyze"):
            connection.execute(statement)


async def plan(connection: AsyncConnection, statement: Select[Any], values: dict[str, Any]) -> dict[str, Any]:
    expanded = statement.compile(dialect=connection.dialect).construct_expanded_state(values)
    found = await connection.exec_driver_sql(f"explain (format json) {expanded.statement}", expanded.parameters)
    told = found.scalar_one()
    root: dict[str, Any] = (json.loads(told) if isinstance(told, str) else told)[0]["Plan"]
    return root


def nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for below in node.get("Plans", ()):
        yield from nodes(below)


def read_whole(root: dict[str, Any]) -> list[str]:
    return [node["Relation Name"] for node in nodes(root) if node["Node Type"] == "Seq Scan"]


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"words": "'abc':*"},
        {"words": "'school':* & 'abc':*"},
        {"authority": "300"},
        {"status": "open"},
        {"phase": "secondary", "status": "closed"},
        {"urns": [100001, 100002]},
        {"after_name": "school 8", "after_urn": 100001},
        {"authority": "300", "after_name": "school 8", "after_urn": 100001},
    ],
    ids=str,
)
async def test_no_list_of_schools_reads_the_whole_register(database: Database, values: dict[str, Any]) -> None:
    async with work_of(database, TENANT) as work:
        root = await plan(work.connection, schools_page(frozenset(values), 51), values)

    assert read_whole(root) == []


@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"status": "no_place"},
        {"status": "on_roll", "year": "7"},
        {"year": "7"},
        {"words": "abc"},
        {"after_id": True},
    ],
    ids=str,
)
async def test_no_list_of_children_reads_other_authorities(database: Database, filters: dict[str, Any]) -> None:
    values: dict[str, Any] = {key: value for key, value in filters.items() if key in ("status", "words")}
    if "year" in filters:
        values["year_group"] = filters["year"]
        values["born_from"], values["born_to"] = born_between(filters["year"], TODAY)
    if "after_id" in filters:
        values["after_id"] = new_id()
    always = {
        "tenant": TENANT,
        "today": TODAY,
        "school_age_from": born_between("11", TODAY)[0],
        "school_age_to": born_between("R", TODAY)[1],
        **reach_values(WHOLE_AUTHORITY),
    }

    async with work_of(database, TENANT) as work:
        root = await plan(work.connection, children_page(frozenset(values), 51), {**always, **values})

    # No child of the register has a reduced timetable, so that table is empty.
    assert set(read_whole(root)) <= {"cases", "reduced_timetables"}


@pytest.mark.parametrize(
    ("page", "values"),
    [
        ("contacts", {}),
        ("contacts", {"school_urn": 100300}),
        ("contacts", {"after": UUID(int=7)}),
        ("calendars", {}),
        ("calendars", {"owner_code": "100300"}),
        ("calendars", {"after_kind": "school", "after_code": "100300", "after_year": "2026-27"}),
        ("vacancies", {}),
        ("vacancies", {"urn": 100300}),
        ("vacancies", {"before": UUID(int=2**127)}),
    ],
    ids=str,
)
async def test_no_page_of_what_an_authority_keeps_reads_other_authorities(
    database: Database, page: str, values: dict[str, Any]
) -> None:
    statement = {"contacts": contacts_page, "calendars": calendars_page, "vacancies": vacancies_page}[page]
    bound = {"tenant": TENANT, **values}
    filters = frozenset(bound if page == "vacancies" else values)

    async with work_of(database, TENANT) as work:
        root = await plan(work.connection, statement(filters, 51), bound)

    assert read_whole(root) == []


async def test_schools_nearby_are_found_without_reading_the_register(database: Database) -> None:
    around = {
        "from_easting": 300000.0,
        "from_northing": 300000.0,
        "age": 8,
        "west": 250000,
        "east": 350000,
        "south": 250000,
        "north": 350000,
    }
    async with work_of(database, TENANT) as work:
        root = await plan(work.connection, nearest_statement(frozenset(around), 51), around)
        middle = await NearChild(work.connection, TENANT).middle_of("AB7 2")
        found = await SchoolStore(work.connection).nearest(SchoolsSought(), Place(300000, 300000), rows=51)

    assert read_whole(root) == []
    assert middle is not None
    metres = [distance for _, distance in found]
    assert (len(metres), metres) == (51, sorted(metres))
