"""A school's answer as staff log it: offers, refusals, conflicts, withdrawals."""

import asyncio
from typing import Any, Final

import pytest

from factories.exampleshire import REVIEWER_POST, ST_BEDE
from factories.placements_house import House
from kit.auth.vocabulary import Role

OFFER: Final[dict[str, Any]] = {"start_on": "2026-11-24", "answer_reference": "mail of 19 November"}
CONDITIONAL: Final[dict[str, Any]] = {"conditions": ["TRIAL"], "answer_reference": "mail of 19 November"}
REFUSAL: Final[dict[str, Any]] = {"codes": ["FULL_YEAR_GROUP"], "answer_reference": "letter of 12 November"}


async def test_a_refusal_keeps_every_reason_and_says_what_the_best_one_is_worth(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)

    house.clock.set("2026-11-12")
    refused = await house.step(asked, "refusal", REFUSAL | {"codes": ["BEHAVIOUR", "REFER_FAP"]})

    answer = refused["answer"]
    assert refused["state"] == "refused"
    assert (answer["ground"], answer["first"], answer["school_days"]) == ("not_a_ground", True, 3)
    assert [reason["code"] for reason in answer["reasons"]] == ["BEHAVIOUR", "REFER_FAP"]
    assert answer["reference"] == [
        "School Admissions Code 2021, paragraph 3.10",
        "School Admissions Code 2021, paragraph 3.12",
    ]
    clocks = {clock["key"]: clock for clock in refused["clocks"]}
    assert clocks["challenge_send"]["due_on"] == "2026-11-16"
    [event] = house.events("application.decided", refused["id"])
    assert (event["outcome"], event["reason_codes"], event["ground"]) == (
        "refused",
        ["BEHAVIOUR", "REFER_FAP"],
        "not_a_ground",
    )


async def test_missing_evidence_is_a_flag_and_no_obstacle(house: House) -> None:
    child = await house.a_child()
    other = await house.a_child()
    bare = await house.step(await house.asked(child.id, ST_BEDE), "refusal", REFUSAL)
    proved = await house.step(
        await house.asked(other.id, ST_BEDE),
        "refusal",
        REFUSAL | {"evidence": [{"key": "class_sizes", "given": "yes"}]},
    )

    assert bare["flags"] == ["evidence_missing"]
    assert proved["flags"] == []


