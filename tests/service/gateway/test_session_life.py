"""How long a session lives, and what ends it (SE-26, SE-29)."""

from pathlib import Path
from typing import Any

from sqlalchemy import text

from factories.front_door import UNSAFE, FrontDoor, MovableClock, a_front_door
from kit.db.database import Database
from kit.db.tenancy import Context

SESSION = "/api/gateway/v1/session"
DEMO = "/api/gateway/v1/sign-in/demo"
SIGN_OUT = "/api/gateway/v1/sign-out"


async def test_the_database_keeps_a_hash_of_the_code_only(door: FrontDoor, gateway_database: Database) -> None:
    browser = door.browser()
    await browser.sign_in()

    async with gateway_database.transaction(Context.service("gateway")) as connection:
        stored = (await connection.execute(text("select code_hash::text from gateway.sessions"))).scalar_one()

    assert browser.cookies["onroll"].encode().hex() not in stored


async def test_a_session_idles_out_after_twenty_minutes(door: FrontDoor, moving_clock: MovableClock) -> None:
    browser = door.browser()
    await browser.sign_in()

    moving_clock.wait(minutes=19, seconds=59)
    still = await browser.session()
    moving_clock.wait(minutes=20)
    after = await browser.session()

    assert still["signed_in"] is True
    assert still["idle_expires_at"] == "2026-11-23T12:39:59Z"
    assert after["signed_in"] is False


async def test_a_session_ends_after_ten_hours_of_work(door: FrontDoor, moving_clock: MovableClock) -> None:
    browser = door.browser()
    await browser.sign_in()

    for _ in range(40):
        moving_clock.wait(minutes=14, seconds=59)
        assert (await browser.session())["signed_in"] is True
    moving_clock.wait(minutes=1)

    assert (await browser.session())["signed_in"] is False


async def test_a_use_is_noted_at_most_once_a_minute(
    door: FrontDoor, gateway_database: Database, moving_clock: MovableClock
) -> None:
    browser = door.browser()
    await browser.sign_in()

    moving_clock.wait(seconds=59)
    early = await browser.session()
    moving_clock.wait(seconds=3)
    later = await browser.session()

    assert early["idle_expires_at"] == "2026-11-23T12:20:00Z"
    assert later["idle_expires_at"] == "2026-11-23T12:21:02Z"


async def test_r12_a_restart_of_the_gateway_ends_no_session(
    door: FrontDoor, gateway_database: Database, moving_clock: MovableClock, tmp_path: Path
) -> None:
    browser = door.browser()
    await browser.sign_in()
    code = browser.cookies["onroll"]

    async with a_front_door(gateway_database, moving_clock, tmp_path) as restarted:
        answer = await restarted.browser().get(SESSION, headers={"Cookie": f"onroll={code}"})

    assert answer.json()["signed_in"] is True


async def test_s11_a_session_ended_elsewhere_is_refused_here_within_five_seconds(
    door: FrontDoor, gateway_database: Database, moving_clock: MovableClock, tmp_path: Path
) -> None:
    browser = door.browser()
    await browser.sign_in()
    await browser.get("/api/placements/v1/deadlines")

    async with a_front_door(gateway_database, moving_clock, tmp_path) as elsewhere:
        other = elsewhere.browser()
        other.cookies.set("onroll", browser.cookies["onroll"], domain="localhost.local", path="/")
        await other.session()
        assert (await other.change("POST", SIGN_OUT)).status_code == 204
    moving_clock.wait(seconds=5)

    assert (await browser.get("/api/placements/v1/deadlines")).status_code == 401


async def test_ab_11_somebody_disabled_is_out_within_five_seconds(
    door: FrontDoor, gateway_database: Database, moving_clock: MovableClock
) -> None:
    browser = door.browser()
    await browser.sign_in("kit_brand")

    async with gateway_database.transaction(Context.service("gateway")) as connection:
        await connection.execute(
            text("update gateway.users set state = 'disabled' where email = 'socialworker@northshire.test'")
        )
    moving_clock.wait(seconds=5)

    assert (await browser.get("/api/placements/v1/deadlines")).status_code == 401
    answer = await door.browser().post(DEMO, json={"persona": "kit_brand"}, headers=UNSAFE)
    assert answer.status_code == 404


async def test_a_post_given_to_somebody_else_moves_the_right_at_once(
    door: FrontDoor, gateway_database: Database, moving_clock: MovableClock
) -> None:
    browser = door.browser()
    await browser.sign_in("sam_lund")

    async with gateway_database.transaction(Context.service("gateway")) as connection:
        await connection.execute(
            text("update gateway.posts set holder_user_id = null where name = 'Caseworker, north'")
        )
    moving_clock.wait(seconds=2)
    told = await browser.session()

    assert (told["roles"], told["scopes"], told["posts"]) == ([], [], [])


async def test_who_signed_in_and_out_stands_in_the_chain_of_the_authority(door: FrontDoor, audit: Any) -> None:
    before = len(await audit("998"))
    browser = door.browser()
    told = await browser.sign_in("morgan_hale")
    await browser.change("POST", SIGN_OUT)

    entries = (await audit("998"))[before:]

    assert [(entry["operation"], entry["outcome"], entry["actor_id"]) for entry in entries] == [
        ("sign_in_demo", "ok", told["user"]["id"]),
        ("sign_out", "ok", told["user"]["id"]),
    ]
    assert entries[0]["roles"] == "vsh"


async def test_a_dead_database_is_said_so(door: FrontDoor, tmp_path: Path, moving_clock: MovableClock) -> None:
    nowhere = Database("postgresql+psycopg://nobody@/none?host=/nonexistent", b"k" * 32)
    async with a_front_door(nowhere, moving_clock, tmp_path) as cut_off:
        answer = await cut_off.browser().get(SESSION, headers={"Cookie": f"onroll={'A' * 43}"})

    assert (answer.status_code, answer.json()["code"]) == (503, "database_unavailable")
    assert answer.headers["retry-after"] == "2"
    await nowhere.close()
