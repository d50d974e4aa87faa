"""The morning page and reminders over HTTP."""

from datetime import date, time

from factories.exampleshire import NORTHSTAR_SCHOOL, OAK, ST_BEDE, UNREACHED
from factories.placements_house import House
from kit.kernel.ids import new_id
from placements.domain.roll import Roll


async def test_today_says_who_has_no_place_and_for_how_long(house: House) -> None:
    house.clock.set("2026-11-23")
    at_school = await house.a_child(rolls=[Roll(id=new_id(), school_urn=OAK, first_day_on=date(2025, 9, 1))])
    without_case = await house.a_child(surname="Uncased", rolls=[a_past_roll()])
    waiting = await house.a_child(surname="Waiting")
    asked = await house.asked(waiting.id, ST_BEDE, on="2026-11-23")
    await house.look_through()
    officer = await house.officer()

    today = (await officer.get("/v1/today")).json()

    rows = {row["child"]["id"]: row for row in today["without_place"]["items"]}
    assert str(at_school.id) not in rows
    row = rows[str(waiting.id)]
    assert (row["case_id"], row["since"], row["school_days"]) == (asked["case_id"], "2026-10-05", 30)
    assert row["next_step"] == {"code": "wait_for_answer", "by": "school"}
    assert (row["reason"], row["owner"]) == ("new_to_care", {"post_id": "post-officer"})
    assert [action["action"] for action in row["allowed_actions"]] == ["draft_application"]
    uncased = rows[str(without_case.id)]
    assert (uncased["case_id"], uncased["since"], uncased["school_days"]) == (None, "2026-10-30", 16)
    assert uncased["next_step"] == {"code": "open_case", "by": "authority"}
    assert {"kind": "no_case", "severity": "critical", "count": 1} in today["also"]
    assert today["without_place"]["total"] == len(rows)
    assert today["without_place"]["school_days_lost"] == sum(row["school_days"] for row in rows.values())
    waits = [row["since"] for row in today["without_place"]["items"]]
    assert waits == sorted(waits)


async def test_today_stands_in_its_school_year(house: House) -> None:
    house.clock.set("2026-11-23")
    officer = await house.officer()

    today = (await officer.get("/v1/today")).json()

    assert (today["today"], today["is_school_day"], today["holiday_until"]) == ("2026-11-23", True, None)
    assert (today["school_day_number"], today["school_days_in_year"], today["term"]) == (53, 190, "autumn")
    assert (today["term_ends_on"], today["school_days_left_in_term"]) == ("2026-12-18", 18)
    assert len(today["days_lost_by_week"]) == 12
    assert today["days_lost_by_week"][-1]["week"] == "2026-11-23"


async def test_today_says_which_schools_are_past_their_date_and_in_which_words(house: House) -> None:
    child = await house.a_child()
    past_target = await house.asked(child.id, ST_BEDE, on="2026-11-09")
    in_time = await house.asked(child.id, OAK, on="2026-11-20")
    other = await house.a_child()
    past_limit = await house.asked(other.id, ST_BEDE, on="2026-11-02")
    house.clock.set("2026-11-25")
    await house.night()
    officer = await house.officer()

    today = (await officer.get("/v1/today")).json()
    listed = (await officer.get("/v1/applications?past_date=true&limit=100")).json()["items"]

    rows = {row["application_id"]: row for row in today["past_date"]["items"]}
    assert in_time["id"] not in rows
    assert (rows[past_target["id"]]["due_on"], rows[past_target["id"]]["school_days_past"]) == ("2026-11-23", 2)
    assert rows[past_target["id"]]["force"] == "should"
    assert (rows[past_limit["id"]]["due_on"], rows[past_limit["id"]]["school_days_past"]) == ("2026-11-23", 2)
    assert (rows[past_limit["id"]]["force"], rows[past_limit["id"]]["state"]) == ("must", "no_response")
    assert rows[past_limit["id"]]["last_contact_on"] == "2026-11-02"
    assert today["past_date"]["past_limit"] + today["past_date"]["past_target"] == today["past_date"]["total"]
    assert {row["id"] for row in listed} == set(rows)
    coming = {(one["application_id"], one["on"], one["kind"]) for one in today["coming"]}
    assert (past_target["id"], "2026-12-01", "inyear_limit") in coming


