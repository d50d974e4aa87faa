"""Signing in as somebody of the demonstration, and what the session is from then on."""

from pathlib import Path

import pytest

from factories.front_door import UNSAFE, FrontDoor, MovableClock, a_front_door
from gateway.domain.errors import BaseUrlRefused
from kit.db.database import Database

SESSION = "/api/gateway/v1/session"
DEMO = "/api/gateway/v1/sign-in/demo"
SIGN_OUT = "/api/gateway/v1/sign-out"


async def test_nobody_signed_in_learns_how_to_sign_in(door: FrontDoor) -> None:
    told = await door.browser().session()

    assert told["signed_in"] is False
    assert (told["user"], told["organisation"], told["roles"], told["csrf"]) == (None, None, [], "")
    assert told["today"] == "2026-11-23"
    assert [persona["name"] for persona in told["demo_personas"]][:2] == ["Joy Osei", "Sam Lund"]


async def test_a_persona_signs_in_by_one_click(door: FrontDoor) -> None:
    browser = door.browser()

    told = await browser.sign_in("sam_lund")

    assert told["signed_in"] is True
    assert told["user"]["name"] == "Sam Lund"
    assert told["organisation"] == {"kind": "authority", "id": "999", "name": "Northshire (demo)"}
    assert told["roles"] == ["vs_officer"]
    assert "placements.write" in told["scopes"]
    assert told["posts"][0]["name"] == "Caseworker, north"
    assert told["access_contact"] == "Alex Moor"
    assert told["idle_expires_at"] == "2026-11-23T12:20:00Z"
    assert told["expires_at"] == "2026-11-23T22:00:00Z"
    assert len(told["csrf"]) == 64


async def test_a_head_belongs_to_the_school(door: FrontDoor) -> None:
    told = await door.browser().sign_in("ruth_adeyemi")

    assert told["organisation"]["kind"] == "school"
    assert told["roles"] == ["school_head"]


async def test_the_cookie_is_for_the_server_alone(door: FrontDoor) -> None:
    answer = await door.browser().post(DEMO, json={"persona": "joy_osei"}, headers=UNSAFE)

    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("onroll=")
    assert cookie.endswith("; HttpOnly; SameSite=Lax; Path=/")
    assert answer.json() == {"next": "done"}


async def test_over_tls_the_cookie_is_bound_to_the_host(
    gateway_database: Database, moving_clock: MovableClock, tmp_path: Path
) -> None:
    async with a_front_door(gateway_database, moving_clock, tmp_path, base_url="https://onroll.example") as secure:
        answer = await secure.browser().post(
            DEMO, json={"persona": "joy_osei"}, headers={"Origin": "https://onroll.example"}
        )

    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-onroll=")
    assert "; Secure; " in cookie
    assert "Domain" not in cookie


@pytest.mark.parametrize(
    ("base_url", "is_demo"), [("http://onroll.example", True), ("http://localhost:8000", False), ("ftp://x", True)]
)
async def test_ab_95_without_tls_there_are_no_sessions_outside_the_demonstration(
    gateway_database: Database, moving_clock: MovableClock, tmp_path: Path, base_url: str, is_demo: bool
) -> None:
    with pytest.raises(BaseUrlRefused):
        async with a_front_door(gateway_database, moving_clock, tmp_path, base_url=base_url, is_demo=is_demo):
            pass


async def test_outside_the_demonstration_nobody_is_a_persona(
    gateway_database: Database, moving_clock: MovableClock, tmp_path: Path
) -> None:
    async with a_front_door(
        gateway_database, moving_clock, tmp_path, base_url="https://onroll.example", is_demo=False
    ) as real:
        origin = {"Origin": "https://onroll.example"}
        answer = await real.browser().post(DEMO, json={"persona": "joy_osei"}, headers=origin)
        told = (await real.browser().get(SESSION)).json()

    assert answer.status_code == 404
    assert told["demo_personas"] is None
    assert told["demo"] is False


async def test_an_unknown_persona_does_not_exist(door: FrontDoor) -> None:
    answer = await door.browser().post(DEMO, json={"persona": "mallory"}, headers=UNSAFE)

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_ab_17_an_unknown_field_is_refused(door: FrontDoor) -> None:
    answer = await door.browser().post(DEMO, json={"persona": "joy_osei", "role": "vsh"}, headers=UNSAFE)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "unknown_field"


async def test_a_request_of_a_session_reaches_the_service_with_a_token_of_its_own(door: FrontDoor) -> None:
    browser = door.browser()
    told = await browser.sign_in("joy_osei")

    answer = await browser.get("/api/placements/v1/deadlines")

    assert answer.status_code == 200
    assert answer.json() == {"subject": told["user"]["id"], "kind": "user", "authority": "999"}


async def test_ab_01_without_a_session_a_token_is_asked_for(door: FrontDoor) -> None:
    service = await door.browser().get("/api/placements/v1/deadlines")
    web_app = await door.browser().post(SIGN_OUT, headers=UNSAFE)

    assert (service.status_code, service.json()["code"]) == (401, "missing_token")
    assert (web_app.status_code, web_app.json()["code"]) == (401, "sign_in_required")
    assert service.headers["www-authenticate"] == web_app.headers["www-authenticate"] == "Bearer"


async def test_signing_out_ends_the_session_and_its_cookie(door: FrontDoor) -> None:
    browser = door.browser()
    await browser.sign_in()
    kept = browser.cookies["onroll"]

    answer = await browser.change("POST", SIGN_OUT)

    assert answer.status_code == 204
    assert answer.headers["set-cookie"].startswith("onroll=; Max-Age=0;")
    thief = door.browser()
    thief.cookies.set("onroll", kept)
    assert (await thief.session())["signed_in"] is False
    assert (await thief.get("/api/placements/v1/deadlines")).status_code == 401


async def test_ab_96_a_cookie_after_sign_out_or_of_another_scheme_is_nobody(door: FrontDoor) -> None:
    browser = door.browser()
    await browser.sign_in()
    code = browser.cookies["onroll"]

    for name, value in (("__Host-onroll", code), ("onroll", "chosen"), ("onroll", code[:-1]), ("onroll", code + "A")):
        answer = await door.browser().get("/api/placements/v1/deadlines", headers={"Cookie": f"{name}={value}"})
        assert answer.status_code == 401
    twice = await door.browser().get(
        "/api/placements/v1/deadlines", headers={"Cookie": f"onroll={code}; onroll={code}"}
    )
    assert twice.status_code == 401


async def test_ab_96_signing_in_gives_a_new_code_and_ends_the_old_one(door: FrontDoor) -> None:
    browser = door.browser()
    await browser.sign_in("joy_osei")
    first = browser.cookies["onroll"]

    told = await browser.sign_in("sam_lund")

    assert told["user"]["name"] == "Sam Lund"
    assert browser.cookies["onroll"] != first
    old = door.browser()
    old.cookies.set("onroll", first)
    assert (await old.session())["signed_in"] is False


async def test_ab_96_a_code_chosen_by_somebody_else_never_becomes_a_session(door: FrontDoor) -> None:
    chosen = "A" * 43
    victim = door.browser()
    victim.cookies.set("onroll", chosen, domain="localhost.local", path="/")

    answer = await victim.post(DEMO, json={"persona": "joy_osei"}, headers={**UNSAFE, "Cookie": f"onroll={chosen}"})

    assert answer.status_code == 200
    assert chosen not in answer.headers["set-cookie"]
    attacker = await door.browser().get(SESSION, headers={"Cookie": f"onroll={chosen}"})
    assert attacker.json()["signed_in"] is False
