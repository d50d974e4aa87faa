"""A direction step by step, with the days moving: section 97A, and what stands in the way of it (section 11)."""

from datetime import date
from typing import Any

import pytest

from factories.escalating import (
    ADVICE,
    clocks,
    consultation,
    consulted,
    ended_care,
    notice,
    noticed,
    offered_steps,
    recommended,
    refused,
    signed,
    unwilling,
)
from factories.exampleshire import NORTHSTAR_SCHOOL, OAK, ST_BEDE
from factories.placements_house import House
from kit.auth.vocabulary import Role
from placements.api.settings_schemas import SettingsIn

DIRECTION = {"adjudicator_checked": True}


def settings_in(held: dict[str, Any]) -> dict[str, Any]:
    """What was shown, as it may be sent back."""
    return {name: value for name, value in held.items() if name in SettingsIn.model_fields}


async def test_pl_s04_a_full_school_is_directed_day_by_day(house: House) -> None:
    child = await house.a_child()
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    assert no["next_route"] == "direction_97a"
    house.clock.set("2026-11-05")
    challenged = await house.step(no, "challenge", {})
    assert clocks(challenged)["challenge_reply"]["due_on"] == "2026-11-10"
    house.clock.set("2026-11-10")
    kept = await house.step(challenged, "challenge-reply", {"reply": "We stay full."})
    consulting = await consulted(house, kept, "2026-11-10")
    assert consulting["direction"]["consultation"]["due_on"] == "2026-11-17"
    replied = await unwilling(house, consulting, "2026-11-17")

    served = await noticed(house, replied, "2026-11-19")

    found = clocks(served)
    assert found["s97a_osa_referral"]["due_on"] == "2026-11-26"
    assert found["s97a_earliest"]["due_on"] == "2026-11-27"
    house.clock.set("2026-11-26")
    status, problem = await house.refused_step(
        served, "direction", DIRECTION | {"signed_on": "2026-11-26"}, role=Role.LA_SIGNATORY
    )
    assert (status, problem["code"], problem["from_on"]) == (409, "direction_too_early", "2026-11-27")

    house.clock.set("2026-11-27")
    directed = await signed(house, served, "direction", DIRECTION | {"signed_on": "2026-11-27"})

    assert directed["state"] == "directed"
    assert clocks(directed)["start_after_direction"]["due_on"] == "2026-12-04"
    rows = directed["direction"]["notice"]["recipients"]
    assert sorted(role for row in rows for role in row["roles"]) == [
        "admission_authority",
        "governing_body",
        "head",
        "maintaining_authority",
    ]
    assert all(row["served"]["proof"] for row in rows)
    assert {letter["template_key"] for letter in directed["letters"]} >= {"C1", "D1", "D2", "D3"}
    accepted = await house.step(directed, "acceptance", {"accepted_by": "social_worker"})
    agreed = await house.step(accepted, "start", {"start_on": "2026-11-30"})
    house.clock.set("2026-11-30")
    on_roll = await house.step(agreed, "enrolment", {"first_day_on": "2026-11-30"})
    assert on_roll["state"] == "on_roll"
    steps = [(one["process"], one["step"], one["step_on"]) for one in house.events("application.direction_step")]
    assert steps[-3:] == [
        ("s97a", "consulting", "2026-11-10"),
        ("s97a", "notice_served", "2026-11-19"),
        ("s97a", "directed", "2026-11-27"),
    ]


