"""A school answers by its link: what it may say, change and add, and what is recorded (section 16)."""

from typing import Any

import pytest

from factories.exampleshire import NORTHSTAR_SCHOOL, ST_BEDE
from factories.placements_house import House


async def test_pl_s17_a_refusal_that_is_no_ground_is_recorded_and_may_become_an_offer(house: House) -> None:
    child = await house.a_child(first_name="Zebedee", surname="Quimby")
    asked = await house.asked(child.id, ST_BEDE)
    house.clock.set("2026-11-12")
    school = await house.school(asked["id"])

    refused = await school.send_step("/v1/reply", {"answer": "refuse", "reason_code": "BEHAVIOUR"})

    after = await house.shown(asked["id"])
    assert refused.status_code == 200
    assert (refused.json()["state"], refused.json()["ground"]) == ("refused", "not_a_ground")
    assert "may not refuse" in refused.json()["says"]
    assert refused.json()["change_until"] == "2026-12-01"
    assert after["answer"]["received_through"] == "reply_link"
    kind, to, subject, body = house.mails(asked["id"])[-1]
    assert (kind, to, subject) == (
        "place_receipt",
        f"admissions@school{ST_BEDE}.test",
        "Thank you: your answer to Exampleshire",
    )
    for secret in ("Zebedee", "Quimby", "Z.Q."):
        assert secret not in subject + body

    house.clock.set("2026-11-17")
    later = await house.client(school.identity)
    offered = await later.send_step("/v1/reply", {"answer": "offer", "start_on": "2026-11-24"})
    page = (await later.get("/v1/reply")).json()

    final = await house.shown(asked["id"])
    assert (offered.json()["state"], final["state"]) == ("offered", "offered")
    assert [one["outcome"] for one in final["decisions"]] == ["refused", "offered"]
    assert final["answer"]["overturned_by"] == "reconsidered"
    assert page["previous_answer"]["answer"] == "offer"
    assert page["previous_answer"]["start_on"] == "2026-11-24"


