"""The virtual school head puts right what was written down wrong: one field, a reason, a proof (T35, PL-111)."""

from typing import Any

import pytest

from factories.exampleshire import ST_BEDE
from factories.placements_house import House
from kit.auth.vocabulary import Role

REFUSAL = {"codes": ["FULL_YEAR_GROUP"], "answer_reference": "letter of 12 November"}
RECEIVED = {"field": "received_on", "received_on": "2026-11-06"}
WHY = {"reason": "The letter bears another date than we wrote.", "proof": "scan 17 in the case file"}


def dates_of(application: dict[str, Any]) -> dict[str, str]:
    return {clock["key"]: clock["due_on"] for clock in application["clocks"]}


async def corrected(house: House, application: dict[str, Any], **told: Any) -> dict[str, Any]:
    [field] = told
    return await house.step(application, "corrections", {"field": field, **told, **WHY}, role=Role.VSH)


def decided(house: House, application_id: str) -> list[tuple[str, str, str | None]]:
    """Type, id and what it replaces, of everything told about answers."""
    return house.ask(
        "select type, event_id::text, coalesce(payload->>'supersedes', payload->>'retracts') from placements.outbox"
        " where type in ('application.decided', 'event.retracted')"
        " and (payload->>'application_id' = %s or payload->>'retracts' in ("
        "  select event_id::text from placements.outbox where payload->>'application_id' = %s)) order by seq",
        application_id,
        application_id,
    )


async def test_a_silence_that_was_none_is_undone_when_the_receipt_was_later(house: House) -> None:
    asked = await house.asked((await house.a_child()).id, ST_BEDE)
    house.clock.set("2026-12-02")
    await house.night()
    silent = await house.shown(asked["id"])

    after = await corrected(house, silent, received_on="2026-11-11")

    assert silent["state"] == "no_response"
    assert (after["state"], after["decisions"], after["answer_counts_as"]) == ("submitted", [], "none")
    assert (dates_of(after)["inyear_target"], dates_of(after)["inyear_limit"]) == ("2026-11-25", "2026-12-03")
    states = {clock["key"]: clock["state"] for clock in after["clocks"]}
    assert (states["inyear_limit"], states["silence_challenge"]) == ("running", "met")
    told = decided(house, asked["id"])
    assert [one[0] for one in told] == ["application.decided", "event.retracted"]
    assert told[1][2] == told[0][1]
    _, second = house.events("application.submitted", asked["id"])
    assert (second["received_on"], second["limit_on"]) == ("2026-11-11", "2026-12-03")
    assert "supersedes" in second
    house.clock.set("2026-12-04")
    await house.night()
    again = await house.shown(asked["id"])
    assert (again["state"], again["answer"]["first"]) == ("no_response", True)
    assert [one["field"] for one in again["corrections"]] == ["received_on"]
    assert (again["corrections"][0]["before"], again["corrections"][0]["after"]) == ("2026-11-09", "2026-11-11")


async def test_an_earlier_receipt_makes_an_answer_late_and_the_log_keeps_both(house: House) -> None:
    asked = await house.asked((await house.a_child()).id, ST_BEDE)
    house.clock.set("2026-12-01")
    refused = await house.step(asked, "refusal", REFUSAL)

    after = await corrected(house, refused, received_on="2026-11-05")

    assert (refused["answer"]["school_days"], refused["answer"]["late_by_school_days"]) == (15, None)
    assert (after["answer"]["school_days"], after["answer"]["late_by_school_days"]) == (17, 2)
    assert {clock["key"]: clock["state"] for clock in after["clocks"]}["inyear_limit"] == "missed"
    old, new = house.events("application.decided", asked["id"])
    assert (old["late_by_school_days"], new["late_by_school_days"]) == (None, 2)
    assert decided(house, asked["id"])[1][2] == decided(house, asked["id"])[0][1]
    kept = house.ask(
        "select decided_on::text, school_days from placements.decisions where application_id = %s", asked["id"]
    )
    assert kept == [("2026-12-01", 15)]


