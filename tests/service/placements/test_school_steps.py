"""A school answers signed in: the same steps as by its link, in the tenant of the authority that asked (O54)."""

from typing import Any

from factories.escalating import consulted, refused
from factories.exampleshire import EXAMPLESHIRE_CODE, NORTHSTAR_SCHOOL, ST_BEDE
from factories.placements_house import House
from factories.school_callers import shown, take
from kit.auth.vocabulary import Role
from placements.domain.child import SenStatus


async def test_a_school_answers_signed_in_from_the_question_to_the_first_day(house: House) -> None:
    child = await house.a_child(first_name="Zebedee", surname="Quimby", upn="H801200001001", upn_unknown_reason=None)
    asked = await house.asked(child.id, ST_BEDE)
    sibling = await house.asked(child.id, NORTHSTAR_SCHOOL)
    school = await house.account(Role.SCHOOL_ADMISSIONS, school=ST_BEDE)

    offered = await take(school, await shown(school, asked["id"]), "offer", {"start_on": "2026-11-16"})
    await house.step(await house.shown(asked["id"]), "acceptance", {"accepted_by": "carer"})
    agreed = await take(school, await shown(school, asked["id"]), "start", {"start_on": "2026-11-16"})
    house.clock.set("2026-11-16")
    later = await house.account(Role.SCHOOL_ADMISSIONS, school=ST_BEDE)
    enrolled = await take(later, agreed, "enrolment", {"first_day_on": "2026-11-16"})

    assert [one["state"] for one in (offered, agreed, enrolled)] == ["offered", "start_agreed", "on_roll"]
    assert offered["answer"]["received_through"] == "account"
    assert (await house.shown(sibling["id"]))["state"] == "superseded"
    [decided] = house.events("application.decided", asked["id"])
    assert decided["received_through"] == "account"


async def test_se_103_what_a_school_reads_and_does_stands_in_the_chain_of_the_authority_that_asked(
    house: House,
) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    school = await house.account(school=ST_BEDE)

    await shown(school, asked["id"])
    await take(school, asked, "offer", {"start_on": "2026-11-16"})

    entries = house.ask(
        "select e.authority, e.operation, e.roles from placements.audit_entries e join placements.audit_children c"
        " on c.authority = e.authority and c.seq = e.seq where c.child_id = %s and e.actor_id = %s order by e.seq",
        child.id,
        school.identity.subject,
    )
    assert entries == [
        (EXAMPLESHIRE_CODE, "show_application", "school_head"),
        (EXAMPLESHIRE_CODE, "record_offer", "school_head"),
    ]


