"""What happens to cases by the calendar: a change of phase, days counted, cases that close, the end of Year 11."""

from asyncio import gather
from datetime import date
from typing import Any

import pytest

from factories.exampleshire import OAK, ST_BEDE
from factories.placements_house import BASE_URL, House
from kit.kernel.ids import new_id
from kit.web.runtime import Runtime
from placements.domain.child import Child, SenStatus
from placements.domain.roll import Roll
from placements.jobs.close_placed_cases import close_placed_cases
from placements.jobs.count_case_days import count_case_days, past_months
from placements.jobs.end_of_year_11 import end_of_year_11, last_friday_of_june
from placements.jobs.open_phase_transfer_cases import open_phase_transfer_cases

YEAR_6 = date(2016, 3, 1)
NURSERY = date(2022, 11, 1)


def runtime(house: House) -> Runtime:
    return house.sign_in.runtime(house.database, "placements")


async def cases_of(house: House, child: Child) -> list[dict[str, Any]]:
    officer = await house.officer()
    listed = (await officer.get(f"/v1/cases?child_id={child.id}")).json()["items"]
    return [(await officer.get(f"/v1/cases/{one['id']}")).json() for one in listed]


async def test_pl_s07_a_case_opens_for_everybody_who_changes_school(house: House) -> None:
    house.clock.set("2026-09-01")
    year_6 = await house.a_child(date_of_birth=YEAR_6)
    twin = await house.a_child(date_of_birth=YEAR_6, sen_status=SenStatus.EHCP, ehc_authority="800")
    nursery = await house.a_child(date_of_birth=NURSERY)
    year_8 = await house.a_child()
    not_in_care = await house.a_child(date_of_birth=YEAR_6, in_care=False)

    opened = await open_phase_transfer_cases(runtime(house), BASE_URL)
    again = await open_phase_transfer_cases(runtime(house), BASE_URL)

    assert (opened, again) == (3, 0)
    assert [await cases_of(house, child) for child in (year_8, not_in_care)] == [[], []]
    [case] = await cases_of(house, year_6)
    assert (case["reason"], case["need_from"], case["state"]) == ("phase_transfer", "2027-09-01", "open")
    assert {one["key"]: one["on"] for one in case["dates"]} == {
        "secondary_apply": "2026-10-31",
        "secondary_offer": "2027-03-01",
    }
    [of_twin] = await cases_of(house, twin)
    assert [(one["key"], one["on"]) for one in of_twin["dates"]] == [("ehcp_phase_transfer", "2027-02-15")]
    [of_nursery] = await cases_of(house, nursery)
    assert [one["on"] for one in of_nursery["dates"]] == ["2027-01-15", "2027-04-16"]
    assert [one["reason"] for one in house.events("case.opened")] == ["phase_transfer"] * 3


async def test_two_workers_at_once_open_and_count_once(house: House) -> None:
    house.clock.set("2026-09-01")
    children = [await house.a_child(date_of_birth=YEAR_6) for _ in range(3)]

    both = await gather(*(open_phase_transfer_cases(runtime(house), BASE_URL) for _ in range(2)))
    await opened(await house.officer(), await house.a_child(), "2026-09-01")
    house.clock.set("2026-11-01")
    await gather(*(count_case_days(runtime(house), BASE_URL) for _ in range(2)))

    assert sum(both) == 3
    assert [len(await cases_of(house, child)) for child in children] == [1, 1, 1]
    told = [(one["case_id"], one["month"]) for one in house.events("case.days_counted")]
    assert len(told) == len(set(told)) > 0


async def test_a_case_that_was_closed_does_not_open_again(house: House) -> None:
    house.clock.set("2026-09-01")
    child = await house.a_child(date_of_birth=YEAR_6)
    await open_phase_transfer_cases(runtime(house), BASE_URL)
    [case] = await cases_of(house, child)
    officer = await house.officer()
    closed = await officer.send_step(
        f"/v1/cases/{case['id']}/closure", {"closed_reason": "no_longer_needed"}, version=case["version"]
    )
    assert closed.status_code == 200, closed.text

    house.clock.set("2026-09-02")
    again = await open_phase_transfer_cases(runtime(house), BASE_URL)

    assert again == 0


async def test_pl_s07_a_child_who_comes_into_care_after_the_closing_date_applies_late(house: House) -> None:
    house.clock.set("2026-11-10")
    child = await house.a_child(date_of_birth=YEAR_6)
    await open_phase_transfer_cases(runtime(house), BASE_URL)
    officer = await house.officer()

    draft = await officer.send_step(
        "/v1/applications",
        {
            "child_id": str(child.id),
            "school_urn": ST_BEDE,
            "entry_academic_year": "2027-28",
            "why_this_school": "Her sister is there.",
        },
    )
    ready = await house.step(draft.json(), "readiness", {})
    asked = await house.step(ready, "submission", {"incomplete_reason": "The social worker will send the rest."})

    assert (asked["route"], asked["flags"]) == ("normal_round", ["late_application"])
    assert [one["key"] for one in asked["clocks"] if one["key"].startswith("inyear")] == []


