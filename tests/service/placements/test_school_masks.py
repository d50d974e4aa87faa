"""What a school may know, stage by stage and field by field (PL-205, SE-55), and what the database itself hides."""

from collections.abc import Mapping
from typing import Any, Final

from factories.exampleshire import NORTHSTAR_SCHOOL, ST_BEDE, WESTBOROUGH_CODE
from factories.placements_house import House
from kit.auth.vocabulary import Role
from placements.domain.child import SenStatus

UPN: Final = "H801200001001"
CHILD: Final = {"forename": "Zebedee", "surname": "Quimby", "date_of_birth": "2014-03-01", "upn": UPN}
NOTHING, NAMED, NUMBERED = {"forename"}, {"forename", "surname", "date_of_birth"}, set(CHILD)
SHOWN: Final[Mapping[str, set[str]]] = {
    "submitted": NOTHING,
    "refused": NOTHING,
    "offered": NAMED,
    "accepted": NAMED,
    "start_agreed": NUMBERED,
    "on_roll": NUMBERED,
    "conditional": NOTHING,
    "no_response": NOTHING,
    "withdrawn": NOTHING,
}
"""What of the child is told in which state: a name needs an offer, a number an agreed start."""
MASK: Final = {
    "id", "version", "reference", "authority", "school", "child", "route", "entry_academic_year", "year_group",
    "requested_start", "strengths", "interests", "what_helps", "support", "contact", "state", "asks", "flags",
    "received_on", "submitted_at", "accepted_on", "start_on", "hours_per_week", "first_day_on", "closed_on", "clocks",
    "answer", "decisions", "questions", "challenges", "facts", "allowed_actions", "seen_by",
}  # fmt: skip
CHILD_MASK: Final = {
    "id", "forename", "surname", "date_of_birth", "upn", "sex", "year_group", "care_status", "sen_status",
    "ehc_authority", "last_school", "attending",
}  # fmt: skip
ALWAYS_HIDDEN: Final = (
    "cousins", "walk there", "Northstar", str(NORTHSTAR_SCHOOL), "CARER", "AB1 2", "QX12345", "post-worker", "ETHN",
    "care_move", "nearest", "rank", "case_id", "sibling", "owner_post",
)  # fmt: skip
"""Values and names of fields that no stage may show: views, other schools, addresses, whose work it is."""
LINK_HIDDEN: Final = ("Zebedee", "Quimby", "2014-03-01", UPN)


async def a_story(house: House) -> dict[str, Any]:
    """A request to St Bede, beside one to another school that refuses, for a child with much to hide."""
    child = await house.a_child(
        first_name="Zebedee",
        surname="Quimby",
        upn=UPN,
        upn_unknown_reason=None,
        la_child_id="QX12345",
        ethnicity="ETHN",
        home_postcode_sector="AB1 2",
        host_authority=WESTBOROUGH_CODE,
        social_worker_post_id="post-worker",
        sen_status=SenStatus.SUPPORT,
    )
    sibling = await house.asked(child.id, NORTHSTAR_SCHOOL, rank=2)
    refusal = {"codes": ["BEHAVIOUR"], "answer_reference": "call", "narrative": "CARER said so at Northstar."}
    await house.step(sibling, "refusal", refusal)
    return await house.asked(child.id, ST_BEDE, nearest_reason="It is nearest to AB1 2.")


async def check(house: House, application_id: str) -> str:
    """One look by account and one by link: every field against its stage. The state that was seen."""
    school = await house.account(Role.SCHOOL_ADMISSIONS, school=ST_BEDE)
    answer = await school.get(f"/v1/applications/{application_id}")
    listed = await school.get("/v1/applications?limit=100")
    inbox = await school.get("/v1/inbox?limit=100")
    body = answer.json()
    shown = SHOWN[body["state"]]
    told = {name: body["child"][name] for name in CHILD}
    assert body.keys() == MASK
    assert body["child"].keys() == CHILD_MASK
    assert told == {name: value if name in shown else None for name, value in CHILD.items()}
    for text in (answer.text, listed.text, inbox.text):
        hidden = ALWAYS_HIDDEN if text is answer.text else [value for value in ALWAYS_HIDDEN if value != "case_id"]
        assert [value for value in hidden if value in text] == []
    names = {
        row["child"]["name"] for row in [*listed.json()["items"], *inbox.json()["items"]] if row["id"] == application_id
    }
    assert names <= {"Zebedee Quimby" if "surname" in shown else "Zebedee"}
    for text in (listed.text, inbox.text):
        assert UPN not in text
        assert CHILD["date_of_birth"] not in text
    return str(body["state"])


