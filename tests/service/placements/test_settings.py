"""What an authority chooses for itself: versions, refusals, and the clocks and words that follow it."""

import asyncio
from typing import Any, Final

import pytest

from factories.exampleshire import NORTHSTAR_SCHOOL, ST_BEDE
from factories.placements_house import House
from kit.auth.vocabulary import Role

DEFAULTS: Final[dict[str, Any]] = {
    "direction_signatories": ["la_signatory"],
    "direction_period_inclusive": False,
    "ehcp_consult_unit": "cd",
    "full_time_hours": {"primary": 22, "secondary": 25},
    "local_targets": {},
    "agreement_delegated_to_officers": True,
    "out_of_county_approval": False,
    "letter_signatory_contact_id": None,
    "calendar_initials": False,
    "training_mode": False,
}


async def shown(house: House) -> dict[str, Any]:
    vsh = await house.staff(Role.VSH)
    answer = await vsh.get("/v1/settings")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    assert answer.headers["etag"] == f'"{found["version"]}"'
    return found


async def put(house: House, changes: dict[str, Any], *, version: int | None = None, role: Role = Role.VSH) -> Any:
    held = await shown(house)
    body = {name: value for name, value in held.items() if name not in {"version", "versions"}} | changes
    client = await house.staff(role)
    return await client.put("/v1/settings", json=body, headers={"If-Match": f'"{version or held["version"]}"'})


async def test_an_authority_that_has_chosen_nothing_has_the_defaults(house: House) -> None:
    settings = await shown(house)

    assert settings["version"] == 1
    assert settings["versions"] == []
    assert {name: settings[name] for name in DEFAULTS} == DEFAULTS
    assert settings["support_offer_text"].startswith("The virtual school supports the child")


async def test_every_save_is_a_version_of_its_own_authority(house: House) -> None:
    first = await put(house, {"full_time_hours": {"primary": 23, "secondary": 26}, "calendar_initials": True})
    second = await put(house, {"full_time_hours": {"primary": 22, "secondary": 25}})
    stale = await put(house, {"calendar_initials": False}, version=first.json()["version"])

    assert (first.status_code, second.status_code) == (200, 200)
    assert [one["version"] for one in second.json()["versions"]] == [3, 2]
    assert second.json()["calendar_initials"] is True
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    neighbour = await house.neighbour()
    assert (await neighbour.get("/v1/settings")).json()["version"] == 1
    kept = house.ask(
        "select version, chosen -> 'full_time_hours_primary' from placements.authority_settings order by 1"
    )
    assert kept == [(2, 23), (3, 22)]


async def test_an_officer_reads_settings_and_does_not_change_them(house: House) -> None:
    refused = await put(house, {"calendar_initials": False}, role=Role.VS_OFFICER)

    assert (await (await house.officer()).get("/v1/settings")).status_code == 200
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden_role")


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"local_targets": {"inyear_limit": {"n": 5, "unit": "sd"}}}, "/local_targets/inyear_limit", "not_allowed"),
        ({"local_targets": {"made_up": {"n": 5, "unit": "sd"}}}, "/local_targets/made_up", "not_allowed"),
        ({"local_targets": {"inyear_target": {"n": 10, "unit": "sd"}}}, "/local_targets/inyear_target/n", None),
        ({"local_targets": {"inyear_target": {"n": 11, "unit": "wd"}}}, "/local_targets/inyear_target/n", None),
        ({"local_targets": {"inyear_target": {"n": 5, "unit": "cd"}}}, "/local_targets/inyear_target/unit", None),
        ({"direction_signatories": []}, "/direction_signatories", None),
        ({"direction_signatories": ["vs_officer"]}, "/direction_signatories/0", None),
        ({"support_offer_text": "x" * 2001}, "/support_offer_text", None),
        (
            {"letter_signatory_contact_id": "00000000-0000-7000-8000-000000000000"},
            "/letter_signatory_contact_id",
            "not_allowed",
        ),
    ],
)
async def test_a_choice_the_rules_do_not_leave_is_refused(
    house: House, changes: dict[str, Any], pointer: str, code: str | None
) -> None:
    before = await shown(house)

    refused = await put(house, changes)

    assert (refused.status_code, refused.json()["code"]) == (422, "validation_failed")
    [error] = refused.json()["errors"]
    assert error["pointer"] == pointer
    assert code is None or error["code"] == code
    assert await shown(house) == before


