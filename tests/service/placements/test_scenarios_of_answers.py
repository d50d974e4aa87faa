"""Scenarios of section 24 after the answer, over HTTP: S14 and S17, and what the steps after an answer leave behind."""

from typing import Any

from factories.escalating import recommended
from factories.exampleshire import ST_BEDE
from factories.placements_house import House
from kit.auth.vocabulary import Role

REFUSAL = {"codes": ["FULL_YEAR_GROUP"], "answer_reference": "letter of 12 November"}


def clocks_of(application: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {clock["key"]: clock for clock in application["clocks"]}


async def test_pl_s14_an_offer_with_conditions_is_pending_five_days_and_then_refused(
    house: House,
) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE, on="2026-11-02")
    house.clock.set("2026-11-13")
    told = {
        "conditions": ["TRIAL"],
        "start_on": "2026-11-23",
        "hours_per_week": 10,
        "narrative": "Six weeks on trial.",
        "answer_reference": "mail of 13 November",
    }

    conditional = await house.step(asked, "conditional-offer", told)
    house.clock.set("2026-11-20")
    await house.night()
    last_day = await house.shown(asked["id"])
    house.clock.set("2026-11-21")
    await house.night()
    await house.night()

    passed = await house.shown(asked["id"])
    assert conditional["answer"]["conditions"] == ["TRIAL", "PART_TIME"]
    assert [one["code"] for one in conditional["answer"]["reasons"]] == ["MANAGED_MOVE_ONLY", "PART_TIME_ONLY"]
    assert (conditional["answer"]["school_days"], conditional["answer"]["ground"]) == (9, "not_a_ground")
    assert clocks_of(conditional)["conditional_lift"]["due_on"] == "2026-11-20"
    assert (last_day["answer_counts_as"], passed["answer_counts_as"]) == ("pending", "refused")
    assert passed["state"] == "conditional"
    officer = await house.officer()
    log = (await officer.get(f"/v1/applications/{asked['id']}/timeline")).json()["items"]
    assert [line["kind"] for line in log].count("conditions_not_lifted") == 1


async def test_pl_s14_the_head_may_accept_conditions_and_the_child_is_placed_part_time(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE, on="2026-11-02")
    house.clock.set("2026-11-13")
    told = {"conditions": ["PART_TIME"], "start_on": "2026-11-23", "hours_per_week": 10, "answer_reference": "mail"}
    conditional = await house.step(asked, "conditional-offer", told)
    head, officer = await house.staff(Role.VSH), await house.officer()
    path = f"/v1/applications/{asked['id']}/acceptance"
    yes = {
        "accepted_by": "virtual_school",
        "reason": "He wants to start, and ten hours are better than none.",
        "review_on": "2026-12-14",
    }

    by_officer = await officer.send_step(path, yes, version=conditional["version"])
    without_reason = await head.send_step(path, yes | {"reason": "Better."}, version=conditional["version"])
    too_late = await head.send_step(path, yes | {"review_on": "2026-12-22"}, version=conditional["version"])
    accepted = await head.send_step(path, yes, version=conditional["version"])
    assert accepted.status_code == 200, accepted.text
    agreed = await house.step(accepted.json(), "start", {"start_on": "2026-11-23"})
    house.clock.set("2026-11-23")
    on_roll = await house.step(agreed, "enrolment", {"first_day_on": "2026-11-23"})

    assert (by_officer.status_code, by_officer.json()["code"]) == (403, "forbidden_role")
    assert [one.json()["errors"][0]["pointer"] for one in (without_reason, too_late)] == ["/reason", "/review_on"]
    assert (agreed["hours_per_week"], on_roll["state"]) == (10, "on_roll")
    officer = await house.officer()
    case = (await officer.get(f"/v1/cases/{on_roll['case_id']}")).json()
    assert case["state"] == "placed_part_time"
    review = [clock for clock in on_roll["clocks"] if clock["key"] == "part_time_review"][-1]
    assert (review["local_due_on"], review["due_on"], review["state"]) == ("2026-12-14", "2026-12-21", "running")
    assert house.events("case.placed", None) == [
        one for one in house.events("case.placed", None) if one["case_id"] != on_roll["case_id"]
    ]


