"""Scenarios of section 24 after the answer, over HTTP: S14 and S17, and what the steps after an answer leave behind."""

from typing import Any

import pytest

from factories.exampleshire import NORTHSTAR_SCHOOL, OAK, ST_BEDE
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


async def test_a_challenge_goes_to_the_head_and_the_school_may_stay_with_its_answer(house: House) -> None:
    refused = await house.step(await house.asked((await house.a_child()).id, ST_BEDE), "refusal", REFUSAL)
    house.clock.set("2026-11-11")
    challenged = await house.step(refused, "challenge", {"additional_text": "The year group has had two leavers."})
    head = await house.account(school=ST_BEDE)
    house.clock.set("2026-11-16")
    head = await house.client(head.identity)

    kept = await head.send_step(
        f"/v1/applications/{refused['id']}/challenge-reply",
        {"reply": "The leavers' places are taken."},
        version=challenged["version"],
    )

    assert kept.status_code == 200, kept.text
    after = await house.shown(refused["id"])
    [challenge] = after["challenges"]
    assert (challenge["letter_key"], challenge["reply_due_on"]) == ("C1", "2026-11-16")
    assert (challenge["kept"], challenge["replied_on"]) == (True, "2026-11-16")
    assert challenge["letter_id"] in {letter["id"] for letter in after["letters"]}
    clocks = clocks_of(after)
    assert (clocks["challenge_send"]["state"], clocks["challenge_reply"]["state"]) == ("met", "met")
    assert clocks["refusal_kept_decision"]["due_on"] == "2026-11-17"
    overturned = await house.step(after, "offer", {"start_on": "2026-11-23", "answer_reference": "call"})
    assert overturned["answer"]["overturned_by"] == "challenge"
    running = {clock["key"] for clock in overturned["clocks"] if clock["state"] == "running"}
    assert running == {"accept_reply", "aa_tells_la"}


@pytest.mark.parametrize(
    ("codes", "wanted", "status", "letter"),
    [
        (["FULL_YEAR_GROUP", "BEHAVIOUR"], None, 200, "C3"),
        (["FULL_YEAR_GROUP", "BEHAVIOUR"], "C1", 200, "C1"),
        (["FULL_YEAR_GROUP"], "C3", 422, None),
        (["TWICE_EXCLUDED"], None, 200, None),
        (["TWICE_EXCLUDED"], "C1", 200, "C1"),
        (["TWICE_EXCLUDED"], "C2", 422, None),
    ],
)
async def test_the_letter_of_a_challenge_fits_the_reasons(
    house: House, codes: list[str], wanted: str | None, status: int, letter: str | None
) -> None:
    """Section 14: the first no-ground code decides, else the first; a reason without a letter has C1 or none."""
    asked = await house.asked((await house.a_child()).id, ST_BEDE)
    refused = await house.step(asked, "refusal", REFUSAL | {"codes": codes})
    officer = await house.officer()
    body = {"letter_key": wanted} if wanted else {}

    answer = await officer.send_step(f"/v1/applications/{asked['id']}/challenge", body, version=refused["version"])

    assert answer.status_code == status, answer.text
    if status == 200:
        assert answer.json()["challenges"][0]["letter_key"] == letter


async def test_an_offer_that_is_taken_back_is_a_refusal_whose_ground_hangs_on_the_proof(house: House) -> None:
    offer = {"start_on": "2026-11-16", "answer_reference": "mail"}
    bare = await house.step(await house.asked((await house.a_child()).id, ST_BEDE), "offer", offer)
    proved = await house.step(await house.asked((await house.a_child()).id, ST_BEDE), "offer", offer)
    proved = await house.step(proved, "acceptance", {"accepted_by": "carer"})
    officer = await house.officer()
    claim = {"basis": "error", "answer_reference": "letter of 9 November"}

    unproved = await officer.send_step(
        f"/v1/applications/{bare['id']}/offer-withdrawal", claim, version=bare["version"]
    )
    bare = await house.step(bare, "offer-withdrawal", {"basis": "none", "answer_reference": "call"})
    proved = await house.step(proved, "offer-withdrawal", claim | {"proof": "minutes of 8 November"})

    assert (unproved.status_code, unproved.json()["code"]) == (422, "proof_required")
    assert [one["state"] for one in (bare, proved)] == ["refused", "refused"]
    assert [one["answer"]["ground"] for one in (bare, proved)] == ["not_a_ground", "lawful"]
    assert [one["code"] for one in bare["answer"]["reasons"]] == ["OFFER_WITHDRAWN"]
    assert (proved["accepted_on"], proved["start_on"]) == (None, None)
    assert clocks_of(bare)["offer_withdrawn_challenge"]["due_on"] == "2026-11-10"
    challenged = await house.step(bare, "challenge", {})
    assert challenged["challenges"][0]["letter_key"] == "C6"


