"""A request before it is sent: changed, taken up again, with the papers the host wants; and flags of the day."""

import pytest

from factories.exampleshire import EXAMPLESHIRE_CODE, OAK, ST_BEDE, WORKER_POST
from factories.placements_house import House
from kit.auth.vocabulary import Role


async def test_a_request_may_be_changed_until_it_is_sent(house: House) -> None:
    """O50."""
    child = await house.a_child(social_worker_post_id=WORKER_POST)
    house.clock.set("2026-11-09")
    draft = await house.drafted(child.id, ST_BEDE)
    worker, officer = await house.staff(Role.SOCIAL_WORKER), await house.officer()
    path = f"/v1/applications/{draft['id']}"
    told = {
        "rank": 2,
        "requested_start": {"kind": "on", "on": "2026-11-23"},
        "why_this_school": "His brother goes there.",
        "child_view": "I want to be with my brother.",
        "distance_km": 3.4,
        "inspection_note": "A named adult, and a quiet room.",
        "attachments": [
            {"key": "pep", "title": "Plan", "kind": "pep", "dated_on": "2026-10-12", "held_at": "virtual school"},
            {"key": "risk", "title": "Risk assessment", "kind": "risk_assessment", "signed": True},
        ],
        "alternatives": [],
        "external_ref": "HP-1",
    }

    changed = await worker.patch(path, json=told, headers={"If-Match": f'"{draft["version"]}"'})
    assert changed.status_code == 200, changed.text
    ready = await house.step(changed.json(), "readiness", {})
    again = await house.step(ready, "draft", {})
    stale = await officer.patch(path, json={"rank": 3}, headers={"If-Match": f'"{draft["version"]}"'})
    empty = await officer.patch(path, json={"rank": None}, headers={"If-Match": f'"{again["version"]}"'})

    after = changed.json()
    assert {name: after[name] for name in told if name != "attachments"} == {
        name: value for name, value in told.items() if name != "attachments"
    }
    assert [one["kind"] for one in after["attachments"]] == ["pep", "risk_assessment"]
    assert after["attachments"][0]["dated_on"] == "2026-10-12"
    assert "application.alternatives" in after["incomplete"]
    assert (ready["state"], again["state"]) == ("ready", "draft")
    assert stale.status_code == 412
    assert (empty.status_code, empty.json()["errors"][0]["pointer"]) == (422, "/rank")


async def test_what_was_sent_is_not_changed_any_more(house: House) -> None:
    asked = await house.asked((await house.a_child()).id, ST_BEDE)
    officer = await house.officer()

    refused = await officer.patch(
        f"/v1/applications/{asked['id']}", json={"rank": 2}, headers={"If-Match": f'"{asked["version"]}"'}
    )

    assert (refused.status_code, refused.json()["code"]) == (409, "step_not_allowed")


@pytest.mark.parametrize("field", ["religion", "state", "received_on", "child_id", "school_urn"])
async def test_pl_603_a_request_has_no_field_for_religion_and_none_for_what_steps_decide(
    house: House, field: str
) -> None:
    """A faith school's own form is a paper that is referred to; the child's religion is not kept."""
    house.clock.set("2026-11-09")
    draft = await house.drafted((await house.a_child()).id, ST_BEDE)
    officer = await house.officer()

    refused = await officer.patch(
        f"/v1/applications/{draft['id']}", json={field: "x"}, headers={"If-Match": f'"{draft["version"]}"'}
    )

    assert refused.status_code == 422
    assert field not in draft or field != "religion"


async def test_a_paper_the_host_wants_is_listed_and_needs_a_word_when_it_is_missing(house: House) -> None:
    """PL-302, T3 `attachment_missing`."""
    officer = await house.officer()
    house.clock.set("2026-11-09")
    before = await house.drafted((await house.a_child()).id, ST_BEDE)
    profile = {
        "coordinates_in_year": "yes",
        "required_attachments": [{"key": "sif", "label": "Supplementary form", "signed": True}],
    }
    kept = await officer.put(f"/v1/admissions-profiles/{EXAMPLESHIRE_CODE}", json=profile, headers={"If-Match": '"0"'})
    assert kept.status_code in {200, 201}, kept.text
    unsigned = [{"key": "sif", "title": "Form", "kind": "supplementary_form"}]
    pep = {"key": "pep", "title": "Plan", "kind": "pep"}
    child = await house.a_child()
    draft = await house.drafted(child.id, ST_BEDE, attachments=[pep, *unsigned])
    ready = await house.step(draft, "readiness", {})
    path = f"/v1/applications/{ready['id']}/submission"

    refused = await officer.send_step(path, {}, version=ready["version"])
    sent = await officer.send_step(
        path, {"incomplete_reason": "The carer signs it on Thursday; it follows."}, version=ready["version"]
    )

    assert "admissions_profile_missing" in before["warnings"]
    assert "admissions_profile_missing" not in draft["warnings"]
    assert draft["incomplete"] == ["application.attachments.sif"]
    assert (refused.status_code, refused.json()["code"]) == (409, "attachment_missing")
    assert sent.status_code == 200, sent.text


async def test_full_is_flagged_where_our_own_numbers_show_room(house: House) -> None:
    """PL-309: a hint, no verdict."""
    officer = await house.officer()
    facts = {
        "year_groups": [
            {
                "academic_year": "2026-27",
                "year_group": "8",
                "pan": 180,
                "nor": 171,
                "as_of": "2026-10-01",
                "source": "autumn census",
            }
        ]
    }
    kept = await officer.put(f"/v1/schools/{OAK}/facts", json=facts, headers={"If-Match": '"0"'})
    assert kept.status_code == 200, kept.text
    roomy = await house.asked((await house.a_child()).id, OAK, incomplete=True)
    unknown = await house.asked((await house.a_child()).id, ST_BEDE, incomplete=True)
    no = {
        "codes": ["FULL_YEAR_GROUP"],
        "answer_reference": "letter",
        "evidence": [{"key": "class_sizes", "given": "yes"}],
    }

    roomy, unknown = await house.step(roomy, "refusal", no), await house.step(unknown, "refusal", no)

    assert (roomy["flags"], unknown["flags"]) == (["reason_conflicts_with_facts"], [])
    assert roomy["answer"]["ground"] == "lawful"


async def test_a_request_past_its_target_is_overdue_until_it_is_answered(house: House) -> None:
    asked = await house.asked((await house.a_child()).id, ST_BEDE, incomplete=True)
    house.clock.set("2026-11-23")
    on_the_day = await house.shown(asked["id"])
    house.clock.set("2026-11-24")

    past = await house.shown(asked["id"])
    officer = await house.officer()
    listed = (await officer.get("/v1/applications?past_date=true")).json()["items"]
    answered = await house.step(past, "refusal", {"codes": ["BEHAVIOUR"], "answer_reference": "letter"})

    assert (on_the_day["flags"], past["flags"]) == ([], ["overdue"])
    assert [row["flags"] for row in listed if row["id"] == asked["id"]] == [["overdue"]]
    assert "overdue" not in answered["flags"]
