"""Calendars over HTTP: versions, inheritance, closures and what they move, and school days counted for others."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from factories.calendars import EXAMPLESHIRE_INSET, EXAMPLESHIRE_TERMS
from factories.exampleshire import EXAMPLESHIRE_CODE, NORTHSTAR_SCHOOL, OAK, ST_BEDE, WESTBOROUGH_CODE
from factories.placements_house import BASE_URL, House
from kit.auth.vocabulary import Role
from kit.db.database import JOB
from kit.db.tenancy import Context
from placements.domain.clock_moves import MoveCause
from placements.domain.school_calendar import NonSchoolDay, NonSchoolDayKind
from placements.jobs.recompute_clocks import recompute_clocks
from placements.store.calendars import CalendarStore

YEAR = "2026-27"
OWN = f"/v1/calendars/authority/{EXAMPLESHIRE_CODE}/{YEAR}"
SNOW = {"days": [{"on": "2026-11-16", "note": "Snow"}, {"on": "2026-11-17", "note": "Snow"}]}


def of_school(urn: int, year: str = YEAR) -> str:
    return f"/v1/calendars/school/{urn}/{year}"


def a_calendar(*closures: str) -> dict[str, Any]:
    """Exampleshire's year with more days without school."""
    inset = [{"on": day.isoformat(), "kind": "inset"} for day in EXAMPLESHIRE_INSET]
    return {
        "terms": [
            {"starts_on": term.starts_on.isoformat(), "ends_on": term.ends_on.isoformat()}
            for term in EXAMPLESHIRE_TERMS
        ],
        "non_school_days": [*inset, *({"on": day, "kind": "closure"} for day in closures)],
    }


async def put(house: House, path: str, body: dict[str, Any], version: int) -> Any:
    return await (await house.officer()).put(path, json=body, headers={"If-Match": f'"{version}"'})


async def close(house: House, path: str, body: dict[str, Any], version: int) -> Any:
    return await (await house.officer()).send_step(f"{path}/closures", body, version=version)


async def dates(house: House, application_id: str) -> dict[str, str]:
    shown = await house.shown(application_id)
    return {clock["key"]: clock["due_on"] for clock in shown["clocks"]}


def log(house: House, application_id: str, kind: str = "dates_moved") -> dict[str, dict[str, Any]]:
    rows = house.ask(
        "select facts from placements.history where kind = %s and application_id = %s order by id", kind, application_id
    )
    return {row[0]["clock"]: row[0] for row in rows}


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


async def test_inheritance_is_looked_at_year_by_year(house: House) -> None:
    """PL-313: Northstar's own calendar counts in its year; the next one is the authority's."""
    start = {
        "terms": [{"starts_on": "2027-09-01", "ends_on": "2027-10-22"}],
        "non_school_days": [{"on": "2027-09-01", "kind": "inset"}],
    }
    assert (await put(house, f"/v1/calendars/authority/{EXAMPLESHIRE_CODE}/2027-28", start, 0)).status_code == 200
    officer = await house.officer()

    async def counted(from_on: str, n: int) -> dict[str, Any]:
        answer = await officer.get(f"/v1/school-days?owner=school:{NORTHSTAR_SCHOOL}&from={from_on}&n={n}")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    own, next_year = await counted("2026-10-16", 1), await counted("2027-07-28", 1)

    assert (own["to_on"], own["calendar_owner"], own["inherited"]) == (
        "2026-11-03",
        f"school:{NORTHSTAR_SCHOOL}",
        False,
    )
    assert (next_year["to_on"], next_year["calendar_owner"], next_year["inherited"]) == (
        "2027-09-02",
        f"authority:{EXAMPLESHIRE_CODE}",
        True,
    )


async def test_days_no_calendar_covers_are_never_guessed(house: House) -> None:
    officer = await house.officer()
    uncovered = [
        f"/v1/school-days?owner=authority:{WESTBOROUGH_CODE}&from=2026-11-09&n=1",
        f"/v1/school-days?owner=school:{NORTHSTAR_SCHOOL}&from=2028-01-03&n=5",
        f"/v1/school-days?owner=school:{NORTHSTAR_SCHOOL}&from=2027-07-01&to=2028-01-03",
        f"/v1/deadlines?school_urn={NORTHSTAR_SCHOOL}&received_on=2028-01-03",
    ]

    answers = [await officer.get(path) for path in uncovered]

    assert [(one.status_code, one.json()["code"]) for one in answers] == [(422, "calendar_missing")] * 4
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE, on="2028-01-03")
    limit = next(clock for clock in asked["clocks"] if clock["key"] == "inyear_limit")
    assert (limit["due_on"], limit["state"]) == (None, "calendar_missing")


