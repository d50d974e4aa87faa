"""Scenarios of section 24 from the request to the roll, over HTTP: S01, S03, S06, S08, S10, S11 and S13."""

from datetime import date
from typing import Any

from sqlalchemy import insert

from factories.calendars import EXAMPLESHIRE_TERMS, WESTBOROUGH_INSET
from factories.exampleshire import (
    EXAMPLESHIRE_CODE,
    NORTHSTAR_SCHOOL,
    OAK,
    ST_BEDE,
    WESTBOROUGH_CODE,
    WORKER_POST,
    a_draft,
    a_school,
)
from factories.placements_house import House
from kit.auth.vocabulary import Role
from kit.db.database import JOB
from kit.db.tenancy import Context
from kit.kernel.ids import new_id
from placements.domain.child import UpnUnknownReason
from placements.domain.school import Phase
from placements.domain.school_calendar import NonSchoolDay, NonSchoolDayKind, SchoolCalendar
from placements.store.calendars import CalendarStore
from placements.store.tables.schools import SCHOOLS

WEST_GATE = 100801
LITTLE_OAK = 100006


def due_dates(application: dict[str, Any]) -> dict[str, str]:
    return {clock["key"]: clock["due_on"] for clock in application["clocks"]}


async def test_pl_s01_a_plain_request_in_the_year_ends_on_the_roll_in_time(house: House) -> None:
    child = await house.a_child()
    sibling = await house.asked(child.id, NORTHSTAR_SCHOOL)
    asked = await house.asked(child.id, ST_BEDE)
    house.clock.set("2026-11-19")
    offered = await house.step(asked, "offer", {"start_on": "2026-11-24", "answer_reference": "mail of 19 November"})
    accepted = await house.step(offered, "acceptance", {"accepted_by": "social_worker"})
    agreed = await house.step(accepted, "start", {"start_on": "2026-11-24"})
    house.clock.set("2026-11-24")

    on_roll = await house.step(agreed, "enrolment", {"first_day_on": "2026-11-24"})

    assert (due_dates(asked)["inyear_target"], due_dates(asked)["inyear_limit"]) == ("2026-11-23", "2026-12-01")
    assert (offered["answer"]["school_days"], offered["answer"]["late_by_school_days"]) == (8, None)
    assert due_dates(on_roll)["pep_on_start"] == "2026-12-08"
    replaced = await house.shown(sibling["id"])
    assert (replaced["state"], replaced["close_reason"]) == ("superseded", "placed")
    assert {clock["key"]: clock["state"] for clock in on_roll["clocks"]}["inyear_limit"] == "met"


async def test_pl_s03_silence_over_christmas_opens_the_road_to_a_challenge(house: House) -> None:
    child = await house.a_child(date_of_birth=date(2018, 3, 1))
    asked = await house.asked(child.id, ST_BEDE, on="2026-12-07")
    house.clock.set("2026-12-10")
    school = await house.school(asked["id"])
    await school.send_step("/v1/reply", {"answer": "question", "comment": "Which languages does she speak?"})
    questioned = await house.shown(asked["id"])
    answered = await house.step(questioned, "question-answer", {"answer": "English and Polish."})
    house.clock.set("2027-01-13")
    await house.night()

    silent = await house.shown(asked["id"])
    head = await house.staff(Role.VSH)
    offered = (await head.get(f"/v1/applications/{asked['id']}")).json()["allowed_actions"]
    challenged = await house.step(silent, "challenge", {})

    assert (due_dates(asked)["inyear_target"], due_dates(asked)["inyear_limit"]) == ("2027-01-05", "2027-01-12")
    assert questioned["flags"] == ["info_requested"]
    assert due_dates(questioned)["inyear_limit"] == "2027-01-12"
    assert (answered["flags"], answered["questions"][0]["answer"]) == ([], "English and Polish.")
    assert (silent["state"], silent["answer"]["decided_on"]) == ("no_response", "2027-01-13")
    assert "recommend_direction" in {action["action"] for action in offered}
    assert [letter["template_key"] for letter in challenged["letters"]][-1] == "C8"
    assert house.events("application.challenged", asked["id"]) == [
        {"application_id": asked["id"], "challenged_on": "2027-01-13", "route": "C8"}
    ]


