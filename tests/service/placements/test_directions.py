"""A direction step by step, with the days moving: section 97A, and what stands in the way of it (section 11)."""

from typing import Any

import pytest

from factories.escalating import (
    clocks,
    consultation,
    consulted,
    notice,
    noticed,
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
