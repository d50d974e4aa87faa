"""From a draft to the mail in the school's inbox: readiness, submission, clocks, letter and link."""

import asyncio
from typing import Any

import pytest

from factories.exampleshire import (
    CLOSED_SCHOOL,
    NORTHSTAR_SCHOOL,
    OAK,
    ST_BEDE,
    UNREACHED,
    WORKER_POST,
    a_draft,
)
from factories.placements_house import House
from kit.auth.vocabulary import Role
from kit.kernel.ids import new_id
from placements.domain.child import SenStatus


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


async def test_a_child_without_a_name_cannot_be_asked_for_and_the_fields_are_pointed_at(house: House) -> None:
    child = await house.a_child(first_name=None, surname=None)
    draft = await house.drafted(child.id, ST_BEDE)
    officer = await house.officer()

    refused = await officer.send_step(f"/v1/applications/{draft['id']}/readiness", {}, version=draft["version"])

    assert (refused.status_code, refused.json()["code"]) == (422, "incomplete")
    assert [error["pointer"] for error in refused.json()["errors"]] == ["/child/first_name", "/child/surname"]
    [action] = [one for one in draft["allowed_actions"] if one["action"] == "make_ready"]
    assert (action["enabled"], action["reason"]) == (False, "incomplete")


async def test_a_social_worker_needs_the_virtual_schools_agreement(house: House) -> None:
    child = await house.a_child(social_worker_post_id=WORKER_POST)
    draft = await house.drafted(child.id, ST_BEDE)
    worker = await house.staff(Role.SOCIAL_WORKER)

    refused = await worker.send_step(f"/v1/applications/{draft['id']}/readiness", {}, version=draft["version"])

    assert [error["pointer"] for error in refused.json()["errors"]] == ["/virtual_school_agreement"]


async def test_what_is_good_to_have_and_missing_is_listed_and_wants_a_reason(house: House) -> None:
    """PL-601 soft fields, PL-112: a reason is taken, nothing is blocked."""
    child = await house.a_child(ethnicity=None)
    draft = await house.drafted(child.id, ST_BEDE, interests=None, carer_view=None)
    ready = await house.step(draft, "readiness", {})
    officer = await house.officer()
    path = f"/v1/applications/{ready['id']}/submission"

    refused = await officer.send_step(path, {}, version=ready["version"])
    short = await officer.send_step(path, {"incomplete_reason": "urgent"}, version=ready["version"])
    sent = await officer.send_step(
        path, {"incomplete_reason": "Moved yesterday; the rest follows."}, version=ready["version"]
    )

    assert ready["incomplete"] == ["child.ethnicity", "case.carer_view", "application.interests"]
    assert (refused.json()["code"], refused.json()["errors"][0]["pointer"]) == ("incomplete", "/incomplete_reason")
    assert short.json()["errors"][0]["code"] == "too_short"
    assert sent.json()["incomplete_reason"] == "Moved yesterday; the rest follows."


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"received_on": "2026-11-10"}, "received_on_in_future"),
        ({"received_on": "2026-11-05"}, "proof_required"),
    ],
)
async def test_pl_602_receipt_is_neither_in_the_future_nor_earlier_without_proof(
    house: House, body: dict[str, Any], code: str
) -> None:
    house.clock.set("2026-11-09")
    child = await house.a_child()
    ready = await house.step(await house.drafted(child.id, ST_BEDE), "readiness", {})
    officer = await house.officer()

    refused = await officer.send_step(f"/v1/applications/{ready['id']}/submission", body, version=ready["version"])

    assert (refused.status_code, refused.json()["code"]) == (422, code)


async def test_a_proved_earlier_receipt_starts_the_clocks_then(house: House) -> None:
    house.clock.set("2026-11-05")
    child = await house.a_child()
    ready = await house.step(await house.drafted(child.id, ST_BEDE), "readiness", {})

    sent = await house.step(ready, "submission", {"received_on": "2026-11-03", "receipt_proof": "portal_reference"})

    due = {clock["key"]: clock["due_on"] for clock in sent["clocks"]}
    assert (sent["received_on"], due["inyear_target"], due["inyear_limit"]) == (
        "2026-11-03",
        "2026-11-17",
        "2026-11-24",
    )