async def test_school_days_are_counted_between_two_days_or_to_the_nth(house: House) -> None:
    officer = await house.officer()
    path = f"/v1/school-days?owner=school:{NORTHSTAR_SCHOOL}&from=2026-11-09"

    between = (await officer.get(f"{path}&to=2026-11-19")).json()
    nth = (await officer.get(f"{path}&n=8")).json()
    neither, both = await officer.get(path), await officer.get(f"{path}&n=8&to=2026-11-19")
    unknown = await officer.get("/v1/school-days?owner=school:123456&from=2026-11-09&n=1")

    assert (between["school_days"], nth["to_on"], nth["school_days"]) == (8, "2026-11-19", 8)
    assert [one.status_code for one in (neither, both, unknown)] == [422, 422, 422]
    assert [error["code"] for error in unknown.json()["errors"]] == ["school_unknown"]


async def test_a_limit_that_moves_after_the_silence_is_flagged_and_the_silence_stays(house: House) -> None:
    """PL-315: Northstar, received Mon 9 November, limit Mon 30 November."""
    child = await house.a_child()
    asked = await house.asked(child.id, NORTHSTAR_SCHOOL, on="2026-11-09")
    house.clock.set("2026-12-01")
    await house.night()
    held = (await (await house.officer()).get(of_school(NORTHSTAR_SCHOOL))).json()["version"]

    saved = await close(house, of_school(NORTHSTAR_SCHOOL), SNOW, held)

    after = await house.shown(asked["id"])
    assert (after["state"], after["flags"]) == ("no_response", ["limit_moved"])
    clocks = {clock["key"]: clock for clock in after["clocks"]}
    assert (clocks["inyear_limit"]["due_on"], clocks["inyear_limit"]["state"]) == ("2026-11-30", "missed")
    [flagged] = [one for one in saved.json()["moved"] if one["flag"] == "limit_moved"]
    assert (flagged["due_on_before"], flagged["due_on"]) == ("2026-11-30", "2026-12-02")
    assert log(house, asked["id"], "limit_moved")["inyear_limit"]["due_on"] == "2026-12-02"
    again = await close(house, of_school(NORTHSTAR_SCHOOL), SNOW, held + 1)
    assert [one for one in again.json()["moved"] if one["flag"]] == []


async def test_the_job_finds_what_a_file_changed_and_done_again_changes_nothing(house: House) -> None:
    """PL-315: two workers at once move nothing twice."""
    runtime = house.sign_in.runtime(house.database, "placements")
    house.clock.set("2026-11-09")
    child = await house.a_child()
    asked = await house.asked(child.id, NORTHSTAR_SCHOOL)
    before = (await dates(house, asked["id"]))["inyear_limit"]
    async with house.database.transaction(Context.job(EXAMPLESHIRE_CODE, "tests"), limits=JOB) as connection:
        calendars = CalendarStore(connection, EXAMPLESHIRE_CODE)
        [held] = await calendars.latest("school", str(NORTHSTAR_SCHOOL))
        closed = held.with_days([NonSchoolDay(date(2026, 11, 20), NonSchoolDayKind.CLOSURE)])
        await calendars.add_version(replace(closed, version=held.version + 1))

    moved = await asyncio.gather(*(recompute_clocks(runtime, BASE_URL, MoveCause.CALENDAR) for _ in range(2)))
    again = await recompute_clocks(runtime, BASE_URL, MoveCause.CALENDAR)

    after = (await dates(house, asked["id"]))["inyear_limit"]
    assert (max(moved) >= 1, again) == (True, 0)
    assert after > before
    lines = house.ask(
        "select count(*) from placements.history where kind = 'dates_moved' and application_id = %s"
        " and facts ->> 'clock' = 'inyear_limit'",
        asked["id"],
    )
    assert lines == [(1,)]
