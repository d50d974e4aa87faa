"""Reply links in full: new ones, passing on, limits of a day, the ask meter, contacts once a year (section 16)."""

import re
from datetime import date, timedelta
from typing import Any

from factories.exampleshire import ST_BEDE, UNREACHED, WESTBOROUGH_CODE
from factories.placements_house import BASE_URL, House
from kit.auth.vocabulary import LinkPurpose, Role
from kit.kernel.ids import new_id
from kit.testing.sign_in import SignedInClient
from placements.domain.roll import Roll
from placements.jobs.ask_contacts import ask_contacts
from placements.jobs.reissue_links import reissue_links

REGISTERED = f"admissions@school{ST_BEDE}.test"


async def forward(client: SignedInClient, link_id: str, email: str) -> Any:
    return await client.send_step(f"/v1/reply-links/{link_id}/forward", {"email": email})


def link_id_of(client: SignedInClient) -> str:
    link = client.identity.link
    assert link is not None
    return link.id


def codes_in(house: House, kind: str, page: str) -> list[str]:
    """Codes of the links in mails of a kind, the oldest first."""
    bodies = house.ask("select body from placements.mail_outbox where kind = %s order by created_at, id", kind)
    return [
        code for (body,) in bodies for code in re.findall(rf"^{re.escape(BASE_URL)}/{page}/(\S+)$", body, re.MULTILINE)
    ]


async def test_pl_s17_a_link_is_passed_on_inside_the_schools_own_mail_domain_only(house: House) -> None:
    child = await house.a_child(first_name="Zebedee", surname="Quimby")
    asked = await house.asked(child.id, ST_BEDE)
    school = await house.school(asked["id"])
    link_id = link_id_of(school)

    other = await forward(school, link_id, "office@elsewhere.test")
    below = await forward(school, link_id, f"office@mail.school{ST_BEDE}.test")
    foreign = await forward(school, str(new_id()), f"head@school{ST_BEDE}.test")
    passed = await forward(school, link_id, f"Head@School{ST_BEDE}.test")

    assert [(one.status_code, one.json()["code"]) for one in (other, below)] == [(422, "other_domain")] * 2
    assert foreign.status_code == 404
    assert passed.status_code == 202
    kind, to, subject, body = house.mails(asked["id"])[-1]
    assert (kind, to) == ("passed_on", f"Head@School{ST_BEDE}.test")
    assert not any(secret in subject + body for secret in ("Zebedee", "Quimby", "Z.Q.", "Mason"))
    colleague = await house.school(asked["id"])
    assert link_id_of(colleague) != link_id
    assert [(await one.get("/v1/reply")).status_code for one in (school, colleague)] == [200, 200]
    sent = await colleague.send_step("/v1/reply", {"answer": "offer", "start_on": "2026-11-16"})
    assert sent.status_code == 200
    assert house.mails(asked["id"])[-1][:2] == ("place_receipt", REGISTERED)
    told = house.ask(
        "select outcome from placements.audit_entries where link_id = %s and operation like 'forward%%' order by seq",
        link_id,
    )
    assert told == [("not_found",), ("ok",)]