async def test_pl_s13_the_key_stage_4_gate_holds_until_an_emergency_is_explained(house: House) -> None:
    house.clock.set("2026-11-09")
    moved = await house.a_child(date_of_birth="2012-02-01")
    in_an_emergency = await house.a_child(date_of_birth="2012-02-01")
    officer = await house.officer()

    held = await house.drafted(moved.id, OAK, case={"reason": "care_move", "need_from": "2026-11-02"})
    refused = await officer.send_step(f"/v1/applications/{held['id']}/readiness", {}, version=held["version"])
    emergency = {
        "reason": "emergency_move",
        "need_from": "2026-11-02",
        "emergency": True,
        "emergency_reason": "The placement ended overnight",
    }
    ready = await house.step(await house.drafted(in_an_emergency.id, OAK, case=emergency), "readiness", {})

    assert held["year_group"] == "10"
    assert (refused.status_code, refused.json()["code"]) == (409, "approval_missing")
    assert ready["state"] == "ready"


async def test_a_child_who_is_not_in_care_is_not_asked_for(house: House) -> None:
    child = await house.a_child(in_care=False)
    draft = await house.drafted(child.id, ST_BEDE)
    officer = await house.officer()

    refused = await officer.send_step(f"/v1/applications/{draft['id']}/readiness", {}, version=draft["version"])

    assert (refused.status_code, refused.json()["code"]) == (409, "not_looked_after")


async def test_a_child_with_a_plan_goes_another_way(house: House) -> None:
    """PL-109: the authority that keeps the plan consults; nothing is submitted under the Code."""
    child = await house.a_child(sen_status=SenStatus.EHCP, ehc_authority="800")
    ready = await house.step(await house.drafted(child.id, ST_BEDE), "readiness", {})
    officer = await house.officer()

    refused = await officer.send_step(f"/v1/applications/{ready['id']}/submission", {}, version=ready["version"])

    assert ready["route"] == "ehcp_naming"
    assert (refused.status_code, refused.json()["code"]) == (409, "step_not_allowed")


@pytest.mark.parametrize(
    ("urn", "status", "code"), [(CLOSED_SCHOOL, 409, "school_closed"), (999999, 422, "school_unknown")]
)
async def test_a_closed_or_unknown_school_cannot_be_asked(house: House, urn: int, status: int, code: str) -> None:
    child = await house.a_child()
    officer = await house.officer()

    refused = await officer.send_step("/v1/applications", a_draft(child.id, urn))

    assert (refused.status_code, refused.json()["code"]) == (status, code)


async def test_without_a_case_the_draft_says_why_a_place_is_needed(house: House) -> None:
    child = await house.a_child()
    officer = await house.officer()

    refused = await officer.send_step("/v1/applications", a_draft(child.id, ST_BEDE, case=None))

    assert refused.status_code == 422
    assert refused.json()["errors"] == [{"pointer": "/case", "code": "missing", "message": "This is required."}]


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


async def test_pl_906_a_letter_for_a_child_without_a_name_would_have_a_blank(house: House) -> None:
    child = await house.a_child(first_name=None, surname=None)
    draft = await house.drafted(child.id, ST_BEDE)
    officer = await house.officer()

    refused = await officer.get(f"/v1/applications/{draft['id']}/letter-preview")
    unknown = await officer.get(f"/v1/applications/{draft['id']}/letter-preview?template_key=Z9")

    assert (refused.status_code, refused.json()["code"]) == (422, "merge_field_missing")
    assert refused.json()["errors"][0]["pointer"] == "/merge/child_label"
    assert unknown.json()["errors"][0]["pointer"] == "query/template_key"


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
