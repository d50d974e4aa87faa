"""The web app is handed out from memory: compressed, tagged, with a strict policy (SE-70, SE-71, FS-16)."""

import gzip
from pathlib import Path
from typing import Any

import httpx
import pytest

from factories.front_door import BASE_URL, UNSAFE, FrontDoor, MovableClock, a_front_door
from kit.db.database import Database

SCRIPT = b"console.log('hello');" * 200
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)


@pytest.fixture(autouse=True)
def built(tmp_path: Path) -> None:
    """Something like the built web app; one asset comes compressed, one does not."""
    dist = tmp_path / "dist"
    (dist / "assets").mkdir(parents=True)
    (dist / "index.html").write_text("<!doctype html><title>staff</title>")
    (dist / "school.html").write_text("<!doctype html><title>school</title>")
    (dist / "favicon.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (dist / "assets" / "main-1a2b.js").write_bytes(SCRIPT)
    (dist / "assets" / "main-1a2b.js.gz").write_bytes(gzip.compress(SCRIPT))
    (dist / "assets" / "main-1a2b.css").write_text("body{margin:0}" * 50)
    (dist / ".ready").write_text("stamp")


async def get(door: FrontDoor, path: str, **headers: str) -> httpx.Response:
    return await door.browser().get(path, headers={"Accept-Encoding": "identity"} | headers)


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/", "staff"),
        ("/children", "staff"),
        ("/children/01970000-0000-7000-8000-000000000001/summary", "staff"),
        ("/sign-in", "staff"),
        ("/r", "staff"),
        ("/reports", "staff"),
        ("/school", "staff"),
        ("/r/demo-ashby-road", "school"),
        ("/s/some-code", "school"),
        ("/c/some-code", "school"),
        ("/e/some-code", "school"),
    ],
)
async def test_fs_16_links_of_schools_get_the_school_page_and_all_else_the_staff_app(
    door: FrontDoor, path: str, title: str
) -> None:
    answer = await get(door, path)

    assert answer.status_code == 200
    assert f"<title>{title}</title>" in answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"


async def test_every_page_carries_the_headers_of_the_house(door: FrontDoor) -> None:
    for path in ("/", "/r/some-code", "/assets/main-1a2b.js"):
        headers = (await get(door, path)).headers

        assert headers["content-security-policy"] == POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-frame-options"] == "DENY"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "camera=()" in headers["permissions-policy"]
        assert "server" not in headers
        assert "strict-transport-security" not in headers


async def test_over_tls_the_browser_is_told_to_stay_there(
    gateway_database: Database, moving_clock: MovableClock, tmp_path: Path
) -> None:
    async with a_front_door(gateway_database, moving_clock, tmp_path, base_url="https://onroll.example") as secure:
        answer = await secure.browser().get("/")

    assert answer.headers["strict-transport-security"] == "max-age=63072000; includeSubDomains"


async def test_an_asset_is_kept_for_ever_and_sent_compressed(door: FrontDoor) -> None:
    plain = await get(door, "/assets/main-1a2b.js")
    packed = await get(door, "/assets/main-1a2b.js", **{"Accept-Encoding": "br, gzip"})
    refused = await get(door, "/assets/main-1a2b.js", **{"Accept-Encoding": "gzip;q=0"})

    assert plain.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert plain.headers["content-type"] == "text/javascript; charset=utf-8"
    assert plain.content == packed.content == refused.content == SCRIPT
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(SCRIPT)
    assert "content-encoding" not in plain.headers
    assert "content-encoding" not in refused.headers
    assert plain.headers["vary"] == packed.headers["vary"] == "accept-encoding"
    assert plain.headers["etag"] != packed.headers["etag"]


async def test_what_was_not_compressed_when_built_is_compressed_once(door: FrontDoor) -> None:
    answer = await get(door, "/assets/main-1a2b.css", **{"Accept-Encoding": "gzip"})

    assert answer.headers["content-encoding"] == "gzip"
    assert answer.text == "body{margin:0}" * 50


async def test_an_unchanged_page_is_not_sent_again(door: FrontDoor) -> None:
    first = await get(door, "/")

    again = await get(door, "/", **{"If-None-Match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["content-security-policy"] == POLICY


async def test_head_gets_the_headers_alone(door: FrontDoor) -> None:
    answer = await door.browser().head("/", headers={"Accept-Encoding": "identity"})

    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["content-length"]) > 0


@pytest.mark.parametrize(
    "path",
    [
        "/assets/missing.js",
        "/assets/main-1a2b.js.gz",
        "/assets/%2e%2e/index.html",
    ],
)
async def test_a_missing_asset_is_no_page(door: FrontDoor, path: str) -> None:
    answer = await door.browser().get(httpx.URL(BASE_URL).copy_with(raw_path=path.encode()))

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_stamps_and_hidden_files_stay_inside(door: FrontDoor) -> None:
    answer = await get(door, "/.ready")

    assert "stamp" not in answer.text


async def test_ab_20_pages_are_only_read(door: FrontDoor) -> None:
    answer = await door.browser().post("/children", headers=UNSAFE)

    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
    assert answer.headers["allow"] == "GET, HEAD"


async def test_without_a_built_web_app_the_front_door_still_stands(
    gateway_database: Database, moving_clock: MovableClock, tmp_path: Path
) -> None:
    async with a_front_door(gateway_database, moving_clock, tmp_path, web=tmp_path / "nothing") as bare:
        page = await bare.browser().get("/")
        session = await bare.browser().get("/api/gateway/v1/session")

    assert (page.status_code, session.status_code) == (404, 200)


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "/\\evil.example", "https://evil.example", "evil", "/\tevil", "%2F%2Fevil.example"]
)
async def test_ab_72_nobody_is_led_astray_after_signing_in(door: FrontDoor, wanted: str) -> None:
    answer = await door.browser().get("/sign-in", params={"next": wanted} if "%" not in wanted else f"next={wanted}")

    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


@pytest.mark.parametrize("query", ["", "next=%2F", "next=%2Fchildren%3Fstatus%3Dno_place", "other=//evil"])
async def test_where_somebody_was_going_inside_the_site_is_kept(door: FrontDoor, query: str) -> None:
    answer = await door.browser().get(f"/sign-in?{query}")

    assert answer.status_code == 200


async def test_there_are_no_web_sockets(door: FrontDoor) -> None:
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        sent.append(message)

    await door.app({"type": "websocket", "path": "/api/placements/v1/today", "headers": []}, receive, send)

    assert sent == [{"type": "websocket.close"}]
