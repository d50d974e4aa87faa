"""Schools are asked again on their own school days, once a day; dates ahead come as JSON and as a calendar."""

import asyncio
from datetime import time
from typing import Any

from factories.exampleshire import EXAMPLESHIRE_CODE, NORTHSTAR_SCHOOL, OAK, ST_BEDE
from factories.placements_house import BASE_URL, House
from kit.auth.vocabulary import Role
from placements.jobs.chase_schools import chase_schools


async def morning(house: House, day: str, at: time = time(9)) -> int:
    house.clock.set(day, at)
    return await chase_schools(house.sign_in.runtime(house.database, "placements"), BASE_URL)


def reminders(house: House, application: dict[str, Any]) -> list[tuple[str, ...]]:
    """Mails that name the request, whichever of a school's requests they were filed under."""
    return house.ask(
        "select to_address from placements.mail_outbox where kind = 'place_reminder' and body like %s order by id",
        f"%{application['reference']}%",
    )


async def test_pl_s02_each_school_is_chased_on_its_own_days_over_half_term(house: House) -> None:
    child = await house.a_child()
    bede = await house.asked(child.id, ST_BEDE, on="2026-10-14")
    northstar = await house.asked(child.id, NORTHSTAR_SCHOOL, on="2026-10-14")
    counts = {}

    for day in ("2026-10-20", "2026-10-21", "2026-10-22", "2026-10-28", "2026-11-04", "2026-11-05"):
        await morning(house, day)
        counts[day] = (len(reminders(house, bede)), len(reminders(house, northstar)))

    assert counts == {
        "2026-10-20": (0, 0),
        "2026-10-21": (1, 0),  # the fifth school day of St Bede
        "2026-10-22": (1, 0),
        "2026-10-28": (1, 0),  # holidays
        "2026-11-04": (2, 0),  # the tenth
        "2026-11-05": (2, 1),  # the fifth of Northstar, after its longer half-term
    }


async def test_a_school_gets_one_mail_a_day_for_everything_asked_of_it(house: House) -> None:
    first, second = await house.a_child(), await house.a_child()
    one = await house.asked(first.id, OAK, on="2026-11-09")
    two = await house.asked(second.id, OAK, on="2026-11-09")

    too_early = await morning(house, "2026-11-16", at=time(7, 59))
    await asyncio.gather(morning(house, "2026-11-16"), morning(house, "2026-11-16"))
    again = await morning(house, "2026-11-16")

    assert (too_early, again) == (0, 0)
    [mail] = house.ask(
        "select body from placements.mail_outbox where kind = 'place_reminder' and to_address = %s",
        f"admissions@school{OAK}.test",
    )
    assert one["reference"] in mail[0]
    assert two["reference"] in mail[0]


async def test_no_request_is_asked_about_more_than_four_times(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE, on="2026-11-09")
    officer = await house.officer()
    house.clock.set("2026-11-12")
    officer = await house.officer()
    by_hand = await officer.send_step("/v1/reminders", {"application_ids": [asked["id"]]})

    for day in ("2026-11-16", "2026-11-23", "2026-11-26", "2026-11-30"):
        await morning(house, day)

    assert by_hand.json()["items"][0]["sent"] is True
    assert len(reminders(house, asked)) == 3
    emails = [ask for ask in house.events("ask.sent", asked["id"]) if ask["counts_as_email"]]
    assert len(emails) <= 4


async def test_the_head_is_told_from_the_thirteenth_school_day_without_a_link(house: House) -> None:
    house.ask(
        "insert into placements.contacts (authority, id, version, kind, school_urn, role, email)"
        " values (%s, gen_random_uuid(), 1, 'school', %s, 'head', 'head@oak.test') returning 1",
        EXAMPLESHIRE_CODE,
        OAK,
    )
    child = await house.a_child(surname="Unmentioned")
    asked = await house.asked(child.id, OAK, on="2027-01-11")

    for day in ("2027-01-18", "2027-01-25", "2027-01-28"):
        await morning(house, day)

    [told] = house.ask("select subject, body from placements.mail_outbox where to_address = 'head@oak.test'")
    assert asked["reference"] in told[1]
    assert "/r/" not in told[1]
    assert "Unmentioned" not in told[0] + told[1]
    assert len(reminders(house, asked)) == 3