async def test_mine_is_the_work_of_the_callers_posts(house: House) -> None:
    house.clock.set("2026-11-09")
    mine = await house.a_child()
    theirs = await house.a_child(owner_post_id="post-other")
    officer = await house.officer()

    own = (await officer.get("/v1/today?scope=mine")).json()
    team = (await officer.get("/v1/today?scope=team")).json()

    own_ids = {row["child"]["id"] for row in own["without_place"]["items"]}
    team_ids = {row["child"]["id"] for row in team["without_place"]["items"]}
    assert str(mine.id) in own_ids
    assert str(theirs.id) in team_ids - own_ids
    assert own["without_place"]["total"] < team["without_place"]["total"]


async def test_a_reminder_is_one_mail_a_school_and_day(house: House) -> None:
    first, second = await house.a_child(), await house.a_child()
    one = await house.asked(first.id, ST_BEDE)
    two = await house.asked(second.id, ST_BEDE)
    house.clock.set("2026-11-16", at=time(9, 10))
    officer = await house.officer()
    old_link = house.code_of(one["id"])

    sent = await officer.send_step("/v1/reminders", {"application_ids": [one["id"], two["id"]]})
    again = await officer.send_step("/v1/reminders", {"application_ids": [two["id"]]})
    shown = await house.shown(two["id"])
    house.clock.set("2026-11-17")
    next_day = await (await house.officer()).send_step("/v1/reminders", {"application_ids": [two["id"]]})

    assert [item["sent"] for item in sent.json()["items"]] == [True, True]
    [mail] = [mail for mail in house.mails(one["id"]) + house.mails(two["id"]) if mail[0] == "place_reminder"][:1]
    assert one["reference"] in mail[3]
    assert two["reference"] in mail[3]
    assert (again.status_code, again.json()["code"]) == (409, "reminder_too_soon")
    assert again.json()["reminded_at"].startswith("2026-11-16 09:10")
    [remind] = [action for action in shown["allowed_actions"] if action["action"] == "send_reminders"]
    assert (remind["enabled"], remind["reason"]) == (False, "reminder_too_soon")
    assert next_day.json()["items"][0]["sent"] is True
    asks = house.events("ask.sent", one["id"]) + house.events("ask.sent", two["id"])
    assert [ask["counts_as_email"] for ask in asks].count(True) == 4
    versions = house.ask(
        "select version from placements.outbox where type = 'ask.sent' and payload->>'ask_id' = %s order by seq",
        two["id"],
    )
    assert versions == [(1,), (2,), (3,)]
    gateway = await house.client(house.sign_in.service("gateway"))
    assert (await gateway.post("/v1/reply-links/open", json={"code": old_link})).status_code == 410


async def test_each_application_says_why_it_was_not_reminded(house: House) -> None:
    child = await house.a_child()
    answered = await house.asked(child.id, NORTHSTAR_SCHOOL)
    await (await house.school(answered["id"])).send_step(
        "/v1/reply", {"answer": "refuse", "reason_code": "FULL_YEAR_GROUP"}
    )
    unreached = await house.asked(child.id, UNREACHED)
    officer = await house.officer()

    sent = await officer.send_step("/v1/reminders", {"application_ids": [answered["id"], unreached["id"]]})

    assert [(item["sent"], item["code"]) for item in sent.json()["items"]] == [
        (False, "step_not_allowed"),
        (False, "no_reply_address"),
    ]


def a_past_roll() -> Roll:
    return Roll(id=new_id(), school_urn=OAK, first_day_on=date(2025, 9, 1), last_day_on=date(2026, 10, 30))