async def test_pl_s04_with_the_other_reading_the_days_are_one_earlier(house: House) -> None:
    """PL-807: the setting `direction_period_inclusive` is read when the notice is served."""
    head = await house.staff(Role.VSH)
    held = (await head.get("/v1/settings")).json()
    inclusive = settings_in(held) | {"direction_period_inclusive": True}
    answer = await head.put("/v1/settings", json=inclusive, headers={"If-Match": f'"{held["version"]}"'})
    assert answer.status_code == 200, answer.text
    child = await house.a_child()
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    replied = await unwilling(house, await consulted(house, no, "2026-11-10"), "2026-11-17")

    served = await noticed(house, replied, "2026-11-19")

    assert served["direction"]["notice"]["referral_until"] == "2026-11-25"
    assert served["direction"]["notice"]["earliest_direction_on"] == "2026-11-26"
    version = answer.json()["version"]
    later = await house.staff(Role.VSH)
    back = await later.put("/v1/settings", json=settings_in(held), headers={"If-Match": f'"{version}"'})
    assert back.status_code == 200, back.text


async def test_the_fastest_way_is_nine_days(house: House) -> None:
    """PL-806: consultation on day 0, reply and notice on day 1, direction on day 9."""
    child = await house.a_child()
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    consulting = await consulted(house, no, "2026-11-03")
    replied = await unwilling(house, consulting, "2026-11-04")
    served = await noticed(house, replied, "2026-11-04")

    assert served["direction"]["notice"]["earliest_direction_on"] == "2026-11-12"


async def test_the_consultation_stays_open_until_it_is_answered_or_over(house: House) -> None:
    child = await house.a_child()
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    consulting = await consulted(house, no, "2026-11-10")
    house.clock.set("2026-11-17")
    status, problem = await house.refused_step(consulting, "notice", notice("2026-11-17"), role=Role.LA_SIGNATORY)
    assert (status, problem["code"], problem["from_on"]) == (409, "consultation_open", "2026-11-18")
    await house.watch()
    assert "s97a_notice" not in clocks(await house.shown(consulting["id"]))

    house.clock.set("2026-11-18")
    await house.watch()
    waiting = await house.shown(consulting["id"])
    assert clocks(waiting)["s97a_notice"]["due_on"] == "2026-11-18"
    served = await signed(house, waiting, "notice", notice("2026-11-18"))

    assert served["state"] == "notice_served"


async def test_a_notice_covers_four_roles_and_proves_each_delivery(house: House) -> None:
    child = await house.a_child()
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    replied = await unwilling(house, await consulted(house, no, "2026-11-10"), "2026-11-17")
    whole = notice("2026-11-17")["recipients"]
    lacking = {"recipients": [row for row in whole if row["roles"] != ["head"]]}
    unproved = {"recipients": [{**row, "proof": None} if row["roles"] == ["head"] else row for row in whole]}
    by_mail = {"recipients": [{**row, "method": "email"} if row["roles"] == ["head"] else row for row in whole]}

    codes = [
        (await house.refused_step(replied, "notice", body, role=Role.LA_SIGNATORY))[1]["code"]
        for body in (lacking, unproved, by_mail)
    ]

    assert codes == ["recipients_incomplete", "proof_missing", "validation_failed"]


async def test_the_latest_delivery_dates_the_notice(house: House) -> None:
    child = await house.a_child()
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    replied = await unwilling(house, await consulted(house, no, "2026-11-10"), "2026-11-17")
    house.clock.set("2026-11-20")
    rows = notice("2026-11-18")["recipients"]
    rows[1]["served_on"] = "2026-11-20"

    served = await signed(house, replied, "notice", {"recipients": rows})

    assert served["direction"]["notice"]["served_on"] == "2026-11-20"
    assert served["direction"]["notice"]["earliest_direction_on"] == "2026-11-28"


@pytest.mark.parametrize(
    ("urn", "body", "code"),
    [
        (OAK, consultation("2026-11-03"), "own_authority_school"),
        (NORTHSTAR_SCHOOL, consultation("2026-11-03"), "rule_s62_not_in_force"),
        (ST_BEDE, consultation("2026-11-03", proof=None), "proof_missing"),
        (ST_BEDE, consultation("2026-11-03"), "recommendation_required"),
    ],
)
async def test_a_consultation_that_the_law_does_not_open(
    house: House, urn: int, body: dict[str, Any], code: str
) -> None:
    child = await house.a_child()
    no = await refused(house, child, urn, asked_on="2026-10-14", on="2026-11-03")

    status, problem = await house.refused_step(no, "consultation", body, role=Role.LA_SIGNATORY)

    assert (status, problem["code"]) == (409, code)


