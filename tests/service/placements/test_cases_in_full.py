"""Cases in full: approvals, provision, notes, another owner, the end, and what changed."""

from datetime import date
from typing import Any

from factories.exampleshire import (
    NORTHSTAR_SCHOOL,
    REVIEWER_POST,
    ST_BEDE,
    WESTBOROUGH_CODE,
)
from factories.house_records import case_now, change, due, opened, send, submitted
from factories.placements_house import House
from kit.auth.vocabulary import Role
from kit.kernel.ids import new_id

YEAR_10 = date(2012, 3, 1)
SEEN = {"as_of": "2026-10-01", "source": "Ofsted"}


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


async def test_pl_510_and_511_a_school_may_ask_for_exceptions_of_its_own(house: House) -> None:
    house.clock.set("2026-11-09")
    vsh = await house.staff(Role.VSH)
    inspected = {"inspection_framework": "graded", "overall_grade": 4} | SEEN
    rows = {"year_groups": [], "inspection": inspected}
    known = await vsh.put(f"/v1/schools/{NORTHSTAR_SCHOOL}/facts", json=rows, headers={"If-Match": '"0"'})
    assert known.status_code == 200, known.text
    child = await house.a_child()
    draft = await house.drafted(child.id, NORTHSTAR_SCHOOL)
    readiness = f"/v1/applications/{draft['id']}/readiness"
    case = await case_now(house, draft["case_id"])

    before = await send(house, readiness, {}, draft["version"])
    wish = {"kind": "inspection_exception", "reason": "Her brother thrives at this school."}
    elsewhere = await send(house, f"/v1/cases/{case['id']}/approvals", wish | {"school_urn": ST_BEDE}, case["version"])
    await send(house, f"/v1/approvals/{elsewhere.json()['id']}/decision", {"decision": "approved"}, 1, Role.VSH)
    still = await send(house, readiness, {}, draft["version"])
    asked = await send(
        house, f"/v1/cases/{case['id']}/approvals", wish | {"school_urn": NORTHSTAR_SCHOOL}, case["version"]
    )
    await send(house, f"/v1/approvals/{asked.json()['id']}/decision", {"decision": "approved"}, 1, Role.VSH)
    after = await send(house, readiness, {}, draft["version"])

    assert [(one.status_code, one.json()["code"]) for one in (before, still)] == [(409, "approval_missing")] * 2
    assert (after.status_code, after.json()["state"]) == (200, "ready")


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


async def test_another_authority_cannot_tell_that_a_case_or_its_records_exist(house: House) -> None:
    house.clock.set("2026-11-09")
    child = await house.a_child()
    case = await opened(house, child)
    path, version = f"/v1/cases/{case['id']}", case["version"]
    tuition = {"kind": "tuition", "hours_per_week": 15, "from_on": "2026-11-09"}
    provision = (await send(house, f"{path}/interim-provisions", tuition, version)).json()
    approval = (await send(house, f"{path}/approvals", {"kind": "ks4_move"}, version)).json()
    neighbour = await house.neighbour()
    vsh = await house.staff(Role.VSH, authority=WESTBOROUGH_CODE)
    held = {"If-Match": '"1"'}

    answers = [
        await neighbour.get(f"{path}/timeline"),
        await neighbour.patch(path, json={"attending": "no"}, headers=held),
        await neighbour.put(f"{path}/facts/reviewed", json={"on": "2026-11-09"}, headers=held),
        await neighbour.patch(f"/v1/interim-provisions/{provision['id']}", json={"hours_per_week": 1}, headers=held),
        await neighbour.send_step(f"{path}/closure", {"closed_reason": "left_care"}, version=1),
        await neighbour.send_step(f"{path}/notes", {"text": "?"}, version=1),
        await neighbour.send_step(f"{path}/approvals", {"kind": "ks4_move"}, version=1),
        await vsh.send_step(f"/v1/approvals/{approval['id']}/decision", {"decision": "approved"}, version=1),
    ]
    handed = await neighbour.send_step("/v1/assignments", {"case_ids": [case["id"]], "owner_post_id": "mine"})

    assert [one.status_code for one in answers] == [404] * len(answers)
    assert handed.json()["items"] == [{"case_id": case["id"], "outcome": "not_found"}]
    assert (await case_now(house, case["id"]))["version"] == version


async def test_pl_1110_nobody_deletes_a_child(house: House) -> None:
    child = await house.a_child()
    head = await house.staff(Role.VSH)

    answer = await head.delete(f"/v1/children/{child.id}", headers={"If-Match": '"1"'})

    assert answer.status_code == 405