async def test_nobody_passes_a_link_on_where_the_registered_address_is_public(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    school = await house.school(asked["id"])
    house.ask("update placements.contacts set email = 'stbede@gmail.com' where email = %s returning id", REGISTERED)

    refused = await forward(school, link_id_of(school), "somebody@gmail.com")

    house.ask("update placements.contacts set email = %s where email = 'stbede@gmail.com' returning id", REGISTERED)
    assert (refused.status_code, refused.json()["code"]) == (422, "other_domain")


async def test_pl_917_ten_answers_and_three_forwards_a_day_and_no_more(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    school = await house.school(asked["id"])

    answers = [
        (await school.send_step("/v1/reply", {"answer": "question", "comment": f"Question {n}"})).status_code
        for n in range(11)
    ]
    forwards = [(await forward(school, link_id_of(school), f"a{n}@school{ST_BEDE}.test")).status_code for n in range(4)]
    before = house.ask("select count(*) from placements.mail_outbox where about_id = %s", asked["id"])

    assert answers == [200] * 10 + [429]
    assert forwards == [202] * 3 + [429]
    house.clock.set("2026-11-10")
    next_day = await house.client(school.identity)
    again = await next_day.send_step("/v1/reply", {"answer": "offer", "start_on": "2026-11-16"})
    assert again.status_code == 200
    assert (
        before[0][0] < house.ask("select count(*) from placements.mail_outbox where about_id = %s", asked["id"])[0][0]
    )


async def test_pl_916_a_new_link_by_the_schools_wish_goes_to_the_registered_address_three_times_a_day(
    house: House,
) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    gateway = await house.client(house.sign_in.service("gateway"))
    code = house.code_of(asked["id"])

    wished = [(await gateway.post("/v1/reply-links/reissue", json={"code": code})).status_code for _ in range(5)]
    sent = await reissue_links(house.sign_in.runtime(house.database, "placements"), BASE_URL)

    mails = [mail for mail in house.mails(asked["id"]) if mail[0] == "place_new_link"]
    assert wished == [204] * 5
    assert (sent, len(mails), {to for _, to, _, _ in mails}) == (3, 3, {REGISTERED})
    old = await gateway.post("/v1/reply-links/open", json={"code": code})
    assert (old.status_code, old.json()["code"]) == (410, "link_closed")


async def test_o81_the_authority_sees_the_links_and_sends_a_new_one(house: House) -> None:
    house.clock.set("2026-11-09")
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    await house.school(asked["id"])
    officer = await house.officer()
    path = f"/v1/applications/{asked['id']}/reply-links"

    before = (await officer.get(path)).json()
    made = [await officer.send_step(path, {}) for _ in range(4)]
    after = (await officer.get(path)).json()

    assert (before["reply_address"], len(before["items"])) == (REGISTERED, 1)
    assert (before["items"][0]["state"], before["items"][0]["opened_count"]) == ("open", 1)
    assert [one.status_code for one in made] == [201, 201, 201, 429]
    assert [link["state"] for link in after["items"]] == ["open", "superseded", "superseded", "superseded"]
    assert "code" not in after["items"][0]
    assert house.mails(asked["id"])[-1][:3] == ("place_new_link", REGISTERED, "A link to our question")
    assert (await house.school(asked["id"])) is not None


async def test_o81_without_a_reply_address_or_a_question_no_link_is_made(house: House) -> None:
    house.clock.set("2026-11-09")
    first, second = await house.a_child(), await house.a_child()
    unreached = await house.asked(first.id, UNREACHED)
    ended = await house.asked(second.id, ST_BEDE)
    await house.step(ended, "withdrawal", {"reason": "child_wish"})
    officer, head, neighbour = await house.officer(), await house.account(school=ST_BEDE), await house.neighbour()

    nowhere = await officer.send_step(f"/v1/applications/{unreached['id']}/reply-links", {})
    settled = await officer.send_step(f"/v1/applications/{ended['id']}/reply-links", {})
    foreign = await neighbour.send_step(f"/v1/applications/{ended['id']}/reply-links", {})
    refused = await head.get(f"/v1/applications/{ended['id']}/reply-links")

    assert (nowhere.status_code, nowhere.json()["code"]) == (422, "no_reply_address")
    assert (settled.status_code, settled.json()["code"]) == (409, "step_not_allowed")
    assert (foreign.status_code, refused.status_code) == (404, 403)


async def test_pl_912_seconds_count_from_the_sitting_in_which_the_answer_was_sent(house: House) -> None:
    house.clock.set("2026-11-09")
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    code = house.code_of(asked["id"])
    await house.open_link(code)
    house.clock.set("2026-11-12")
    start = house.clock.instant
    for minutes in (0, 9, 18):
        house.clock.instant = start + timedelta(minutes=minutes)
        opened = await house.open_link(code)
    school = await house.link(opened["link_id"], asked["id"])
    house.clock.instant = start + timedelta(minutes=20)
    school = await house.client(school.identity)

    await school.send_step("/v1/reply", {"answer": "refuse", "reason_code": "FULL_YEAR_GROUP"})
    house.clock.instant = start + timedelta(minutes=21)
    await school.send_step("/v1/reply", {"answer": "offer", "start_on": "2026-11-17"})

    assert [one["seconds"] for one in house.events("ask.answered", asked["id"])] == [20 * 60, 60]


async def contacts_page(house: House) -> tuple[SignedInClient, str]:
    """The newest question about contacts, opened by its link."""
    gateway = await house.client(house.sign_in.service("gateway"))
    code = codes_in(house, "contacts_request", "c")[-1]
    opened = (await gateway.post("/v1/reply-links/open", json={"code": code})).json()
    assert opened["purpose"] == "confirm_contacts"
    purpose = LinkPurpose.CONFIRM_CONTACTS
    return await house.link(opened["link_id"], opened["subject_id"], opened["authority"], purpose), opened["subject_id"]


async def put(client: SignedInClient, version: int, body: dict[str, Any]) -> Any:
    return await client.put("/v1/reply/contacts", json=body, headers={"If-Match": f'"{version}"'})


async def test_schools_with_children_or_requests_are_asked_for_their_contacts_once_in_september(house: House) -> None:
    runtime = house.sign_in.runtime(house.database, "placements")
    roll = Roll(id=new_id(), school_urn=ST_BEDE, first_day_on=date(2026, 9, 1))
    await house.a_child(WESTBOROUGH_CODE, rolls=[roll])
    counts = []
    for day in ("2027-09-12", "2027-09-13", "2027-09-14", "2027-09-28"):
        house.clock.set(day)
        counts.append(await ask_contacts(runtime, BASE_URL))

    assert counts[0] == 0
    assert counts[1] >= 2
    assert counts[2:] == [0, 0]
    asked = [event for event in house.events("ask.sent") if event["kind"] == "confirm_contacts"]
    assert len(asked) == counts[1]
    assert {event["school_urn"] for event in asked} >= {ST_BEDE}
    assert UNREACHED not in {event["school_urn"] for event in asked}
    assert all(event["counts_as_email"] for event in asked)
    assert len(codes_in(house, "contacts_request", "c")) == counts[1]


async def test_bb_3_all_right_is_one_button_and_one_contact_can_be_corrected(house: House) -> None:
    house.clock.set("2027-09-15")
    school, ask_id = await contacts_page(house)
    page = (await school.get("/v1/reply/contacts")).json()
    urn = page["school"]["urn"]

    right = await put(school, page["version"], {})
    stale = await put(school, page["version"], {})
    half = await put(school, page["version"] + 1, {"role": "head"})
    own = await put(school, page["version"] + 1, {"role": "head", "email": f"head@school{urn}.test"})
    other = await put(school, page["version"] + 2, {"role": "admissions", "email": "places@trust.test"})

    assert [one.status_code for one in (right, stale, half, own, other)] == [200, 412, 422, 200, 200]
    contacts = {one["role"]: one for one in other.json()["contacts"]}
    assert right.json()["contacts"][0]["confirmed_on"] == "2027-09-15"
    assert contacts["head"]["email"] == f"head@school{urn}.test"
    assert contacts["admissions"]["email"] == f"admissions@school{urn}.test"
    assert contacts["admissions"]["waits_for_authority"] is True
    answered = [one for one in house.events("ask.answered") if one["ask_id"] == ask_id]
    assert {one["kind"] for one in answered} == {"confirm_contacts"}
    told = [one for one in house.events("school.contact_changed") if one["urn"] == urn]
    assert {"urn": urn, "purpose": "head", "mailbox": f"head@school{urn}.test"} in told


async def test_the_authority_confirms_an_address_a_school_gave_in_another_mail_domain(house: House) -> None:
    house.clock.set("2027-09-15")
    school, _ = await contacts_page(house)
    page = (await school.get("/v1/reply/contacts")).json()
    given = {"role": "office", "email": "office@trust.test"}
    assert (await put(school, page["version"], given)).status_code == 200
    authority = school.identity.organisation.id
    officer = await house.staff(Role.VS_OFFICER, authority=authority)
    listed = (await officer.get(f"/v1/contacts?school_urn={page['school']['urn']}&role=office")).json()["items"]

    accepted = await officer.patch(
        f"/v1/contacts/{listed[0]['id']}",
        json={"email": "office@trust.test"},
        headers={"If-Match": f'"{listed[0]["version"]}"'},
    )

    assert (listed[0]["email"], listed[0]["proposed_email"]) == (None, "office@trust.test")
    assert (accepted.json()["email"], accepted.json()["proposed_email"]) == ("office@trust.test", None)


async def test_a_link_for_contacts_opens_nothing_else_and_a_link_for_an_answer_no_contacts(house: House) -> None:
    house.clock.set("2027-09-15")
    contacts, _ = await contacts_page(house)
    child = await house.a_child()
    house.clock.set("2026-11-09")
    asked = await house.asked(child.id, ST_BEDE)
    school = await house.school(asked["id"])
    staff = await house.staff(Role.VSH)

    assert (await school.get("/v1/reply/contacts")).status_code == 404
    assert (await staff.get("/v1/reply/contacts")).status_code == 403
    house.clock.set("2027-09-15")
    again = await house.client(contacts.identity)
    assert (await again.get("/v1/reply")).status_code == 404


async def test_pl_911_looking_at_contacts_changes_nothing(house: House) -> None:
    house.clock.set("2027-09-15")
    school, _ = await contacts_page(house)
    state = "select md5(string_agg(t::text, '|' order by id)) from placements.{} t"
    tables = ("contacts", "contact_asks", "link_uses", "reply_links")
    before = [house.ask(state.format(table)) for table in tables]

    for _ in range(3):
        assert (await school.get("/v1/reply/contacts")).status_code == 200

    assert [house.ask(state.format(table)) for table in tables] == before