async def test_a_declined_offer_lies_with_the_child_and_a_failed_start_is_agreed_anew(house: House) -> None:
    offer = {"start_on": "2026-11-16", "answer_reference": "mail"}
    declined = await house.step(await house.asked((await house.a_child()).id, ST_BEDE), "offer", offer)
    started = await house.step(await house.asked((await house.a_child()).id, ST_BEDE), "offer", offer)
    for path, body in (("acceptance", {"accepted_by": "carer"}), ("start", {"start_on": "2026-11-16"})):
        started = await house.step(started, path, body)

    declined = await house.step(
        declined, "declination", {"reason": "too_far", "preferred_school_urn": NORTHSTAR_SCHOOL}
    )
    failed = await house.step(started, "start-failure", {"cause": "school", "reason": "Nobody was at the gate."})

    assert (declined["state"], declined["close_reason"]) == ("declined", "too_far")
    [closed] = house.events("application.closed", declined["id"])
    assert closed["close_side"] == "child"
    assert (failed["state"], failed["start_on"], failed["delay_cause"]) == ("accepted", None, "school")


async def test_a_replaced_request_and_its_successor_know_of_each_other(house: House) -> None:
    child = await house.a_child()
    old, new = await house.asked(child.id, ST_BEDE), await house.asked(child.id, OAK)

    replaced = await house.step(old, "supersession", {"reason": "care_move", "replacement_id": new["id"]})

    after = await house.shown(new["id"])
    assert (replaced["state"], replaced["continued_in_id"], after["continues_id"]) == (
        "superseded",
        new["id"],
        old["id"],
    )
    stranger = await house.asked((await house.a_child()).id, OAK)
    officer = await house.officer()
    refused = await officer.send_step(
        f"/v1/applications/{after['id']}/supersession",
        {"reason": "care_move", "replacement_id": stranger["id"]},
        version=after["version"],
    )
    assert refused.status_code == 404


async def test_of_two_requests_for_one_place_the_earliest_proved_receipt_counts(house: House) -> None:
    """T28, PL-607."""
    child = await house.a_child()
    house.clock.set("2026-11-09")
    early = await house.drafted(child.id, ST_BEDE, entry_academic_year="2026-27")
    early = await house.step(
        await house.step(early, "readiness", {}),
        "submission",
        {"received_on": "2026-11-03", "receipt_proof": "email_delivery"},
    )
    kept = await house.drafted(child.id, ST_BEDE, entry_academic_year="2025-26")
    kept = await house.step(await house.step(kept, "readiness", {}), "submission", {})

    closed = await house.step(early, "duplicate", {"kept_id": kept["id"]})

    after = await house.shown(kept["id"])
    assert (closed["state"], closed["continued_in_id"]) == ("duplicate", kept["id"])
    assert (after["received_on"], after["receipt_proof"]) == ("2026-11-03", "email_delivery")
    assert clocks_of(after)["inyear_limit"]["due_on"] == "2026-11-24"
    [event] = house.events("application.closed", early["id"])
    assert event["close_side"] == "duplicate"


async def test_an_appeal_is_a_flag_and_two_dates_and_holds_nothing_up(house: House) -> None:
    refused = await house.step(await house.asked((await house.a_child()).id, ST_BEDE), "refusal", REFUSAL)
    house.clock.set("2026-11-20")

    lodged = await house.step(refused, "appeal", {"lodged_on": "2026-11-18"})
    challenged = await house.step(lodged, "challenge", {})
    house.clock.set("2026-12-10")
    decided = await house.step(
        challenged, "appeal", {"lodged_on": "2026-11-18", "heard_on": "2026-12-09", "outcome": "not_upheld"}
    )

    assert "under_appeal" in lodged["flags"]
    clocks = clocks_of(lodged)
    assert (clocks["appeal_lodge"]["from_on"], clocks["appeal_lodge"]["state"]) == ("2026-11-09", "met")
    assert clocks["appeal_hear"]["due_on"] == "2027-01-15"
    assert challenged["state"] == "challenged"
    assert "under_appeal" not in decided["flags"]
    assert [one["outcome"] for one in decided["appeals"]] == ["not_upheld"]
    assert clocks_of(decided)["appeal_hear"]["state"] == "met"


async def test_a_school_may_write_a_note_to_its_own_answer_at_any_time(house: House) -> None:
    """O56, PL-609."""
    refused = await house.step(await house.asked((await house.a_child()).id, ST_BEDE), "refusal", REFUSAL)
    withdrawn = await house.step(refused, "withdrawal", {"reason": "other_school_chosen"})
    head = await house.account(school=ST_BEDE)
    officer = await house.officer()
    path = f"/v1/applications/{refused['id']}/annotation"
    headers = {"If-Match": f'"{withdrawn["version"]}"', "Idempotency-Key": "note-1"}

    by_officer = await officer.put(path, json={"text": "Ours."}, headers=headers)
    noted = await head.put(path, json={"text": "We were at our admission number that week."}, headers=headers)

    assert by_officer.status_code == 403
    assert noted.status_code == 200, noted.text
    after = await house.shown(refused["id"])
    assert after["answer"]["annotation"] == "We were at our admission number that week."
    events = house.events("application.decided", refused["id"])
    assert [event["annotated"] for event in events] == [False, True]
    assert "supersedes" in events[1]
