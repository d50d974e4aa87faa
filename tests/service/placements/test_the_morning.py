"""The morning page, reminders, the nightly job, cases and rules over HTTP."""

from datetime import date, datetime, time

import pytest

from factories.exampleshire import NORTHSTAR_SCHOOL, OAK, ST_BEDE, UNREACHED
from factories.placements_house import House
from kit.auth.vocabulary import Role
from kit.kernel.clock import StoppedClock
from kit.kernel.ids import new_id
from placements.domain.roll import Roll
from placements.jobs.expire_clocks import night_of


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
    assert night_of(StoppedClock(datetime.fromisoformat(instant))) == day


async def test_today_says_who_has_no_place_and_for_how_long(house: House) -> None:
    house.clock.set("2026-11-23")
    at_school = await house.a_child(rolls=[Roll(id=new_id(), school_urn=OAK, first_day_on=date(2025, 9, 1))])
    without_case = await house.a_child(surname="Uncased", rolls=[a_past_roll()])
    waiting = await house.a_child(surname="Waiting")
    asked = await house.asked(waiting.id, ST_BEDE, on="2026-11-23")
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


async def test_a_child_has_one_open_case(house: House) -> None:
    child = await house.a_child()
    officer = await house.officer()
    body = {"child_id": str(child.id), "reason": "care_move", "need_from": "2026-10-05"}

    opened = await officer.send_step("/v1/cases", body)
    again = await officer.send_step("/v1/cases", body)

    assert opened.status_code == 201
    assert opened.headers["location"].endswith(opened.json()["id"])
    assert opened.headers["etag"] == '"1"'
    assert (again.status_code, again.json()["code"]) == (409, "case_already_open")
    assert again.json()["existing_id"] == opened.json()["id"]


async def test_the_case_calendar_is_that_of_where_the_child_lived(house: House) -> None:
    """PL-103."""
    child = await house.a_child(host_authority="801")
    officer = await house.officer()

    case = (
        await officer.send_step(
            "/v1/cases", {"child_id": str(child.id), "reason": "new_to_care", "need_from": "2026-10-05"}
        )
    ).json()

    assert (case["responsible_authority"], case["host_authority"], case["case_calendar_authority"]) == (
        "800",
        "801",
        "801",
    )
    assert case["clocks"][0]["state"] == "calendar_missing"


async def test_cases_are_listed_by_state_and_page_by_page(house: House) -> None:
    officer = await house.officer()
    everything = (await officer.get("/v1/cases?limit=100")).json()["items"]

    paged: list[str] = []
    cursor = ""
    while True:
        page = (await officer.get(f"/v1/cases?limit=3{cursor}")).json()
        paged += [row["id"] for row in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    seeking = (await officer.get("/v1/cases?limit=100&state=seeking")).json()["items"]

    assert paged == [row["id"] for row in everything]
    assert len(paged) > 3
    assert {row["id"] for row in seeking} == {row["id"] for row in everything if row["state"] == "seeking"}


async def test_applications_are_listed_newest_first_and_filtered(house: House) -> None:
    child = await house.a_child()
    first = await house.asked(child.id, ST_BEDE)
    second = await house.asked(child.id, OAK)
    officer = await house.officer()

    of_child = (await officer.get(f"/v1/applications?child_id={child.id}")).json()["items"]
    to_oak = (await officer.get(f"/v1/applications?child_id={child.id}&school_urn={OAK}")).json()["items"]
    refused = (await officer.get(f"/v1/applications?child_id={child.id}&state=refused")).json()["items"]
    page = (await officer.get(f"/v1/applications?child_id={child.id}&limit=1")).json()
    rest = (await officer.get(f"/v1/applications?child_id={child.id}&limit=1&cursor={page['next_cursor']}")).json()

    assert [row["id"] for row in of_child] == [second["id"], first["id"]]
    assert [row["id"] for row in to_oak] == [second["id"]]
    assert refused == []
    assert [row["id"] for row in page["items"] + rest["items"]] == [second["id"], first["id"]]
    assert rest["next_cursor"] is None
    assert (of_child[0]["due_on"], of_child[0]["force"], of_child[0]["school_days_past"]) == (
        "2026-11-23",
        "should",
        0,
    )


async def test_deadlines_come_from_the_schools_own_calendar(house: House) -> None:
    officer = await house.officer()

    inherited = (await officer.get(f"/v1/deadlines?school_urn={ST_BEDE}&received_on=2026-10-14")).json()
    own = (await officer.get(f"/v1/deadlines?school_urn={NORTHSTAR_SCHOOL}&received_on=2026-10-14")).json()

    assert (inherited["target_on"], inherited["limit_on"], inherited["inherited"]) == (
        "2026-11-04",
        "2026-11-11",
        True,
    )
    assert (own["target_on"], own["limit_on"], own["inherited"]) == ("2026-11-12", "2026-11-19", False)
    assert own["calendar_owner"] == f"school:{NORTHSTAR_SCHOOL}"
    assert own["local_target_on"] is None


@pytest.mark.parametrize(
    ("query", "code", "pointer"),
    [
        (f"school_urn={NORTHSTAR_SCHOOL}&received_on=2027-07-27", "calendar_missing", None),
        ("school_urn=999999&received_on=2026-10-14", "validation_failed", "query/school_urn"),
        (f"school_urn={ST_BEDE}&received_on=14/10/2026", "validation_failed", "query/received_on"),
        (f"school_urn={ST_BEDE}&received_on=20261014", "validation_failed", "query/received_on"),
        (f"school_urn={ST_BEDE}", "validation_failed", "query/received_on"),
    ],
)
async def test_a_deadline_that_cannot_be_told_says_why(
    house: House, query: str, code: str, pointer: str | None
) -> None:
    officer = await house.officer()

    refused = await officer.get(f"/v1/deadlines?{query}")

    assert (refused.status_code, refused.json()["code"]) == (422, code)
    if pointer is not None:
        assert refused.json()["errors"][0]["pointer"] == pointer


async def test_refusal_codes_are_told_for_each_cohort(house: House) -> None:
    head = await house.staff(Role.VSH)

    lac = (await head.get("/v1/refusal-codes")).json()
    plac = (await head.get("/v1/refusal-codes?cohort=plac")).json()

    by_code = {item["code"]: item for item in lac["items"]}
    assert len(by_code) == 30
    assert (by_code["REFER_FAP"]["standing"], by_code["REFER_FAP"]["letter"]) == ("not_a_ground", "C3")
    assert {item["code"]: item["standing"] for item in plac["items"]}["REFER_FAP"] == "conditional"
    assert {condition["code"] for condition in lac["conditions"]} >= {"PART_TIME", "LATE_START"}


def a_past_roll() -> Roll:
    return Roll(id=new_id(), school_urn=OAK, first_day_on=date(2025, 9, 1), last_day_on=date(2026, 10, 30))
