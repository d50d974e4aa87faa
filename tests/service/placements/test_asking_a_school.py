"""From a draft to the mail in the school's inbox: readiness, submission, clocks, letter and link."""

import asyncio

from factories.exampleshire import (
    NORTHSTAR_SCHOOL,
    ST_BEDE,
    UNREACHED,
    a_draft,
)
from factories.placements_house import House
from kit.kernel.ids import new_id


async def test_pl_s01_the_clocks_of_a_request_stand_in_the_schools_own_days(house: House) -> None:
    child = await house.a_child()

    application = await house.asked(child.id, ST_BEDE)

    clocks = {clock["key"]: clock for clock in application["clocks"]}
    assert application["state"] == "submitted"
    assert (application["route"], application["stream"]) == ("in_year_lac", "in_year")
    assert clocks["inyear_target"]["due_on"] == "2026-11-23"
    assert clocks["inyear_limit"]["due_on"] == "2026-12-01"
    assert clocks["inyear_limit"]["force"] == "must"
    assert clocks["inyear_target"]["force"] == "should"
    assert clocks["inyear_target"]["inherited"] is True
    assert clocks["inyear_target"]["calendar_owner"] == "authority:800"
    assert clocks["case_no_drift"]["due_on"] == "2026-11-09"


async def test_pl_s02_two_schools_have_two_calendars(house: House) -> None:
    child = await house.a_child()

    st_bede = await house.asked(child.id, ST_BEDE, on="2026-10-14")
    northstar = await house.asked(child.id, NORTHSTAR_SCHOOL, on="2026-10-14")

    due = [{clock["key"]: clock["due_on"] for clock in one["clocks"]} for one in (st_bede, northstar)]
    assert (due[0]["inyear_target"], due[0]["inyear_limit"]) == ("2026-11-04", "2026-11-11")
    assert (due[1]["inyear_target"], due[1]["inyear_limit"]) == ("2026-11-12", "2026-11-19")
    assert [sibling["id"] for sibling in northstar["siblings"]] == [st_bede["id"]]


async def test_the_mail_carries_reference_date_and_link_and_no_child(house: House) -> None:
    child = await house.a_child(first_name="Zebedee", surname="Quimby")

    application = await house.asked(child.id, ST_BEDE)

    [(kind, to, subject, body)] = house.mails(application["id"])
    assert (kind, to) == ("place_request", f"admissions@school{ST_BEDE}.test")
    assert subject == "A school place for a child in care: please answer by 23 November 2026"
    assert application["reference"] in body
    assert "Sam Lund, 01234 567890" in body
    for secret in ("Zebedee", "Quimby", "Z.Q.", "Year", str(child.id)):
        assert secret not in subject + body
    opened = await house.open_link(house.code_of(application["id"]))
    assert opened["subject_id"] == application["id"]
    assert opened["expires_at"].startswith("2026-12-16T00:00:00")


async def test_the_others_are_told_in_ids_and_codes(house: House) -> None:
    child = await house.a_child(first_name="Zebedee", surname="Quimby")

    application = await house.asked(child.id, ST_BEDE)

    [submitted] = house.events("application.submitted", application["id"])
    [sent] = house.events("ask.sent", application["id"])
    assert submitted == {
        "application_id": application["id"],
        "case_id": application["case_id"],
        "child_id": str(child.id),
        "school_urn": ST_BEDE,
        "stream": "in_year",
        "route": "in_year_lac",
        "year_group": "8",
        "received_on": "2026-11-09",
        "target_on": "2026-11-23",
        "limit_on": "2026-12-01",
        "host_authority": "800",
        "maintaining_authority": "800",
        "submitted_by": submitted["submitted_by"],
        "is_test": False,
    }
    assert (sent["kind"], sent["counts_as_email"]) == ("answer_request", True)
    case = [one for one in house.events("case.opened") if one["case_id"] == application["case_id"]]
    assert [(one["need_from_on"], one["due_on"]) for one in case] == [("2026-10-05", "2026-11-09")]


async def test_a_request_without_a_reply_address_is_sent_and_the_log_says_what_is_missing(house: House) -> None:
    child = await house.a_child()

    application = await house.asked(child.id, UNREACHED)

    officer = await house.officer()
    timeline = (await officer.get(f"/v1/applications/{application['id']}/timeline")).json()["items"]
    assert application["state"] == "submitted"
    assert house.mails(application["id"]) == []
    assert [line["kind"] for line in timeline] == ["no_reply_address", "submitted", "made_ready", "drafted"]
    assert timeline[1]["text"] == "School asked; received on 9 November 2026"
    assert (timeline[1]["by"], timeline[1]["via"]) == ("the virtual school", "app")


