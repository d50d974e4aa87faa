"""What a school's figures rest on, event by event, over HTTP (AC-132, AC-133)."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from accountability.store.tables import FOUNDATION
from factories.told_schools import BEACON_HILL, LARKFIELD, AskedFor, a_calendar, a_return, a_school, money_paid
from kit.db.tenancy import Context
from kit.testing.postgres import OpenDatabase
from kit.testing.sign_in import SignedInClient

MARCH = date(2026, 3, 2)
CALENDARS = [a_calendar("2025-26"), a_calendar("2026-27")]


async def facts(client: SignedInClient, urn: int = LARKFIELD, **query: str) -> dict[str, Any]:
    answer = await client.get(f"/v1/schools/{urn}/facts", params=query)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def test_events_come_newest_first_with_ground_and_days_and_no_initials(
    tell: Any, officer: SignedInClient
) -> None:
    one = AskedFor(MARCH).answered("refused", date(2026, 3, 12), "CANNOT_MEET_NEED", ground="not_a_ground")
    await tell([a_school(), *CALENDARS, *one.events], [money_paid(one.child, 90_000, date(2026, 3, 20))])

    body = await facts(officer)

    assert [item["words"] for item in body["items"]] == [
        "PP+ paid: £900.00",
        "Refused a Year 7 child: cannot meet need",
        "Asked for a place for a Year 7 child",
    ]
    refusal = body["items"][1]
    assert (refusal["ground"], refusal["school_days"], refusal["status"]) == ("not_a_ground", 8, "not_shared")
    assert (refusal["source"], refusal["received_through"], refusal["year_group"]) == ("placements", "reply_link", "7")
    assert body["items"][0]["pence"] == 90_000
    assert "initials" not in str(body)
    assert str(one.child) not in str(body)


async def test_pages_follow_each_other_without_gap_or_repeat(tell: Any, officer: SignedInClient) -> None:
    asked = [AskedFor(MARCH + timedelta(days=n % 4)) for n in range(23)]
    await tell([a_school(), *(event for one in asked for event in one.events)])

    seen, cursor = [], None
    while True:
        body = await facts(officer, limit="10", **({"cursor": cursor} if cursor else {}))
        seen += [item["event_id"] for item in body["items"]]
        cursor = body["next_cursor"]
        if cursor is None:
            break

    assert len(seen) == len(set(seen)) == 23


async def test_the_facts_table_stands_beside(tell: Any, officer: SignedInClient) -> None:
    one = AskedFor(MARCH).answered("offered", date(2026, 3, 12)).started(date(2026, 3, 16))
    june = date(2026, 6, 12)
    await tell(
        [a_school(), *CALENDARS, *one.events],
        [money_paid(one.child, 90_000, date(2026, 4, 20)), *a_return(june, received_on=june)],
    )

    counts = (await facts(officer))["counts"]

    assert (counts["received"], counts["answered"], counts["admitted"]) == (1, [{"code": "offered", "num": 1}], 1)
    assert counts["money"]["paid_pence"] == 90_000
    assert (counts["money"]["returns_due"], counts["money"]["returns_on_time"]) == (1, 1)


async def test_the_facts_table_counts_what_the_list_shows_up_to_today(tell: Any, officer: SignedInClient) -> None:
    one = AskedFor(date(2026, 11, 9)).answered("offered", date(2026, 11, 20))
    await tell([a_school(), *CALENDARS, *one.events], [money_paid(one.child, 90_000, date(2026, 11, 20))])

    to_date, closed = await facts(officer), await facts(officer, window_to="2026-10-31")

    assert (to_date["counts"]["received"], to_date["counts"]["money"]["paid_pence"]) == (1, 90_000)
    assert (to_date["window"]["to"], to_date["provisional"]) == ("2026-11-30", True)
    assert (closed["counts"]["received"], closed["provisional"], len(closed["items"])) == (0, False, 3)


async def test_another_authority_and_another_school_show_none_of_it(
    tell: Any, officer: SignedInClient, elsewhere: SignedInClient
) -> None:
    one = AskedFor(MARCH)
    await tell([a_school(), a_school(BEACON_HILL, "Beacon Hill Academy (demo)"), *one.events])

    assert len((await facts(officer))["items"]) == 1
    assert (await facts(elsewhere))["items"] == []
    assert (await facts(officer, BEACON_HILL))["items"] == []


async def test_tests_do_not_make_a_line_but_duplicates_say_so(tell: Any, officer: SignedInClient) -> None:
    twice = AskedFor(MARCH).closed("duplicate", MARCH)
    await tell([a_school(), *twice.events])

    words = [item["words"] for item in (await facts(officer))["items"]]

    assert sorted(words) == ["Asked for a place for a Year 7 child", "Recorded twice, not counted"]


async def test_ac_143_an_event_list_enters_the_children_it_shows_in_the_audit(
    tell: Any, officer: SignedInClient, open_database: OpenDatabase
) -> None:
    asked = [AskedFor(MARCH + timedelta(days=n)) for n in range(12)]
    await tell([a_school(), *(event for one in asked for event in one.events)])

    await facts(officer, limit="10")

    entries, children = FOUNDATION.audit_entries, FOUNDATION.audit_children
    async with open_database("accountability").transaction(Context.job("999", "test")) as connection:
        entry = (await connection.execute(select(entries).order_by(entries.c.seq.desc()).limit(1))).one()
        seen = set((await connection.execute(select(children.c.child_id).where(children.c.seq == entry.seq))).scalars())
    assert entry.operation == "show_school_facts"
    assert seen == {one.child for one in asked[2:]}


async def test_a_school_that_does_not_exist_is_not_found(officer: SignedInClient) -> None:
    assert (await officer.get("/v1/schools/9999999/facts")).status_code == 404
    assert (await officer.get("/v1/schools/none/facts")).status_code == 404


async def test_a_cursor_of_another_list_or_of_somebodys_making_is_refused(tell: Any, officer: SignedInClient) -> None:
    await tell([a_school(9990100 + n, f"School {n} (demo)") for n in range(12)])
    of_schools = (await officer.get("/v1/schools?limit=10")).json()["next_cursor"]

    for path in (f"/v1/schools/{LARKFIELD}/facts", "/v1/schools"):
        for cursor in ("nonsense", of_schools[:-2] + "xx"):
            answer = await officer.get(path, params={"cursor": cursor})
            assert (answer.status_code, answer.json()["code"]) == (422, "validation_failed")
    foreign = await officer.get("/v1/schools/9990100/facts", params={"cursor": of_schools})
    assert (foreign.status_code, foreign.json()["errors"][0]["pointer"]) == (422, "query/cursor")


async def test_control_characters_in_a_filter_are_refused(officer: SignedInClient) -> None:
    for filters in ({"q": "a\x00b"}, {"trust_uid": "\x00"}):
        assert (await officer.get("/v1/schools", params=filters)).status_code == 422
