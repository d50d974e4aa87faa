"""SE-72: what a session changes must come from our own pages; a bearer token decides alone."""

import pytest

from factories.front_door import BASE_URL, UNSAFE, FrontDoor, verifier_of
from factories.identities import a_system
from kit.auth.tokens import TokenMinter

SEEN = "/api/gateway/v1/me/seen"
REPLY = "/api/placements/v1/deadlines"
KEY = {"Idempotency-Key": "k1"}


async def test_our_own_page_may_change_something(door: FrontDoor) -> None:
    browser = door.browser()
    await browser.sign_in()

    answer = await browser.change("PUT", SEEN)
    me = (await browser.get("/api/gateway/v1/me")).json()

    assert answer.status_code == 204
    assert me == {"name": "Joy Osei", "roles": ["vsh"], "authority": "999", "seen_at": "2026-11-23T12:00:00Z"}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"Origin": None}, id="no origin"),
        pytest.param({"Origin": "http://evil.example"}, id="foreign origin"),
        pytest.param({"Origin": "null"}, id="null origin"),
        pytest.param({"Origin": BASE_URL + ".evil.example"}, id="longer origin"),
        pytest.param({"Onroll-Csrf": None}, id="no csrf value"),
        pytest.param({"Onroll-Csrf": "0" * 64}, id="wrong csrf value"),
        pytest.param({"Sec-Fetch-Site": "cross-site"}, id="cross site"),
        pytest.param({"Sec-Fetch-Site": "same-site"}, id="same site"),
        pytest.param({"Content-Type": "text/plain"}, id="plain text"),
        pytest.param({"Content-Type": "application/x-www-form-urlencoded"}, id="form"),
    ],
)
@pytest.mark.parametrize("path", [SEEN, "/api/placements/v1/reply", "/api/gateway/v1/sign-out"])
async def test_ab_33_anything_else_is_refused(door: FrontDoor, path: str, change: dict[str, str | None]) -> None:
    browser = door.browser()
    told = await browser.sign_in()
    headers = {**UNSAFE, "Onroll-Csrf": told["csrf"], **KEY} | change

    sent = {name: value for name, value in headers.items() if value is not None}
    answer = await browser.request("PUT" if path == SEEN else "POST", path, headers=sent)

    assert (answer.status_code, answer.json()["code"]) == (403, "csrf")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert (await browser.session())["signed_in"] is True


async def test_ab_33_the_value_of_another_session_does_not_count(door: FrontDoor) -> None:
    one, other = door.browser(), door.browser()
    await one.sign_in("joy_osei")
    await other.sign_in("joy_osei")

    answer = await one.change("PUT", SEEN, None, **{"Onroll-Csrf": other.csrf})

    assert answer.status_code == 403


async def test_another_site_cannot_sign_a_visitor_in(door: FrontDoor) -> None:
    answer = await door.browser().post(
        "/api/gateway/v1/sign-in/demo", json={"persona": "joy_osei"}, headers={"Origin": "http://evil.example"}
    )

    assert (answer.status_code, answer.json()["code"]) == (403, "csrf")
    assert "set-cookie" not in answer.headers


async def test_the_loopback_address_has_two_names_in_the_demonstration(door: FrontDoor) -> None:
    answer = await door.browser().post(
        "/api/gateway/v1/sign-in/demo",
        json={"persona": "joy_osei"},
        headers={"Origin": "http://127.0.0.1:8000"},
    )

    assert answer.status_code == 200