async def test_pl_s06_an_infant_class_is_no_ground_in_the_year_and_none_is_claimed_in_the_round(house: House) -> None:
    await _add_school(house, LITTLE_OAK, low_age=4, high_age=11, phase=Phase.PRIMARY)
    infant = await house.a_child(date_of_birth=date(2020, 10, 1))
    to_start = await house.a_child(date_of_birth=date(2022, 10, 1))
    asked = await house.asked(infant.id, LITTLE_OAK, on="2026-11-16", incomplete=True)
    refused = await house.step(
        asked, "refusal", {"codes": ["INFANT_CLASS_30"], "answer_reference": "letter of 16 November"}
    )
    challenged = await house.step(refused, "challenge", {})
    draft = await house.drafted(to_start.id, LITTLE_OAK, entry_academic_year="2027-28")

    in_the_round = await house.step(draft, "readiness", {})

    assert asked["year_group"] == "1"
    assert refused["answer"]["ground"] == "not_a_ground"
    assert challenged["challenges"][0]["letter_key"] == "C2"
    assert (in_the_round["year_group"], in_the_round["route"]) == ("R", "normal_round")
    assert in_the_round["priority"]["criterion"] == "looked_after_first"
    assert in_the_round["priority"]["reference"] == ["School Admissions Code 2021, paragraph 1.7"]
    assert asked["priority"] is None


async def test_pl_s08_a_move_ends_one_request_and_the_need_goes_on(house: House) -> None:
    await _add_school(house, WEST_GATE, authority=WESTBOROUGH_CODE)
    await _add_calendar(house, WESTBOROUGH_CODE)
    child = await house.a_child()
    house.clock.set("2026-09-16")
    need = {"reason": "emergency_move", "need_from": "2026-09-14", "emergency": True}
    draft = await house.drafted(child.id, ST_BEDE, case=need)
    first = await house.step(
        await house.step(draft, "readiness", {}), "submission", {"incomplete_reason": "The rest follows this week."}
    )
    house.clock.set("2026-10-05")
    officer = await house.officer()
    version = (await officer.get(f"/v1/children/{child.id}")).json()["version"]
    move = {
        "moved_on": "2026-10-05",
        "host_authority": WESTBOROUGH_CODE,
        "why": "The carer fell ill.",
        "can_stay": "no",
    }
    moved = await officer.send_step(f"/v1/children/{child.id}/moves", move, version=version)
    assert moved.status_code == 200, moved.text

    second = await house.asked(child.id, WEST_GATE, on="2026-10-06", incomplete=True)

    ended = await house.shown(first["id"])
    assert (ended["state"], ended["close_reason"]) == ("superseded", "care_move")
    assert second["case_id"] == first["case_id"]
    dates = due_dates(second)
    assert (dates["inyear_target"], dates["inyear_limit"]) == ("2026-10-21", "2026-11-04")
    assert dates["case_no_drift"] == due_dates(first)["case_no_drift"] == "2026-10-12"
    [closed] = house.events("application.closed", first["id"])
    assert closed["close_side"] == "authority"
    [told] = [one for one in house.events("case.care_moved") if one["case_id"] == first["case_id"]]
    assert told["superseded"] == [first["id"]]


async def test_pl_s10_an_unaccompanied_child_may_not_be_refused_for_language_or_papers(house: House) -> None:
    arrived = await house.a_child(
        date_of_birth=date(2011, 3, 1), uasc=True, upn_unknown_reason=UpnUnknownReason.UN2, sen_status=None
    )
    case = {"reason": "uasc_arrival", "need_from": "2026-11-02"}
    asked = await house.asked(arrived.id, ST_BEDE, on="2026-11-09", case=case, incomplete=True)
    other = await house.asked(arrived.id, OAK, on="2026-11-09", incomplete=True)

    refused = await house.step(
        asked, "refusal", {"codes": ["EAL_OR_AGE", "AWAITING_INFO"], "answer_reference": "letter of 9 November"}
    )
    options = await house.step(other, "refusal", {"codes": ["KS4_OPTIONS"], "answer_reference": "call of 9 November"})
    challenged = await house.step(refused, "challenge", {})

    assert due_dates(asked)["case_no_drift"] == "2026-12-01"
    assert refused["answer"]["ground"] == options["answer"]["ground"] == "not_a_ground"
    assert challenged["challenges"][0]["letter_key"] == "C7"


async def test_pl_s11_a_request_made_in_a_portal_is_known_by_its_reference_and_counts_from_there(house: House) -> None:
    child = await house.a_child(social_worker_post_id=WORKER_POST)
    house.clock.set("2026-11-05")
    worker = await house.staff(Role.SOCIAL_WORKER)
    drafted = await worker.send_step("/v1/applications", a_draft(child.id, ST_BEDE, external_ref="HP-2026-114"))
    ready = await house.step(drafted.json(), "readiness", {})
    sent = await house.step(ready, "submission", {"received_on": "2026-11-03", "receipt_proof": "portal_reference"})
    officer = await house.officer()

    again = await officer.send_step("/v1/applications", a_draft(child.id, ST_BEDE), key="the-same-key")
    once_more = await officer.send_step("/v1/applications", a_draft(child.id, ST_BEDE), key="the-same-key")

    assert (again.status_code, again.json()["code"]) == (409, "application_duplicate")
    assert again.json()["existing_id"] == sent["id"]
    assert once_more.json()["existing_id"] == sent["id"]
    assert (sent["external_ref"], sent["received_on"]) == ("HP-2026-114", "2026-11-03")
    assert (due_dates(sent)["inyear_target"], due_dates(sent)["inyear_limit"]) == ("2026-11-17", "2026-11-24")
    assert len(house.events("application.submitted", sent["id"])) == 1


