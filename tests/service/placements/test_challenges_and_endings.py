"""Steps after an answer, over HTTP: challenges, offers taken back, endings, appeals, and a school's own note."""

from typing import Any

import pytest

from factories.exampleshire import NORTHSTAR_SCHOOL, OAK, ST_BEDE
from factories.placements_house import House

REFUSAL = {"codes": ["FULL_YEAR_GROUP"], "answer_reference": "letter of 12 November"}


def clocks_of(application: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {clock["key"]: clock for clock in application["clocks"]}


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