async def test_reading_needs_no_mark(door: FrontDoor) -> None:
    browser = door.browser()
    await browser.sign_in()

    answer = await browser.get(REPLY, headers={"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 200


async def test_ab_94_a_bearer_token_decides_and_the_cookie_is_ignored(door: FrontDoor) -> None:
    browser = door.browser()
    await browser.sign_in()
    minter = TokenMinter(door.signing_keys.current, BASE_URL, door.runtime.runtime.clock)
    token = minter.mint(a_system(), "placements").text

    as_system = await browser.get(REPLY, headers={"Authorization": f"Bearer {token}"})
    broken = await browser.get(REPLY, headers={"Authorization": "Bearer nonsense"})
    basic = await browser.get(REPLY, headers={"Authorization": "Basic dTpw"})

    assert as_system.json()["kind"] == "client"
    assert (broken.status_code, broken.json()["code"]) == (401, "invalid_token")
    assert (basic.status_code, basic.json()["code"]) == (401, "missing_token")


async def test_ab_94_with_a_bearer_token_the_session_operations_see_no_session(door: FrontDoor) -> None:
    browser = door.browser()
    await browser.sign_in()
    minter = TokenMinter(door.signing_keys.current, BASE_URL, door.runtime.runtime.clock)
    token = minter.mint(a_system(), "gateway").text

    told = await browser.get("/api/gateway/v1/session", headers={"Authorization": f"Bearer {token}"})
    out = await browser.post("/api/gateway/v1/sign-out", headers={"Authorization": f"Bearer {token}"})

    assert told.json()["signed_in"] is False
    assert (out.status_code, out.json()["code"]) == (401, "sign_in_required")


async def test_ab_02_a_token_elsewhere_than_in_one_header_is_no_token(door: FrontDoor) -> None:
    minter = TokenMinter(door.signing_keys.current, BASE_URL, door.runtime.runtime.clock)
    token = minter.mint(a_system(), "placements").text
    browser = door.browser()
    header = ("Authorization", f"Bearer {token}")

    two = await browser.get(REPLY, headers=[header, header])
    in_query = await browser.get(REPLY, params={"access_token": token})
    in_cookie = await browser.get(REPLY, headers={"Cookie": f"onroll={token}; access_token={token}"})

    assert [answer.json()["code"] for answer in (two, in_query, in_cookie)] == ["missing_token"] * 3
    assert {answer.status_code for answer in (two, in_query, in_cookie)} == {401}


async def test_ab_18_identity_headers_are_ignored(door: FrontDoor) -> None:
    browser = door.browser()
    told = await browser.sign_in("joy_osei")

    answer = await browser.get(
        REPLY,
        headers={
            "X-Tenant": "998",
            "X-Forwarded-User": "root",
            "X-Original-URL": "/api/placements/v1/reply",
            "X-HTTP-Method-Override": "DELETE",
            "Onroll-Session": "x",
        },
    )

    assert answer.json() == {"subject": told["user"]["id"], "kind": "user", "authority": "999"}


async def test_ab_12_and_13_scope_and_role_are_the_service_s_to_refuse(door: FrontDoor) -> None:
    browser = door.browser()
    await browser.sign_in("priya_rahman")

    scope = await browser.get("/api/placements/v1/reply")
    mine = await browser.change("POST", "/api/placements/v1/reply-links/open", {"code": "12345678"})

    assert (scope.status_code, scope.json()["code"]) == (403, "insufficient_scope")
    assert (mine.status_code, mine.json()["code"]) == (403, "forbidden_role")


async def test_ab_73_the_host_a_caller_names_changes_nothing(door: FrontDoor) -> None:
    browser = door.browser()

    answer = await browser.change(
        "POST",
        "/api/gateway/v1/sign-in/demo",
        {"persona": "joy_osei"},
        Host="evil.example",
        **{"X-Forwarded-Host": "evil.example"},
    )
    page = await browser.get("/docs", headers={"Host": "evil.example"})

    assert answer.status_code == 200
    assert "evil" not in str(answer.headers) + answer.text + str(page.headers) + page.text


async def test_ab_74_no_other_site_may_read_an_answer(door: FrontDoor) -> None:
    for origin in ("http://evil.example", "null"):
        answer = await door.browser().get("/api/gateway/v1/session", headers={"Origin": origin})

        assert not [name for name in answer.headers if name.startswith("access-control-")]


async def test_a_token_is_reused_and_renewed_a_minute_before_it_ends(door: FrontDoor) -> None:
    clock = door.runtime.runtime.clock
    browser = door.browser()
    await browser.sign_in()
    verifier = verifier_of(door.signing_keys, "placements", clock)
    live = await door.app._house.sessions.of(browser.cookies["onroll"], clock.now())  # type: ignore[attr-defined]
    assert live is not None
    minter = door.app._house.minter  # type: ignore[attr-defined]

    first = live.authorization("placements", minter, clock.now())
    again = live.authorization("placements", minter, clock.now())
    clock.wait(minutes=4)  # type: ignore[attr-defined]
    renewed = live.authorization("placements", minter, clock.now())

    assert first == again != renewed
    assert (await verifier.verify([renewed])).session == str(live.session.id)
