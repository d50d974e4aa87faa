"""Calendars over HTTP: versions, inheritance, closures and what they move, and school days counted for others."""

import asyncio
from typing import Any

import pytest

from factories.calendars_over_http import OWN, SNOW, YEAR, a_calendar, close, dates, log, of_school, put
from factories.exampleshire import EXAMPLESHIRE_CODE, NORTHSTAR_SCHOOL, OAK, ST_BEDE
from factories.placements_house import House
from kit.auth.vocabulary import Role


async def test_pl_s02_snow_moves_target_and_limit_of_one_school_and_the_log_keeps_old_dates_and_versions(
    house: House,
) -> None:
    child, other = await house.a_child(), await house.a_child()
    asked = await house.asked(child.id, ST_BEDE, on="2026-11-10")
    elsewhere = await house.asked(other.id, OAK, on="2026-11-10")
    before = await dates(house, asked["id"])

    saved = await close(house, of_school(ST_BEDE), SNOW, 0)

    assert (before["inyear_target"], before["inyear_limit"]) == ("2026-11-24", "2026-12-02")
    assert saved.status_code == 200, saved.text
    assert (saved.json()["version"], saved.json()["pupil_days"]) == (1, 188)
    after = await dates(house, asked["id"])
    assert (after["inyear_target"], after["inyear_limit"]) == ("2026-11-26", "2026-12-04")
    lines = log(house, asked["id"])
    assert {"inyear_target", "inyear_limit"} <= set(lines)
    limit = lines["inyear_limit"]
    assert (limit["due_on_before"], limit["due_on"]) == ("2026-12-02", "2026-12-04")
    assert (limit["calendar_owner_before"], limit["calendar_version_before"]) == ("authority:800", 1)
    assert (limit["calendar_owner"], limit["calendar_version"]) == (f"school:{ST_BEDE}", 1)
    assert (await dates(house, elsewhere["id"]))["inyear_limit"] == "2026-12-02"
    [told] = [event for event in house.events("calendar.published") if event["urn"] == ST_BEDE]
    assert (told["authority"], "2026-11-16" in told["school_days"]) == (EXAMPLESHIRE_CODE, False)
    officer = await house.officer()
    texts = [one["text"] for one in (await officer.get(f"/v1/applications/{asked['id']}/timeline")).json()["items"]]
    assert any("moved from" in text and text.endswith("the school calendar changed") for text in texts)


async def test_a_preview_says_what_saving_then_does_and_changes_nothing(house: House) -> None:
    house.clock.set("2026-11-09")
    child = await house.a_child()
    asked = await house.asked(child.id, OAK)
    officer = await house.officer()
    wanted = a_calendar("2026-11-19", "2026-11-20")

    previewed = await officer.post(f"{OWN}/preview", json=wanted)
    unmoved = await dates(house, asked["id"])
    saved = await put(house, OWN, wanted, 1)

    assert (previewed.status_code, saved.status_code) == (200, 200), previewed.text
    assert unmoved["inyear_limit"] == "2026-12-01"
    moved = previewed.json()["moved"]
    assert moved == saved.json()["moved"]
    mine = {one["clock"]: one["due_on"] for one in moved if one["application_id"] == asked["id"]}
    assert mine["inyear_limit"] == (await dates(house, asked["id"]))["inyear_limit"] == "2026-12-03"


async def test_every_version_stays_readable_and_a_stale_one_is_not_written_over(house: House) -> None:
    held = (await (await house.officer()).get(OWN)).json()

    saved = await put(house, OWN, a_calendar(), held["version"])
    stale = await put(house, OWN, a_calendar("2026-12-01"), held["version"])

    officer = await house.officer()
    newest, oldest = (await officer.get(OWN)).json(), (await officer.get(OWN, params={"version": 1})).json()
    assert saved.json()["version"] == newest["version"] == held["version"] + 1
    assert saved.json()["id"] == held["id"]
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    assert (oldest["version"], oldest["newest_version"]) == (1, newest["version"])
    assert (await officer.get(OWN, params={"version": 99})).status_code == 404
    assert (newest["pupil_days"], newest["warnings"]) == (190, [])


async def test_a_short_year_is_warned_about_and_taken(house: House) -> None:
    saved = await put(
        house, of_school(OAK), {**a_calendar(), "terms": a_calendar()["terms"][1:], "non_school_days": []}, 0
    )

    assert saved.json()["warnings"] == ["pupil_days_unusual"]
    answer = await (await house.officer()).get(f"/v1/school-days?owner=school:{OAK}&from=2026-11-02&n=1")
    assert (answer.json()["calendar_owner"], answer.json()["inherited"]) == (f"school:{OAK}", False)


