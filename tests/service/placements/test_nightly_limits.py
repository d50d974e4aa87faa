"""Limits that pass in the night: written down once, on the day they belong to."""

from datetime import date, datetime

import pytest

from factories.exampleshire import NORTHSTAR_SCHOOL, OAK, ST_BEDE
from factories.placements_house import House
from kit.kernel.clock import StoppedClock
from placements.jobs.expire_clocks import AT
from placements.jobs.nights import day_of


async def test_pl_s03_silence_is_written_down_the_night_after_the_limit(house: House) -> None:
    child = await house.a_child(date_of_birth=date(2018, 3, 1))
    asked = await house.asked(child.id, ST_BEDE, on="2026-12-07")

    house.clock.set("2027-01-12")
    early = await house.night()
    house.clock.set("2027-01-13")
    lapsed = await house.night()
    again = await house.night()

    after = await house.shown(asked["id"])
    assert asked["year_group"] == "4"
    assert (early, lapsed, again) == (0, 1, 0)
    assert after["state"] == "no_response"
    assert after["answer"]["decided_on"] == "2027-01-13"
    assert (after["answer"]["late_by_school_days"], after["answer"]["ground"]) == (1, "not_a_ground")
    clocks = {clock["key"]: clock for clock in after["clocks"]}
    assert clocks["inyear_limit"]["state"] == "missed"
    assert clocks["silence_challenge"]["due_on"] == "2027-01-14"
    [event] = house.events("application.decided", asked["id"])
    assert (event["outcome"], event["reason_codes"], event["received_through"]) == (
        "no_response",
        ["NO_RESPONSE"],
        "system",
    )


async def test_missed_nights_are_caught_up_with_the_day_they_belong_to(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)

    house.clock.set("2026-12-09")
    await house.night()

    after = await house.shown(asked["id"])
    assert (after["answer"]["decided_on"], after["answer"]["late_by_school_days"]) == ("2026-12-02", 1)


async def test_pl_s02_only_the_school_whose_limit_has_passed_lapses(house: House) -> None:
    child = await house.a_child()
    st_bede = await house.asked(child.id, ST_BEDE, on="2026-10-14")
    northstar = await house.asked(child.id, NORTHSTAR_SCHOOL, on="2026-10-14")

    house.clock.set("2026-11-12")
    await house.night()

    assert (await house.shown(st_bede["id"]))["state"] == "no_response"
    assert (await house.shown(northstar["id"]))["state"] == "submitted"


async def test_a_question_and_an_answer_keep_a_request_from_lapsing_only_when_it_is_answered(house: House) -> None:
    """PL-104: nothing stops or pauses a clock."""
    child = await house.a_child()
    questioned = await house.asked(child.id, ST_BEDE)
    await (await house.school(questioned["id"])).send_step("/v1/reply", {"answer": "question", "comment": "Which?"})
    answered = await house.asked(child.id, OAK)
    await (await house.school(answered["id"])).send_step("/v1/reply", {"answer": "offer", "start_on": "2026-11-16"})

    house.clock.set("2026-12-02")
    await house.night()

    assert (await house.shown(questioned["id"]))["state"] == "no_response"
    assert (await house.shown(answered["id"]))["state"] == "offered"


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-11-23T00:04:00+00:00", date(2026, 11, 22)),
        ("2026-11-23T00:05:00+00:00", date(2026, 11, 23)),
        ("2026-06-22T23:10:00+00:00", date(2026, 6, 23)),
    ],
)
def test_the_nights_work_is_due_from_five_past_midnight_in_london(instant: str, day: date) -> None:
    assert day_of(StoppedClock(datetime.fromisoformat(instant)), AT) == day
