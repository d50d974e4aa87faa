"""The morning and the lists of cases and applications stay quick at national size: none reads other authorities."""

from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest

from factories.explained import nodes, plan
from factories.placements_house import House
from kit.db.database import JOB
from kit.db.tenancy import Context
from kit.kernel.ids import new_id
from kit.testing.postgres import ClonedDatabase
from placements.domain.reach import WHOLE_AUTHORITY, ChildReach
from placements.domain.year_group import born_between
from placements.store import (
    alert_cases,
    alert_children,
    alert_dates,
    alert_requests,
    alert_schools,
    alerts,
    application_list,
    cases,
    chasing,
    due_dates,
    today,
    today_counts,
)
from placements.store.child_reach import reach_values

TODAY = date(2026, 11, 23)
AUTHORITIES = "(400 + n % 120)::text"
FILL = (
    f"""
    insert into placements.children
      (authority, id, version, la_child_id, first_name, surname, date_of_birth, sex, upn_unknown_reason,
       sort_name, search_text)
    select {AUTHORITIES}, gen_random_uuid(), 1, 'C' || n, 'F', md5(n::text), date '2011-01-01' + n % 3000, 'F', 'UN4',
           md5(n::text), md5(n::text)
    from generate_series(1, 18000) n
    """,
    """
    insert into placements.care_periods (authority, id, child_id, status, from_on, source)
    select authority, gen_random_uuid(), id, 'looked_after', date '2024-01-01', 'manual' from placements.children
    """,
    """
    insert into placements.rolls (authority, id, child_id, school_urn, registration, first_day_on, set_by)
    select authority, gen_random_uuid(), id, 100001, 'main', date '2025-09-01', 'authority' from placements.children
    where la_child_id !~ '0$'
    """,
    """
    insert into placements.cases
      (authority, id, version, child_id, responsible_authority, host_authority, case_calendar_authority, reason,
       need_from, expected_length, considered_with, delay_reasons, opened_on, closed_on, closed_reason, updated_at)
    select authority, gen_random_uuid(), 1, id, authority, authority, authority, 'care_move',
           date '2026-09-01' + substr(la_child_id, 2)::int % 80, 'unknown', '{}', '[]', date '2026-09-01',
           case when la_child_id !~ '0$' then date '2026-10-01' end,
           case when la_child_id !~ '0$' then 'placed' end, now()
    from placements.children
    """,
    """
    insert into placements.applications
      (authority, id, version, reference, case_id, child_id, school_urn, rank, stream, entry_academic_year, year_group,
       requested_start_kind, alternatives, state, flags, submitted_at, received_on, receipt_proof, closed_on,
       updated_at)
    select c.authority, gen_random_uuid(), 1, 'A-' || row_number() over (), c.id, c.child_id, 100001 + k, 1, 'in_year',
           '2026-27', '8', 'as_soon_as_possible', '[]',
           case when c.closed_on is null then 'submitted' else 'withdrawn' end,
           '[]', now(), c.need_from, 'not_proved', c.closed_on, now()
    from placements.cases c cross join generate_series(0, 1) k
    """,
    """
    insert into placements.clocks
      (authority, id, key, case_id, application_id, from_on, due_on, stopped_on, rule_version, inherited)
    select authority, gen_random_uuid(), key, case_id, id, received_on, received_on + 20, closed_on, 1, false
    from placements.applications cross join unnest(array['inyear_target', 'inyear_limit']) key
    """,
    f"""
    insert into placements.contacts (authority, id, version, kind, school_urn, role, email, reply_address)
    select {AUTHORITIES}, gen_random_uuid(), 1, 'school', 100001 + n, 'admissions', 'a@school.test', true
    from generate_series(1, 18000) n
    """,
    """
    insert into placements.schools
      (urn, version, authority, name, type_code, kind, status, phase, name_normalised, search_text)
    select 200000 + n, 1, (400 + n % 120)::text, 'S' || n, 1, 'maintained', 'open', 'secondary', 's' || n, 's' || n
    from generate_series(1, 24000) n
    """,
    """
    insert into placements.decisions
      (authority, id, application_id, outcome, first, decided_on, logged_on, recorded_by, received_through, channel,
       codes, evidence, appeal_information, conditions)
    select authority, gen_random_uuid(), id, 'refused', true, received_on + 5, received_on + 5, 'x', 'email', 'formal',
           '["BEHAVIOUR"]', '[]', 'not_stated', '[]'
    from placements.applications
    """,
    """
    insert into placements.letters
      (authority, id, version, application_id, school_urn, template_key, template_version, title, parts, merge,
       legal_refs, recipients, names_child, status, written_on, written_by, sent_on)
    select authority, gen_random_uuid(), 1, id, school_urn, 'L1', 1, '', '{}', '{}', '[]', '[]', false, 'sent',
           received_on, 'x', received_on
    from placements.applications
    """,
    f"""
    insert into placements.school_chases (authority, school_urn, "on", sent_at)
    select {AUTHORITIES}, 100001 + n, date '2026-09-01' + n % 60, now() from generate_series(1, 18000) n
    """,
    """
    insert into placements.reduced_timetables (authority, id, child_id, school_urn, from_on, hours_per_week, agreed)
    select authority, gen_random_uuid(), id, 100001, date '2026-09-01', 10, true from placements.children
    """,
    """
    insert into placements.exclusions (authority, id, child_id, school_urn, "on", status)
    select authority, gen_random_uuid(), id, 100001, date '2026-10-01', 'upheld' from placements.children
    """,
    """
    insert into placements.history
      (authority, id, at, kind, child_id, case_id, actor_kind, actor_id, role, via, facts)
    select authority, gen_random_uuid(), timestamptz '2026-10-01', case when n = 1 then 'dates_moved' else 'refused'
           end,
           child_id, id, 'user', 'x', 'vsh', 'app', '{}'
    from placements.cases cross join generate_series(1, 3) n
    """,
    """
    insert into placements.recommendations
      (authority, id, application_id, route, reason, evidence, suitable_schools, recommended_by, recommended_on)
    select authority, gen_random_uuid(), id, 'direction_97a', 'x', '[]', '[]', 'x', received_on
    from placements.applications
    """,
    """
    insert into placements.plan_consultations (authority, id, application_id, child_id, sent_on, reply)
    select authority, gen_random_uuid(), id, child_id, received_on, 'cannot_meet' from placements.applications
    """,
    """
    insert into placements.interim_provisions (authority, id, case_id, version, kind, hours_per_week, from_on)
    select authority, gen_random_uuid(), id, 1, 'tuition', 10, date '2026-09-01' from placements.cases
    """,
    """
    insert into placements.approvals
      (authority, id, case_id, version, kind, requested_by, requested_on, consulted_designated_teacher, consulted_iro)
    select authority, gen_random_uuid(), id, 1, 'ks4_move', 'x', date '2026-09-01', true, true from placements.cases
    """,
    """
    insert into placements.alerts
      (authority, id, code, severity, weight, owner_role, owner_post_id, subject_kind, subject_key, occasion, child_id,
       raised_on, cleared_on)
    select authority, gen_random_uuid(), 'A28', 'critical', 1, 'vs_officer', 'post-' || n % 3, 'child', id::text,
           n::text, id, date '2026-09-01', case when n > 1 then date '2026-10-01' end
    from placements.children cross join generate_series(1, 4) n
    """,
    "analyze",
)
SOCIAL_WORKER = ChildReach(posts=("post-worker",))