@pytest.mark.parametrize(
    "changes",
    [
        {
            "terms": [
                {"starts_on": "2026-09-01", "ends_on": "2026-10-23"},
                {"starts_on": "2026-10-23", "ends_on": "2026-12-18"},
            ]
        },
        {"terms": [{"starts_on": "2026-12-18", "ends_on": "2026-09-01"}]},
        {"terms": [{"starts_on": "2025-09-01", "ends_on": "2025-12-18"}]},
        {"terms": [{"starts_on": "2026-09-01", "ends_on": "2027-08-02"}]},
        {"non_school_days": [{"on": "2026-10-27", "kind": "inset"}]},
        {"non_school_days": [{"on": "2026-11-27", "kind": "inset"}, {"on": "2026-11-27", "kind": "closure"}]},
        {"covers_from": "2026-09-02"},
        {"covers_to": "2027-08-01"},
        {"covers_to": "2027-07-20"},
    ],
)
async def test_a_calendar_that_is_not_in_order_is_refused_also_as_a_preview(
    house: House, changes: dict[str, Any]
) -> None:
    """PL-312."""
    officer = await house.officer()
    before = (await officer.get(OWN)).json()
    body = a_calendar() | changes

    saved = await put(house, OWN, body, before["version"])
    previewed = await officer.post(f"{OWN}/preview", json=body)

    assert [(one.status_code, one.json()["code"]) for one in (saved, previewed)] == [(422, "calendar_invalid")] * 2
    assert (await officer.get(OWN)).json() == before


async def test_an_owner_the_registers_do_not_know_has_no_calendar(house: House) -> None:
    officer = await house.officer()
    for path in (of_school(123456), f"/v1/calendars/authority/799/{YEAR}"):
        answers = [
            await officer.get(path),
            await put(house, path, a_calendar(), 0),
            await close(house, path, SNOW, 0),
            await officer.post(f"{path}/preview", json=a_calendar()),
        ]
        assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(404, "not_found")] * 4
    assert (await officer.get(f"/v1/calendars/authority/100001/{YEAR}")).status_code == 404


async def test_calendars_belong_to_the_authority_that_keeps_them(house: House) -> None:
    neighbour = await house.neighbour()
    theirs = (await neighbour.get(of_school(NORTHSTAR_SCHOOL))).json()

    saved = await neighbour.send_step(f"{of_school(NORTHSTAR_SCHOOL)}/closures", SNOW, version=theirs["version"])

    assert (saved.status_code, saved.json()["version"]) == (200, 2)
    mine = (await (await house.officer()).get(of_school(NORTHSTAR_SCHOOL))).json()
    assert mine["version"] == 1
    assert (
        await (await house.staff(Role.SOCIAL_WORKER)).put(OWN, json=a_calendar(), headers={"If-Match": '"1"'})
    ).status_code == 403


async def test_the_list_names_the_newest_version_of_each_owner_and_year(house: House) -> None:
    officer = await house.officer()
    seen: list[tuple[str, str]] = []
    cursor = None
    while True:
        page = (await officer.get("/v1/calendars", params={"limit": 1} | ({"cursor": cursor} if cursor else {}))).json()
        seen += [(one["owner_kind"], one["owner_code"]) for one in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert seen == sorted(set(seen))
    assert ("authority", EXAMPLESHIRE_CODE) in seen
    assert ("school", str(NORTHSTAR_SCHOOL)) in seen
    only = (
        await officer.get("/v1/calendars", params={"owner_code": str(NORTHSTAR_SCHOOL), "academic_year": YEAR})
    ).json()
    assert [one["owner_code"] for one in only["items"]] == [str(NORTHSTAR_SCHOOL)]
    assert (await officer.get("/v1/calendars", params={"academic_year": "2030-31"})).json()["items"] == []


async def test_of_closures_entered_at_once_one_is_taken_and_told_once(house: House) -> None:
    path = of_school(NORTHSTAR_SCHOOL)
    officer = await house.officer()
    held = (await officer.get(path)).json()
    told = len(house.events("calendar.published"))

    answers = await asyncio.gather(
        *(officer.send_step(f"{path}/closures", SNOW, version=held["version"]) for _ in range(5))
    )

    assert sorted(answer.status_code for answer in answers) == [200, *[412] * 4]
    assert (await officer.get(path)).json()["version"] == held["version"] + 1
    assert len(house.events("calendar.published")) == told + 1
