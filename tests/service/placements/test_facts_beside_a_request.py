"""What is known of a school stands beside the request: papers its authority wants, numbers, and room against "full"."""

from typing import Any

from factories.exampleshire import EXAMPLESHIRE_CODE, NORTHSTAR_SCHOOL, OAK, ST_BEDE
from factories.placements_house import House
from kit.auth.vocabulary import Role

REASON = "The host's form is on its way and will follow."
FULL = {"codes": ["FULL_YEAR_GROUP"], "answer_reference": "letter of 9 November"}
NUMBERS = {"academic_year": "2026-27", "year_group": "8", "as_of": "2026-10-01", "source": "Census"}


async def put(house: House, path: str, body: dict[str, Any], version: int = 0) -> None:
    answer = await (await house.officer()).put(path, json=body, headers={"If-Match": f'"{version}"'})
    assert answer.status_code == 200, answer.text


async def submit(house: House, ready: dict[str, Any], body: dict[str, Any]) -> Any:
    officer = await house.officer()
    return await officer.send_step(f"/v1/applications/{ready['id']}/submission", body, version=ready["version"])


async def test_a_paper_the_host_wants_is_listed_and_without_it_a_reason_is_needed(house: House) -> None:
    """PL-302, T1, T3."""
    first = await house.drafted((await house.a_child()).id, ST_BEDE)
    wanted = [{"key": "in_year_form", "label": "In-year form", "signed": True}]
    profile = {"coordinates_in_year": "yes", "required_attachments": wanted}
    await put(house, f"/v1/admissions-profiles/{EXAMPLESHIRE_CODE}", profile)
    draft = await house.drafted((await house.a_child()).id, ST_BEDE)
    ready = await house.step(draft, "readiness", {})

    bare = await submit(house, ready, {})
    explained = await submit(house, ready, {"incomplete_reason": REASON})

    assert "admissions_profile_missing" in first["warnings"]
    assert "admissions_profile_missing" not in draft["warnings"]
    assert "application.attachments.in_year_form" in draft["incomplete"]
    assert (bare.status_code, bare.json()["code"]) == (409, "attachment_missing")
    assert explained.status_code == 200, explained.text
    await put(house, f"/v1/admissions-profiles/{EXAMPLESHIRE_CODE}", profile | {"required_attachments": []}, 1)


async def test_full_against_numbers_that_show_room_is_flagged_and_the_numbers_stand_beside(house: House) -> None:
    """PL-309: a hint, no verdict; another reason or full numbers raise no flag."""
    await put(house, f"/v1/schools/{NORTHSTAR_SCHOOL}/facts", {"year_groups": [NUMBERS | {"pan": 30, "nor": 28}]})
    await put(house, f"/v1/schools/{ST_BEDE}/facts", {"year_groups": [NUMBERS | {"pan": 30, "nor": 30}]})
    hinted = await house.asked((await house.a_child()).id, NORTHSTAR_SCHOOL)
    full = await house.asked((await house.a_child()).id, ST_BEDE)
    other = await house.asked((await house.a_child()).id, NORTHSTAR_SCHOOL)
    school = await house.school(hinted["id"])
    asked = (await school.get("/v1/reply")).json()

    refused = await house.step(hinted, "refusal", FULL)
    rightly = await house.step(full, "refusal", FULL)
    otherwise = await house.step(other, "refusal", FULL | {"codes": ["BEHAVIOUR"]})

    flag = "reason_conflicts_with_facts"
    assert (flag in refused["flags"], flag in rightly["flags"], flag in otherwise["flags"]) == (True, False, False)
    held = {fact["key"]: (fact["value"], fact["source"], fact["as_of"]) for fact in refused["facts"]}
    assert (held["pan"], held["nor"]) == (("30", "Census", "2026-10-01"), ("28", "Census", "2026-10-01"))
    assert {"pan", "nor"} <= {fact["key"] for fact in asked["facts_held"]}
    account = await house.account(Role.SCHOOL_HEAD, school=NORTHSTAR_SCHOOL)
    seen = (await account.get(f"/v1/applications/{hinted['id']}")).json()
    assert {"pan", "nor"} <= {fact["key"] for fact in seen["facts"]}


async def test_a_school_answers_about_its_places_from_its_own_account_and_no_other_school_does(house: House) -> None:
    house.clock.set("2026-11-09")
    officer, neighbour = await house.officer(), await house.neighbour()
    question = {"school_urn": OAK, "year_group": "7"}
    asked = (await officer.send_step("/v1/vacancy-requests", question)).json()
    theirs = (await neighbour.send_step("/v1/vacancy-requests", question)).json()
    oak = await house.account(Role.SCHOOL_ADMISSIONS, school=OAK)
    bede = await house.account(Role.SCHOOL_ADMISSIONS, school=ST_BEDE)
    path = f"/v1/vacancy-requests/{asked['id']}/reply"

    listed = (await oak.get("/v1/vacancy-requests", params={"answered": False})).json()["items"]
    stranger = await bede.send_step(path, {"places": 3}, version=1)
    answered = await oak.send_step(path, {"places": 3, "pan": 120}, version=1)

    assert [(one["id"], one["authority"]) for one in listed] == [
        (theirs["id"], theirs["authority"]),
        (asked["id"], EXAMPLESHIRE_CODE),
    ]
    assert (await bede.get("/v1/vacancy-requests")).json()["items"] == []
    assert (stranger.status_code, stranger.json()["code"]) == (404, "not_found")
    assert (answered.status_code, answered.json()["state"]) == (200, "answered"), answered.text
    facts = (await officer.get(f"/v1/schools/{OAK}")).json()["facts"]
    assert [(row["year_group"], row["pan"]) for row in facts["year_groups"]] == [("7", 120)]
    assert (await oak.send_step("/v1/vacancy-requests", question)).status_code == 403


async def test_an_adverse_inspection_asks_for_an_exception_and_a_weak_one_for_a_note(house: House) -> None:
    """PL-510."""
    inspection = {"inspection_framework": "graded", "as_of": "2026-10-01", "source": "Ofsted"}
    path = f"/v1/schools/{OAK}/facts"
    officer = await house.officer()
    held = (await officer.get(f"/v1/schools/{OAK}")).json()["facts"]["version"]
    body = {"year_groups": [], "inspection": inspection}
    await put(house, path, body | {"inspection": inspection | {"overall_grade": 3}}, held)
    draft = await house.drafted((await house.a_child()).id, OAK)
    assert "inspection_note_missing" in draft["warnings"]

    await put(house, path, body | {"inspection": inspection | {"overall_grade": 4}}, held + 1)
    refused = await officer.send_step(f"/v1/applications/{draft['id']}/readiness", {}, version=draft["version"])
    measures = inspection | {"overall_grade": 2, "category_of_concern": "special_measures"}
    await put(house, path, body | {"inspection": measures}, held + 2)
    again = await officer.send_step(f"/v1/applications/{draft['id']}/readiness", {}, version=draft["version"])
    await put(house, path, body | {"inspection": inspection | {"overall_grade": 2}}, held + 3)
    ready = await officer.send_step(f"/v1/applications/{draft['id']}/readiness", {}, version=draft["version"])

    assert [(one.status_code, one.json()["code"]) for one in (refused, again)] == [(409, "approval_missing")] * 2
    assert ready.status_code == 200, ready.text
    assert "inspection_note_missing" not in ready.json()["warnings"]