async def test_a_second_request_to_the_same_school_is_a_duplicate_that_says_where_the_first_is(house: House) -> None:
    child = await house.a_child()
    first = await house.drafted(child.id, ST_BEDE)

    officer = await house.officer()
    again = await officer.send_step("/v1/applications", a_draft(child.id, ST_BEDE))

    assert again.status_code == 409
    assert again.json()["code"] == "application_duplicate"
    assert again.json()["existing_id"] == first["id"]


async def test_ten_requests_to_one_school_at_once_make_one(house: House) -> None:
    child = await house.a_child()
    officer = await house.officer()

    answers = await asyncio.gather(
        *(officer.send_step("/v1/applications", a_draft(child.id, ST_BEDE)) for _ in range(10))
    )

    made = [answer for answer in answers if answer.status_code == 201]
    assert len(made) == 1
    assert {answer.json()["code"] for answer in answers if answer.status_code != 201} == {"application_duplicate"}
    assert {answer.json()["existing_id"] for answer in answers if answer.status_code == 409} == {made[0].json()["id"]}


async def test_pl_606_a_repeat_with_the_same_key_gets_the_first_answer_and_makes_no_second_event(house: House) -> None:
    child = await house.a_child()
    ready = await house.step(await house.drafted(child.id, ST_BEDE), "readiness", {})
    officer = await house.officer()
    path, key = f"/v1/applications/{ready['id']}/submission", new_id().hex

    first = await officer.send_step(path, {}, version=ready["version"], key=key)
    again = await officer.send_step(path, {}, version=ready["version"], key=key)

    assert (first.status_code, again.status_code) == (200, 200)
    assert again.content == first.content
    assert again.headers["idempotent-replay"] == "true"
    assert len(house.events("application.submitted", ready["id"])) == 1
    assert len(house.mails(ready["id"])) == 1


async def test_a_step_on_a_version_that_has_changed_is_stale(house: House) -> None:
    child = await house.a_child()
    draft = await house.drafted(child.id, ST_BEDE)
    await house.step(draft, "readiness", {})
    officer = await house.officer()

    stale = await officer.send_step(f"/v1/applications/{draft['id']}/readiness", {}, version=draft["version"])
    absent = await officer.send_step(f"/v1/applications/{draft['id']}/readiness", {})

    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    assert (absent.status_code, absent.json()["code"]) == (428, "precondition_required")


async def test_the_letter_can_be_read_before_it_is_sent(house: House) -> None:
    house.clock.set("2026-11-09")
    child = await house.a_child(first_name="Zebedee", surname="Quimby")
    draft = await house.drafted(child.id, ST_BEDE)
    officer = await house.officer()

    preview = (await officer.get(f"/v1/applications/{draft['id']}/letter-preview?template_key=L1")).json()

    text = {part["part"]: part["text"] for part in preview["parts"]}
    assert list(text) == ["facts", "rule", "ask", "by_when", "support", "follows"]
    assert "Z.Q." in text["facts"]
    assert "Zebedee" not in str(preview)
    assert "Monday 23 November 2026" in text["by_when"]
    assert "1 December 2026" in text["by_when"]
    assert preview["legal_basis"] == ["School Admissions Code 2021"]
    assert preview["recipients"] == [f"admissions@school{ST_BEDE}.test"]
    assert preview["mail_subject"].endswith("23 November 2026")
    assert house.mails(draft["id"]) == []


async def test_where_no_calendar_covers_the_days_the_request_goes_out_and_the_clock_says_so(house: House) -> None:
    """PL-112, PL-314: a missing calendar holds no child up, and no date is guessed."""
    child = await house.a_child()

    application = await house.asked(child.id, NORTHSTAR_SCHOOL, on="2027-07-27")

    clocks = {clock["key"]: clock for clock in application["clocks"]}
    assert application["state"] == "submitted"
    assert clocks["inyear_limit"]["state"] == "calendar_missing"
    assert (clocks["inyear_limit"]["due_on"], clocks["inyear_limit"]["days"]) == (None, None)
    [mail] = house.mails(application["id"])
    assert mail[2] == "A school place for a child in care"
