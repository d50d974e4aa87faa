"""The page of a school over HTTP, on real rows (AC-129)."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import select, text

from accountability.store.tables import FOUNDATION
from factories.told_schools import (
    BEACON_HILL,
    GREENBANK,
    LARKFIELD,
    AskedFor,
    a_calendar,
    a_return,
    a_school,
    money_paid,
    on_roll,
)
from kit.auth.vocabulary import Role
from kit.db.database import Database
from kit.db.tenancy import Context
from kit.kernel.ids import new_id
from kit.testing.postgres import ClonedDatabase, OpenDatabase, as_owner
from kit.testing.sign_in import SignedInClient, SignIn

MARCH = date(2026, 3, 2)
CALENDARS = [a_calendar("2025-26"), a_calendar("2026-27")]


async def profile(client: SignedInClient, urn: int = LARKFIELD, **query: str) -> dict[str, Any]:
    answer = await client.get(f"/v1/schools/{urn}/profile", params=query)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def by_code(body: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {result["indicator"]: result for result in body["results"]}


async def test_ac_s01_one_refusal_shows_its_count_and_nothing_that_could_be_a_rate(
    tell: Any, officer: SignedInClient
) -> None:
    one = AskedFor(MARCH).answered("refused", date(2026, 3, 12), "CANNOT_MEET_NEED", ground="not_a_ground")
    await tell([a_school(), *CALENDARS, *one.events])

    p2 = by_code(await profile(officer))["P2"]

    assert (p2["state"], p2["num"], p2["den"], p2["n_children"]) == ("facts_only", 1, 1, 1)
    assert (p2["rate"], p2["signal"]) == (None, None)
    assert p2["split"] == [{"code": "needs", "num": 1}]
    assert p2["grounds"] == [{"code": "not_a_ground", "num": 1}]


async def test_ac_s02_a_special_school_is_not_measured_on_admissions(tell: Any, officer: SignedInClient) -> None:
    await tell([a_school(GREENBANK, "Greenbank School (demo)", type_code=44, phase_code=0)])

    p2 = by_code(await profile(officer, GREENBANK))["P2"]

    assert (p2["state"], p2["num"], p2["statement"]) == ("na", None, "Does not apply to this kind of school.")


async def test_ac_s03_a_school_nobody_asked_is_no_activity(tell: Any, officer: SignedInClient) -> None:
    await tell([a_school(), *CALENDARS], a_return(date(2026, 6, 12), urn=BEACON_HILL))

    results = by_code(await profile(officer))

    assert results["P2"]["state"] == "no_activity"
    assert results["P2"]["statement"].endswith("This says nothing about willingness to admit.")
    assert results["F1"]["statement"] == "No return was due in this period."
    assert results["E1"]["state"] == "missing"


async def test_ac_s04_three_of_three_refused_is_reported_and_not_tested(tell: Any, officer: SignedInClient) -> None:
    three = [AskedFor(MARCH).answered("refused", date(2026, 3, 12), "FULL_YEAR_GROUP") for _ in range(3)]
    await tell([a_school(), *CALENDARS, *(event for one in three for event in one.events)])

    p2 = by_code(await profile(officer))["P2"]

    assert (p2["state"], p2["num"], p2["den"], p2["rate"], p2["signal"]) == ("reported", 3, 3, 1.0, "not_tested")


async def test_before_anything_was_read_the_figures_are_missing_not_nought(
    tell: Any, officer: SignedInClient, clone: ClonedDatabase
) -> None:
    await tell([a_school(), *CALENDARS])
    with as_owner(clone.admin_url, "accountability") as connection:
        connection.execute(text("delete from accountability.feed_cursors where source = 'funding'"))

    results = by_code(await profile(officer))

    assert (results["F1"]["state"], results["F1"]["missing_source"]) == ("missing", "funding")
    assert results["P2"]["state"] == "no_activity"


async def test_the_first_screen_says_what_it_counts_and_for_whom(tell: Any, officer: SignedInClient) -> None:
    child = new_id()
    returns = [event for _ in range(2) for event in a_return(date(2026, 6, 12), received_on=date(2026, 6, 10))]
    await tell([a_school(), *CALENDARS, on_roll(child)], [*returns, money_paid(child, 50_000, date(2026, 5, 1))])

    body = await profile(officer)

    assert body["school"] | {"trust": None} == {
        "urn": LARKFIELD,
        "name": "Larkfield High (demo)",
        "authority": "999",
        "group": "mainstream",
        "phase_groups": ["secondary"],
        "type_code": 28,
        "phase_code": 4,
        "status_code": 1,
        "trust": None,
        "number_on_roll": 1020,
        "children_of_ours": 1,
    }
    assert body["window"] == {
        "type": "R36",
        "from": "2023-11-01",
        "to": "2026-10-31",
        "words": "36 months to 31 October 2026",
    }
    assert (body["methodology"], body["cohort"], body["home"]) == ("2026.1", "CLA", "999")
    assert body["share"] == {"state": "not_shared", "shared_on": None, "reply_by": None, "open_disputes": 0}
    assert body["data_to"] == "2026-11-22T23:58:10Z"
    assert by_code(body)["F1"] | {"note": None} == {
        "indicator": "F1",
        "name": "PP+ return on time",
        "headline": True,
        "note": None,
        "phase_group": "secondary",
        "state": "facts_only",
        "missing_source": None,
        "suppressed_reason": None,
        "num": 2,
        "den": 2,
        "n_children": 1,
        "rate": None,
        "median_school_days": None,
        "signal": None,
        "split": [],
        "grounds": [],
        "statement": "2 of 2 in the 36 months to 31 October 2026. Too few for a rate.",
    }


async def test_what_happened_this_month_is_announced_and_can_be_asked_for(tell: Any, officer: SignedInClient) -> None:
    one = AskedFor(date(2026, 11, 9)).answered("offered", date(2026, 11, 20))
    await tell([a_school(), *CALENDARS, *one.events])

    closed, running = await profile(officer), await profile(officer, window_to="2026-11-30")

    assert (by_code(closed)["P2"]["state"], closed["later_facts"], closed["provisional"]) == ("no_activity", 2, False)
    assert (by_code(running)["P2"]["state"], running["later_facts"], running["provisional"]) == ("facts_only", 0, True)


async def test_another_authority_sees_the_school_but_not_our_children(
    tell: Any, officer: SignedInClient, elsewhere: SignedInClient
) -> None:
    one = AskedFor(MARCH).answered("refused", date(2026, 3, 12), "OTHER")
    await tell([a_school(), *CALENDARS, *one.events, on_roll(one.child)])

    theirs = await profile(elsewhere)

    assert by_code(theirs)["P0"]["state"] == "no_activity"
    assert (theirs["school"]["children_of_ours"], theirs["later_facts"], theirs["home"]) == (0, 0, "998")
    assert by_code(await profile(officer))["P0"]["num"] == 1


async def test_ac_s20_a_school_that_does_not_exist_and_one_outside_the_circle_look_the_same(
    tell: Any, app: FastAPI, sign_in: SignIn
) -> None:
    await tell([a_school(), a_school(BEACON_HILL, "Beacon Hill Academy (demo)")])

    async with sign_in.client(app, sign_in.user(Role.SCHOOL_HEAD, school=BEACON_HILL)) as head:
        foreign, unknown = [await head.get(f"/v1/schools/{urn}/profile") for urn in (LARKFIELD, 9999999)]
        own = await head.get(f"/v1/schools/{BEACON_HILL}/profile")

    assert own.status_code == 200
    assert (foreign.status_code, unknown.status_code) == (404, 404)
    assert foreign.json() | {"request_id": ""} == unknown.json() | {"request_id": ""}


async def test_a_head_sees_what_every_authority_asked_of_the_own_school(
    tell: Any, app: FastAPI, sign_in: SignIn
) -> None:
    here = AskedFor(MARCH).answered("refused", date(2026, 3, 12), "OTHER")
    other = AskedFor(MARCH, urn=BEACON_HILL).answered("offered", date(2026, 3, 12))
    await tell([a_school(), *CALENDARS, *here.events, *other.events, on_roll(here.child)])

    async with sign_in.client(app, sign_in.user(Role.SCHOOL_HEAD, school=LARKFIELD)) as head:
        body = await profile(head)

    assert (by_code(body)["P2"]["num"], by_code(body)["P2"]["den"], body["home"]) == (1, 1, "all")
    assert body["school"]["children_of_ours"] == 1


@pytest.mark.parametrize(
    ("role", "codes"),
    [(Role.VS_FINANCE, {"F1"}), (Role.LA_SIGNATORY, {"P0", "P2", "P3", "P4a", "P4b", "F1", "E1", "E12"})],
)
async def test_ac_96_roles_see_their_own_indicators(
    tell: Any, app: FastAPI, sign_in: SignIn, role: Role, codes: set[str]
) -> None:
    await tell([a_school()])

    async with sign_in.client(app, sign_in.user(role)) as client:
        assert set(by_code(await profile(client))) == codes


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.IRO, Role.LA_USER_ADMIN])
async def test_ac_96_who_has_no_business_here_is_refused(app: FastAPI, sign_in: SignIn, role: Role) -> None:
    async with sign_in.client(app, sign_in.user(role)) as client:
        answer = await client.get(f"/v1/schools/{LARKFIELD}/profile")

    assert answer.status_code == 403


@pytest.mark.parametrize(
    "query", [{"window": "Q"}, {"window": "FY"}, {"window_to": "2026-11-23"}, {"window_to": "soon"}]
)
async def test_windows_that_are_not_offered_are_refused(
    tell: Any, officer: SignedInClient, query: dict[str, str]
) -> None:
    await tell([a_school()])

    answer = await officer.get(f"/v1/schools/{LARKFIELD}/profile", params=query)

    assert (answer.status_code, answer.json()["code"]) == (422, "window_not_offered")


async def last_audit(database: Database, authority: str = "999") -> tuple[Any, set[UUID]]:
    entries, children = FOUNDATION.audit_entries, FOUNDATION.audit_children
    async with database.transaction(Context.job(authority, "test")) as connection:
        entry = (await connection.execute(select(entries).order_by(entries.c.seq.desc()).limit(1))).one()
        seen = await connection.execute(select(children.c.child_id).where(children.c.seq == entry.seq))
        return entry, set(seen.scalars())


async def test_ac_143_reading_a_result_of_few_children_enters_each_of_them_in_the_audit(
    tell: Any, officer: SignedInClient, open_database: OpenDatabase
) -> None:
    few = [AskedFor(MARCH).answered("offered", date(2026, 3, 12)) for _ in range(2)]
    await tell([a_school(), *CALENDARS, *(event for one in few for event in one.events)])

    await profile(officer)

    entry, seen = await last_audit(open_database("accountability"))
    assert (entry.operation, entry.purpose) == ("show_school_profile", "inclusion_measure")
    assert seen == {one.child for one in few}


async def test_se_103_what_a_school_reads_enters_the_chain_of_the_authority_whose_child_it_is(
    tell: Any, app: FastAPI, sign_in: SignIn, open_database: OpenDatabase
) -> None:
    one = AskedFor(MARCH).answered("offered", date(2026, 3, 12))
    await tell([a_school(), *CALENDARS, *one.events])
    head = sign_in.user(Role.SCHOOL_HEAD, school=LARKFIELD)

    async with sign_in.client(app, head) as client:
        await profile(client)

    entry, seen = await last_audit(open_database("accountability"))
    assert (entry.actor_id, entry.roles, seen) == (head.subject, "school_head", {one.child})