async def test_recommending_and_signing_are_two_people(house: House) -> None:
    """PL-209."""
    child = await house.a_child()
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    both = house.sign_in.user(Role.VSH, Role.LA_SIGNATORY, authority="800")
    one = await house.client(both)
    put = await one.send_step(f"/v1/applications/{no['id']}/recommendation", ADVICE, version=no["version"])
    assert put.status_code == 200, put.text
    alone = await one.send_step(
        f"/v1/applications/{no['id']}/consultation", consultation("2026-11-03"), version=put.json()["version"]
    )
    head = await house.refused_step(put.json(), "consultation", consultation("2026-11-03"), role=Role.VSH)

    assert (alone.status_code, alone.json()["code"]) == (403, "second_person_required")
    assert (head[0], head[1]["code"]) == (403, "forbidden_role")


async def test_a_recommendation_sent_back_carries_no_signature(house: House) -> None:
    child = await house.a_child()
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    put = await recommended(house, no)
    back = await signed(house, put, "recommendation-return", {"question": "What does the child want?"})

    status, problem = await house.refused_step(back, "consultation", consultation("2026-11-03"), role=Role.LA_SIGNATORY)

    assert back["recommendation"]["question"] == "What does the child want?"
    assert (status, problem["code"]) == (409, "recommendation_required")


async def test_pl_s12_a_child_who_goes_home_is_not_directed_and_only_the_signatory_ends_it(house: House) -> None:
    child = await house.a_child()
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    replied = await unwilling(house, await consulted(house, no, "2026-11-10"), "2026-11-17")
    served = await noticed(house, replied, "2026-11-19")
    house.clock.set("2026-11-23")
    await ended_care(house, child, date(2026, 11, 23))

    house.clock.set("2026-11-27")
    late = await house.refused_step(
        served, "direction", DIRECTION | {"signed_on": "2026-11-27"}, role=Role.LA_SIGNATORY
    )
    await house.watch()
    stopped = await house.shown(served["id"])
    by_officer = await house.refused_step(stopped, "withdrawal", {"reason": "left_care"}, role=Role.VS_OFFICER)
    withdrawn = await signed(house, stopped, "withdrawal", {"reason": "left_care"})

    assert (late[0], late[1]["code"]) == (409, "not_looked_after")
    assert (stopped["state"], stopped["direction"]["outcome"]) == ("notice_served", "stopped")
    assert (by_officer[0], by_officer[1]["code"]) == (403, "forbidden_role")
    assert (withdrawn["state"], withdrawn["close_reason"]) == ("withdrawn", "left_care")
    assert "D5" in {letter["template_key"] for letter in withdrawn["letters"]}
    assert [one["outcome"] for one in withdrawn["decisions"]] == ["refused"]
    told = [one["step"] for one in house.events("application.direction_step", served["id"])]
    assert told == ["consulting", "notice_served", "abandoned"]
    [closed] = house.events("application.closed", served["id"])
    assert closed["close_side"] == "authority"