async def test_an_offer_after_a_refusal_turns_it_and_both_stay_in_the_record(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    refused = await house.step(asked, "refusal", REFUSAL)

    offered = await house.step(refused, "offer", OFFER | {"start_on": "2026-11-16"})

    assert [decision["outcome"] for decision in offered["decisions"]] == ["refused", "offered"]
    assert [decision["first"] for decision in offered["decisions"]] == [True, False]
    assert offered["answer"]["overturned_by"] == "reconsidered"
    assert offered["flags"] == []


async def test_an_offer_that_is_none_in_full_is_recorded_as_one_with_conditions(house: House) -> None:
    """Below full time, or late without a reason; after a refusal only a real offer counts."""
    part, late, both = [await house.asked((await house.a_child()).id, ST_BEDE) for _ in range(3)]
    refused = await house.step(await house.asked((await house.a_child()).id, ST_BEDE), "refusal", REFUSAL)
    officer = await house.officer()

    part = await house.step(part, "offer", OFFER | {"start_on": "2026-11-16", "hours_per_week": 10})
    late = await house.step(late, "offer", OFFER | {"start_on": "2027-01-11"})
    both = await house.step(both, "offer", OFFER | {"start_on": "2027-01-11", "hours_per_week": 10})
    after_no = await officer.send_step(
        f"/v1/applications/{refused['id']}/offer", OFFER | {"hours_per_week": 10}, version=refused["version"]
    )

    assert [one["state"] for one in (part, late, both)] == ["conditional"] * 3
    assert [one["answer"]["conditions"] for one in (part, late, both)] == [
        ["PART_TIME"],
        ["LATE_START"],
        ["PART_TIME", "LATE_START"],
    ]
    assert [reason["code"] for reason in both["answer"]["reasons"]] == ["PART_TIME_ONLY", "DELAYED_START"]
    assert after_no.status_code == 422


@pytest.mark.parametrize(
    ("path", "body", "code", "pointer"),
    [
        ("refusal", {"codes": ["NO_RESPONSE"]}, "code_not_usable", None),
        ("refusal", {"codes": ["MADE_UP"]}, "code_not_usable", None),
        ("refusal", {"codes": ["BEHAVIOUR", "BEHAVIOUR"]}, "code_not_usable", None),
        ("refusal", {"codes": ["OTHER"], "narrative": "no"}, "validation_failed", "/narrative"),
        ("refusal", {"codes": []}, "validation_failed", "/codes"),
        ("refusal", {"decided_on": "2026-11-06"}, "validation_failed", "/decided_on"),
        ("refusal", {"decided_on": "2026-11-10"}, "validation_failed", "/decided_on"),
        ("refusal", {"answer_reference": None}, "validation_failed", "/answer_reference"),
        ("offer", {"start_on": "2026-11-06"}, "validation_failed", "/start_on"),
        ("conditional-offer", {"conditions": []}, "conditions_required", None),
        ("conditional-offer", {"conditions": ["BEHAVIOUR"]}, "code_not_usable", None),
        ("conditional-offer", {"conditions": ["OTHER"], "narrative": "no"}, "validation_failed", "/narrative"),
        ("conditional-offer", {"start_on": "2026-11-06"}, "validation_failed", "/start_on"),
        ("offer", {"state": "offered"}, "validation_failed", ""),
    ],
)
async def test_an_answer_that_is_not_in_order_changes_nothing(
    house: House, path: str, body: dict[str, Any], code: str, pointer: str | None
) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    officer = await house.officer()
    told = {"refusal": REFUSAL, "offer": OFFER, "conditional-offer": CONDITIONAL}[path] | body

    refused = await officer.send_step(f"/v1/applications/{asked['id']}/{path}", told, version=asked["version"])

    assert (refused.status_code, refused.json()["code"]) == (422, code)
    if pointer is not None:
        assert [error["pointer"] for error in refused.json()["errors"]] == [pointer]
    assert (await house.shown(asked["id"]))["version"] == asked["version"]


async def test_of_two_hundred_answers_at_once_one_is_taken(house: House) -> None:
    """PL-709. Who is asked to come again does so with the same key, as a browser and a system would."""
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    officer = await house.officer()
    both: list[tuple[str, dict[str, Any]]] = [("offer", OFFER | {"start_on": "2026-11-16"}), ("refusal", REFUSAL)]

    async def decide(number: int, path: str, body: dict[str, Any]) -> tuple[int, str | None]:
        while True:
            answer = await officer.send_step(
                f"/v1/applications/{asked['id']}/{path}", body, version=asked["version"], key=f"decision-{number}"
            )
            if answer.status_code != 503:
                return answer.status_code, answer.json().get("code")
            await asyncio.sleep(0.05)

    answers = await asyncio.gather(*(decide(number, *one) for number, one in enumerate(both * 100)))

    assert len(answers) == 200
    assert [status for status, _ in answers].count(200) == 1
    assert set(answers) <= {(200, None), (412, "stale"), (409, "step_not_allowed")}
    after = await house.shown(asked["id"])
    assert after["version"] == asked["version"] + 1
    assert len(after["decisions"]) == 1
    assert len(house.events("application.decided", asked["id"])) == 1
    entries = "select count(*) from placements.history where application_id = %s and kind in ('offered', 'refused')"
    assert house.ask(entries, asked["id"]) == [(1,)]


async def test_a_step_that_is_not_in_the_table_is_not_allowed(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    officer = await house.officer()

    refused = await officer.send_step(
        f"/v1/applications/{asked['id']}/acceptance", {"accepted_by": "carer"}, version=asked["version"]
    )

    assert (refused.status_code, refused.json()["code"]) == (409, "step_not_allowed")


async def test_a_withdrawn_request_ends_its_link_and_its_clocks(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    school = await house.school(asked["id"])

    withdrawn = await house.step(asked, "withdrawal", {"reason": "other_school_chosen"})

    assert (withdrawn["state"], withdrawn["closed_on"]) == ("withdrawn", "2026-11-09")
    assert all(clock["state"] != "running" for clock in withdrawn["clocks"] if clock["key"] != "case_no_drift")
    gone = await school.get("/v1/reply")
    gateway = await house.client(house.sign_in.service("gateway"))
    closed = await gateway.post("/v1/reply-links/open", json={"code": house.code_of(asked["id"])})
    assert (gone.status_code, gone.json()["code"]) == (410, "link_closed")
    assert (closed.status_code, closed.json()["code"]) == (410, "link_closed")
    [event] = house.events("application.closed", asked["id"])
    assert (event["close_side"], event["close_reason"]) == ("other_offer", "other_school_chosen")


async def test_a_new_request_can_follow_a_withdrawn_one(house: House) -> None:
    """PL-608: terminal applications never reopen; make a new one."""
    child = await house.a_child()
    first = await house.asked(child.id, ST_BEDE)
    await house.step(first, "withdrawal", {"reason": "entered_in_error"})

    second = await house.drafted(child.id, ST_BEDE)

    assert second["id"] != first["id"]
    assert second["case_id"] == first["case_id"]


async def test_a_reader_is_offered_no_step_and_may_take_none(house: House) -> None:
    child = await house.a_child(iro_post_id=REVIEWER_POST)
    asked = await house.asked(child.id, ST_BEDE)
    reviewer = await house.staff(Role.IRO)

    shown = await reviewer.get(f"/v1/applications/{asked['id']}")
    refused = await reviewer.send_step(f"/v1/applications/{asked['id']}/offer", OFFER, version=asked["version"])

    assert shown.json()["allowed_actions"] == []
    assert refused.status_code == 403