async def test_pl_205_a_school_learns_of_a_child_stage_by_stage(house: House) -> None:
    asked = await a_story(house)
    link = await house.school(asked["id"])
    states = [await check(house, asked["id"])]

    await link.send_step("/v1/reply", {"answer": "refuse", "reason_code": "FULL_YEAR_GROUP"})
    states.append(await check(house, asked["id"]))
    await link.send_step("/v1/reply", {"answer": "offer_with_conditions", "reason_code": "PART_TIME"})
    states.append(await check(house, asked["id"]))
    await link.send_step("/v1/reply", {"answer": "offer", "start_on": "2026-11-16"})
    states.append(await check(house, asked["id"]))
    page = await link.get("/v1/reply")
    application = await house.shown(asked["id"])
    for path, step in (("acceptance", {"accepted_by": "carer"}), ("start", {"start_on": "2026-11-16"})):
        application = await house.step(application, path, step)
        states.append(await check(house, asked["id"]))
    house.clock.set("2026-11-16")
    await house.step(application, "enrolment", {"first_day_on": "2026-11-16"})
    states.append(await check(house, asked["id"]))

    assert states == ["submitted", "refused", "conditional", "offered", "accepted", "start_agreed", "on_roll"]
    assert [secret for secret in LINK_HIDDEN if secret in page.text] == []


async def test_pl_205_an_offer_that_came_to_nothing_takes_the_name_back(house: House) -> None:
    child = await house.a_child(first_name="Zebedee", surname="Quimby")
    asked = await house.asked(child.id, ST_BEDE)
    offered = await house.step(asked, "offer", {"start_on": "2026-11-16", "answer_reference": "call"})
    school = await house.account(school=ST_BEDE)
    before = (await school.get(f"/v1/applications/{asked['id']}")).json()

    await house.step(offered, "withdrawal", {"reason": "left_care"})

    after = await school.get(f"/v1/applications/{asked['id']}")
    assert (before["child"]["surname"], after.json()["child"]["surname"]) == ("Quimby", None)
    assert after.json()["child"]["date_of_birth"] is None
    assert "left_care" not in after.text


async def test_silence_tells_a_school_no_more_than_the_request_did(house: House) -> None:
    child = await house.a_child(first_name="Zebedee", surname="Quimby")
    asked = await house.asked(child.id, ST_BEDE)
    house.clock.set("2026-12-02")
    await house.night()
    school = await house.account(school=ST_BEDE)

    body = (await school.get(f"/v1/applications/{asked['id']}")).json()

    assert (body["state"], body["asks"]) == ("no_response", "answer")
    assert (body["child"]["forename"], body["child"]["surname"]) == ("Zebedee", None)
    assert {clock["key"] for clock in body["clocks"]} <= {"inyear_target", "inyear_limit", "ack_expected"}
    house.clock.set("2026-11-09")


async def test_pl_911_looking_changes_nothing_but_the_audit(house: House) -> None:
    house.clock.set("2026-11-09")
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    link, account = await house.school(asked["id"]), await house.account(school=ST_BEDE)
    before = everything(house)

    for _ in range(3):
        assert (await link.get("/v1/reply")).status_code == 200
        assert (await account.get(f"/v1/applications/{asked['id']}")).status_code == 200
        assert (await account.get("/v1/inbox")).status_code == 200

    after = everything(house)
    changed = {table for table in before if before[table] != after[table]}
    assert changed == {"audit_heads", "audit_entries", "audit_children"}
    assert (await house.shown(asked["id"]))["version"] == asked["version"]


def everything(house: House) -> dict[str, str]:
    """Every table of the service as one sum of its rows."""
    tables = [name for (name,) in house.ask("select tablename from pg_tables where schemaname = 'placements'")]
    return {
        table: house.ask(
            f"select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from placements.{table} t"
        )[0][0]
        for table in tables
    }
