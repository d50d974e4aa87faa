"""The lists of a school stay quick at national size: none reads what is another school's (SC-25)."""

from datetime import date
from typing import Any

import psycopg
import pytest

from factories.explained import nodes, plan
from factories.placements_house import House
from kit.db.database import JOB
from kit.db.tenancy import Context, ContextKind
from kit.testing.postgres import ClonedDatabase
from placements.store.school_statements import (
    WAITED_FOR,
    InboxPart,
    children_statement,
    inbox_statement,
    requests_statement,
)

TODAY = date(2026, 11, 23)
FILL = (
    """
    insert into placements.schools
      (urn, authority, name, type_code, kind, admission_authority_type, status, phase, low_age, high_age, version,
       trust_uid, name_normalised, search_text)
    select 110000 + n, (400 + n % 120)::text, 'School ' || n, 34, 'academy', 'trust', 'open', 'secondary', 11, 18, 1,
           case when n % 2 = 0 then (2000 + n % 400)::text end, 'school ' || n, 'school ' || n
    from generate_series(1, 20000) n
    """,
    """
    insert into placements.children
      (authority, id, version, la_child_id, first_name, surname, date_of_birth, sex, upn_unknown_reason,
       sort_name, search_text)
    select (400 + n % 120)::text, gen_random_uuid(), 1, 'C' || n, 'F', md5(n::text), date '2011-01-01' + n % 3000, 'F',
           'UN4', md5(n::text), md5(n::text)
    from generate_series(1, 18000) n
    """,
    """
    insert into placements.rolls (authority, id, child_id, school_urn, registration, first_day_on, set_by)
    select authority, gen_random_uuid(), id, 110000 + substr(la_child_id, 2)::int, 'main', date '2025-09-01',
           'authority'
    from placements.children
    """,
    """
    insert into placements.cases
      (authority, id, version, child_id, responsible_authority, host_authority, case_calendar_authority, reason,
       need_from, expected_length, considered_with, delay_reasons, opened_on, updated_at)
    select authority, gen_random_uuid(), 1, id, authority, authority, authority, 'care_move', date '2026-09-01',
           'unknown', '{}', '[]', date '2026-09-01', now()
    from placements.children
    """,
    """
    insert into placements.applications
      (authority, id, version, reference, case_id, child_id, school_urn, rank, stream, entry_academic_year, year_group,
       requested_start_kind, alternatives, state, flags, submitted_at, received_on, receipt_proof, updated_at)
    select c.authority, gen_random_uuid(), 1, 'A-' || row_number() over (), c.id, c.child_id,
           110000 + (row_number() over () * 7 + k) % 20000, 1, 'in_year', '2026-27', '8', 'as_soon_as_possible', '[]',
           'submitted', '[]', now(), c.need_from, 'not_proved', now()
    from placements.cases c cross join generate_series(0, 1) k
    """,
    """
    insert into placements.clocks
      (authority, id, key, case_id, application_id, from_on, due_on, rule_version, inherited)
    select authority, gen_random_uuid(), key, case_id, id, received_on, received_on + 20, 1, false
    from placements.applications cross join unnest(array['inyear_target', 'inyear_limit']) key
    """,
    "analyze",
)
STATEMENTS: dict[str, Any] = {
    "requests": requests_statement(frozenset(), 51),
    "requests past their date": requests_statement(frozenset({"past"}), 51),
    "inbox": inbox_statement(None, False, 51),
    "inbox to answer": inbox_statement(InboxPart.TO_ANSWER, False, 51),
    "how many to answer": WAITED_FOR,
    "children": children_statement(frozenset(), 51),
}
CALLERS: dict[str, tuple[Context, dict[str, Any]]] = {
    "school": (Context(ContextKind.SCHOOL, "110777", "head"), {"own_urn": 110777, "trust": None}),
    "trust": (Context(ContextKind.TRUST, "2044", "trust"), {"own_urn": None, "trust": "2044"}),
}


@pytest.fixture(scope="module", autouse=True)
def national(clone: ClonedDatabase, house: House) -> None:
    """18,000 children on the rolls of 20,000 schools, each with requests to two of them."""
    del house
    with psycopg.connect(clone.admin_url.replace("+psycopg", "", 1), autocommit=True) as connection:
        for statement in FILL:
            connection.execute(statement.encode())


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize("name", STATEMENTS)
async def test_no_list_of_a_school_reads_other_schools(house: House, name: str, caller: str) -> None:
    context, who = CALLERS[caller]
    bound = {**who, "today": TODAY, "closed_after": date(2025, 11, 23)}
    wanted = {key: bound[key] for key in STATEMENTS[name].compile().params if key in bound}

    async with house.database.transaction(context, limits=JOB) as connection:
        root = await plan(connection, STATEMENTS[name], wanted)

    assert [node["Relation Name"] for node in nodes(root) if node["Node Type"] == "Seq Scan"] == []