async def test_pl_708_conditions_lifted_are_told(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    conditional = await house.step(asked, "conditional-offer", {"conditions": ["TRIAL"], "answer_reference": "mail"})
    house.clock.set("2026-11-11")

    lifted = await house.step(conditional, "offer", {"start_on": "2026-11-16", "answer_reference": "mail"})

    assert (lifted["answer_counts_as"], lifted["answer"]["overturned_by"]) == ("offered", "reconsidered")
    assert house.events("application.condition_lifted", asked["id"]) == [
        {"application_id": asked["id"], "lifted_on": "2026-11-11"}
    ]


async def test_pl_s17_an_answer_may_change_by_link_until_the_authority_acts_on_it(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    school = await house.school(asked["id"])
    for _ in range(3):
        assert (await school.get("/v1/reply")).status_code == 200
    unchanged = await house.shown(asked["id"])
    house.clock.set("2026-11-12")
    school = await house.client(school.identity)
    refused = await school.send_step("/v1/reply", {"answer": "refuse", "reason_code": "BEHAVIOUR"})
    house.clock.set("2026-11-17")
    school = await house.client(school.identity)
    offered = await school.send_step("/v1/reply", {"answer": "offer", "start_on": "2026-11-24"})
    back = await school.send_step("/v1/reply", {"answer": "refuse", "reason_code": "BEHAVIOUR"})

    challenged = await house.step(await house.shown(asked["id"]), "challenge", {})
    page = await school.get("/v1/reply")
    late = await school.send_step("/v1/reply", {"answer": "offer", "start_on": "2026-11-24"})

    assert (unchanged["state"], unchanged["version"]) == (asked["state"], asked["version"])
    assert [one.json()["state"] for one in (refused, offered, back)] == ["refused", "offered", "refused"]
    assert [one["received_through"] for one in challenged["decisions"]] == ["reply_link"] * 3
    assert challenged["challenges"][0]["letter_key"] == "C3"
    assert (page.status_code, page.json()["code"]) == (410, "link_closed")
    assert (late.status_code, late.json()["code"]) == (410, "link_closed")


async def test_pl_910_a_no_may_not_replace_a_yes_after_the_limit(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    house.clock.set("2026-12-01")
    school = await house.school(asked["id"])
    assert (await school.send_step("/v1/reply", {"answer": "offer", "start_on": "2026-12-07"})).status_code == 200
    house.clock.set("2026-12-02")
    school = await house.client(school.identity)

    late = await school.send_step("/v1/reply", {"answer": "refuse", "reason_code": "FULL_YEAR_GROUP"})

    assert (late.status_code, late.json()["code"]) == (409, "step_not_allowed")
    assert (await house.shown(asked["id"]))["state"] == "offered"


async def test_pl_910_once_a_direction_is_recommended_only_a_yes_may_follow(house: House) -> None:
    asked = await house.asked((await house.a_child()).id, ST_BEDE)
    school = await house.school(asked["id"])
    await school.send_step("/v1/reply", {"answer": "refuse", "reason_code": "FULL_YEAR_GROUP"})
    await recommended(house, await house.shown(asked["id"]))

    other_reason = await school.send_step("/v1/reply", {"answer": "refuse", "reason_code": "BEHAVIOUR"})
    yes = await school.send_step("/v1/reply", {"answer": "offer", "start_on": "2026-11-16"})

    assert (other_reason.status_code, other_reason.json()["code"]) == (409, "step_not_allowed")
    assert (yes.status_code, yes.json()["state"]) == (200, "offered")


async def test_the_link_confirms_receipt_and_no_clock_moves(house: House) -> None:
    asked = await house.asked((await house.a_child()).id, ST_BEDE)
    school = await house.school(asked["id"])

    confirmed = await school.send_step("/v1/reply/acknowledgement")
    twice = await school.send_step("/v1/reply/acknowledgement")

    after = await house.shown(asked["id"])
    assert (confirmed.status_code, confirmed.json()["state"]) == (200, "acknowledged")
    assert (twice.status_code, twice.json()["code"]) == (409, "step_not_allowed")
    assert clocks_of(after)["inyear_limit"]["due_on"] == clocks_of(asked)["inyear_limit"]["due_on"]
    assert clocks_of(after)["ack_expected"]["state"] == "met"