async def test_the_days_of_a_month_are_counted_once_and_told(house: House) -> None:
    house.clock.set("2026-10-05")
    child = await house.a_child()
    officer = await house.officer()
    case = await opened(officer, child, "2026-10-05")
    provision = {"kind": "ap_unregistered", "hours_per_week": 10, "from_on": "2026-10-12", "to_on": "2026-10-16"}
    given = await officer.send_step(f"/v1/cases/{case['id']}/interim-provisions", provision, version=case["version"])
    assert given.status_code == 201, given.text

    house.clock.set("2026-10-31")
    early = await counted(house, case)
    house.clock.set("2026-11-01")
    await counted(house, case)
    told = await counted(house, case)

    assert early == []
    assert told == [
        {
            "case_id": case["id"],
            "month": "2026-10",
            "days_off_roll": 14,
            "days_no_provision": 9,
            "days_part_time": 0,
            "days_unregistered_ap": 5,
        }
    ]


async def test_months_that_were_missed_are_made_up_for(house: House) -> None:
    house.clock.set("2026-09-14")
    child = await house.a_child()
    case = await opened(await house.officer(), child, "2026-09-14")

    house.clock.set("2026-12-01")
    told = await counted(house, case)

    assert {one["month"]: one["days_off_roll"] for one in told} == {"2026-09": 12, "2026-10": 17, "2026-11": 20}


async def test_pl_505_a_case_closes_after_twenty_school_days_of_full_hours(house: House) -> None:
    house.clock.set("2026-11-09")
    child = await house.a_child(rolls=[Roll(id=new_id(), school_urn=OAK, first_day_on=date(2026, 11, 24))])
    case = await opened(await house.officer(), child, "2026-11-09")

    house.clock.set("2027-01-06")
    early = await close_placed_cases(runtime(house), BASE_URL)
    [waiting] = await cases_of(house, child)
    house.clock.set("2027-01-07")
    closed = await close_placed_cases(runtime(house), BASE_URL)
    again = await close_placed_cases(runtime(house), BASE_URL)

    assert (early, closed, again) == (0, 1, 0)
    assert waiting["state"] == "placed"
    [after] = await cases_of(house, child)
    assert (after["state"], after["closed_reason"], after["closed_on"]) == ("closed", "placed", "2027-01-07")
    [placed] = [one for one in house.events("case.placed") if one["case_id"] == case["id"]]
    [ended] = [one for one in house.events("case.closed") if one["case_id"] == case["id"]]
    assert (placed["placed_on"], placed["school_days"]) == ("2026-11-24", 11)
    assert (ended["closed_on"], ended["close_reason"]) == ("2027-01-07", "placed")


async def test_pl_710_open_cases_of_year_11_ask_what_follows(house: House) -> None:
    house.clock.set("2027-05-03")
    year_11 = await house.a_child(date_of_birth=date(2011, 3, 1))
    year_10 = await house.a_child(date_of_birth=date(2012, 3, 1))
    for child in (year_11, year_10):
        await opened(await house.officer(), child, "2027-05-03")

    house.clock.set("2027-06-24")
    early = await end_of_year_11(runtime(house), BASE_URL)
    house.clock.set("2027-06-28")
    asked = await end_of_year_11(runtime(house), BASE_URL)
    again = await end_of_year_11(runtime(house), BASE_URL)

    assert (early, asked, again) == (0, 1, 0)
    [case] = await cases_of(house, year_11)
    assert case["post16_asked_on"] == "2027-06-28"
    [other] = await cases_of(house, year_10)
    assert other["post16_asked_on"] is None


@pytest.mark.parametrize(
    ("today", "day"),
    [("2027-06-24", "2026-06-26"), ("2027-06-25", "2027-06-25"), ("2028-07-01", "2028-06-30")],
)
def test_the_last_friday_of_june_that_has_come(today: str, day: str) -> None:
    assert last_friday_of_june(date.fromisoformat(today)) == date.fromisoformat(day)


def test_a_month_is_over_on_the_first_of_the_next() -> None:
    assert past_months(date(2027, 1, 1))[:2] == [date(2026, 12, 1), date(2026, 11, 1)]


async def opened(officer: Any, child: Child, need_from: str) -> dict[str, Any]:
    body = {"child_id": str(child.id), "reason": "new_to_care", "need_from": need_from}
    answer = await officer.send_step("/v1/cases", body)
    assert answer.status_code == 201, answer.text
    case: dict[str, Any] = answer.json()
    return case


async def counted(house: House, case: dict[str, Any]) -> list[dict[str, Any]]:
    """What has been told of a case after the job has run."""
    await count_case_days(runtime(house), BASE_URL)
    return [one for one in house.events("case.days_counted") if one["case_id"] == case["id"]]
