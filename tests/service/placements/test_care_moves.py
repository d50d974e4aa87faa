"""A child moves, comes into care, leaves it, is put on a roll: what becomes of the case and its clocks."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from sqlalchemy import insert

from factories.calendars import EXAMPLESHIRE_TERMS, days
from factories.exampleshire import (
    EXAMPLESHIRE_CODE,
    NORTHSTAR_SCHOOL,
    OAK,
    ST_BEDE,
    WESTBOROUGH_CODE,
    a_school,
)
from factories.house_records import (
    asked_on,
    case_now,
    change,
    child_now,
    due,
    in_care_since,
    opened,
    send,
)
from factories.placements_house import House
from kit.auth.vocabulary import Role
from kit.db.database import JOB
from kit.db.tenancy import Context
from kit.kernel.ids import new_id
from placements.domain.contact import Contact, ContactKind, ContactRole
from placements.domain.roll import Roll
from placements.domain.school_calendar import NonSchoolDay, NonSchoolDayKind, SchoolCalendar
from placements.store.calendars import CalendarStore
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
        version=(await child_now(house, child))["version"],
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
    path, version = f"/v1/children/{child.id}/moves", (await child_now(house, child))["version"]
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
    ahead = await send(house, f"/v1/children/{leaves.id}/moves", move | {"moved_on": "2026-10-06"}, version=2)

    case = opens.json()["case"]
    assert (case["reason"], case["need_from"], case["current_school_urn"]) == ("care_move", "2026-10-05", OAK)
    assert (case["host_authority"], case["case_calendar_authority"]) == (WESTBOROUGH_CODE, WESTBOROUGH_CODE)
    assert none.json()["case"] is None
    assert stale.status_code == 412
    assert ahead.json()["errors"][0]["pointer"] == "/moved_on"
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
