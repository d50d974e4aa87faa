"""The first day on a school's roll: rolls, siblings, the case, and nothing by halves."""

from datetime import date
from typing import Any

from factories.exampleshire import NORTHSTAR_SCHOOL, OAK, ST_BEDE
from factories.placements_house import House
from kit.kernel.ids import new_id
from placements.domain.roll import Roll

OFFER = {"start_on": "2026-11-24", "answer_reference": "mail of 19 November"}
REFUSAL = {"codes": ["FULL_YEAR_GROUP"], "answer_reference": "letter of 12 November"}


async def test_pl_s01_from_the_offer_to_the_roll_with_every_sibling_replaced(house: House) -> None:
    old_school = Roll(id=new_id(), school_urn=OAK, first_day_on=date(2025, 9, 1))
    child = await house.a_child(rolls=[old_school])
    asked = await house.asked(child.id, ST_BEDE)
    sibling = await house.asked(child.id, NORTHSTAR_SCHOOL)
    draft = await house.drafted(child.id, OAK)

    house.clock.set("2026-11-19")
    offered = await house.step(asked, "offer", OFFER)
    accepted = await house.step(offered, "acceptance", {"accepted_by": "social_worker"})
    agreed = await house.step(accepted, "start", {"start_on": "2026-11-24"})
    house.clock.set("2026-11-24")
    placed = await house.step(agreed, "enrolment", {"first_day_on": "2026-11-24"})

    assert placed["state"] == "on_roll"
    assert (placed["answer"]["school_days"], placed["answer"]["late_by_school_days"]) == (8, None)
    clocks = {clock["key"]: clock for clock in placed["clocks"]}
    assert clocks["pep_on_start"]["due_on"] == "2026-12-08"
    assert clocks["roll_notice"]["due_on"] == "2026-12-02"
    assert clocks["inyear_limit"]["state"] == "met"
    assert [mark["status"] for mark in placed["steps"]] == ["done"] * 7
    for other in (sibling, draft):
        after = await house.shown(other["id"])
        assert (after["state"], after["close_reason"]) == ("superseded", "placed")
    rolls = house.ask(
        "select school_urn, first_day_on, last_day_on, end_reason, application_id from placements.rolls"
        " where child_id = %s order by first_day_on",
        child.id,
    )
    assert rolls == [
        (OAK, date(2025, 9, 1), date(2026, 11, 23), "off_roll_other", None),
        (ST_BEDE, date(2026, 11, 24), None, None, rolls[1][4]),
    ]
    assert str(rolls[1][4]) == asked["id"]


async def test_the_enrolment_is_told_to_the_others_in_one_piece(house: House) -> None:
    child = await house.a_child()
    sibling = await house.asked(child.id, NORTHSTAR_SCHOOL)
    placed = await enrolled(house, child.id)

    [on_roll] = house.events("application.on_roll", placed["id"])
    [closed] = house.events("application.closed", placed["id"])
    [replaced] = house.events("application.closed", sibling["id"])
    [case] = [one for one in house.events("case.placed") if one["child_id"] == str(child.id)]
    [roll] = [one for one in house.events("child.roll_changed") if one["child_id"] == str(child.id)]
    assert (on_roll["first_day_on"], on_roll["school_days"]) == ("2026-11-24", 11)
    assert (closed["state"], closed["close_side"]) == ("on_roll", "admitted")
    assert (replaced["state"], replaced["close_side"], replaced["close_reason"]) == (
        "superseded",
        "other_offer",
        "placed",
    )
    assert (case["placed_on"], case["school_days"]) == ("2026-11-24", 31)
    assert [(one["school_urn"], one["from"], one["kind"]) for one in roll["intervals"]] == [
        (ST_BEDE, "2026-11-24", "main")
    ]


