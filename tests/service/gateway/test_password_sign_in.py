"""Signing in with a password: one answer for every failure, bounded work, exact counters."""

import asyncio
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from factories.front_door import FrontDoor, MovableClock, a_front_door
from gateway.actions.add_user import NewUser, RoleNotForOrganisation, add_user
from gateway.domain.errors import EmailTaken, PasswordNotAcceptable
from gateway.domain.personas import ASHBY_ROAD, NORTHSHIRE
from gateway.domain.tries import IN_ALL, PER_ADDRESS, PER_EMAIL, TryLimit, counter_key, network_of
from gateway.store.counters import TryCounters
from kit.auth.vocabulary import Role
from kit.db.database import Database
from kit.db.tenancy import Context

PATH = "/api/gateway/v1/sign-in/password"
EMAIL = "officer@northshire.test"
PASSWORD = "correct pony battery staple"
OFFICER = NewUser(EMAIL, "Ola Ferris", NORTHSHIRE, Role.VS_OFFICER)


FORGET_OFFICER = (
    "update gateway.posts set holder_user_id = null"
    " where holder_user_id in (select id from gateway.users where email = :email)",
    "delete from gateway.sessions where user_id in (select id from gateway.users where email = :email)",
    "delete from gateway.users where email = :email",
)


@pytest.fixture
async def officer(gateway_database: Database) -> UUID:
    async with gateway_database.transaction(Context.service("gateway")) as connection:
        for statement in FORGET_OFFICER:
            await connection.execute(text(statement), {"email": EMAIL})
    return await add_user(gateway_database, OFFICER, PASSWORD)


async def knock(
    door: FrontDoor, email: str = EMAIL, password: str = PASSWORD, address: str = "203.0.113.9"
) -> httpx.Response:
    return await door.browser(address).change("POST", PATH, {"email": email, "password": password})


async def test_the_right_password_begins_a_session(door: FrontDoor, officer: UUID) -> None:
    browser = door.browser()

    answer = await browser.change("POST", PATH, {"email": EMAIL.upper(), "password": PASSWORD})
    told = await browser.session()

    assert (answer.status_code, answer.json()) == (200, {"next": "done"})
    assert told["user"] == {"id": str(officer), "name": "Ola Ferris"}
    assert told["roles"] == ["vs_officer"]
    assert told["step_up_until"] is None


async def test_ab_49_s9_unknown_wrong_and_disabled_get_the_same_answer(
    door: FrontDoor, officer: UUID, gateway_database: Database
) -> None:
    unknown = await knock(door, email="nobody@northshire.test")
    wrong = await knock(door, password="incorrect pony battery")
    without = await knock(door, email="vsh@northshire.test", password=PASSWORD)
    async with gateway_database.transaction(Context.service("gateway")) as connection:
        await connection.execute(text("update gateway.users set state = 'disabled' where id = :id"), {"id": officer})
    disabled = await knock(door)

    answers = [unknown, wrong, without, disabled]
    assert {answer.status_code for answer in answers} == {401}
    assert {answer.json()["code"] for answer in answers} == {"sign_in_failed"}
    assert len({_without_request_id(answer) for answer in answers}) == 1


async def test_why_it_failed_stands_in_the_audit_alone(door: FrontDoor, officer: UUID, audit: Any) -> None:
    before = len(await audit("999")), len(await audit("platform"))

    await knock(door, password="incorrect pony battery")
    await knock(door, email="nobody@northshire.test")

    ours = (await audit("999"))[before[0] :]
    nobody_s = (await audit("platform"))[before[1] :]
    assert [(e["reason_code"], e["outcome"], e["actor_id"]) for e in ours] == [
        ("wrong_password", "denied", str(officer))
    ]
    assert [(e["reason_code"], e["outcome"], e["actor_id"]) for e in nobody_s] == [("unknown", "denied", "unknown")]


async def test_outside_the_demonstration_a_password_alone_opens_nothing(
    gateway_database: Database, moving_clock: MovableClock, tmp_path: Path, officer: UUID, audit: Any
) -> None:
    async with a_front_door(
        gateway_database, moving_clock, tmp_path, base_url="https://onroll.example", is_demo=False
    ) as real:
        answer = await real.browser().post(
            PATH, json={"email": EMAIL, "password": PASSWORD}, headers={"Origin": "https://onroll.example"}
        )

    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_failed")
    assert "set-cookie" not in answer.headers
    assert (await audit("999"))[-1]["reason_code"] == "no_second_factor"


async def spend_tries(door: FrontDoor, limit: TryLimit, value: str, count: int) -> list[bool]:
    """Counts tries as the door does, without hashing anything; tells which were turned away."""
    shared = door.runtime.runtime
    key = counter_key(limit, value, shared.cursor_key)
    async with shared.database.transaction(Context.service("gateway")) as connection:
        counters = TryCounters(connection)
        return [await counters.count(limit, key, shared.clock.now()) is not None for _ in range(count)]


