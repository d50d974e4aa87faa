"""A secret address at which one's own calendar reads what is due: revocable, and never a name in it (SE-87)."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from factories.exampleshire import fill_registers, register_child
from factories.front_door import BASE_URL, FrontDoor, MovableClock, a_front_door, runtime_of
from gateway.domain.personas import PERSONAS
from kit.auth.keys import load_or_create
from kit.db.database import Database
from kit.kernel.ids import new_id
from kit.testing.postgres import ClonedDatabase, OpenDatabase
from placements.main import build as placements
from placements.settings import Settings

NORTHSHIRE = "999"
FEEDS = "/api/gateway/v1/me/feeds"


@pytest.fixture(scope="module")
async def register(open_database: OpenDatabase) -> AsyncIterator[Database]:
    database = open_database("placements")
    await fill_registers(database)
    yield database


@pytest.fixture
async def whole_door(
    gateway_database: Database, register: Database, moving_clock: MovableClock, tmp_path: Path
) -> AsyncIterator[FrontDoor]:
    """The front door with placements behind it."""
    keys = load_or_create(tmp_path / "keys")
    app = placements(runtime_of(register, keys, "placements", moving_clock), Settings(base_url=BASE_URL))
    async with a_front_door(gateway_database, moving_clock, tmp_path, {"placements": app}) as made:
        yield made


async def a_due_date(register: Database, clone: ClonedDatabase, moving_clock: MovableClock) -> str:
    """A case of Northshire whose twentieth school day is a week ahead; its child's surname."""
    child = await register_child(register, NORTHSHIRE, surname="Unmentioned")
    case, clock = new_id(), new_id()
    today = moving_clock.today()
    with psycopg.connect(clone.admin_url.replace("+psycopg", "", 1), autocommit=True) as connection:
        connection.execute(
            "insert into placements.cases (authority, id, version, child_id, responsible_authority, host_authority,"
            " case_calendar_authority, reason, need_from, expected_length, considered_with, delay_reasons, opened_on,"
            " updated_at) values (%s, %s, 1, %s, '999', '999', '999', 'new_to_care', %s, 'unknown', '{}', '[]', %s,"
            " now())",
            (NORTHSHIRE, case, child.id, today, today),
        )
        connection.execute(
            "insert into placements.clocks (authority, id, key, case_id, from_on, due_on, rule_version, inherited)"
            " values (%s, %s, 'case_no_drift', %s, %s, %s, 1, false)",
            (NORTHSHIRE, clock, case, today, today + timedelta(days=7)),
        )
    return str(clock)


async def test_a_feed_shows_what_is_due_until_it_is_revoked(
    whole_door: FrontDoor, register: Database, clone: ClonedDatabase, moving_clock: MovableClock
) -> None:
    due = await a_due_date(register, clone, moving_clock)
    head = whole_door.browser()
    await head.sign_in("joy_osei")
    made = await head.change("POST", FEEDS, None, **{"Idempotency-Key": new_id().hex})
    feed = made.json()
    path = feed["url"].removeprefix(BASE_URL)

    calendar = await whole_door.browser().get(path)
    listed = await head.get(FEEDS)
    revoked = await head.change("DELETE", f"{FEEDS}/{feed['id']}", None, **{"If-Match": made.headers["etag"]})
    afterwards = await whole_door.browser().get(path)

    assert made.status_code == 201, made.text
    assert calendar.status_code == 200, calendar.text
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert calendar.headers["cache-control"] == "no-store"
    assert f"UID:{due}-case_no_drift@onroll" in calendar.text
    assert "Unmentioned" not in calendar.text
    assert [one["id"] for one in listed.json()["items"]] == [feed["id"]]
    assert "url" not in listed.json()["items"][0]
    assert revoked.status_code == 204, revoked.text
    assert afterwards.status_code == 404


async def test_a_fetch_is_audited_in_the_persons_name(
    whole_door: FrontDoor, register: Database, clone: ClonedDatabase, moving_clock: MovableClock
) -> None:
    await a_due_date(register, clone, moving_clock)
    head = whole_door.browser()
    await head.sign_in("joy_osei")
    made = await head.change("POST", FEEDS, None, **{"Idempotency-Key": new_id().hex})

    await whole_door.browser().get(made.json()["url"].removeprefix(BASE_URL))

    with psycopg.connect(clone.admin_url.replace("+psycopg", "", 1)) as connection:
        rows = connection.execute(
            "select actor_id, client_id from placements.audit_entries where operation = 'list_due_dates'"
            " order by at desc limit 1"
        ).fetchall()
    assert rows == [(str(PERSONAS["joy_osei"].user_id), "service:gateway")]


@pytest.mark.parametrize("secret", ["A" * 43, "short", "A" * 44])
async def test_a_wrong_secret_leads_nowhere(whole_door: FrontDoor, secret: str) -> None:
    assert (await whole_door.browser().get(f"/calendar/{secret}.ics")).status_code == 404


async def test_nobody_revokes_anothers_feed_and_a_sixth_ends_the_oldest(whole_door: FrontDoor) -> None:
    officer, head = whole_door.browser(), whole_door.browser()
    await officer.sign_in("sam_lund")
    await head.sign_in("joy_osei")
    made = [(await officer.change("POST", FEEDS, None, **{"Idempotency-Key": new_id().hex})).json() for _ in range(6)]

    stolen = await head.change("DELETE", f"{FEEDS}/{made[5]['id']}", None, **{"If-Match": '"1"'})
    listed = (await officer.get(FEEDS)).json()["items"]

    assert stolen.status_code == 404
    assert [one["id"] for one in listed] == [one["id"] for one in made[1:]]
    oldest = await whole_door.browser().get(made[0]["url"].removeprefix(BASE_URL))
    assert oldest.status_code == 404
