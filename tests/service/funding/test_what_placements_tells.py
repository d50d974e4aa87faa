"""The projection of children, schools and calendars: exactly what FU-901 names, newest first, nothing lost."""

from dataclasses import replace
from datetime import date
from typing import Any

from fastapi import FastAPI

from factories.feeds import ToldFeed
from factories.funded import ASHBY_ROAD, Funded, a_child, a_mailbox, a_school, good, told
from funding.feeds.placements import IGNORED, SUBSCRIPTION
from funding.main import consumers
from funding.store.tables.projections import CARE_INTERVALS, CHILDREN, ROLL_INTERVALS
from kit.kernel.ids import new_id


async def test_a_child_is_an_id_initials_a_year_group_and_intervals_and_no_more() -> None:
    assert set(CHILDREN.c.keys()) == {"authority", "id", "initials", "year_group", "academic_year", "sen"}
    assert set(CARE_INTERVALS.c.keys()) == {
        "authority",
        "child_id",
        "position",
        "status",
        "starts_on",
        "ends_on",
        "short_break",
        "end_reason",
    }
    assert set(ROLL_INTERVALS.c.keys()) == {
        "authority",
        "child_id",
        "position",
        "school_urn",
        "starts_on",
        "ends_on",
        "kind",
    }


async def test_an_older_word_never_replaces_a_newer_one(funded: Funded) -> None:
    child = new_id()
    facts = {"child_id": str(child), "initials": "T.A.", "year_group": "6", "academic_year": "2025-26", "sen": None}

    await funded.hear(told("child.changed", funded.authority, facts | {"year_group": "6"}, version=3))
    await funded.hear(told("child.registered", funded.authority, facts | {"year_group": "5"}, version=1))

    assert await _children(funded, child) == [{"initials": "T.A.", "year_group": "6"}]


async def test_a_closed_child_loses_its_initials_and_open_intervals_and_keeps_its_id(funded: Funded) -> None:
    payload = {"child_id": str(funded.child_id), "reason": "other"}

    await funded.hear(told("child.closed", funded.authority, payload, version=9))

    assert await _children(funded, funded.child_id) == [{"initials": "", "year_group": "5"}]
    for table in ("care_intervals", "roll_intervals"):
        rows = await funded.rows(f"select ends_on from funding.{table} where child_id = '{funded.child_id}'")
        assert rows == [{"ends_on": date(2025, 9, 1)}]


async def test_a_move_replaces_the_whole_list(funded: Funded) -> None:
    *_, roll = a_child(funded.authority, funded.child_id, school=9990013)

    await funded.hear(replace(roll, version=2))

    rows = await funded.rows(f"select school_urn from funding.roll_intervals where child_id = '{funded.child_id}'")
    assert rows == [{"school_urn": 9990013}]


async def test_a_school_of_the_register_is_renamed_for_everybody(funded: Funded) -> None:
    school = a_school(ASHBY_ROAD, "Ashby Road Academy (demo)", funded.authority, type_code=34)

    await funded.hear(replace(school, version=2))

    await funded.award(6)
    decided = await funded.decide(await funded.ask())
    assert decided["school"] == {"urn": ASHBY_ROAD, "name": "Ashby Road Academy (demo)"}
    assert good(await funded.finance.get("/v1/payments"))["items"][0]["state"] == "awaiting_supplier"


async def test_the_first_filled_purpose_is_where_a_school_is_asked(funded: Funded) -> None:
    await funded.hear(
        a_mailbox(funded.authority, 9990013, "head@beacon.test", "head"),
        a_mailbox(funded.authority, 9990013, "office@beacon.test", "office"),
        a_mailbox(funded.authority, 9990013, None, "pupil_premium"),
    )
    child = new_id()
    await funded.hear(*a_child(funded.authority, child, school=9990013))
    await funded.award(6)
    await funded.rows("select 1")
    request = await funded.ask(child_id=str(child), school_urn=9990013)
    await funded.decide(request)
    number = {"kind": "school", "school_urn": 9990013, "supplier_no": "S1"}
    payee = good(await funded.finance.send_step("/v1/payees", number))
    good(await funded.vsh.send_step(f"/v1/payees/{payee['id']}/verification", version=payee["version"]))
    await funded.pay()

    await funded.open_round()

    assert [mail["to_address"] for mail in await funded.mails()] == ["head@beacon.test"]


async def test_what_cannot_be_read_or_is_not_known_is_set_aside_and_the_rest_goes_on(
    funded: Funded, app: FastAPI
) -> None:
    child = new_id()
    broken = told("child.registered", funded.authority, {"child_id": str(child), "initials": "TOO LONG"})
    unknown = told("child.renamed", funded.authority, {"child_id": str(child)})
    ignored = told("case.opened", funded.authority, {"case_id": str(child)})
    feed = ToldFeed([broken, unknown, ignored, *a_child(funded.authority, child)], name=f"told-{new_id()}")
    (reader,) = consumers(app.state.runtime, {"placements": feed})

    await reader.catch_up()

    letters = {letter.event_id: letter.code for letter in await reader.dead_letters()}
    assert letters == {broken.event_id: "bad_schema", unknown.event_id: "unknown_type"}
    assert len(await _children(funded, child)) == 1


async def test_every_type_of_the_producers_list_is_handled_or_passed_over() -> None:
    handled = set(SUBSCRIPTION.handlers)

    assert not handled & IGNORED
    assert {"child.registered", "child.changed", "child.care_changed", "child.roll_changed", "child.closed"} <= handled
    assert {"school.changed", "school.contact_changed", "calendar.published"} <= handled


async def test_what_was_known_comes_back_after_a_rebuild(funded: Funded, app: FastAPI) -> None:
    child = new_id()
    feed = ToldFeed(a_child(funded.authority, child), name=f"told-{new_id()}")
    (reader,) = consumers(app.state.runtime, {"placements": feed})
    await reader.catch_up()

    await reader.rebuild()
    gone = await _children(funded, child)
    await reader.catch_up()

    assert gone == []
    assert await _children(funded, child) == [{"initials": "T.A.", "year_group": "5"}]


async def _children(funded: Funded, child: Any) -> list[dict[str, Any]]:
    return await funded.rows(f"select initials, year_group from funding.children where id = '{child}'")
