"""Corrections of the days a direction turns on: what was counted from them is counted anew (T35, PL-807)."""

from typing import Any

import pytest

from factories.escalating import clocks, consulted, noticed, refused, signed, unwilling
from factories.exampleshire import ST_BEDE
from factories.placements_house import House
from kit.auth.vocabulary import Role

WHY = {"reason": "The proof of delivery bears another date.", "proof": "slip of the post office"}


async def corrected(house: House, application: dict[str, Any], **told: Any) -> dict[str, Any]:
    [field] = told
    return await house.step(application, "corrections", {"field": field, **told, **WHY}, role=Role.VSH)


def told_steps(house: House, application_id: str) -> list[tuple[str, str, bool]]:
    return [
        (one["step"], one["step_on"], "supersedes" in one)
        for one in house.events("application.direction_step", application_id)
    ]


async def test_each_paper_of_a_direction_moves_what_hangs_on_it(house: House) -> None:
    no = await refused(house, await house.a_child(), asked_on="2026-10-14", on="2026-11-03")
    consulting = await consulted(house, no, "2026-11-10")

    consulting = await corrected(house, consulting, served_on="2026-11-09")
    served = await noticed(house, await unwilling(house, consulting, "2026-11-17"), "2026-11-19")
    served = await corrected(house, served, served_on="2026-11-18")
    house.clock.set("2026-11-27")
    signature = {"adjudicator_checked": True, "signed_on": "2026-11-27"}
    directed = await signed(house, served, "direction", signature)
    signed_before = await corrected(house, directed, signed_on="2026-11-26")

    assert consulting["direction"]["consultation"]["due_on"] == "2026-11-16"
    assert clocks(consulting)["s97a_consult_reply"]["due_on"] == "2026-11-16"
    assert served["direction"]["notice"]["referral_until"] == "2026-11-25"
    assert served["direction"]["notice"]["earliest_direction_on"] == "2026-11-26"
    assert clocks(served)["s97a_earliest"]["due_on"] == "2026-11-26"
    assert signed_before["direction"]["direction"]["signed_on"] == "2026-11-26"
    assert [(one["field"], one["before"], one["after"]) for one in signed_before["corrections"]] == [
        ("served_on", "2026-11-10", "2026-11-09"),
        ("served_on", "2026-11-19", "2026-11-18"),
        ("signed_on", "2026-11-27", "2026-11-26"),
    ]
    assert told_steps(house, no["id"]) == [
        ("consulting", "2026-11-10", False),
        ("consulting", "2026-11-09", True),
        ("notice_served", "2026-11-19", False),
        ("notice_served", "2026-11-18", True),
        ("directed", "2026-11-27", False),
        ("directed", "2026-11-26", True),
    ]


@pytest.mark.parametrize("field", ["served_on", "signed_on"])
async def test_without_a_direction_there_is_nothing_to_correct(house: House, field: str) -> None:
    house.clock.set("2026-11-09")
    asked = await house.asked((await house.a_child()).id, ST_BEDE)
    head = await house.staff(Role.VSH)

    answer = await head.send_step(
        f"/v1/applications/{asked['id']}/corrections",
        {"field": field, field: "2026-11-09", **WHY},
        version=asked["version"],
    )

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, f"/{field}")
