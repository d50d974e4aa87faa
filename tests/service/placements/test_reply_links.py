"""A reply link opens one job, for one authority, and is renewed only to the registered address (SE-40 to SE-46)."""

from factories.exampleshire import NORTHSTAR_SCHOOL, ST_BEDE, WESTBOROUGH_CODE
from factories.placements_house import BASE_URL, House
from kit.kernel.ids import new_id
from placements.jobs.reissue_links import reissue_links


async def test_pl_911_looking_changes_nothing(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    school = await house.school(asked["id"])

    for _ in range(3):
        assert (await school.get("/v1/reply")).status_code == 200

    after = await house.shown(asked["id"])
    assert (after["state"], after["version"]) == ("submitted", asked["version"])
    assert house.events("ask.answered", asked["id"]) == []


async def test_the_page_shows_initials_and_year_and_never_more(house: House) -> None:
    child = await house.a_child(first_name="Zebedee", surname="Quimby")
    asked = await house.asked(child.id, ST_BEDE)
    school = await house.school(asked["id"])

    page = (await school.get("/v1/reply")).json()

    assert (page["initials"], page["year_group"]) == ("Z.Q.", "8")
    assert (page["asks"], page["asked_on"], page["answer_by"], page["limit_on"]) == (
        "answer",
        "2026-11-09",
        "2026-11-23",
        "2026-12-01",
    )
    assert page["authority_name"] == "Exampleshire"
    assert page["contact"] == "Sam Lund, 01234 567890"
    assert page["what_helps"] == "A quiet place to begin the day."
    assert page["facts_held"][0] == {"key": "number_on_roll", "value": "1020", "source": "GIAS", "as_of": None}
    for secret in ("Zebedee", "Quimby", str(child.id), "2014-03-01", "looked_after", "carer"):
        assert secret not in str(page)


async def test_pl_711_the_ground_is_shown_before_the_answer(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    school = await house.school(asked["id"])

    reasons = {reason["code"]: reason for reason in (await school.get("/v1/reply")).json()["reason_codes"]}

    assert reasons["FULL_YEAR_GROUP"]["ground"] == "lawful"
    behaviour = reasons["BEHAVIOUR"]
    assert (behaviour["group"], behaviour["standing"], behaviour["ground"]) == (
        "behaviour",
        "not_a_ground",
        "not_a_ground",
    )
    assert behaviour["reference"] == ["School Admissions Code 2021, paragraph 3.10"]
    assert "NO_RESPONSE" not in reasons


async def test_the_same_answer_sent_twice_is_one_answer(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    school = await house.school(asked["id"])
    key, body = new_id().hex, {"answer": "offer", "start_on": "2026-11-16"}

    first = await school.send_step("/v1/reply", body, key=key)
    again = await school.send_step("/v1/reply", body, key=key)

    assert again.content == first.content
    assert len((await house.shown(asked["id"]))["decisions"]) == 1
    assert [mail[0] for mail in house.mails(asked["id"])] == ["place_request", "place_receipt"]


async def test_a_link_opens_one_job_and_nothing_else(house: House) -> None:
    child, other = await house.a_child(), await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    foreign = await house.asked(other.id, ST_BEDE)
    school = await house.school(asked["id"])

    for path in (f"/v1/applications/{asked['id']}", f"/v1/applications/{foreign['id']}", f"/v1/children/{child.id}"):
        assert (await school.get(path)).status_code in {403, 404}


async def test_a_link_of_another_authority_finds_nothing(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)

    stranger = await house.link(str(new_id()), asked["id"], WESTBOROUGH_CODE)

    assert (await stranger.get("/v1/reply")).status_code == 404
    assert (await stranger.send_step("/v1/reply", {"answer": "question", "comment": "?"})).status_code == 404


async def test_pl_206_two_children_with_the_same_initials_are_told_apart(house: House) -> None:
    first = await house.a_child(first_name="Xavier", surname="Young")
    second = await house.a_child(first_name="Xena", surname="Yates")
    earlier = await house.asked(first.id, NORTHSTAR_SCHOOL)
    later = await house.asked(second.id, NORTHSTAR_SCHOOL)

    pages = [(await (await house.school(one["id"])).get("/v1/reply")).json() for one in (earlier, later)]

    assert [page["initials"] for page in pages] == ["X.Y. (1 of 2)", "X.Y. (2 of 2)"]


async def test_a_new_link_goes_to_the_registered_address_and_ends_the_old_one(house: House) -> None:
    """PL-916, SE-45: the answer is the same whatever happens, and the link is good only in the mail."""
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    old = house.code_of(asked["id"])
    gateway = await house.client(house.sign_in.service("gateway"))
    runtime = house.sign_in.runtime(house.database, "placements")

    known = await gateway.post("/v1/reply-links/reissue", json={"code": old})
    unknown = await gateway.post("/v1/reply-links/reissue", json={"code": "no-such-code-at-all"})
    sent = await reissue_links(runtime, BASE_URL)
    done_again = await reissue_links(runtime, BASE_URL)

    assert (known.status_code, known.content) == (unknown.status_code, unknown.content) == (204, b"")
    assert (sent, done_again) == (1, 0)
    kind, to, subject, _ = house.mails(asked["id"])[-1]
    assert (kind, to, subject) == ("place_new_link", f"admissions@school{ST_BEDE}.test", "Your link")
    closed = await gateway.post("/v1/reply-links/open", json={"code": old})
    assert closed.status_code == 410
    assert (await house.open_link(house.code_of(asked["id"])))["subject_id"] == asked["id"]


async def test_a_fourth_wish_for_a_link_in_a_day_is_not_heard(house: House) -> None:
    """PL-917."""
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    gateway = await house.client(house.sign_in.service("gateway"))
    code = house.code_of(asked["id"])

    for _ in range(4):
        await gateway.post("/v1/reply-links/reissue", json={"code": code})

    [(wished,)] = house.ask(
        "select count(*) from placements.link_reissues r join placements.reply_links l on l.id = r.link_id"
        " where l.subject_id = %s",
        asked["id"],
    )
    assert wished == 3
    await reissue_links(house.sign_in.runtime(house.database, "placements"), BASE_URL)