async def test_an_answer_tells_how_long_the_page_was_open(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    school = await house.school(asked["id"])

    await school.send_step("/v1/reply", {"answer": "offer", "start_on": "2026-11-16"})

    [answered] = house.events("ask.answered", asked["id"])
    assert (answered["kind"], answered["school_urn"]) == ("answer_request", ST_BEDE)
    assert answered["seconds"] == 0


async def test_a_yes_can_be_taken_back_until_somebody_has_acted_on_it(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    school = await house.school(asked["id"])

    await school.send_step("/v1/reply", {"answer": "offer", "start_on": "2026-11-16"})
    changed = await school.send_step("/v1/reply", {"answer": "refuse", "reason_code": "FULL_YEAR_GROUP"})
    back = await school.send_step("/v1/reply", {"answer": "offer", "start_on": "2026-11-17"})

    assert (changed.json()["state"], changed.json()["ground"]) == ("refused", "lawful")
    offered = await house.shown(asked["id"])
    assert [one["outcome"] for one in offered["decisions"]] == ["offered", "refused", "offered"]
    assert (back.json()["start_on"], offered["start_on"]) == ("2026-11-17", "2026-11-17")
    await house.step(offered, "acceptance", {"accepted_by": "carer"})
    acted_on = await school.send_step("/v1/reply", {"answer": "refuse", "reason_code": "FULL_YEAR_GROUP"})
    assert (acted_on.status_code, acted_on.json()["code"]) == (409, "step_not_allowed")


async def test_the_same_link_asks_for_the_start_and_then_for_the_first_day(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    sibling = await house.asked(child.id, NORTHSTAR_SCHOOL)
    school = await house.school(asked["id"])
    other_school = await house.school(sibling["id"])
    await school.send_step("/v1/reply", {"answer": "offer", "start_on": "2026-11-16"})
    await house.step(await house.shown(asked["id"]), "acceptance", {"accepted_by": "carer"})

    asks_start = (await school.get("/v1/reply")).json()
    started = await school.send_step("/v1/reply/start", {"start_on": "2026-11-16"})
    asks_roll = (await school.get("/v1/reply")).json()
    enrolled = await school.send_step("/v1/reply/enrolment", {"first_day_on": "2026-11-17"})
    asks_nothing = (await school.get("/v1/reply")).json()

    assert [page["asks"] for page in (asks_start, asks_roll, asks_nothing)] == ["start", "on_roll", "nothing"]
    assert (started.json()["state"], enrolled.json()["state"]) == ("start_agreed", "on_roll")
    after = await house.shown(asked["id"])
    assert (after["first_day_on"], after["delay_cause"]) == ("2026-11-17", None)
    assert (await house.shown(sibling["id"]))["state"] == "superseded"
    gone = await other_school.get("/v1/reply")
    assert (gone.status_code, gone.json()["code"]) == (410, "link_closed")


async def test_a_late_start_without_a_line_counts_as_a_condition(house: House) -> None:
    """PL-915."""
    child, other = await house.a_child(), await house.a_child()
    bare = await house.asked(child.id, ST_BEDE)
    told = await house.asked(other.id, ST_BEDE)

    page = (await (await house.school(bare["id"])).get("/v1/reply")).json()
    late = await (await house.school(bare["id"])).send_step("/v1/reply", {"answer": "offer", "start_on": "2026-11-24"})
    explained = await (await house.school(told["id"])).send_step(
        "/v1/reply", {"answer": "offer", "start_on": "2026-11-24", "comment": "Uniform and transport take a week."}
    )

    assert page["late_start_after"] == "2026-11-23"
    assert (late.json()["state"], late.json()["outcome"]) == ("conditional", "conditional")
    after = await house.shown(bare["id"])
    assert after["answer"]["conditions"] == ["LATE_START"]
    assert [reason["code"] for reason in after["answer"]["reasons"]] == ["DELAYED_START"]
    assert explained.json()["state"] == "offered"


async def test_a_condition_is_recorded_with_what_it_stands_for(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    school = await house.school(asked["id"])

    sent = await school.send_step("/v1/reply", {"answer": "offer_with_conditions", "reason_code": "PART_TIME"})

    after = await house.shown(asked["id"])
    assert (sent.json()["state"], sent.json()["ground"]) == ("conditional", "not_a_ground")
    assert [reason["code"] for reason in after["answer"]["reasons"]] == ["PART_TIME_ONLY"]
    assert {"conditional_reply", "conditional_lift"} <= {clock["key"] for clock in after["clocks"]}
    assert "accept_offer" not in {action["action"] for action in after["allowed_actions"]}


async def test_a_question_moves_no_clock(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    school = await house.school(asked["id"])

    sent = await school.send_step("/v1/reply", {"answer": "question", "comment": "Which languages does he speak?"})

    after = await house.shown(asked["id"])
    due = {clock["key"]: clock["due_on"] for clock in after["clocks"]}
    assert (sent.json()["state"], sent.json()["outcome"]) == ("submitted", None)
    assert after["flags"] == ["info_requested"]
    assert (due["inyear_target"], due["inyear_limit"]) == ("2026-11-23", "2026-12-01")
    assert due["info_answer"] == "2026-11-11"


async def test_the_answer_to_a_question_stands_on_the_page_and_not_in_the_mail(house: House) -> None:
    """T5b, PL-206."""
    asked = await house.asked((await house.a_child()).id, ST_BEDE)
    school = await house.school(asked["id"])
    await school.send_step("/v1/reply", {"answer": "question", "comment": "Which languages does he speak?"})

    answered = await house.step(await house.shown(asked["id"]), "question-answer", {"answer": "English and Welsh."})

    kind, _, subject, body = house.mails(asked["id"])[-1]
    page = (await (await house.school(asked["id"])).get("/v1/reply")).json()
    assert kind == "place_question_answered"
    assert "Welsh" not in subject + body
    assert [(one["questions"], one["answer"]) for one in page["questions"]] == [
        (["Which languages does he speak?"], "English and Welsh.")
    ]
    assert answered["flags"] == []
    assert {clock["key"]: clock["state"] for clock in answered["clocks"]}["info_answer"] == "met"


async def test_a_new_answer_settles_what_the_one_before_left_open(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    school = await house.school(asked["id"])

    await school.send_step("/v1/reply", {"answer": "question", "comment": "Which languages does he speak?"})
    await school.send_step("/v1/reply", {"answer": "offer_with_conditions", "reason_code": "TRIAL"})
    await school.send_step("/v1/reply", {"answer": "refuse", "reason_code": "FULL_YEAR_GROUP"})
    await school.send_step("/v1/reply", {"answer": "offer", "start_on": "2026-11-16"})

    after = await house.shown(asked["id"])
    running = {clock["key"] for clock in after["clocks"] if clock["state"] == "running"}
    assert running == {"accept_reply", "aa_tells_la", "case_no_drift"}


async def test_an_answer_after_the_limit_is_taken_and_its_lateness_stored(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    house.clock.set("2026-12-02")
    await house.night()
    house.clock.set("2026-12-04")
    school = await house.school(asked["id"])

    sent = await school.send_step("/v1/reply", {"answer": "offer", "start_on": "2026-12-07"})

    after = await house.shown(asked["id"])
    assert sent.json()["state"] == "offered"
    assert [one["outcome"] for one in after["decisions"]] == ["no_response", "offered"]
    assert (after["answer"]["late_by_school_days"], after["answer"]["overturned_by"]) == (3, "reconsidered")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 422, "validation_failed"),
        ({"answer": "maybe"}, 422, "validation_failed"),
        ({"answer": "offer"}, 422, "validation_failed"),
        ({"answer": "refuse", "reason_code": "NO_RESPONSE"}, 422, "code_not_usable"),
        ({"answer": "refuse", "reason_code": "OTHER", "comment": "no"}, 422, "validation_failed"),
        ({"answer": "offer", "start_on": "2026-11-16", "child_id": "x"}, 422, "validation_failed"),
    ],
)
async def test_an_answer_that_is_not_in_order_is_told_why(
    house: House, body: dict[str, Any], status: int, code: str
) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    school = await house.school(asked["id"])

    refused = await school.send_step("/v1/reply", body)

    assert (refused.status_code, refused.json()["code"]) == (status, code)
    assert (await house.shown(asked["id"]))["state"] == "submitted"