async def test_the_case_is_placed_and_its_clock_stands(house: House) -> None:
    child = await house.a_child()
    placed = await enrolled(house, child.id)
    officer = await house.officer()

    case = (await officer.get(f"/v1/cases/{placed['case_id']}")).json()

    assert case["state"] == "placed"
    assert case["counters"] == {
        "days_off_roll": 30,
        "days_no_provision": 30,
        "days_part_time": 0,
        "days_unregistered_ap": 0,
    }
    [clock] = case["clocks"]
    assert (clock["key"], clock["state"], clock["sense"], clock["days"]) == ("case_no_drift", "missed", "past", 11)


async def test_a_part_time_start_places_nobody(house: House) -> None:
    """PL-505: days keep counting until full hours."""
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    offered = await house.step(asked, "offer", OFFER | {"start_on": "2026-11-16"})
    accepted = await house.step(offered, "acceptance", {"accepted_by": "virtual_school"})
    agreed = await house.step(accepted, "start", {"start_on": "2026-11-16", "hours_per_week": 12})
    house.clock.set("2026-11-16")
    placed = await house.step(agreed, "enrolment", {"first_day_on": "2026-11-16"})
    officer = await house.officer()

    case = (await officer.get(f"/v1/cases/{placed['case_id']}")).json()

    assert case["state"] == "placed_part_time"
    assert case["clocks"][0]["state"] == "missed"
    assert case["counters"]["days_part_time"] == 1
    assert [one for one in house.events("case.placed") if one["child_id"] == str(child.id)] == []


async def test_a_late_first_day_says_on_whose_side_it_lay(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    offered = await house.step(asked, "offer", OFFER | {"start_on": "2026-11-11"})
    accepted = await house.step(offered, "acceptance", {"accepted_by": "carer"})
    agreed = await house.step(accepted, "start", {"start_on": "2026-11-11"})
    officer = await house.officer()
    path, body = f"/v1/applications/{agreed['id']}/enrolment", {"first_day_on": "2026-11-13"}

    refused = await officer.send_step(path, body, version=agreed["version"])
    placed = await officer.send_step(path, body | {"delay_cause": "transport"}, version=agreed["version"])

    assert refused.json()["errors"][0]["pointer"] == "/delay_cause"
    assert placed.json()["delay_cause"] == "transport"


async def test_a_rolled_back_enrolment_leaves_no_trace(house: House) -> None:
    """PL-S21: a refused request leaves no change, no event and no sibling replaced."""
    future = Roll(id=new_id(), school_urn=OAK, first_day_on=date(2026, 12, 1))
    child = await house.a_child(rolls=[future])
    sibling = await house.asked(child.id, NORTHSTAR_SCHOOL)
    asked = await house.asked(child.id, ST_BEDE)
    offered = await house.step(asked, "offer", OFFER | {"start_on": "2026-11-11"})
    accepted = await house.step(offered, "acceptance", {"accepted_by": "carer"})
    agreed = await house.step(accepted, "start", {"start_on": "2026-11-11"})
    officer = await house.officer()

    refused = await officer.send_step(
        f"/v1/applications/{agreed['id']}/enrolment", {"first_day_on": "2026-11-11"}, version=agreed["version"]
    )

    assert (refused.status_code, refused.json()["code"]) == (409, "period_overlap")
    assert (await house.shown(agreed["id"]))["state"] == "start_agreed"
    assert (await house.shown(sibling["id"]))["state"] == "submitted"
    assert house.events("application.on_roll", agreed["id"]) == []


async def enrolled(house: House, child_id: Any) -> dict[str, Any]:
    """A child asked for on 9 November and on roll at St Bede since 24 November."""
    asked = await house.asked(child_id, ST_BEDE)
    house.clock.set("2026-11-19")
    offered = await house.step(asked, "offer", OFFER)
    accepted = await house.step(offered, "acceptance", {"accepted_by": "social_worker"})
    agreed = await house.step(accepted, "start", {"start_on": "2026-11-24"})
    house.clock.set("2026-11-24")
    return await house.step(agreed, "enrolment", {"first_day_on": "2026-11-24"})