async def test_a_reference_waits_for_the_adjudicator(house: House) -> None:
    child = await house.a_child()
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    replied = await unwilling(house, await consulted(house, no, "2026-11-10"), "2026-11-17")
    served = await noticed(house, replied, "2026-11-19")
    house.clock.set("2026-11-27")
    unchecked = await house.refused_step(served, "direction", {"signed_on": "2026-11-27"}, role=Role.LA_SIGNATORY)
    referred = await house.step(served, "adjudicator-referral", {"referred_on": "2026-11-27", "osa_ref": "OSA 12"})
    pending = await house.refused_step(
        referred, "direction", DIRECTION | {"signed_on": "2026-11-27"}, role=Role.LA_SIGNATORY
    )

    house.clock.set("2026-12-14")
    await house.watch()
    await house.watch()
    chased = await house.shown(served["id"])
    decided = {"outcome": "upheld", "determined_on": "2026-12-14", "osa_letter": "letter of 14 December"}
    upheld = await house.step(chased, "determination", decided)
    directed = await signed(house, upheld, "direction", {"signed_on": "2026-12-14"})

    assert unchecked[1]["code"] == "adjudicator_not_checked"
    assert "late_referral" in referred["flags"]
    assert pending[1]["code"] == "referral_pending"
    assert [one["due_on"] for one in chased["clocks"] if one["key"] == "osa_chase"] == ["2026-12-11", "2026-12-29"]
    assert (upheld["state"], directed["state"]) == ("with_adjudicator", "directed")


async def test_a_reference_that_is_taken_back_frees_the_way_but_never_before_its_time(house: House) -> None:
    child = await house.a_child()
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    replied = await unwilling(house, await consulted(house, no, "2026-11-10"), "2026-11-17")
    served = await noticed(house, replied, "2026-11-19")
    house.clock.set("2026-11-23")
    referred = await house.step(served, "adjudicator-referral", {"referred_on": "2026-11-20", "osa_ref": "OSA 13"})
    decided = {"outcome": "referral_withdrawn", "determined_on": "2026-11-23", "osa_letter": "mail"}

    free = await house.step(referred, "determination", decided)

    assert free["state"] == "notice_served"
    assert free["direction"]["notice"]["earliest_direction_on"] == "2026-11-27"
    officer = await house.officer()
    shown = (await officer.get(f"/v1/applications/{free['id']}")).json()
    assert "direct_admission" not in offered_steps(shown)
    signatory = await house.staff(Role.LA_SIGNATORY)
    seen = (await signatory.get(f"/v1/applications/{free['id']}")).json()
    assert offered_steps(seen)["direct_admission"] == (False, "direction_too_early", "2026-11-27")


async def test_another_school_that_the_adjudicator_names_is_directed_in_a_request_of_its_own(house: House) -> None:
    """PL-705."""
    child = await house.a_child()
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    replied = await unwilling(house, await consulted(house, no, "2026-11-10"), "2026-11-17")
    served = await noticed(house, replied, "2026-11-19")
    house.clock.set("2026-11-25")
    referred = await house.step(served, "adjudicator-referral", {"referred_on": "2026-11-25", "osa_ref": "OSA 14"})
    decided = {
        "outcome": "not_upheld",
        "determined_on": "2026-11-25",
        "osa_letter": "letter",
        "named_school_urn": OAK,
        "authority_agrees": True,
    }
    by_officer = await house.refused_step(referred, "determination", decided, role=Role.VS_OFFICER)

    ended = await signed(house, referred, "determination", decided)

    there = await house.shown(ended["continued_in_id"])
    assert by_officer[0] == 403
    assert (ended["state"], there["state"], there["school"]["urn"]) == ("not_directed", "directed", OAK)
    assert there["continues_id"] == ended["id"]
    assert clocks(there)["start_after_direction"]["due_on"] == "2026-12-03"
    assert [letter["template_key"] for letter in there["letters"]] == ["D3"]
    [closed] = house.events("application.closed", ended["id"])
    assert (closed["state"], closed["close_side"]) == ("not_directed", "school")


async def test_an_offer_meanwhile_ends_the_direction(house: House) -> None:
    child = await house.a_child()
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    consulting = await consulted(house, no, "2026-11-10")
    house.clock.set("2026-11-12")

    offered = await house.step(consulting, "offer", {"start_on": "2026-11-16", "answer_reference": "mail"})

    assert (offered["answer"]["overturned_by"], offered["direction"]["outcome"]) == ("consult", "offered")
    assert [one["step"] for one in house.events("application.direction_step", offered["id"])][-1] == "abandoned"
    running = [one["key"] for one in offered["clocks"] if one["state"] == "running"]
    assert not [key for key in running if key.startswith(("s97a", "direction"))]


