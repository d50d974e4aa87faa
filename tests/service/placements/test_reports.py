"""Scenario PL-S20 over HTTP: five requests, and the figures about them on Friday 4 December 2026."""

import csv
import io
from typing import Any

import pytest

from factories.escalating import consulted, noticed, refused, signed, unwilling
from factories.exampleshire import NORTHSTAR_SCHOOL, ST_BEDE
from factories.placements_house import House
from kit.auth.vocabulary import Role

PERIOD = "from=2026-09-01&to=2026-12-31"
CHILDREN = 5
DAYS_WITHOUT_A_PLACE = 14 + 20 + 4
"""From 5 October to 4 December on the case calendar: in October, November and December."""
REPORT = f"/v1/reports/admissions?{PERIOD}"


@pytest.fixture(scope="module")
async def told(house: House) -> dict[str, Any]:
    """The five requests, and then the report of the authority's head."""
    await _lapsed_then_offered(house)
    await _offered(house)
    await _directed(house)
    await _withdrawn(house)
    await house.asked((await house.a_child()).id, NORTHSTAR_SCHOOL, on="2026-11-16")
    house.clock.set("2026-12-04")
    answer = await (await house.staff(Role.VSH)).get(REPORT)
    assert answer.status_code == 200, answer.text
    report: dict[str, Any] = answer.json()
    return report


async def _lapsed_then_offered(house: House) -> None:
    asked = await house.asked((await house.a_child()).id, NORTHSTAR_SCHOOL, on="2026-10-14")
    house.clock.set("2026-11-20")
    assert await house.night() == 1
    house.clock.set("2026-11-26")
    offer = {"start_on": "2026-12-01", "answer_reference": "mail"}
    await house.step(await house.shown(asked["id"]), "offer", offer)


async def _offered(house: House) -> None:
    asked = await house.asked((await house.a_child()).id, ST_BEDE, on="2026-11-09")
    house.clock.set("2026-11-19")
    await house.step(asked, "offer", {"start_on": "2026-11-24", "answer_reference": "mail"})


async def _directed(house: House) -> None:
    no = await refused(house, await house.a_child(), asked_on="2026-10-14", on="2026-11-03")
    house.clock.set("2026-11-05")
    challenged = await house.step(no, "challenge", {})
    consulting = await consulted(house, challenged, "2026-11-10")
    served = await noticed(house, await unwilling(house, consulting, "2026-11-17"), "2026-11-19")
    house.clock.set("2026-11-27")
    await signed(house, served, "direction", {"adjudicator_checked": True, "signed_on": "2026-11-27"})


async def _withdrawn(house: House) -> None:
    child = await house.a_child()
    no = await refused(house, child, NORTHSTAR_SCHOOL, asked_on="2026-11-03", on="2026-11-10", codes=["BEHAVIOUR"])
    await house.step(no, "withdrawal", {"reason": "other_school_chosen"})


def columns(figure: dict[str, Any]) -> tuple[Any, ...]:
    return figure["maintained"], figure["academy"], figure["total"]


async def test_pl_s20_the_figures_by_the_side_of_the_school(told: dict[str, Any]) -> None:
    foi = told["foi"]

    assert columns(foi["applications"]) == (2, 3, 5)
    assert columns(foi["accepted_within_20_school_days"]) == (1, 1, 2)
    assert columns(foi["accepted_after_20_school_days"]) == (1, 0, 1)
    assert columns(foi["not_accepted"]) == (0, 1, 1)
    assert columns(foi["open"]) == (0, 1, 1)
    assert (foi["refusal_reasons"]["over_pan"]["total"], foi["refusal_reasons"]["other"]["total"]) == (1, 2)
    assert foi["directions_issued"]["total"] == 1
    assert foi["longest_wait_school_days"]["total"] == 26
    assert foi["delay_reasons"]["threat_to_direct"]["maintained"] == 1


async def test_the_year_names_schools_by_name_and_the_answers_by_their_reasons(told: dict[str, Any]) -> None:
    assert [(one["school_name"], one["lac_applications"]) for one in told["annual"]["schools"]] == [
        ("Northstar Academy", 3),
        ("St Bede", 2),
    ]
    assert told["decisions"]["by_code"] == {"BEHAVIOUR": 1, "FULL_YEAR_GROUP": 1, "NO_RESPONSE": 1}
    assert told["decisions"]["by_ground"]["not_a_ground"] == 2
    assert told["timeliness"]["no_response"] == 1
    assert told["cases"]["opened"] == 5
    assert told["cases"]["days_off_roll"] > 100
    assert {one["key"] for one in told["definitions"]} >= set(told["foi"]) - {"accepted_on"}


@pytest.mark.usefixtures("told")
async def test_pl_s20_the_public_sees_no_count_of_one_to_five_and_no_school(house: House) -> None:
    report = (await (await house.staff(Role.VSH)).get(f"{REPORT}&release=public")).json()

    assert columns(report["foi"]["applications"]) == ("c", "c", "c")
    assert report["annual"]["schools"] is None
    assert not [count for count in numbers(report) if 1 <= count <= 5]


@pytest.mark.usefixtures("told")
async def test_the_same_as_csv_one_figure_a_line(house: House) -> None:
    answer = await (await house.staff(Role.VSH)).get(REPORT, headers={"accept": "text/csv"})

    lines = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert {"part": "foi", "figure": "applications", "column": "academy", "value": "3"} in lines
    assert {"part": "foi", "figure": "refusal_reasons.over_pan", "column": "total", "value": "1"} in lines


@pytest.mark.usefixtures("told")
async def test_the_term_at_a_glance(house: House) -> None:
    head = await house.staff(Role.VSH)

    term = (await head.get("/v1/reports/overview?term=AUT-2026")).json()

    assert (term["from_on"], term["to_on"]) == ("2026-09-01", "2026-12-18")
    assert term["days_lost_by_week"][0]["week"] == "2026-08-31"
    assert sum(week["school_days"] for week in term["days_lost_by_week"]) == CHILDREN * DAYS_WITHOUT_A_PLACE
    assert term["first_answers"] == {"offered": 1, "conditional": 0, "refused": 2, "no_response": 1}
    assert term["children"]["no_place"] == 5
    assert (await head.get("/v1/reports/overview?term=AUT-2031")).json()["code"] == "calendar_missing"
    assert (await head.get("/v1/reports/overview?term=2026")).status_code == 422


@pytest.mark.parametrize(
    ("query", "pointer"), [("from=2026-09-01&to=2026-08-31", "to"), ("from=2019-01-01&to=2026-08-31", "to")]
)
async def test_a_period_has_an_end_after_its_beginning_and_at_most_five_years(
    house: House, query: str, pointer: str
) -> None:
    answer = await (await house.staff(Role.VSH)).get(f"/v1/reports/admissions?{query}")

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, f"query/{pointer}")


async def test_a_social_worker_sees_no_report_and_another_authority_its_own(house: House) -> None:
    assert (await (await house.staff(Role.SOCIAL_WORKER)).get(REPORT)).status_code == 403
    report = (await (await house.neighbour()).get(REPORT)).json()
    assert report["foi"]["applications"]["total"] == 0


def numbers(told: Any) -> list[int]:
    """Every count of the part that counts children."""
    if isinstance(told, dict):
        return [
            n
            for name, below in told.items()
            if name not in {"definitions", "longest_school_days"}
            for n in numbers(below)
        ]
    return [told] if isinstance(told, int) and not isinstance(told, bool) else []