@pytest.mark.parametrize("email", [EMAIL, "nobody@northshire.test"])
async def test_ab_49_the_eleventh_try_is_closed_for_a_quarter_of_an_hour(
    door: FrontDoor, officer: UUID, moving_clock: MovableClock, email: str
) -> None:
    assert await spend_tries(door, PER_EMAIL, email, 9) == [False] * 9
    tenth = await knock(door, email=email, password="incorrect pony battery")

    eleventh = await knock(door, email=email.upper())
    moving_clock.wait(minutes=14, seconds=59)
    still_closed = await knock(door, email=email)
    moving_clock.wait(seconds=2)
    open_again = await knock(door, email=email, password="incorrect pony battery")

    assert tenth.status_code == 401
    assert (eleventh.status_code, eleventh.json()["code"]) == (429, "rate_limited")
    assert eleventh.headers["retry-after"] == "901"
    assert still_closed.status_code == 429
    assert open_again.status_code == 401


async def test_a_success_forgets_the_failures_before_it(door: FrontDoor, officer: UUID) -> None:
    await spend_tries(door, PER_EMAIL, EMAIL, 9)

    assert (await knock(door)).status_code == 200
    assert await spend_tries(door, PER_EMAIL, EMAIL, 10) == [False] * 10


async def test_tries_older_than_five_minutes_do_not_count(door: FrontDoor, moving_clock: MovableClock) -> None:
    await spend_tries(door, PER_EMAIL, "old@northshire.test", 10)

    moving_clock.wait(minutes=5)

    assert await spend_tries(door, PER_EMAIL, "old@northshire.test", 11) == [False] * 10 + [True]


async def test_an_address_may_try_fifty_times_in_five_minutes(door: FrontDoor, moving_clock: MovableClock) -> None:
    school = network_of("2001:db8::7")
    await spend_tries(door, PER_ADDRESS, school, 50)

    neighbour = await knock(door, email="nobody@northshire.test", address="2001:db8::ffff:8")
    stranger = await knock(door, email="nobody@northshire.test", address="2001:db8:0:1::7")
    moving_clock.wait(minutes=5)
    later = await knock(door, email="nobody@northshire.test", address="2001:db8::7")

    assert (neighbour.status_code, neighbour.headers["retry-after"]) == (429, "301")
    assert stranger.status_code == 401
    assert later.status_code == 401


async def test_all_together_may_try_a_thousand_times_in_five_minutes(door: FrontDoor) -> None:
    assert await spend_tries(door, IN_ALL, "", 1_000) == [False] * 1_000

    assert (await knock(door, email="nobody@northshire.test")).status_code == 429


async def test_counters_are_exact_when_many_knock_at_once(door: FrontDoor) -> None:
    shared = door.runtime.runtime
    key = counter_key(PER_EMAIL, "race@northshire.test", shared.cursor_key)

    async def one() -> bool:
        async with shared.database.transaction(Context.service("gateway")) as connection:
            return await TryCounters(connection).count(PER_EMAIL, key, shared.clock.now()) is None

    admitted = await asyncio.gather(*(one() for _ in range(30)))

    assert admitted.count(True) == 10


async def test_s9_a_flood_of_sign_ins_is_told_to_wait_and_others_are_served(door: FrontDoor, officer: UUID) -> None:
    others = door.browser()
    await others.sign_in()
    flood = [
        asyncio.create_task(knock(door, email=f"flood{n}@northshire.test", address=f"198.51.100.{n}"))
        for n in range(60)
    ]
    await asyncio.sleep(0.05)

    served = [await others.get("/api/placements/v1/deadlines") for _ in range(20)]
    answers = await asyncio.gather(*flood)

    codes = [answer.json()["code"] for answer in answers]
    assert {answer.status_code for answer in served} == {200}
    assert set(codes) == {"sign_in_failed", "busy"}
    assert codes.count("busy") > 0
    assert {a.headers["retry-after"] for a in answers if a.status_code == 429} == {"2"}


async def test_an_account_with_a_bad_password_or_role_or_taken_address_is_not_added(
    gateway_database: Database, officer: UUID
) -> None:
    with pytest.raises(EmailTaken):
        await add_user(gateway_database, OFFICER, PASSWORD)
    with pytest.raises(PasswordNotAcceptable):
        await add_user(gateway_database, NewUser("x@northshire.test", "X", NORTHSHIRE, Role.VSH), "short")
    with pytest.raises(RoleNotForOrganisation):
        await add_user(gateway_database, NewUser("x@northshire.test", "X", ASHBY_ROAD, Role.VSH), PASSWORD)


def _without_request_id(answer: httpx.Response) -> str:
    request_id = answer.json()["request_id"]
    headers = sorted((name, value) for name, value in answer.headers.items() if name != "request-id")
    return f"{headers}{answer.text.replace(request_id, '')}"
