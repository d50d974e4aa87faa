"""Alerts that come from the register: rolls, rounds, calendars, schools, papers, law; and Today counted by hand."""

from collections import Counter
from datetime import date
from typing import Any

from factories.exampleshire import EXAMPLESHIRE_CODE, NORTHSTAR_SCHOOL, OAK, ST_BEDE, a_draft
from factories.placements_house import House
from kit.auth.vocabulary import Role
from kit.kernel.ids import new_id
from placements.domain.alerts import AlertCode
from placements.domain.also import OF_ALERTS
from placements.domain.roll import Roll
from placements.jobs.raise_alerts import raise_changed

IN_YEAR_SIX = date(2016, 3, 1)


def of(house: House, key: object) -> list[tuple[Any, ...]]:
    """Code, owner, severity and whether it is cleared, of everything raised about one thing."""
    return house.ask(
        "select code, owner_role, severity, cleared_on is not null from placements.alerts"
        " where authority = %s and subject_key = %s order by code, owner_role, occasion",
        EXAMPLESHIRE_CODE,
        str(key),
    )


def a_roll(urn: int, **given: Any) -> Roll:
    return Roll(**{"id": new_id(), "school_urn": urn, "first_day_on": date(2025, 9, 1), **given})


async def test_a14_part_time_for_over_four_weeks(house: House) -> None:
    house.clock.set("2026-11-09")
    child = await house.a_child(rolls=[a_roll(OAK, full_time=False, first_day_on=date(2026, 10, 12))])
    await house.look_through()
    in_time = of(house, child.id)
    house.clock.set("2026-11-10")

    await house.look_through()

    assert in_time == []
    assert of(house, child.id) == [("A14", "vsh", "warn", False)]


async def test_a16_an_exclusion_for_which_nobody_has_opened_a_case(house: House) -> None:
    house.clock.set("2026-11-09")
    child = await house.a_child(rolls=[a_roll(OAK, last_day_on=date(2026, 11, 6))])
    house.ask(
        'insert into placements.exclusions (authority, id, child_id, school_urn, "on", status)'
        " values (%s, gen_random_uuid(), %s, %s, '2026-11-06', 'upheld') returning 1",
        EXAMPLESHIRE_CODE,
        child.id,
        OAK,
    )

    await house.look_through()

    assert ("A16", "vsh", "critical", False) in of(house, child.id)


async def test_pl_s07_a18_for_a_child_of_year_six_until_somebody_applies(house: House) -> None:
    house.ask("update placements.schools set low_age = 4, high_age = 11 where urn = %s returning 1", NORTHSTAR_SCHOOL)
    child = await house.a_child(date_of_birth=IN_YEAR_SIX, rolls=[a_roll(NORTHSTAR_SCHOOL)])
    counts = {}

    for day in ("2026-09-18", "2026-09-21", "2026-10-12", "2026-10-19", "2026-10-26"):
        house.clock.set(day)
        await house.look_through()
        counts[day] = [row[2] for row in of(house, child.id) if row[0] == "A18"]
    case = {**a_draft(child.id)["case"], "reason": "phase_transfer", "need_from": "2027-09-01"}
    draft = await house.drafted(child.id, ST_BEDE, case=case, entry_academic_year="2027-28")
    await house.step(await house.step(draft, "readiness", {}), "submission", {})
    await house.look_through()

    assert {day: Counter(severities) for day, severities in counts.items()} == {
        "2026-09-18": Counter(),
        "2026-09-21": Counter(warn=1),
        "2026-10-12": Counter(warn=2),
        "2026-10-19": Counter(warn=3),
        "2026-10-26": Counter(warn=3, critical=1),
    }
    assert {row[1] for row in of(house, child.id) if row[0] == "A18"} == {"social_worker"}
    assert {row[3] for row in of(house, child.id) if row[0] == "A18"} == {True}


async def test_a20_a_request_whose_days_nobody_can_count(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE, on="2027-07-14")

    await house.look_through()

    assert ("A20", "vs_officer", "critical", False) in of(house, asked["id"])


async def test_a26_a_school_that_closes_with_a_child_on_its_roll(house: House) -> None:
    house.clock.set("2026-11-09")
    await house.a_child(rolls=[a_roll(OAK)])
    await house.look_through()
    before = [row for row in of(house, OAK) if row[0] == "A26"]
    house.ask("update placements.schools set status = 'open_proposed_to_close' where urn = %s returning 1", OAK)
    await house.look_through()
    closing = [row for row in of(house, OAK) if row[0] == "A26"]
    house.ask("update placements.schools set status = 'open' where urn = %s returning 1", OAK)

    await house.look_through()

    assert (before, closing) == ([], [("A26", "vs_officer", "warn", False)])
    assert [row for row in of(house, OAK) if row[0] == "A26"] == [("A26", "vs_officer", "warn", True)]


