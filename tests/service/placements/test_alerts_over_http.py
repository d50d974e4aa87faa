"""Alerts on a real register: raised once, cleared by themselves, shown to their owners, put off for a few days."""

import asyncio
from datetime import date
from typing import Any

from factories.exampleshire import OAK, ST_BEDE, UNREACHED, a_draft
from factories.placements_house import House
from kit.auth.vocabulary import Role
from kit.kernel.ids import new_id
from placements.domain.roll import Roll
from placements.jobs.raise_alerts import raise_changed


def kept(house: House, key: str) -> list[tuple[Any, ...]]:
    """Code, owner, severity and whether it is cleared, of everything raised about one thing."""
    return house.ask(
        "select code, owner_role, severity, cleared_on is not null from placements.alerts"
        " where subject_key = %s order by code, owner_role, occasion",
        key,
    )


async def test_pl_s03_silence_raises_a07_to_the_virtual_school_head(house: House) -> None:
    house.clock.set("2026-12-07")
    child = await house.a_child(date_of_birth=date(2018, 3, 1))
    asked = await house.asked(child.id, ST_BEDE, on="2026-12-07")
    house.clock.set("2027-01-12")
    await house.night()
    await house.look_through()
    before = kept(house, asked["id"])
    house.clock.set("2027-01-13")
    await house.night()

    await house.look_through()

    assert not [row for row in before if row[0] == "A07"]
    assert ("A06", "vsh", "warn", False) in before
    after = kept(house, asked["id"])
    assert ("A07", "vsh", "critical", False) in after
    assert {row[3] for row in after if row[0] in {"A03", "A04", "A06"}} == {True}


async def test_pl_s05_a_reason_that_is_no_ground_raises_a09(house: House) -> None:
    house.clock.set("2026-11-09")
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    school = await house.school(asked["id"])
    await school.send_step("/v1/reply", {"answer": "refuse", "reason_code": "BEHAVIOUR"})

    changed = await raise_changed(house.sign_in.runtime(house.database, "placements"))

    assert changed > 0
    assert ("A09", "vsh", "warn", False) in kept(house, asked["id"])


async def test_pl_s08_a12_fires_on_the_twentieth_case_day(house: House) -> None:
    child = await house.a_child()
    case = {**a_draft(child.id)["case"], "reason": "emergency_move", "need_from": "2026-09-14"}
    asked = await house.asked(child.id, ST_BEDE, on="2026-09-16", case=case)

    house.clock.set("2026-10-09")
    await house.look_through()
    on_friday = kept(house, asked["case_id"])
    house.clock.set("2026-10-12")
    await house.look_through()

    a12 = [row[1:3] for row in kept(house, asked["case_id"]) if row[0] == "A12"]
    assert [row[1:3] for row in on_friday if row[0] == "A12"] == [("vs_officer", "warn"), ("vsh", "warn")]
    assert a12 == [("la_signatory", "critical"), ("vs_officer", "warn"), ("vsh", "warn")]


async def test_two_workers_and_a_second_run_raise_nothing_twice(house: House) -> None:
    house.clock.set("2026-11-09")
    child = await house.a_child(rolls=[a_past_roll()])

    await asyncio.gather(house.look_through(), house.look_through())
    again = await house.look_through()

    assert again == 0
    assert kept(house, str(child.id)) == [("A28", "vs_officer", "critical", False)]


async def test_two_workers_that_come_for_one_change_look_once(house: House) -> None:
    house.clock.set("2026-11-09")
    runtime = house.sign_in.runtime(house.database, "placements")
    await raise_changed(runtime)
    child = await house.a_child(rolls=[a_past_roll()])

    counts = await asyncio.gather(raise_changed(runtime), raise_changed(runtime))

    assert sorted(counts) == [0, 1]
    assert kept(house, str(child.id)) == [("A28", "vs_officer", "critical", False)]
    assert house.ask("select count(*) from placements.alert_marks") == [(0,)]


async def test_an_alert_clears_itself_and_opens_again_as_the_same_one(house: House) -> None:
    house.clock.set("2026-11-09")
    child = await house.a_child(rolls=[a_past_roll()])
    await house.look_through()
    officer = await house.officer()
    case = {"child_id": str(child.id), "reason": "new_to_care", "need_from": "2026-11-02"}
    opened = (await officer.send_step("/v1/cases", case)).json()

    await raise_changed(house.sign_in.runtime(house.database, "placements"))
    with_case = kept(house, str(child.id))
    house.ask(
        "update placements.cases set closed_on = %s, closed_reason = 'opened_in_error' where id = %s returning 1",
        date(2026, 11, 9),
        opened["id"],
    )
    await house.look_through()

    assert with_case == [("A28", "vs_officer", "critical", True)]
    assert kept(house, str(child.id)) == [("A28", "vs_officer", "critical", False)]