async def test_an_answer_that_came_by_the_limit_takes_the_silence_away(house: House) -> None:
    asked = await house.asked((await house.a_child()).id, ST_BEDE)
    house.clock.set("2026-12-02")
    await house.night()
    house.clock.set("2026-12-04")
    offered = await house.step(
        await house.shown(asked["id"]), "offer", {"start_on": "2026-12-07", "answer_reference": "letter"}
    )

    after = await corrected(house, offered, decided_on="2026-11-30")

    assert [one["outcome"] for one in offered["decisions"]] == ["no_response", "offered"]
    assert [one["outcome"] for one in after["decisions"]] == ["offered"]
    assert (after["state"], after["answer"]["first"], after["answer"]["overturned_by"]) == ("offered", True, None)
    assert (after["answer"]["decided_on"], after["answer"]["late_by_school_days"]) == ("2026-11-30", None)
    states = {clock["key"]: clock for clock in after["clocks"]}
    assert states["inyear_limit"]["state"] == "met"
    assert states["aa_tells_la"]["from_on"] == "2026-11-30"
    kinds = [one[0] for one in decided(house, asked["id"])]
    assert sorted(kinds) == ["application.decided", "application.decided", "application.decided", "event.retracted"]


async def test_corrected_twice_each_event_replaces_the_one_before(house: House) -> None:
    refused = await house.step(await house.asked((await house.a_child()).id, ST_BEDE), "refusal", REFUSAL)

    once = await corrected(house, refused, codes=["BEHAVIOUR", "OTHER"])
    twice = await corrected(house, once, codes=["BEHAVIOUR"])

    assert [one["ground"] for one in (refused["answer"], once["answer"], twice["answer"])] == [
        "lawful",
        "conditional",
        "not_a_ground",
    ]
    assert [one["code"] for one in twice["answer"]["reasons"]] == ["BEHAVIOUR"]
    assert "other_triage" in dates_of(once)
    told = decided(house, refused["id"])
    assert [one[2] for one in told] == [None, told[0][1], told[1][1]]


async def test_proof_and_start_are_put_right_without_moving_a_clock(house: House) -> None:
    asked = await house.asked((await house.a_child()).id, ST_BEDE)
    offered = await house.step(asked, "offer", {"start_on": "2026-11-16", "answer_reference": "mail"})

    proved = await corrected(house, offered, receipt_proof="post_delivery")
    started = await corrected(house, proved, start_on="2026-11-18")

    assert proved["receipt_proof"] == "post_delivery"
    assert (started["start_on"], started["answer"]["start_on"]) == ("2026-11-18", "2026-11-18")
    assert dates_of(started) == dates_of(offered)


@pytest.mark.parametrize(
    ("told", "status", "code", "pointer"),
    [
        ({"field": "received_on", "received_on": "2026-11-10"}, 422, "received_on_in_future", None),
        ({"field": "received_on"}, 422, "validation_failed", "/received_on"),
        (
            {"field": "received_on", "received_on": "2026-11-06", "start_on": "2026-11-09"},
            422,
            "validation_failed",
            "/start_on",
        ),
        ({"field": "decided_on", "decided_on": "2026-11-06"}, 422, "validation_failed", "/decided_on"),
        ({"field": "decided_on", "decided_on": "2026-11-10"}, 422, "validation_failed", "/decided_on"),
        ({"field": "codes", "codes": ["NO_RESPONSE"]}, 422, "code_not_usable", None),
        ({"field": "start_on", "start_on": "2026-11-16"}, 422, "validation_failed", "/start_on"),
        (
            {"field": "received_on", "received_on": "2026-11-06", "reason": "Wrong."},
            422,
            "validation_failed",
            "/reason",
        ),
        ({"field": "received_on", "received_on": "2026-11-06", "proof": ""}, 422, "validation_failed", "/proof"),
    ],
)
async def test_a_correction_that_is_not_in_order_changes_nothing(
    house: House, told: dict[str, Any], status: int, code: str, pointer: str | None
) -> None:
    refused = await house.step(await house.asked((await house.a_child()).id, ST_BEDE), "refusal", REFUSAL)
    head = await house.staff(Role.VSH)

    answer = await head.send_step(
        f"/v1/applications/{refused['id']}/corrections", {**WHY, **told}, version=refused["version"]
    )

    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    if pointer is not None:
        assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert (await house.shown(refused["id"]))["version"] == refused["version"]


async def test_only_the_head_corrects_and_also_what_has_ended(house: House) -> None:
    refused = await house.step(await house.asked((await house.a_child()).id, ST_BEDE), "refusal", REFUSAL)
    ended = await house.step(refused, "withdrawal", {"reason": "other_school_chosen"})
    officer = await house.officer()
    told = {"field": "received_on", "received_on": "2026-11-06", **WHY}

    kept_out = await officer.send_step(f"/v1/applications/{ended['id']}/corrections", told, version=ended["version"])
    after = await corrected(house, ended, received_on="2026-11-06")

    assert (kept_out.status_code, kept_out.json()["code"]) == (403, "forbidden_role")
    assert (after["state"], after["received_on"]) == ("withdrawn", "2026-11-06")
