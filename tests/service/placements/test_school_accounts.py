"""Somebody of a school or trust, signed in: what they reach, see and do (section 3, PL-205, O54, O60)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from factories.exampleshire import EXAMPLESHIRE_CODE, NORTHSTAR_SCHOOL, ST_BEDE, UNREACHED, WESTBOROUGH_CODE
from factories.placements_house import House
from factories.school_callers import shown, take, told
from kit.auth.vocabulary import Role
from kit.kernel.ids import new_id
from placements.domain.child import Child
from placements.domain.roll import Roll

NORTH_TRUST = "2044"
STEPS: Mapping[str, dict[str, Any]] = {
    "offer": {"start_on": "2026-11-16"},
    "refusal": {"codes": ["BEHAVIOUR"]},
    "start": {"start_on": "2026-11-16"},
    "enrolment": {"first_day_on": "2026-11-16"},
}


async def a_pupil(house: House, urn: int, authority: str = EXAMPLESHIRE_CODE, **given: Any) -> Child:
    roll = Roll(id=new_id(), school_urn=urn, first_day_on=date(2026, 9, 1))
    return await house.a_child(authority, rolls=[roll], **given)


async def test_pl_s21_another_school_or_trust_cannot_tell_that_the_application_exists(house: House) -> None:
    house.clock.set("2026-11-09")
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    house.ask(
        "update placements.schools set trust_uid = %s where urn = %s returning urn", NORTH_TRUST, NORTHSTAR_SCHOOL
    )
    callers = [
        await house.account(school=NORTHSTAR_SCHOOL),
        await house.account(Role.SCHOOL_ADMISSIONS, school=NORTHSTAR_SCHOOL),
        await house.trust(NORTH_TRUST),
        await house.trust("9999"),
        await house.neighbour(),
    ]

    for caller in callers:
        foreign = await caller.get(f"/v1/applications/{asked['id']}")
        missing = await caller.get(f"/v1/applications/{new_id()}")
        assert told(foreign) == told(missing)
        assert foreign.status_code == 404
        for path, body in STEPS.items():
            step = await caller.send_step(f"/v1/applications/{asked['id']}/{path}", body, version=asked["version"])
            no_step = await caller.send_step(f"/v1/applications/{new_id()}/{path}", body, version=asked["version"])
            assert told(step) == told(no_step)
            assert step.status_code in {404, 422}
    assert (await house.shown(asked["id"]))["version"] == asked["version"]


async def test_a_school_sees_no_request_before_it_is_sent_and_none_a_year_after_it_ended(house: House) -> None:
    child = await house.a_child()
    house.clock.set("2026-11-09")
    draft = await house.drafted(child.id, ST_BEDE)
    school = await house.account(school=ST_BEDE)
    before = await school.get(f"/v1/applications/{draft['id']}")
    ready = await house.step(draft, "readiness", {})
    sent = await house.step(ready, "submission", {})
    await house.step(sent, "withdrawal", {"reason": "child_wish"})

    house.clock.set("2027-11-08")
    still = await (await house.account(school=ST_BEDE)).get(f"/v1/applications/{draft['id']}")
    house.clock.set("2027-11-09")
    later = await house.account(school=ST_BEDE)
    gone = await later.get(f"/v1/applications/{draft['id']}")
    listed = (await later.get("/v1/applications?limit=100")).json()["items"]

    assert (before.status_code, still.status_code, gone.status_code) == (404, 200, 404)
    assert draft["id"] not in {row["id"] for row in listed}
    house.clock.set("2026-11-09")


async def test_lists_hold_the_requests_of_all_authorities_to_the_own_schools_and_no_others(house: House) -> None:
    house.clock.set("2026-11-09")
    child = await house.a_child(first_name="Zebedee", surname="Quimby")
    mine = await house.asked(child.id, NORTHSTAR_SCHOOL)
    other = await house.asked(child.id, ST_BEDE)
    foreign = await house.a_child(WESTBOROUGH_CODE)
    neighbour = await house.neighbour()
    drafted = await neighbour.send_step(
        "/v1/applications",
        {
            "child_id": str(foreign.id),
            "school_urn": NORTHSTAR_SCHOOL,
            "case": {"reason": "new_to_care", "need_from": "2026-10-05"},
        },
    )
    application = drafted.json()
    for path, body in (("readiness", {}), ("submission", {"incomplete_reason": "The rest follows with the PEP."})):
        answer = await neighbour.send_step(
            f"/v1/applications/{application['id']}/{path}", body, version=application["version"]
        )
        assert answer.status_code == 200, answer.text
        application = answer.json()
    school = await house.account(school=NORTHSTAR_SCHOOL)

    listed = (await school.get("/v1/applications?limit=100")).json()["items"]
    inbox = (await school.get("/v1/inbox?limit=100")).json()

    ids = {row["id"] for row in listed}
    assert {mine["id"], application["id"]} <= ids
    assert other["id"] not in ids
    rows = {row["id"]: row for row in inbox["items"]}
    due = {clock["key"]: clock["due_on"] for clock in mine["clocks"]}
    assert {mine["id"], application["id"]} <= rows.keys()
    assert {row["school"]["urn"] for row in inbox["items"]} == {NORTHSTAR_SCHOOL}
    assert rows[mine["id"]]["authority"] == {"code": EXAMPLESHIRE_CODE, "name": "Exampleshire"}
    assert rows[application["id"]]["authority"]["code"] == WESTBOROUGH_CODE
    assert (rows[mine["id"]]["asks"], rows[mine["id"]]["due_on"]) == ("answer", due["inyear_target"])
    assert rows[mine["id"]]["needs_answer"] is True
    assert rows[mine["id"]]["child"]["name"] == "Zebedee"
    assert "Quimby" not in str(inbox) + str(listed)
    assert inbox["to_answer"] == len(inbox["items"])


async def test_the_inbox_pages_by_date_without_losing_or_repeating_a_request(house: House) -> None:
    for day in ("2026-11-09", "2026-11-10", "2026-11-11"):
        child = await house.a_child()
        await house.asked(child.id, NORTHSTAR_SCHOOL, on=day)
    school = await house.account(school=NORTHSTAR_SCHOOL)
    whole = (await school.get("/v1/inbox?limit=100")).json()["items"]

    paged: list[dict[str, Any]] = []
    cursor = ""
    for _ in range(len(whole)):
        page = (await school.get(f"/v1/inbox?limit=1{cursor}")).json()
        paged += page["items"]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"

    assert [row["id"] for row in paged] == [row["id"] for row in whole]
    dates = [row["due_on"] or "9999" for row in whole]
    assert dates == sorted(dates)
    assert len(whole) >= 3


async def test_a_trust_reaches_each_of_its_schools_and_no_others(house: House) -> None:
    house.clock.set("2026-11-09")
    urns = [NORTHSTAR_SCHOOL, UNREACHED]
    house.ask("update placements.schools set trust_uid = %s where urn = any(%s) returning urn", NORTH_TRUST, urns)
    first, second, third = [await house.a_child() for _ in range(3)]
    asked = [await house.asked(first.id, NORTHSTAR_SCHOOL), await house.asked(second.id, UNREACHED)]
    other = await house.asked(third.id, ST_BEDE)
    trust = await house.trust(NORTH_TRUST)

    seen = [(await shown(trust, one["id"]))["school"]["urn"] for one in asked]
    inbox = (await trust.get("/v1/inbox?limit=100")).json()
    hidden = await trust.get(f"/v1/applications/{other['id']}")
    offered = await take(trust, asked[1], "offer", {"start_on": "2026-11-16"})

    assert seen == urns
    assert {row["school"]["urn"] for row in inbox["items"]} == set(urns)
    assert inbox["children_on_roll"] == []
    assert hidden.status_code == 404
    assert offered["state"] == "offered"


async def test_a_head_sees_the_children_on_the_own_roll_now_and_admissions_does_not(house: House) -> None:
    house.clock.set("2026-11-09")
    ended = Roll(id=new_id(), school_urn=ST_BEDE, first_day_on=date(2026, 9, 1), last_day_on=date(2026, 10, 1))
    before = Roll(
        id=new_id(), school_urn=NORTHSTAR_SCHOOL, first_day_on=date(2025, 9, 1), last_day_on=date(2026, 8, 31)
    )
    now = Roll(id=new_id(), school_urn=ST_BEDE, first_day_on=date(2026, 9, 1))
    pupil = await house.a_child(
        rolls=[before, now], surname="Oakley", host_authority="801", home_postcode_sector="AB1 2"
    )
    foreign = await a_pupil(house, ST_BEDE, WESTBOROUGH_CODE, surname="Aldous")
    left = await house.a_child(rolls=[ended])
    elsewhere = await a_pupil(house, NORTHSTAR_SCHOOL)
    asked = await house.asked((await house.a_child()).id, ST_BEDE)
    head = await house.account(school=ST_BEDE)
    admissions = await house.account(Role.SCHOOL_ADMISSIONS, school=ST_BEDE)

    one = await head.get(f"/v1/children/{pupil.id}")
    listed = (await head.get("/v1/children?limit=100")).json()["items"]
    inbox = (await head.get("/v1/inbox")).json()
    hidden = [
        (await head.get(f"/v1/children/{child}")).status_code
        for child in (left.id, elsewhere.id, asked["child"]["id"], new_id())
    ]
    refused = [(await admissions.get(path)).status_code for path in ("/v1/children", f"/v1/children/{pupil.id}")]

    body = one.json()
    assert one.status_code == 200
    assert (body["surname"], body["care_status"]) == ("Oakley", "looked_after")
    assert [roll["school"]["urn"] for roll in body["rolls"]] == [ST_BEDE]
    assert "AB1 2" not in one.text
    assert "801" not in one.text
    ids = {row["child"]["id"] for row in listed}
    assert {str(pupil.id), str(foreign.id)} <= ids
    assert not ids & {str(left.id), str(elsewhere.id), asked["child"]["id"]}
    assert {row["child"]["id"] for row in inbox["children_on_roll"]} == ids
    assert hidden == [404] * 4
    assert refused == [403, 403]


async def test_pl_s21_child_application_letter_and_link_of_others_look_like_ones_that_are_not_there(
    house: House,
) -> None:
    house.clock.set("2026-11-09")
    pupil = await a_pupil(house, ST_BEDE)
    asked = await house.asked(pupil.id, ST_BEDE)
    other = await house.asked((await house.a_child()).id, ST_BEDE)
    officer = await house.officer()
    [letter] = (await officer.get(f"/v1/applications/{asked['id']}")).json()["letters"]
    neighbour, head = await house.neighbour(), await house.account(school=NORTHSTAR_SCHOOL)
    trust, link = await house.trust("9999"), await house.school(other["id"])
    seen_by_neighbour = (
        "/v1/children/{}",
        "/v1/applications/{}",
        "/v1/letters/{}",
        "/v1/applications/{}/reply-links",
    )
    ids = (pupil.id, asked["id"], letter["id"], asked["id"])
    callers = [(neighbour, path, one) for path, one in zip(seen_by_neighbour, ids, strict=True)]
    callers += [(head, "/v1/children/{}", pupil.id), (head, "/v1/applications/{}", asked["id"])]
    callers += [(trust, "/v1/applications/{}", asked["id"])]

    for caller, path, one in callers:
        foreign, missing = await caller.get(path.format(one)), await caller.get(path.format(new_id()))
        assert told(foreign) == told(missing)
        assert foreign.status_code == 404
    for path in ("/v1/letters/{}", "/v1/applications/{}/reply-links"):
        refusals = [await head.get(path.format(one)) for one in (letter["id"], asked["id"], new_id())]
        assert {refusal.status_code for refusal in refusals} == {403}
    other_link = house.ask("select id from placements.reply_links where subject_id = %s", asked["id"])[0][0]
    body = {"email": f"head@school{ST_BEDE}.test"}
    passed = [told(await link.send_step(f"/v1/reply-links/{one}/forward", body)) for one in (other_link, new_id())]
    assert passed[0] == passed[1]
    assert passed[0][0] == 404
