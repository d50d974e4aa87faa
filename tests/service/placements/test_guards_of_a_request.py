"""What has to be there before a school is asked, and how a guard that is not met is told."""

from typing import Any

import pytest

from factories.exampleshire import (
    CLOSED_SCHOOL,
    OAK,
    ST_BEDE,
    WORKER_POST,
    a_draft,
)
from factories.placements_house import House
from kit.auth.vocabulary import Role
from placements.domain.child import SenStatus


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


async def test_pl_906_a_letter_for_a_child_without_a_name_would_have_a_blank(house: House) -> None:
    child = await house.a_child(first_name=None, surname=None)
    draft = await house.drafted(child.id, ST_BEDE)
    officer = await house.officer()

    refused = await officer.get(f"/v1/applications/{draft['id']}/letter-preview")
    unknown = await officer.get(f"/v1/applications/{draft['id']}/letter-preview?template_key=Z9")

    assert (refused.status_code, refused.json()["code"]) == (422, "merge_field_missing")
    assert refused.json()["errors"][0]["pointer"] == "/merge/child_label"
    assert unknown.json()["errors"][0]["pointer"] == "query/template_key"
