"""What somebody who takes over has to know first: made from the log and the open work (PL-1015)."""

from typing import Any

import pytest

from factories.escalating import consulted, refused, unwilling
from factories.exampleshire import NORTHSTAR_SCHOOL, OFFICER_POST, ST_BEDE
from factories.placements_house import House
from kit.auth.vocabulary import Role

HANDOVER = "/v1/handover?since=2026-11-01T00:00:00Z"


@pytest.fixture(scope="module")
async def told(house: House) -> dict[str, Any]:
    """A direction that runs, a challenge, a request that waits, a start that is agreed, and a changed setting."""
    directed = await refused(house, await house.a_child(), asked_on="2026-10-14", on="2026-11-03")
    await unwilling(house, await consulted(house, directed, "2026-11-10"), "2026-11-17")
    no = await refused(
        house, await house.a_child(), NORTHSTAR_SCHOOL, asked_on="2026-11-10", on="2026-11-17", codes=["BEHAVIOUR"]
    )
    house.clock.set("2026-11-19")
    await house.step(no, "challenge", {})
    asked = await house.asked((await house.a_child()).id, ST_BEDE, on="2026-11-09")
    offered = await house.step(asked, "offer", {"start_on": "2026-11-23", "answer_reference": "mail"})
    accepted = await house.step(offered, "acceptance", {"accepted_by": "social_worker"})
    await house.step(accepted, "start", {"start_on": "2026-11-23"})
    await house.asked((await house.a_child()).id, ST_BEDE, on="2026-11-16")
    house.clock.set("2026-11-20")
    head = await house.staff(Role.VSH)
    answer = await head.get(HANDOVER)
    assert answer.status_code == 200, answer.text
    handover: dict[str, Any] = answer.json()
    return handover


async def test_first_what_is_ours_and_due_within_a_week(told: dict[str, Any]) -> None:
    keys = {one["key"] for one in told["act_this_week"]}

    assert "s97a_notice" in keys
    assert "inyear_target" not in keys
    assert all(one["by"] != "school" for one in told["act_this_week"])
    assert [one["on"] for one in told["act_this_week"]] == sorted(one["on"] for one in told["act_this_week"])
    assert any(one["is_past"] and one["key"] == "case_no_drift" for one in told["act_this_week"])


async def test_then_what_others_have_promised_and_what_waits_for_whom(told: dict[str, Any]) -> None:
    promised = {one["key"]: (one["on"], one["by"]) for one in told["promised"]}
    waiting = {(one["state"], one["for_whom"]) for one in told["waiting_for_others"]}

    assert promised["start"] == ("2026-11-23", "school")
    assert promised["challenge_reply"] == ("2026-11-24", "school")
    assert waiting == {("consulting", "signatory"), ("challenged", "school"), ("submitted", "school")}


async def test_then_whose_work_it_is_and_the_children_to_know_first(told: dict[str, Any]) -> None:
    assert told["owned_work"] == [{"post_id": OFFICER_POST, "cases": 4}]
    assert [one["why"] for one in told["children_first"]] == ["directing", *["longest_wait"] * 3]
    assert told["children_first"][0]["line"] == "A direction is running, 29 school days since the need began"


async def test_then_schools_by_name_with_what_is_open(told: dict[str, Any]) -> None:
    schools = {one["school"]["name"]: one for one in told["schools"]}

    assert list(schools) == ["Northstar Academy", "St Bede"]
    assert (schools["Northstar Academy"]["open_challenges"], schools["Northstar Academy"]["next_on"]) == (
        1,
        "2026-11-24",
    )
    assert (schools["St Bede"]["last_reasons"], schools["St Bede"]["last_ground"]) == (["FULL_YEAR_GROUP"], "lawful")


async def test_no_name_of_a_child_stands_in_it(told: dict[str, Any]) -> None:
    assert "Mason" not in str(told)
    assert "Kerr" not in str(told)


@pytest.mark.usefixtures("told")
async def test_changes_of_settings_stand_with_before_and_after(house: House) -> None:
    head = await house.staff(Role.VSH)
    held = (await head.get("/v1/settings")).json()
    chosen = {
        name: value
        for name, value in held.items()
        if name not in {"version", "set_at", "set_by", "versions", "history"}
    }
    saved = await head.put(
        "/v1/settings", json=chosen | {"calendar_initials": True}, headers={"If-Match": f'"{held["version"]}"'}
    )
    assert saved.status_code == 200, saved.text

    changed = (await (await house.staff(Role.VSH)).get(HANDOVER)).json()["changed"]

    assert {
        "kind": "setting",
        "key": "calendar_initials",
        "on": "2026-11-20",
        "before": False,
        "after": True,
    } in changed


@pytest.mark.usefixtures("told")
async def test_a_signatory_and_a_neighbour_see_nothing_of_it(house: House) -> None:
    assert (await (await house.staff(Role.LA_SIGNATORY)).get(HANDOVER)).status_code == 403
    elsewhere = (await (await house.neighbour()).get(HANDOVER)).json()
    assert elsewhere["totals"] == {"open_cases": 0, "act_this_week": 0, "promised": 0, "waiting": 0}
    assert (await (await house.officer()).get("/v1/handover?since=2026-11-01T00:00:00")).status_code == 422


@pytest.mark.usefixtures("told")
async def test_the_same_as_csv(house: House) -> None:
    answer = await (await house.officer()).get(HANDOVER, headers={"accept": "text/csv"})

    assert answer.text.startswith("\ufeffpart,figure,column,value\r\n")
    assert "\r\nchildren_first,1,why,directing\r\n" in answer.text