@pytest.fixture(scope="module", autouse=True)
def national(clone: ClonedDatabase, house: House) -> None:
    """18,000 children in 120 authorities, each with a case and two applications, and the contacts of their schools."""
    del house
    with psycopg.connect(clone.admin_url.replace("+psycopg", "", 1), autocommit=True) as connection:
        for statement in FILL:
            connection.execute(statement.encode())


ALWAYS: dict[str, Any] = {
    "tenant": "417",
    "today": TODAY,
    "posts": None,
    "window": date(2026, 9, 1),
    "until": date(2026, 11, 30),
    "school_age_from": born_between("11", TODAY)[0],
    "school_age_to": born_between("R", TODAY)[1],
}


def applications(past_date: bool = False, **filters: Any) -> tuple[Any, dict[str, Any]]:
    return application_list.page_statement(frozenset(filters), past_date, 51), filters


def of_alerts(asleep: bool = False, continued: bool = False, **filters: Any) -> tuple[Any, dict[str, Any]]:
    statement = alerts.page_statement(frozenset(filters), asleep, continued, 51)
    key = {"after_weight": 1, "after_id": new_id()} if continued else {}
    return statement, {"roles": ["vs_officer"], "hidden": ["A22"], **key, **filters}


def of_cases(**filters: Any) -> tuple[Any, dict[str, Any]]:
    return cases.page_statement(frozenset(filters), 51), filters


