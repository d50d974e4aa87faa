"""A school answers by its link: what it sees, what it may change, and what nobody learns (section 16)."""

from typing import Any

import pytest

from factories.exampleshire import NORTHSTAR_SCHOOL, ST_BEDE, WESTBOROUGH_CODE
from factories.placements_house import BASE_URL, House
from kit.kernel.ids import new_id
from placements.jobs.reissue_links import reissue_links


async def test_pl_911_looking_changes_nothing(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    school = await house.school(asked["id"])

    for _ in range(3):
        assert (await school.get("/v1/reply")).status_code == 200

    after = await house.shown(asked["id"])
    assert (after["state"], after["version"]) == ("submitted", asked["version"])
    assert house.events("ask.answered", asked["id"]) == []


async def test_the_page_shows_initials_and_year_and_never_more(house: House) -> None:
    child = await house.a_child(first_name="Zebedee", surname="Quimby")
    asked = await house.asked(child.id, ST_BEDE)
    school = await house.school(asked["id"])

    page = (await school.get("/v1/reply")).json()

    assert (page["initials"], page["year_group"]) == ("Z.Q.", "8")
    assert (page["asks"], page["asked_on"], page["answer_by"], page["limit_on"]) == (
        "answer",
        "2026-11-09",
        "2026-11-23",
        "2026-12-01",
    )
    assert page["authority_name"] == "Exampleshire"
    assert page["contact"] == "Sam Lund, 01234 567890"
    assert page["what_helps"] == "A quiet place to begin the day."
    assert page["facts_held"][0] == {"key": "number_on_roll", "value": "1020", "source": "GIAS", "as_of": None}
    for secret in ("Zebedee", "Quimby", str(child.id), "2014-03-01", "looked_after", "carer"):
        assert secret not in str(page)


async def test_pl_711_the_ground_is_shown_before_the_answer(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    school = await house.school(asked["id"])

    reasons = {reason["code"]: reason for reason in (await school.get("/v1/reply")).json()["reason_codes"]}

    assert reasons["FULL_YEAR_GROUP"]["ground"] == "lawful"
    behaviour = reasons["BEHAVIOUR"]
    assert (behaviour["group"], behaviour["standing"], behaviour["ground"]) == (
        "behaviour",
        "not_a_ground",
        "not_a_ground",
    )
    assert behaviour["reference"] == ["School Admissions Code 2021, paragraph 3.10"]
    assert "NO_RESPONSE" not in reasons


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


async def test_the_same_answer_sent_twice_is_one_answer(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    school = await house.school(asked["id"])
    key, body = new_id().hex, {"answer": "offer", "start_on": "2026-11-16"}

    first = await school.send_step("/v1/reply", body, key=key)
    again = await school.send_step("/v1/reply", body, key=key)

    assert again.content == first.content
    assert len((await house.shown(asked["id"]))["decisions"]) == 1
    assert [mail[0] for mail in house.mails(asked["id"])] == ["place_request", "place_receipt"]


async def test_a_link_opens_one_job_and_nothing_else(house: House) -> None:
    child, other = await house.a_child(), await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    foreign = await house.asked(other.id, ST_BEDE)
    school = await house.school(asked["id"])

    for path in (f"/v1/applications/{asked['id']}", f"/v1/applications/{foreign['id']}", f"/v1/children/{child.id}"):
        assert (await school.get(path)).status_code in {403, 404}


async def test_a_link_of_another_authority_finds_nothing(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)

    stranger = await house.link(str(new_id()), asked["id"], WESTBOROUGH_CODE)

    assert (await stranger.get("/v1/reply")).status_code == 404
    assert (await stranger.send_step("/v1/reply", {"answer": "question", "comment": "?"})).status_code == 404


async def test_pl_206_two_children_with_the_same_initials_are_told_apart(house: House) -> None:
    first = await house.a_child(first_name="Xavier", surname="Young")
    second = await house.a_child(first_name="Xena", surname="Yates")
    earlier = await house.asked(first.id, NORTHSTAR_SCHOOL)
    later = await house.asked(second.id, NORTHSTAR_SCHOOL)

    pages = [(await (await house.school(one["id"])).get("/v1/reply")).json() for one in (earlier, later)]

    assert [page["initials"] for page in pages] == ["X.Y. (1 of 2)", "X.Y. (2 of 2)"]


async def test_a_new_link_goes_to_the_registered_address_and_ends_the_old_one(house: House) -> None:
    """PL-916, SE-45: the answer is the same whatever happens, and the link is good only in the mail."""
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    old = house.code_of(asked["id"])
    gateway = await house.client(house.sign_in.service("gateway"))
    runtime = house.sign_in.runtime(house.database, "placements")

    known = await gateway.post("/v1/reply-links/reissue", json={"code": old})
    unknown = await gateway.post("/v1/reply-links/reissue", json={"code": "no-such-code-at-all"})
    sent = await reissue_links(runtime, BASE_URL)
    done_again = await reissue_links(runtime, BASE_URL)

    assert (known.status_code, known.content) == (unknown.status_code, unknown.content) == (204, b"")
    assert (sent, done_again) == (1, 0)
    kind, to, subject, _ = house.mails(asked["id"])[-1]
    assert (kind, to, subject) == ("place_new_link", f"admissions@school{ST_BEDE}.test", "Your link")
    closed = await gateway.post("/v1/reply-links/open", json={"code": old})
    assert closed.status_code == 410
    assert (await house.open_link(house.code_of(asked["id"])))["subject_id"] == asked["id"]


async def test_a_fourth_wish_for_a_link_in_a_day_is_not_heard(house: House) -> None:
    """PL-917."""
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    gateway = await house.client(house.sign_in.service("gateway"))
    code = house.code_of(asked["id"])

    for _ in range(4):
        await gateway.post("/v1/reply-links/reissue", json={"code": code})

    [(wished,)] = house.ask(
        "select count(*) from placements.link_reissues r join placements.reply_links l on l.id = r.link_id"
        " where l.subject_id = %s",
        asked["id"],
    )
    assert wished == 3
    await reissue_links(house.sign_in.runtime(house.database, "placements"), BASE_URL)