async def test_pl_607_a_request_found_in_a_portal_afterwards_moves_the_dates_to_the_earliest_proved_receipt(
    house: House,
) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE, on="2026-11-05")
    officer = await house.officer()
    path = f"/v1/applications/{asked['id']}"
    told = {"elsewhere": {"ref": "HP-7", "received_on": "2026-11-03", "receipt_proof": "portal_reference"}}
    unproved = {"elsewhere": {"ref": "HP-7", "received_on": "2026-11-03"}}
    headers = {"If-Match": f'"{asked["version"]}"'}

    refused = await officer.patch(path, json=unproved, headers=headers)
    linked = await officer.patch(path, json=told, headers=headers)

    assert (refused.status_code, refused.json()["code"]) == (422, "proof_required")
    after = linked.json()
    assert linked.status_code == 200, linked.text
    assert (after["received_on"], after["receipt_proof"], after["external_ref"]) == (
        "2026-11-03",
        "portal_reference",
        "HP-7",
    )
    assert after["flags"] == ["external_duplicate"]
    assert (due_dates(after)["inyear_target"], due_dates(after)["inyear_limit"]) == ("2026-11-17", "2026-11-24")
    first, second = house.events("application.submitted", asked["id"])
    assert "supersedes" not in first
    assert (second["received_on"], second["target_on"]) == ("2026-11-03", "2026-11-17")
    [event_id] = house.ask(
        "select event_id::text from placements.outbox where type = 'application.submitted'"
        " and payload->>'application_id' = %s order by seq limit 1",
        asked["id"],
    )[0]
    assert second["supersedes"] == event_id


async def test_pl_s13_a_signatory_opens_the_key_stage_4_gate_once_both_were_consulted(house: House) -> None:
    house.clock.set("2026-11-09")
    child = await house.a_child(date_of_birth=date(2012, 2, 1))
    draft = await house.drafted(child.id, OAK, case={"reason": "care_move", "need_from": "2026-11-02"})
    officer, signatory = await house.officer(), await house.staff(Role.LA_SIGNATORY)
    path = f"/v1/applications/{draft['id']}/readiness"
    held = await officer.send_step(path, {}, version=draft["version"])
    case = (await officer.get(f"/v1/cases/{draft['case_id']}")).json()
    wish = {"kind": "ks4_move", "consulted_designated_teacher": True, "consulted_iro": True}
    asked = await officer.send_step(f"/v1/cases/{case['id']}/approvals", wish, version=case["version"])
    assert asked.status_code == 201, asked.text
    ruling = {
        "decision": "approved",
        "reason": "The move keeps him with his brother and his options.",
        "consulted_designated_teacher": True,
        "consulted_iro": True,
    }
    decided = await signatory.send_step(
        f"/v1/approvals/{asked.json()['id']}/decision", ruling, version=asked.json()["version"]
    )
    assert decided.status_code == 200, decided.text

    ready = await officer.send_step(path, {}, version=draft["version"])

    assert (held.status_code, held.json()["code"]) == (409, "approval_missing")
    assert (ready.status_code, ready.json()["state"]) == (200, "ready")


async def _add_school(house: House, urn: int, **given: object) -> None:
    school = a_school(urn, f"School {urn}", **given)
    names = [column.name for column in SCHOOLS.columns if column.computed is None and column.name != "trust_loaded"]
    async with house.database.transaction(Context.platform("tests"), limits=JOB) as connection:
        await connection.execute(insert(SCHOOLS), [{name: getattr(school, name) for name in names}])


async def _add_calendar(house: House, owner: str) -> None:
    calendar = SchoolCalendar.of(
        calendar_id=new_id(),
        owner_kind="authority",
        owner_code=owner,
        terms=EXAMPLESHIRE_TERMS,
        non_school_days=[NonSchoolDay(on, NonSchoolDayKind.INSET) for on in WESTBOROUGH_INSET],
    )
    async with house.database.transaction(Context.job(EXAMPLESHIRE_CODE, "tests"), limits=JOB) as connection:
        await CalendarStore(connection, EXAMPLESHIRE_CODE).add_version(calendar)
