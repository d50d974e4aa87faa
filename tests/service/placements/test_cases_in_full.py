"""Cases in full: a move, approvals, facts that stop clocks, provision, notes, another owner, the end."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import insert

from factories.calendars import EXAMPLESHIRE_TERMS, days
from factories.exampleshire import (
    EXAMPLESHIRE_CODE,
    NORTHSTAR_SCHOOL,
    OAK,
    REVIEWER_POST,
    ST_BEDE,
    WESTBOROUGH_CODE,
    a_school,
)
from factories.placements_house import House
from kit.auth.vocabulary import Role
from kit.db.database import JOB
from kit.db.tenancy import Context
from kit.kernel.ids import new_id
from placements.domain.care import CarePeriod, CareStatus
from placements.domain.child import Child
from placements.domain.contact import Contact, ContactKind, ContactRole
from placements.domain.roll import Roll
from placements.domain.school_calendar import NonSchoolDay, NonSchoolDayKind, SchoolCalendar
from placements.store.calendars import CalendarStore
from placements.store.child_intervals import IntervalStore
from placements.store.contacts import ContactStore
from placements.store.tables.schools import SCHOOLS

WESTBOROUGH_SCHOOL = 100101
WESTBOROUGH_INSET = days("2026-09-01", "2026-09-02", "2026-10-19", "2027-01-04", "2027-07-21")
MOVE = {"host_authority": WESTBOROUGH_CODE, "why": "The carer is ill.", "can_stay": "no"}
YEAR_10 = date(2012, 3, 1)


@pytest.fixture(scope="module", autouse=True)
async def westborough(house: House) -> None:
    """Next door: its calendar as Exampleshire holds it, and a school there."""
    school = a_school(WESTBOROUGH_SCHOOL, "Westborough High", authority=WESTBOROUGH_CODE)
    names = [column.name for column in SCHOOLS.columns if column.computed is None and column.name != "trust_loaded"]
    async with house.database.transaction(Context.platform("tests"), limits=JOB) as connection:
        await connection.execute(insert(SCHOOLS), [{name: getattr(school, name) for name in names}])
    calendar = SchoolCalendar.of(
        calendar_id=new_id(),
        owner_kind="authority",
        owner_code=WESTBOROUGH_CODE,
        terms=EXAMPLESHIRE_TERMS,
        non_school_days=[NonSchoolDay(on, NonSchoolDayKind.INSET) for on in WESTBOROUGH_INSET],
    )
    contact = Contact(
        id=new_id(),
        kind=ContactKind.SCHOOL,
        role=ContactRole.ADMISSIONS,
        school_urn=WESTBOROUGH_SCHOOL,
        email="admissions@westborough.test",
        reply_address=True,
    )
    async with house.database.transaction(Context.job(EXAMPLESHIRE_CODE, "tests"), limits=JOB) as connection:
        await CalendarStore(connection, EXAMPLESHIRE_CODE).add_version(calendar)
        await ContactStore(connection, EXAMPLESHIRE_CODE).add([contact])


async def in_care_since(house: House, child: Child, day: str) -> None:
    period = CarePeriod(id=new_id(), status=CareStatus.LOOKED_AFTER, from_on=date.fromisoformat(day), source="tests")
    async with house.database.transaction(Context.job(EXAMPLESHIRE_CODE, "tests"), limits=JOB) as connection:
        await IntervalStore(connection, EXAMPLESHIRE_CODE).keep_care({child.id: [period]})


async def send(
    house: House, path: str, body: Any, version: int | None = None, role: Role = Role.VS_OFFICER
) -> httpx.Response:
    return await (await house.staff(role)).send_step(path, body, version=version)


async def change(
    house: House, method: str, path: str, body: Any, version: int, role: Role = Role.VS_OFFICER
) -> httpx.Response:
    client = await house.staff(role)
    return await client.request(method, path, json=body, headers={"If-Match": f'"{version}"'})


async def opened(house: House, child: Child, **given: Any) -> dict[str, Any]:
    facts = {"child_id": str(child.id), "reason": "new_to_care", "need_from": "2026-11-02"}
    answer = await send(house, "/v1/cases", {**facts, **given})
    assert answer.status_code == 201, answer.text
    case: dict[str, Any] = answer.json()
    return case


async def case_now(house: House, case_id: str) -> dict[str, Any]:
    answer = await (await house.officer()).get(f"/v1/cases/{case_id}")
    case: dict[str, Any] = answer.json()
    return case


async def child_version(house: House, child_id: UUID) -> int:
    answer = await (await house.officer()).get(f"/v1/children/{child_id}")
    return int(answer.json()["version"])


async def asked_on(house: House, child: Child, urn: int, on: str, **given: Any) -> dict[str, Any]:
    """A request that is with a school since a day, whatever it lacks."""
    house.clock.set(on)
    return await submitted(house, await house.drafted(child.id, urn, **given))


async def submitted(house: House, draft: dict[str, Any]) -> dict[str, Any]:
    ready = await house.step(draft, "readiness", {})
    return await house.step(ready, "submission", {"incomplete_reason": "The rest follows by the end of the week."})


def due(case: dict[str, Any], key: str) -> Any:
    return next((clock["due_on"] for clock in case["clocks"] if clock["key"] == key), None)


def keys(clocks: Sequence[dict[str, Any]]) -> list[str]:
    return [clock["key"] for clock in clocks]


async def test_pl_s08_a_move_ends_the_requests_and_never_the_clock_of_the_case(house: House) -> None:
    child = await house.a_child()
    emergency = {"reason": "emergency_move", "need_from": "2026-09-14", "emergency": True}
    a = await asked_on(house, child, ST_BEDE, "2026-09-16", case=emergency)
    before = await case_now(house, a["case_id"])

    house.clock.set("2026-10-05")
    moved = await send(
        house,
        f"/v1/children/{child.id}/moves",
        MOVE | {"moved_on": "2026-10-05", "emergency": True},
        version=await child_version(house, child.id),
    )
    b = await asked_on(house, child, WESTBOROUGH_SCHOOL, "2026-10-06")

    assert moved.status_code == 200, moved.text
    after = moved.json()["case"]
    assert moved.json()["superseded"] == [a["id"]]
    replaced = await house.shown(a["id"])
    assert (replaced["state"], replaced["close_reason"]) == ("superseded", "care_move")
    clocks = {clock["key"]: clock["due_on"] for clock in b["clocks"]}
    assert (clocks["inyear_target"], clocks["inyear_limit"]) == ("2026-10-21", "2026-11-04")
    assert (due(before, "case_no_drift"), due(after, "case_no_drift")) == ("2026-10-12", "2026-10-12")
    assert (after["need_from"], after["host_authority"], after["case_calendar_authority"]) == (
        "2026-09-14",
        WESTBOROUGH_CODE,
        EXAMPLESHIRE_CODE,
    )
    assert due(after, "ooa_notice") == "2026-10-12"
    [told] = [one for one in house.events("case.care_moved") if one["case_id"] == a["case_id"]]
    assert (told["moved_on"], told["superseded"], told["host_authority"]) == (
        "2026-10-05",
        [a["id"]],
        WESTBOROUGH_CODE,
    )
    assert b["case_id"] == a["case_id"]


async def test_pl_507_a_request_may_be_kept_and_only_one_that_runs(house: House) -> None:
    child = await house.a_child()
    kept = await house.asked(child.id, ST_BEDE, on="2026-10-05")
    ended = await house.asked(child.id, NORTHSTAR_SCHOOL, on="2026-10-05")
    path, version = f"/v1/children/{child.id}/moves", await child_version(house, child.id)
    move = MOVE | {"moved_on": "2026-10-05", "host_authority": EXAMPLESHIRE_CODE}

    unknown = await send(house, path, move | {"keep_application_ids": [str(new_id())]}, version=version)
    moved = await send(house, path, move | {"keep_application_ids": [kept["id"]]}, version=version)

    assert unknown.json()["errors"][0]["pointer"] == "/keep_application_ids"
    assert moved.json()["superseded"] == [ended["id"]]
    assert (await house.shown(kept["id"]))["state"] == "submitted"
    assert "ooa_notice" not in keys(moved.json()["case"]["clocks"])


async def test_pl_507_a_school_that_cannot_be_kept_opens_a_case(house: House) -> None:
    house.clock.set("2026-10-05")
    roll = Roll(id=new_id(), school_urn=OAK, first_day_on=date(2025, 9, 1))
    leaves, stays = await house.a_child(rolls=[roll]), await house.a_child()
    move = MOVE | {"moved_on": "2026-10-05"}

    opens = await send(house, f"/v1/children/{leaves.id}/moves", move, version=1)
    none = await send(house, f"/v1/children/{stays.id}/moves", move | {"can_stay": "yes"}, version=1)
    stale = await send(house, f"/v1/children/{leaves.id}/moves", move, version=1)

    case = opens.json()["case"]
    assert (case["reason"], case["need_from"], case["current_school_urn"]) == ("care_move", "2026-10-05", OAK)
    assert (case["host_authority"], case["case_calendar_authority"]) == (WESTBOROUGH_CODE, WESTBOROUGH_CODE)
    assert none.json()["case"] is None
    assert stale.status_code == 412
    changed = [one for one in house.events("child.changed") if one["child_id"] == str(stays.id)]
    assert [one["host_authority"] for one in changed] == [WESTBOROUGH_CODE]


async def test_pl_s10_plan_and_review_count_without_a_school(house: House) -> None:
    house.clock.set("2026-11-02")
    child = await house.a_child(date_of_birth=date(2011, 1, 1), in_care=False, uasc=True)
    await in_care_since(house, child, "2026-11-02")

    case = await opened(house, child, reason="uasc_arrival")

    assert (due(case, "case_no_drift"), due(case, "pep_initial")) == ("2026-12-01", "2026-11-16")
    assert due(case, "lac_first_review") == "2026-11-30"


async def test_pl_805_a_fact_stops_the_clocks_that_wait_for_it_and_a_later_telling_moves_them(house: House) -> None:
    house.clock.set("2026-11-02")
    child = await house.a_child(in_care=False)
    await in_care_since(house, child, "2026-11-02")
    case = await opened(house, child)
    path = f"/v1/cases/{case['id']}/facts/pep_in_place"

    house.clock.set("2026-11-17")
    late = await change(house, "PUT", path, {"on": "2026-11-17"}, case["version"], Role.SOCIAL_WORKER)
    ahead = await change(house, "PUT", path, {"on": "2026-11-20"}, case["version"])
    told = await change(house, "PUT", path, {"on": "2026-11-17"}, case["version"])
    again = await change(house, "PUT", path, {"on": "2026-11-13", "note": "Held by video."}, told.json()["version"])
    unknown = await change(house, "PUT", f"/v1/cases/{case['id']}/facts/anything", {"on": "2026-11-13"}, 3)

    assert late.status_code == 404
    assert ahead.json()["errors"][0]["code"] == "out_of_range"
    states = [
        {clock["key"]: clock["state"] for clock in answer.json()["clocks"]}["pep_initial"] for answer in (told, again)
    ]
    assert states == ["missed", "met"]
    assert {clock["key"]: clock["state"] for clock in again.json()["clocks"]}["lac_first_review"] == "running"
    assert [(one["fact"], one["on"], one["note"]) for one in again.json()["facts"]] == [
        ("pep_in_place", "2026-11-13", "Held by video.")
    ]
    assert unknown.status_code == 404
    assert house.ask("select count(*) from placements.case_facts where case_id = %s", case["id"]) == [(2,)]


async def test_pl_813_a_plan_moves_with_the_child(house: House) -> None:
    house.clock.set("2026-11-02")
    child = await house.a_child(sen_status="ehcp", ehc_authority=EXAMPLESHIRE_CODE)
    moved = await send(house, f"/v1/children/{child.id}/moves", MOVE | {"moved_on": "2026-11-02"}, version=1)
    case = moved.json()["case"]
    path = f"/v1/cases/{case['id']}/facts"

    house.clock.set("2026-11-20")
    aware = await change(house, "PUT", f"{path}/plan_old_authority_aware", {"on": "2026-11-05"}, case["version"])
    transferred = await change(house, "PUT", f"{path}/transferred", {"on": "2026-11-19"}, aware.json()["version"])

    assert due(case, "ehcp_transfer") == "2026-11-20"
    running = [clock for clock in aware.json()["clocks"] if clock["key"] == "ehcp_transfer"]
    assert [clock["due_on"] for clock in running][-1] == "2026-11-25"
    assert due(transferred.json(), "ehcp_transfer_notice") == "2026-12-31"


async def drafted_in_year_10(house: House, **case: Any) -> dict[str, Any]:
    house.clock.set("2026-11-09")
    child = await house.a_child(date_of_birth=YEAR_10)
    facts = {"reason": "care_move", "need_from": "2026-11-02", **case}
    return await house.drafted(child.id, ST_BEDE, case=facts)


async def test_pl_s13_a_move_in_year_10_waits_for_the_signatory(house: House) -> None:
    draft = await drafted_in_year_10(house)
    case = await case_now(house, draft["case_id"])
    readiness = f"/v1/applications/{draft['id']}/readiness"

    before = await send(house, readiness, {}, version=draft["version"])
    asked = await send(house, f"/v1/cases/{case['id']}/approvals", {"kind": "ks4_move"}, version=case["version"])
    approval = asked.json()
    path = f"/v1/approvals/{approval['id']}/decision"
    by_the_head = await send(house, path, {"decision": "approved"}, version=1, role=Role.VSH)
    by_an_officer = await send(house, path, {"decision": "approved"}, version=1)
    unconsulted = await send(house, path, {"decision": "approved"}, version=1, role=Role.LA_SIGNATORY)
    half = await send(
        house,
        path,
        {"decision": "approved", "consulted_designated_teacher": True},
        version=1,
        role=Role.LA_SIGNATORY,
    )
    ticked = {"decision": "approved", "consulted_designated_teacher": True, "consulted_iro": True}
    given = await send(house, path, ticked, version=1, role=Role.LA_SIGNATORY)
    twice = await send(house, path, ticked, version=2, role=Role.LA_SIGNATORY)
    after = await send(house, readiness, {}, version=draft["version"])

    assert (before.status_code, before.json()["code"]) == (409, "approval_missing")
    assert asked.status_code == 201, asked.text
    assert [one.status_code for one in (by_the_head, by_an_officer)] == [403, 403]
    assert unconsulted.json()["errors"][0]["pointer"] == "/consulted_designated_teacher"
    assert half.json()["errors"][0]["pointer"] == "/consulted_iro"
    assert given.json()["decision"] == "approved"
    assert (twice.status_code, twice.json()["code"]) == (409, "step_not_allowed")
    assert (after.status_code, after.json()["state"]) == (200, "ready")


async def test_pl_s13_an_emergency_passes_and_the_approval_is_due_in_five_working_days(house: House) -> None:
    draft = await drafted_in_year_10(
        house,
        reason="emergency_move",
        emergency=True,
        emergency_reason="The placement broke down overnight.",
    )

    asked = await submitted(house, draft)
    case = await case_now(house, draft["case_id"])
    approval = await send(
        house,
        f"/v1/cases/{case['id']}/approvals",
        {"kind": "ks4_move", "consulted_designated_teacher": True, "consulted_iro": True},
        version=case["version"],
    )
    house.clock.set("2026-11-12")
    await send(
        house,
        f"/v1/approvals/{approval.json()['id']}/decision",
        {"decision": "approved"},
        version=1,
        role=Role.LA_SIGNATORY,
    )

    assert due(asked, "ks4_emergency_approval") == "2026-11-16"
    clocks = {clock["key"]: clock["state"] for clock in (await house.shown(asked["id"]))["clocks"]}
    assert clocks["ks4_emergency_approval"] == "met"


async def test_nobody_approves_what_they_asked_for(house: House) -> None:
    draft = await drafted_in_year_10(house)
    case = await case_now(house, draft["case_id"])
    exception = {"kind": "inspection_exception", "school_urn": ST_BEDE}
    path = f"/v1/cases/{case['id']}/approvals"

    head = await house.staff(Role.VSH)

    no_reason = await head.send_step(path, exception, version=case["version"])
    reasoned = exception | {"reason": "His two sisters are at this school."}
    asked = await head.send_step(path, reasoned, version=case["version"])
    decision = f"/v1/approvals/{asked.json()['id']}/decision"
    own = await head.send_step(decision, {"decision": "approved"}, version=1)
    declined = await send(house, decision, {"decision": "declined"}, 1, Role.VSH)
    by_another = await send(house, decision, {"decision": "approved"}, 1, Role.VSH)

    assert no_reason.json()["errors"][0]["pointer"] == "/reason"
    assert (own.status_code, own.json()["code"]) == (403, "second_person_required")
    assert declined.json()["errors"][0]["pointer"] == "/reason"
    assert by_another.json()["decision"] == "approved"


async def test_provision_notes_and_escalation_stand_on_the_case(house: House) -> None:
    house.clock.set("2026-11-16")
    child = await house.a_child(iro_post_id=REVIEWER_POST)
    case = await opened(house, child, need_from="2026-11-09")
    path, version = f"/v1/cases/{case['id']}", case["version"]

    tuition = await send(
        house,
        f"{path}/interim-provisions",
        {"kind": "tuition", "provider": "Bright Tutors", "hours_per_week": 15, "from_on": "2026-11-12"},
        version,
    )
    ended = await change(house, "PATCH", f"/v1/interim-provisions/{tuition.json()['id']}", {"to_on": "2026-11-13"}, 1)
    noted = await send(house, f"{path}/notes", {"text": "Spoke to the head."}, version)
    by_iro = await send(house, f"{path}/escalations", {"text": "Too long without a school."}, version, Role.IRO)
    note_by_iro = await send(house, f"{path}/notes", {"text": "?"}, version, Role.IRO)

    assert ended.json()["to_on"] == "2026-11-13"
    assert [one.status_code for one in (noted, by_iro, note_by_iro)] == [200, 200, 403]
    after = await case_now(house, case["id"])
    assert after["counters"] == {
        "days_off_roll": 5,
        "days_no_provision": 3,
        "days_part_time": 0,
        "days_unregistered_ap": 0,
    }
    assert [(one["kind"], one["role"]) for one in after["notes"]] == [("escalation", "iro"), ("note", "vs_officer")]
    lines = (await (await house.officer()).get(f"{path}/timeline")).json()["items"]
    assert [one["kind"] for one in lines] == [
        "case_escalated",
        "note_added",
        "provision_recorded",
        "provision_recorded",
        "case_opened",
    ]
    assert "Too long" not in str(lines)


async def test_a_case_is_corrected_and_handed_over(house: House) -> None:
    child = await house.a_child()
    case = await opened(house, child)
    path = f"/v1/cases/{case['id']}"
    changes = {
        "delay_reasons": ["bureaucracy"],
        "attending": "no",
        "considered_with": [{"person": "child", "answer": "yes"}],
    }

    changed = await change(house, "PATCH", path, changes, case["version"])
    stale = await change(house, "PATCH", path, changes, case["version"])
    fixed = await change(house, "PATCH", path, {"need_from": "2026-09-01"}, changed.json()["version"])
    emptied = await change(house, "PATCH", path, {"reason": None}, changed.json()["version"])
    handed = await send(
        house,
        "/v1/assignments",
        {"case_ids": [case["id"], str(new_id())], "owner_post_id": "post-new"},
    )
    found = (await (await house.officer()).get("/v1/cases?owner=post-new")).json()["items"]

    assert changed.json()["delay_reasons"] == ["bureaucracy"]
    assert (stale.status_code, fixed.status_code, emptied.status_code) == (412, 422, 422)
    assert [one["outcome"] for one in handed.json()["items"]] == ["assigned", "not_found"]
    assert [one["id"] for one in found] == [case["id"]]


async def test_a_case_closes_when_no_request_runs_and_for_a_reason_that_holds(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE, on="2026-11-09")
    case = await case_now(house, asked["case_id"])
    path, version = f"/v1/cases/{case['id']}/closure", case["version"]

    running = await send(house, path, {"closed_reason": "left_care"}, version)
    await house.step(asked, "withdrawal", {"reason": "left_care"})
    not_placed = await send(house, path, {"closed_reason": "placed"}, version)
    sealed = await send(house, path, {"closed_reason": "sealed"}, version)
    ahead = await send(house, path, {"closed_reason": "left_care", "closed_on": "2027-01-01"}, version)
    closed = await send(house, path, {"closed_reason": "left_care"}, version)
    again = await send(house, path, {"closed_reason": "left_care"}, closed.json()["version"])

    assert (running.status_code, running.json()["code"]) == (409, "step_not_allowed")
    assert [one.json()["errors"][0]["pointer"] for one in (not_placed, sealed, ahead)] == [
        "/closed_reason",
        "/closed_reason",
        "/closed_on",
    ]
    assert (closed.json()["state"], closed.json()["closed_reason"]) == ("closed", "left_care")
    assert (again.status_code, again.json()["code"]) == (409, "step_not_allowed")
    [told] = [one for one in house.events("case.closed") if one["case_id"] == case["id"]]
    assert (told["closed_on"], told["close_reason"]) == ("2026-11-09", "left_care")


async def test_pl_704_care_that_ends_is_written_down_and_the_parent_applies(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE, on="2026-11-09")
    officer = await house.officer()
    record = (await officer.get(f"/v1/children/{child.id}")).json()
    period = record["care_periods"][0]

    path = f"/v1/children/{child.id}/care-periods"
    ended = await change(
        house, "PATCH", f"{path}/{period['id']}", {"to_on": "2026-11-09", "end_reason": "E45"}, record["version"]
    )
    after = await house.shown(asked["id"])
    lines = (await officer.get(f"/v1/applications/{asked['id']}/timeline")).json()["items"]

    assert ended.json()["cohort"] is None
    assert after["state"] == "submitted"
    assert lines[0]["kind"] == "care_status_ended"
    [told] = [one for one in house.events("child.care_changed") if one["child_id"] == str(child.id)]
    assert told["intervals"][0]["end_reason"] == "order"


async def test_a_roll_recorded_by_hand_places_the_child_and_starts_its_clocks(house: House) -> None:
    house.clock.set("2026-11-24")
    child = await house.a_child()
    case = await opened(house, child, need_from="2026-11-09")

    begun = await send(
        house, f"/v1/children/{child.id}/rolls", {"school_urn": ST_BEDE, "first_day_on": "2026-11-24"}, 1
    )
    after = await case_now(house, case["id"])
    reduced = await send(
        house,
        f"/v1/children/{child.id}/reduced-timetables",
        {"school_urn": ST_BEDE, "from_on": "2026-11-24", "hours_per_week": 12, "agreed": True},
        begun.json()["version"],
    )

    assert after["state"] == "placed"
    assert {due(after, "roll_notice"), due(after, "pep_on_start")} == {"2026-12-02", "2026-12-08"}
    [told] = [one for one in house.events("case.placed") if one["case_id"] == case["id"]]
    assert (told["placed_on"], told["school_days"]) == ("2026-11-24", 11)
    assert reduced.json()["status"] == "part_time"
    assert (await case_now(house, case["id"]))["state"] == "placed_part_time"


async def test_changes_since_an_instant_are_told_newest_first_within_the_reach(house: House) -> None:
    house.clock.set("2027-02-01")
    child, other = await house.a_child(iro_post_id=REVIEWER_POST), await house.a_child()
    for one in (child, other):
        await opened(house, one)

    since = "2027-02-01T00:00:00Z"
    all_ = (await (await house.officer()).get(f"/v1/changes?since={since}&limit=10")).json()["items"]
    of_iro = (await (await house.staff(Role.IRO)).get(f"/v1/changes?since={since}")).json()["items"]
    neighbour = (await (await house.neighbour()).get(f"/v1/changes?since={since}")).json()["items"]
    floating = await (await house.officer()).get("/v1/changes?since=2027-02-01T00:00:00")

    assert [one["child"]["id"] for one in all_] == [str(other.id), str(child.id)]
    assert [one["child"]["id"] for one in of_iro] == [str(child.id)]
    assert neighbour == []
    assert floating.status_code == 422