async def test_letters_may_be_signed_by_a_contact_of_the_staff_and_nobody_else(house: House) -> None:
    [(staff_id,)] = house.ask(
        "select id from placements.contacts where kind = 'authority_staff' and authority = '800' limit 1"
    )
    [(school_id,)] = house.ask("select id from placements.contacts where kind = 'school' and authority = '800' limit 1")

    refused = await put(house, {"letter_signatory_contact_id": str(school_id)})
    taken = await put(house, {"letter_signatory_contact_id": str(staff_id)})

    assert refused.status_code == 422
    assert taken.json()["letter_signatory_contact_id"] == str(staff_id)


async def test_a_shorter_local_target_moves_the_dates_of_running_clocks_and_never_the_limit(house: House) -> None:
    """PL-803, PL-315: received Mon 9 November, five working days are Mon 16 November."""
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)

    await put(house, {"local_targets": {"inyear_target": {"n": 5, "unit": "wd"}}})

    clocks = {clock["key"]: clock for clock in (await house.shown(asked["id"]))["clocks"]}
    target, limit = clocks["inyear_target"], clocks["inyear_limit"]
    assert (target["due_on"], target["local_due_on"]) == ("2026-11-23", "2026-11-16")
    assert (limit["due_on"], limit["local_due_on"]) == ("2026-12-01", None)
    lines = house.ask(
        "select facts ->> 'clock', facts ->> 'local_due_on_before', facts ->> 'local_due_on', facts ->> 'because'"
        " from placements.history where kind = 'dates_moved' and application_id = %s",
        asked["id"],
    )
    assert lines == [("inyear_target", None, "2026-11-16", "settings")]

    officer = await house.officer()
    timeline = (await officer.get(f"/v1/applications/{asked['id']}/timeline")).json()
    assert timeline["items"][0]["text"].endswith("the authority's settings changed")


async def test_what_the_settings_say_is_what_steps_go_by(house: House) -> None:
    """20 hours are full time where the authority says so."""
    await put(house, {"full_time_hours": {"primary": 20, "secondary": 20}})
    child = await house.a_child()
    asked = await house.asked(child.id, NORTHSTAR_SCHOOL)

    offered = await house.step(
        asked, "offer", {"start_on": "2026-11-16", "hours_per_week": 20, "answer_reference": "mail of 9 November"}
    )

    assert offered["state"] == "offered"


async def test_an_authority_in_training_marks_everything_it_tells(house: House) -> None:
    before = len(house.events("case.opened"))
    await put(house, {"training_mode": True})

    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    await put(house, {"training_mode": False})
    other = await house.a_child()
    real = await house.asked(other.id, ST_BEDE)

    assert [event.get("is_test") for event in house.events("case.opened")[before:]] == [True, None]
    [practised] = house.events("application.submitted", asked["id"])
    [meant] = house.events("application.submitted", real["id"])
    assert (practised["is_test"], meant["is_test"]) == (True, False)
    assert all(event["is_test"] for event in house.events("ask.sent", asked["id"]))


async def test_of_saves_at_once_one_is_taken_and_the_others_read_again(house: House) -> None:
    held = await shown(house)
    body = {name: value for name, value in held.items() if name not in {"version", "versions"}}
    vsh = await house.staff(Role.VSH)
    tag = {"If-Match": f'"{held["version"]}"'}

    answers = await asyncio.gather(*(vsh.put("/v1/settings", json=body, headers=tag) for _ in range(5)))

    assert sorted(answer.status_code for answer in answers) == [200, *[412] * 4]
    assert (await shown(house))["version"] == held["version"] + 1
