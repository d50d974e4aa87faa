"""Split mode: nginx asks whose request it is before it passes it to a service (architecture section 4)."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from factories.front_door import UNSAFE, Browser, FrontDoor, MovableClock, a_front_door, verifier_of
from kit.db.database import Database

PATH = "/internal/authorise"


@pytest.fixture
async def split(gateway_database: Database, moving_clock: MovableClock, tmp_path: Path) -> AsyncIterator[FrontDoor]:
    async with a_front_door(gateway_database, moving_clock, tmp_path, behind_proxy=True) as made:
        yield made


async def question(
    browser: Browser, method: str = "GET", audience: str = "placements", **headers: str
) -> httpx.Response:
    return await browser.get(PATH, headers={"Onroll-Audience": audience, "Onroll-Method": method} | headers)


async def test_a_session_becomes_a_token_for_the_service_that_is_asked_for(split: FrontDoor) -> None:
    browser = split.browser()
    told = await browser.sign_in("sam_lund")

    answer = await question(browser, audience="funding")

    verifier = verifier_of(split.signing_keys, "funding", split.runtime.runtime.clock)
    principal = await verifier.verify([answer.headers["authorization"].encode()])
    assert (answer.status_code, answer.content) == (204, b"")
    assert principal.subject == told["user"]["id"]


async def test_one_token_a_session_and_service_is_enough(split: FrontDoor) -> None:
    browser = split.browser()
    await browser.sign_in()

    first, again, other = [await question(browser, audience=name) for name in ("placements", "placements", "funding")]

    assert first.headers["authorization"] == again.headers["authorization"]
    assert first.headers["authorization"] != other.headers["authorization"]


async def test_nobody_signed_in_gets_no_token_and_is_passed_on(split: FrontDoor) -> None:
    for cookie in ("", "onroll=" + "A" * 43):
        answer = await question(split.browser(), Cookie=cookie)

        assert answer.status_code == 204
        assert "authorization" not in answer.headers


async def test_ab_33_changes_must_come_from_our_own_pages(split: FrontDoor) -> None:
    browser = split.browser()
    told = await browser.sign_in()

    ours = await question(browser, "POST", **UNSAFE, **{"Onroll-Csrf": told["csrf"]})
    without = await question(browser, "POST", **UNSAFE)
    foreign = await question(browser, "PATCH", Origin="http://evil.example", **{"Onroll-Csrf": told["csrf"]})
    anonymous = await question(split.browser(), "POST", Origin="http://evil.example")
    system = await question(split.browser(), "POST")

    assert (ours.status_code, system.status_code) == (204, 204)
    for answer in (without, foreign, anonymous):
        assert (answer.status_code, answer.json()["code"]) == (403, "csrf")
        assert "authorization" not in answer.headers


async def test_an_unknown_service_is_not_asked_for(split: FrontDoor) -> None:
    browser = split.browser()
    await browser.sign_in()

    answer = await question(browser, audience="everything")

    assert answer.status_code == 404
    assert "authorization" not in answer.headers


async def test_t_16_without_a_proxy_no_browser_ever_sees_a_token(door: FrontDoor) -> None:
    browser = door.browser()
    await browser.sign_in()

    answer = await question(browser)

    assert answer.status_code == 404
    assert "authorization" not in answer.headers


async def test_behind_the_proxy_the_gateway_still_answers_for_itself(split: FrontDoor) -> None:
    browser = split.browser()
    await browser.sign_in()

    assert (await browser.get("/api/gateway/v1/me")).status_code == 200
    assert (await browser.get("/api/placements/v1/deadlines")).status_code == 404