async def test_a_child_who_is_not_on_roll_after_a_direction_is_flagged(house: House) -> None:
    """T24b."""
    child = await house.a_child()
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    replied = await unwilling(house, await consulted(house, no, "2026-11-10"), "2026-11-17")
    served = await noticed(house, replied, "2026-11-19")
    house.clock.set("2026-11-27")
    directed = await signed(house, served, "direction", DIRECTION | {"signed_on": "2026-11-27"})
    house.clock.set("2026-12-04")
    await house.watch()
    in_time = await house.shown(directed["id"])

    house.clock.set("2026-12-05")
    await house.watch()
    await house.watch()

    late = await house.shown(directed["id"])
    assert "directed_not_admitted" not in in_time["flags"]
    assert "directed_not_admitted" in late["flags"]
    assert late["version"] == in_time["version"] + 1


async def waiting(house: House, application_id: str, role: Role = Role.LA_SIGNATORY) -> list[dict[str, Any]]:
    person = await house.staff(role)
    answer = await person.get("/v1/signatures")
    assert answer.status_code == 200, answer.text
    return [one for one in answer.json()["items"] if one["application_id"] == application_id]


async def test_what_waits_for_the_signatory_stands_in_one_list_with_its_last_safe_day(house: House) -> None:
    """O62: the consultation, then nothing while others have their time, then the notice, then the direction."""
    child = await house.a_child()
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    assert await waiting(house, no["id"]) == []
    house.clock.set("2026-11-10")
    put = await recommended(house, no)
    [asked] = await waiting(house, no["id"])
    consulting = await signed(house, put, "consultation", consultation("2026-11-10"))
    while_open = await waiting(house, no["id"])
    replied = await unwilling(house, consulting, "2026-11-17")
    [to_notice] = await waiting(house, no["id"])
    await noticed(house, replied, "2026-11-19")
    before_its_day = await waiting(house, no["id"])
    house.clock.set("2026-11-27")
    [to_direct] = await waiting(house, no["id"])

    assert (asked["what"], asked["asked_by"], asked["since"], asked["last_safe_on"]) == (
        "consultation",
        "vsh",
        "2026-11-10",
        "2026-11-12",
    )
    assert (while_open, before_its_day) == ([], [])
    assert (to_notice["action"], to_notice["since"], to_notice["last_safe_on"]) == (
        "serve_notice",
        "2026-11-17",
        "2026-11-18",
    )
    assert (to_direct["action"], to_direct["last_safe_on"], to_direct["is_late"]) == (
        "direct_admission",
        "2026-12-01",
        False,
    )
    assert await waiting(house, no["id"], Role.VSH) == []
    await ended_care(house, child, date(2026, 11, 27))
    [to_withdraw] = await waiting(house, no["id"])
    assert to_withdraw["what"] == "withdrawal"


async def test_an_approval_waits_for_whoever_gives_it(house: House) -> None:
    child = await house.a_child(date_of_birth=date(2011, 3, 1))
    draft = await house.drafted(child.id, ST_BEDE, case={"reason": "care_move", "need_from": "2026-10-05"})
    officer = await house.officer()
    case = (await officer.get(f"/v1/cases/{draft['case_id']}")).json()
    answer = await officer.send_step(f"/v1/cases/{case['id']}/approvals", {"kind": "ks4_move"}, version=case["version"])
    assert answer.status_code == 201, answer.text

    signatory, head = await house.staff(Role.LA_SIGNATORY), await house.staff(Role.VSH)
    for_signatory = (await signatory.get("/v1/signatures")).json()["items"]
    for_head = (await head.get("/v1/signatures")).json()["items"]

    approval_id = answer.json()["id"]
    assert approval_id in [one["approval_id"] for one in for_signatory]
    assert approval_id not in [one["approval_id"] for one in for_head]