async def test_a_school_cannot_date_its_answer_back(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    house.clock.set("2026-12-04")
    school = await house.account(school=ST_BEDE)

    refused = await school.send_step(
        f"/v1/applications/{asked['id']}/offer",
        {"start_on": "2026-12-07", "decided_on": "2026-11-20"},
        version=asked["version"],
    )

    assert refused.status_code == 422
    assert [error["pointer"] for error in refused.json()["errors"]] == ["/decided_on"]


async def test_pl_910_a_school_signed_in_changes_its_answer_until_the_limit_or_until_it_was_acted_on(
    house: House,
) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    school = await house.account(school=ST_BEDE)

    refused = await take(school, asked, "refusal", {"codes": ["FULL_YEAR_GROUP"]})
    conditional = await take(school, refused, "conditional-offer", {"conditions": ["PART_TIME"]})
    offered = await take(school, conditional, "offer", {"start_on": "2026-11-16"})
    again = await take(school, offered, "refusal", {"codes": ["FULL_YEAR_GROUP"]})
    house.clock.set("2026-12-02")
    later = await house.account(school=ST_BEDE)
    after_limit = await later.send_step(
        f"/v1/applications/{asked['id']}/conditional-offer", {"conditions": ["PART_TIME"]}, version=again["version"]
    )

    answers = {"record_offer", "offer_with_conditions", "record_refusal"}
    assert answers <= {action["action"] for action in offered["allowed_actions"]}
    assert [one["outcome"] for one in again["decisions"]] == ["refused", "conditional", "offered", "refused"]
    assert (after_limit.status_code, after_limit.json()["code"]) == (409, "step_not_allowed")
    assert answers & {action["action"] for action in (await shown(later, asked["id"]))["allowed_actions"]} == {
        "record_offer"
    }
    house.clock.set("2026-11-09")


async def test_a_school_acknowledges_asks_keeps_to_its_refusal_and_writes_a_note(house: House) -> None:
    house.clock.set("2026-11-09")
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    school = await house.account(Role.DESIGNATED_TEACHER, school=ST_BEDE)

    known = await take(school, asked, "acknowledgement", {})
    questioned = await take(school, known, "question", {"questions": ["Which languages does he speak?"]})
    refused = await take(school, questioned, "refusal", {"codes": ["FULL_YEAR_GROUP"]})
    await house.step(await house.shown(asked["id"]), "challenge", {})
    challenged = await shown(school, asked["id"])
    kept = await take(school, challenged, "challenge-reply", {"reply": "The year group is full."})
    noted = await school.put(
        f"/v1/applications/{asked['id']}/annotation",
        json={"text": "We offered a place in the next year group."},
        headers={"If-Match": f'"{kept["version"]}"'},
    )
    offered = await take(school, noted.json(), "offer", {"start_on": "2026-11-16"})
    withdrawn = await take(school, offered, "offer-withdrawal", {"basis": "none"})

    assert [one["state"] for one in (known, refused, challenged)] == ["acknowledged", "refused", "challenged"]
    assert questioned["questions"][0]["questions"] == ["Which languages does he speak?"]
    assert challenged["asks"] == "answer_challenge"
    assert kept["challenges"][0]["reply"] == "The year group is full."
    assert noted.json()["answer"]["annotation"] == "We offered a place in the next year group."
    assert (offered["answer"]["overturned_by"], withdrawn["state"]) == ("challenge", "refused")
    inbox = (await school.get("/v1/inbox?part=to_answer&limit=100")).json()["items"]
    waiting = (await school.get("/v1/inbox?part=waiting&limit=100")).json()["items"]
    assert asked["id"] not in {row["id"] for row in inbox}
    assert asked["id"] in {row["id"] for row in waiting}


async def a_plan_consultation(house: House) -> dict[str, Any]:
    """A school that is asked whether it can meet the needs of a child's plan."""
    house.clock.set("2026-11-09")
    child = await house.a_child(sen_status=SenStatus.EHCP, ehc_authority=EXAMPLESHIRE_CODE)
    ready = await house.step(await house.drafted(child.id, ST_BEDE), "readiness", {})
    return await house.step(ready, "ehcp-consultation", {"sent_on": "2026-11-09"}, role=Role.SEND_OFFICER)


async def test_t13_a_school_replies_to_a_consultation_signed_in_and_cannot_date_it_back(house: House) -> None:
    child = await house.a_child()
    no = await refused(house, child, asked_on="2026-11-02", on="2026-11-03")
    consulting = await consulted(house, no, "2026-11-10")
    house.clock.set("2026-11-12")
    school = await house.account(school=ST_BEDE)
    before = await shown(school, consulting["id"])

    back = await school.send_step(
        f"/v1/applications/{consulting['id']}/consultation-reply",
        {"willing": False, "replied_on": "2026-11-11", "representations": "We are full."},
        version=before["version"],
    )
    replied = await take(school, before, "consultation-reply", {"willing": False, "representations": "We are full."})

    assert (before["state"], before["asks"]) == ("consulting", "answer_consultation")
    assert (back.status_code, back.json()["errors"][0]["pointer"]) == (422, "/replied_on")
    assert replied["state"] == "consulting"
    assert (await house.shown(consulting["id"]))["version"] == replied["version"]


async def test_t29b_a_school_replies_on_a_plan_signed_in(house: House) -> None:
    asked = await a_plan_consultation(house)
    school = await house.account(school=ST_BEDE)
    before = await shown(school, asked["id"])

    replied = await take(school, before, "ehcp-reply", {"reply": "can_meet"})

    assert (before["state"], before["asks"]) == ("ehcp_consulting", "answer_plan")
    assert "ehcp_consult" in {clock["key"] for clock in before["clocks"]}
    assert (replied["state"], replied["asks"]) == ("ehcp_responded", "nothing")


async def test_t29b_a_school_replies_on_a_plan_by_its_link_and_it_is_never_a_refusal(house: House) -> None:
    yes, no = await a_plan_consultation(house), await a_plan_consultation(house)
    links = []
    for asked in (yes, no):
        officer = await house.officer()
        made = await officer.send_step(f"/v1/applications/{asked['id']}/reply-links", {})
        assert made.status_code == 201, made.text
        links.append(await house.school(asked["id"]))

    page = (await links[1].get("/v1/reply")).json()
    dated = await links[0].send_step("/v1/reply", {"answer": "offer", "start_on": "2026-11-16"})
    asking = await links[0].send_step("/v1/reply", {"answer": "question", "comment": "Who pays?"})
    can = await links[0].send_step("/v1/reply", {"answer": "offer"})
    bare = await links[1].send_step("/v1/reply", {"answer": "refuse"})
    code = page["reason_codes"][0]["code"]
    cannot = await links[1].send_step("/v1/reply", {"answer": "refuse", "reason_code": code, "comment": "No lift."})

    assert (page["asks"], page["answer_by"]) == ("answer", "2026-11-24")
    assert [one.status_code for one in (dated, asking, bare)] == [422, 409, 422]
    assert [(one.status_code, one.json()["state"]) for one in (can, cannot)] == [(200, "ehcp_responded")] * 2
    assert cannot.json()["outcome"] is None
    replies = [house.events("consultation.answered", asked["id"])[-1]["reply"] for asked in (yes, no)]
    assert replies == ["can_meet", "cannot_meet"]
    assert house.events("application.decided", no["id"]) == []
    assert (await links[1].get("/v1/reply")).status_code == 410


async def test_pl_s17_once_challenged_the_link_has_nothing_left_to_answer(house: House) -> None:
    house.clock.set("2026-11-09")
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    link = await house.school(asked["id"])
    await link.send_step("/v1/reply", {"answer": "refuse", "reason_code": "BEHAVIOUR"})
    await house.step(await house.shown(asked["id"]), "challenge", {})

    page = await link.get("/v1/reply")
    again = await link.send_step("/v1/reply", {"answer": "offer", "start_on": "2026-11-16"})

    assert [(one.status_code, one.json()["code"]) for one in (page, again)] == [(410, "link_closed")] * 2