STATEMENTS: dict[str, tuple[Any, dict[str, Any]]] = {
    "today: without a place": (today.WAITING, {}),
    "today: waits": (today.WAITS, {}),
    "today: past date": (application_list.ALL_PAST, {}),
    "today: answers waited for": (today_counts.COUNTS, {}),
    "today: coming": (today_counts.COMING, {}),
    "applications": applications(),
    "applications: next page": applications(before=new_id()),
    "applications: in a state": applications(state="refused"),
    "applications: to a school": applications(urn=100001),
    "applications: of a child": applications(child=new_id()),
    "applications: past date": applications(past_date=True),
    "today: alerts": (alerts.COUNTS, {"roles": ["vs_officer"], "hidden": []}),
    "alerts": of_alerts(),
    "alerts: next page": of_alerts(continued=True),
    "alerts: asleep": of_alerts(asleep=True),
    "alerts: of a child": of_alerts(child=new_id()),
    "look through: requests": (alert_requests.REQUESTS, {}),
    "look through: running clocks": (alert_requests.RUNNING, {}),
    "look through: answers": (alert_requests.LAST_ANSWERS, {"applications": [new_id(), new_id()]}),
    "look through: open cases": (alert_cases.OPEN_CASES, {}),
    "look through: part time": (alert_children.PART_TIME, {}),
    "look through: timetables": (alert_children.TIMETABLES, {}),
    "look through: provision": (alert_children.PROVISIONS, {}),
    "look through: duties": (alert_dates.DUTY_CLOCKS, {"keys": ["pep_on_start", "part_time_review"]}),
    "look through: excluded": (alert_children.EXCLUDED, {"since": date(2026, 8, 23)}),
    "look through: dates moved": (
        alert_dates.MOVED,
        {"moved_since": datetime(2026, 11, 9, tzinfo=UTC)},
    ),
    "look through: the normal round": (alert_children.ROUND, {"entry_year": "2027-28"}),
    "look through: closing schools": (alert_schools.CLOSING, {}),
    "look through: schools out of reach": (alert_schools.UNREACHED, {}),
    "look through: refusals": (alert_schools.REFUSALS, {"since": date(2025, 11, 23)}),
    "due dates": (due_dates.DUE_DATES, {"since": date(2026, 10, 26), "until": date(2026, 12, 20)}),
    "chasing: unanswered": (chasing.UNANSWERED, {}),
    "cases": of_cases(),
    "cases: in a state": of_cases(state="seeking"),
    "cases: next page": of_cases(after_need=date(2026, 10, 1), after_id=new_id()),
}


@pytest.mark.parametrize("reach", [WHOLE_AUTHORITY, SOCIAL_WORKER], ids=["whole authority", "own children"])
@pytest.mark.parametrize("name", STATEMENTS)
async def test_no_list_reads_other_authorities(house: House, name: str, reach: ChildReach) -> None:
    statement, values = STATEMENTS[name]
    bound = {**ALWAYS, **reach_values(reach), **values}
    wanted = {key: bound[key] for key in statement.compile().params if key in bound}

    async with house.database.transaction(Context.job(ALWAYS["tenant"], "tests"), limits=JOB) as connection:
        root = await plan(connection, statement, wanted)

    assert [node["Relation Name"] for node in nodes(root) if node["Node Type"] == "Seq Scan"] == []