async def test_a_day_the_job_did_not_run_is_made_up_for_once(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE, on="2026-12-01")

    sent = [await morning(house, day) for day in ("2026-12-09", "2026-12-10")]

    assert sent[0] >= 1
    assert len(reminders(house, asked)) == 1


async def test_dates_ahead_name_a_reference_and_no_child(house: House) -> None:
    child = await house.a_child(surname="Unnamed")
    asked = await house.asked(child.id, ST_BEDE, on="2027-01-11")
    officer = await house.officer()

    listed = await officer.get("/v1/due-dates?days=60")
    calendar = await officer.get("/v1/due-dates?days=60", headers={"Accept": "text/calendar"})
    few = await officer.get("/v1/due-dates?days=1")

    items = [item for item in listed.json()["items"] if item["application_id"] == asked["id"]]
    assert [(item["key"], item["on"], item["force"]) for item in items] == [
        ("ack_expected", "2027-01-14", "local"),
        ("inyear_target", "2027-01-25", "should"),
        ("inyear_limit", "2027-02-01", "must"),
    ]
    assert items[2]["summary"] == f"Answer due: St Bede, {asked['reference']}"
    assert {item["initials"] for item in items} == {None}
    assert calendar.headers["content-type"].startswith("text/calendar")
    unfolded = calendar.text.replace("\r\n ", "")
    assert items[2]["uid"] in unfolded
    assert "DTSTART;VALUE=DATE:20270201" in unfolded
    assert "Unnamed" not in unfolded + listed.text
    assert few.json()["items"] == [] or all(item["on"] <= "2027-01-12" for item in few.json()["items"])


async def test_an_answer_cancels_its_dates_and_a_social_worker_sees_only_their_own(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE, on="2027-01-11")
    school = await house.school(asked["id"])
    await school.send_step("/v1/reply", {"answer": "refuse", "reason_code": "FULL_YEAR_GROUP"})
    officer = await house.officer()

    calendar = (await officer.get("/v1/due-dates?days=60", headers={"Accept": "text/calendar"})).text
    items = (await officer.get("/v1/due-dates?days=60")).json()["items"]
    worker = await (await house.staff(Role.SOCIAL_WORKER)).get("/v1/due-dates?days=60")
    signatory = await (await house.staff(Role.LA_SIGNATORY)).get("/v1/due-dates?days=60")
    neighbour = await (await house.neighbour()).get("/v1/due-dates?days=60")

    cancelled = {item["key"] for item in items if item["application_id"] == asked["id"] and item["cancelled"]}
    assert {"inyear_target", "inyear_limit"} <= cancelled
    assert "STATUS:CANCELLED" in calendar
    assert worker.json()["items"] == []
    assert signatory.status_code == 403
    assert neighbour.json()["items"] == []


async def test_initials_stand_in_calendars_only_where_the_authority_says_so(house: House) -> None:
    child = await house.a_child(first_name="Mason", surname="Kerr")
    asked = await house.asked(child.id, ST_BEDE, on="2027-01-12")
    head = await house.staff(Role.VSH)
    settings = await head.get("/v1/settings")
    chosen = {key: value for key, value in settings.json().items() if key not in {"version", "versions"}}
    saved = await head.put(
        "/v1/settings",
        json={**chosen, "calendar_initials": True},
        headers={"If-Match": settings.headers["etag"]},
    )

    items = (await head.get("/v1/due-dates?days=60")).json()["items"]

    assert saved.status_code == 200, saved.text
    assert {item["initials"] for item in items if item["application_id"] == asked["id"]} == {"M.K."}