async def test_a02_a_paper_the_host_wants_and_the_request_does_not_have(house: House) -> None:
    house.clock.set("2026-11-09")
    child = await house.a_child()
    head = await house.staff(Role.VSH)
    profile = {
        "coordinates_in_year": "yes",
        "required_attachments": [{"key": "host_form", "label": "The host's own form", "signed": True}],
    }
    saved = await head.put(f"/v1/admissions-profiles/{EXAMPLESHIRE_CODE}", json=profile, headers={"If-Match": '"0"'})
    draft = await house.drafted(child.id, ST_BEDE)
    ready = await house.step(draft, "readiness", {})

    await raise_changed(house.sign_in.runtime(house.database, "placements"))

    assert saved.status_code == 200, saved.text
    assert of(house, ready["id"]) == [("A02", "social_worker", "warn", False)]
    wanted_no_more = await head.put(
        f"/v1/admissions-profiles/{EXAMPLESHIRE_CODE}",
        json={"coordinates_in_year": "yes", "required_attachments": []},
        headers={"If-Match": '"1"'},
    )
    await raise_changed(house.sign_in.runtime(house.database, "placements"))
    assert wanted_no_more.status_code == 200, wanted_no_more.text
    assert of(house, ready["id"]) == [("A02", "social_worker", "warn", True)]


async def test_a23_a_date_of_law_that_was_entered(house: House) -> None:
    house.clock.set("2026-11-09")
    house.ask(
        "update placements.legal_rules set effective_from = '2027-01-01', version = 2 where key = 'cwsa_s62'"
        " returning 1"
    )

    await house.look_through()

    assert of(house, "cwsa_s62") == [("A23", "vsh", "info", False)]


async def test_a22_is_the_heads_alone(house: House) -> None:
    house.clock.set("2026-11-09")
    for _ in range(2):
        child = await house.a_child()
        asked = await house.asked(child.id, ST_BEDE, on="2026-11-09")
        school = await house.school(asked["id"])
        await school.send_step("/v1/reply", {"answer": "refuse", "reason_code": "BEHAVIOUR"})
    await house.look_through()
    head, officer = await house.staff(Role.VSH), await house.officer()

    seen = (await head.get("/v1/alerts?code=A22&scope=team")).json()["items"]
    hidden = (await officer.get("/v1/alerts?code=A22&scope=team")).json()["items"]

    assert [(one["subject"]["school"]["urn"], one["severity"]) for one in seen] == [(ST_BEDE, "info")]
    assert hidden == []


async def test_today_is_what_somebody_counts_by_hand(house: House) -> None:
    house.clock.set("2026-11-09")
    await house.look_through()
    head = await house.staff(Role.VSH)

    today = (await head.get("/v1/today?scope=team")).json()

    alerts: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = (await head.get(f"/v1/alerts?scope=team&limit=100{cursor}")).json()
        alerts += page["items"]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    about = {(one["code"], _subject(one)) for one in alerts}
    by_hand = Counter(OF_ALERTS[AlertCode(code)].value for code, _ in about if AlertCode(code) in OF_ALERTS)
    counted = {one["kind"]: one["count"] for one in today["also"]}
    by_hand_waits = {kind: counted.pop(kind, 0) for kind in ("offer_to_accept", "question_to_answer")}
    assert counted == dict(by_hand)
    assert by_hand_waits == {"offer_to_accept": 0, "question_to_answer": 0}
    order = ["critical", "warn", "info"]
    assert [order.index(one["severity"]) for one in today["also"]] == sorted(
        order.index(one["severity"]) for one in today["also"]
    )
    unplaced = house.ask(
        "select count(*) from placements.children c where authority = %s and not exists (select from placements.rolls r"
        " where r.child_id = c.id and r.registration = 'main' and r.first_day_on <= '2026-11-09'"
        " and coalesce(r.last_day_on, '2026-11-09') >= '2026-11-09')",
        EXAMPLESHIRE_CODE,
    )
    assert today["without_place"]["total"] == unplaced[0][0]


def _subject(alert: dict[str, Any]) -> str:
    subject = alert["subject"]
    keys = {
        "application": subject["application_id"],
        "case": subject["case_id"],
        "child": (subject["child"] or {}).get("id"),
        "school": (subject["school"] or {}).get("urn"),
        "rule": alert["code"],
    }
    return f"{subject['kind']} {keys[subject['kind']]}"


async def test_a_school_sees_what_waits_for_it_and_not_the_child(house: House) -> None:
    child = await house.a_child(surname="Hidden")
    asked = await house.asked(child.id, NORTHSTAR_SCHOOL, on="2026-11-09")
    house.clock.set("2026-11-16")
    await house.look_through()
    own = await house.account(Role.SCHOOL_ADMISSIONS, school=NORTHSTAR_SCHOOL)
    head = await house.account(Role.SCHOOL_HEAD, school=NORTHSTAR_SCHOOL)
    other = await house.account(Role.SCHOOL_ADMISSIONS, school=OAK)

    listed = await own.get("/v1/alerts")
    page = await own.get("/v1/alerts?limit=1")

    [alert] = [one for one in listed.json()["items"] if one["subject"]["application_id"] == asked["id"]]
    assert (alert["code"], alert["owner_role"], alert["may_snooze"]) == ("A04", "school_admissions", False)
    assert alert["subject"]["school"]["urn"] == NORTHSTAR_SCHOOL
    assert (alert["subject"]["child"], alert["subject"]["case_id"], alert["owner"]) == (None, None, None)
    assert "Hidden" not in listed.text
    assert str(child.id) not in listed.text
    assert len(page.json()["items"]) == 1
    for stranger in (head, other):
        items = (await stranger.get("/v1/alerts")).json()["items"]
        assert asked["id"] not in {one["subject"]["application_id"] for one in items}
    snoozed = await own.send_step(f"/v1/alerts/{alert['id']}/snooze", {"until": "2026-11-18", "reason": "Not now."})
    assert snoozed.status_code in {403, 404}
