"""School days counted: by whose calendar, never guessed, and what a limit that moved leaves in the record."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

from factories.calendars_over_http import SNOW, close, dates, log, of_school, put
from factories.exampleshire import EXAMPLESHIRE_CODE, NORTHSTAR_SCHOOL, ST_BEDE, WESTBOROUGH_CODE
from factories.placements_house import BASE_URL, House
from kit.db.database import JOB
from kit.db.tenancy import Context
from placements.domain.clock_moves import MoveCause
from placements.domain.school_calendar import NonSchoolDay, NonSchoolDayKind
from placements.jobs.recompute_clocks import recompute_clocks
from placements.store.calendars import CalendarStore


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