async def test_an_alert_without_an_answering_address_is_the_officers(house: House) -> None:
    house.clock.set("2026-11-09")
    child = await house.a_child()
    await house.asked(child.id, UNREACHED)

    await house.look_through()

    assert ("A27", "vs_officer", "warn", False) in kept(house, str(UNREACHED))


async def test_owners_see_theirs_and_put_them_off_for_five_working_days_at_most(house: House) -> None:
    house.clock.set("2026-11-09")
    child = await house.a_child(rolls=[a_past_roll()], surname="Snoozed")
    await house.look_through()
    officer = await house.officer()
    listed = (await officer.get(f"/v1/alerts?child_id={child.id}")).json()["items"]
    [alert] = listed
    path = f"/v1/alerts/{alert['id']}/snooze"

    too_long = await officer.send_step(path, {"until": "2026-11-17", "reason": "Meeting next week."})
    not_later = await officer.send_step(path, {"until": "2026-11-09", "reason": "Meeting next week."})
    unsaid = await officer.send_step(path, {"until": "2026-11-12", "reason": ""})
    signatory = await house.staff(Role.LA_SIGNATORY)
    not_theirs = await signatory.send_step(path, {"until": "2026-11-12", "reason": "Meeting next week."})
    neighbour = await (await house.neighbour()).send_step(path, {"until": "2026-11-12", "reason": "Not ours."})
    asleep = await officer.send_step(path, {"until": "2026-11-16", "reason": "Meeting next week."})

    assert (alert["code"], alert["severity"], alert["owner_role"], alert["may_snooze"]) == (
        "A28",
        "critical",
        "vs_officer",
        True,
    )
    assert alert["subject"]["child"]["id"] == str(child.id)
    assert (too_long.status_code, not_later.status_code, unsaid.status_code) == (422, 422, 422)
    assert not_theirs.status_code in {403, 404}
    assert neighbour.status_code == 404
    assert asleep.json()["snoozed_until"] == "2026-11-16"
    assert (await officer.get(f"/v1/alerts?child_id={child.id}")).json()["items"] == []
    [sleeping] = (await officer.get(f"/v1/alerts?child_id={child.id}&asleep=true")).json()["items"]
    assert sleeping["snooze_reason"] == "Meeting next week."
    house.clock.set("2026-11-16")
    assert len((await (await house.officer()).get(f"/v1/alerts?child_id={child.id}")).json()["items"]) == 1


async def test_a_list_of_alerts_pages_the_most_serious_first(house: House) -> None:
    house.clock.set("2026-11-16")
    child = await house.a_child()
    await house.asked(child.id, OAK, on="2026-11-02")
    house.clock.set("2026-11-20")
    await house.look_through()
    head = await house.staff(Role.VSH)

    whole = (await head.get("/v1/alerts?scope=team&limit=100")).json()["items"]
    first = (await head.get("/v1/alerts?scope=team&limit=1")).json()
    second = (await head.get(f"/v1/alerts?scope=team&limit=1&cursor={first['next_cursor']}")).json()

    order = ["critical", "warn", "info"]
    assert len(whole) > 2
    assert [order.index(row["severity"]) for row in whole] == sorted(order.index(row["severity"]) for row in whole)
    assert [first["items"][0]["id"], second["items"][0]["id"]] == [row["id"] for row in whole[:2]]


async def test_a_colleague_sees_no_work_of_another_post_as_their_own(house: House) -> None:
    house.clock.set("2026-11-09")
    child = await house.a_child(rolls=[a_past_roll()], owner_post_id="post-other")
    await house.look_through()
    officer = await house.officer()

    own = (await officer.get(f"/v1/alerts?child_id={child.id}")).json()["items"]
    team = (await officer.get(f"/v1/alerts?child_id={child.id}&scope=team")).json()["items"]

    assert own == []
    assert [(row["code"], row["may_snooze"]) for row in team] == [("A28", False)]


def a_past_roll() -> Roll:
    return Roll(id=new_id(), school_urn=OAK, first_day_on=date(2025, 9, 1), last_day_on=date(2026, 10, 30))
