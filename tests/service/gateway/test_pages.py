"""Pages the gateway writes itself: problem words, the API on one page, demo mail."""

import json
import re
from email.message import EmailMessage
from pathlib import Path

import pytest

from factories.front_door import BASE_URL, FrontDoor, MovableClock, a_front_door
from kit.db.database import Database
from kit.web.problems import GENERAL


async def test_every_general_problem_is_explained_in_plain_words(door: FrontDoor) -> None:
    for code in GENERAL:
        answer = await door.browser().get(f"/problems/{code}", headers={"Accept": "text/html"})

        assert answer.status_code == 200, code
        assert answer.headers["content-type"].startswith("text/html")
        assert f"Code {code}, HTTP status {GENERAL[code].status}." in answer.text


@pytest.mark.parametrize("code", ["nonsense", "<script>alert(1)</script>", "..%2f..%2fetc"])
async def test_an_unknown_code_does_not_exist(door: FrontDoor, code: str) -> None:
    answer = await door.browser().get(f"/problems/{code}")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert "script" not in answer.text


@pytest.mark.parametrize("path", ["/docs", "/problems/stale", "/demo/mail"])
async def test_s14_pages_hold_nothing_inline_and_nothing_from_elsewhere(door: FrontDoor, path: str) -> None:
    answer = await door.browser().get(path)

    assert answer.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self';")
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert re.findall(r"<script(?![^>]*\bsrc=\"/)", answer.text) == []
    assert re.findall(r"<style|\sstyle=|\son\w+=|https?://", answer.text) == []
    assert answer.headers["referrer-policy"] == "no-referrer"


async def test_the_style_and_script_of_the_pages_come_from_here(door: FrontDoor) -> None:
    style = await door.browser().get("/docs/onroll.css")
    script = await door.browser().get("/docs/reference.js")
    other = await door.browser().get("/docs/other.js")

    assert (style.headers["content-type"], script.headers["content-type"]) == (
        "text/css; charset=utf-8",
        "text/javascript; charset=utf-8",
    )
    assert "innerHTML" not in script.text
    assert other.status_code == 404


async def test_the_merged_api_is_one_document(
    gateway_database: Database, moving_clock: MovableClock, tmp_path: Path
) -> None:
    drawn = []

    def draw() -> bytes:
        drawn.append(1)
        return json.dumps({"openapi": "3.1.0", "paths": {"/api/x": {}}}).encode()

    async with a_front_door(gateway_database, moving_clock, tmp_path, merged_api=draw) as door:
        first = await door.browser().get("/openapi.json")
        again = await door.browser().get("/openapi.json", headers={"If-None-Match": first.headers["etag"]})
        plain = await door.browser().get("/openapi.json", headers={"Accept-Encoding": "identity"})

    assert first.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert list(first.json()["paths"]) == list(plain.json()["paths"]) == ["/api/x"]
    assert again.status_code == 304
    assert len(drawn) == 1


def a_letter(folder: Path, name: str, subject: str, text: str) -> None:
    letter = EmailMessage()
    letter["To"], letter["Subject"], letter["Date"] = (
        "office@ashbyroad.test",
        subject,
        "Mon, 23 Nov 2026 09:00:00 +0000",
    )
    letter.set_content(text)
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(bytes(letter))


async def test_demo_mail_lists_the_newest_first(door: FrontDoor, tmp_path: Path) -> None:
    a_letter(tmp_path / "mail", "20261123T090000-place_request.eml", "First", "x")
    a_letter(tmp_path / "mail", "20261123T100000-reminder.eml", "Second", "x")

    answer = await door.browser().get("/demo/mail")

    assert answer.text.index("Second") < answer.text.index("First")
    assert 'href="/demo/mail/20261123T100000-reminder.eml"' in answer.text
    assert "23 November 2026, 09:00" in answer.text
    assert answer.headers["cache-control"] == "no-store"


async def test_links_of_ours_in_a_letter_can_be_clicked_and_no_others(door: FrontDoor, tmp_path: Path) -> None:
    text = f"Answer here:\n{BASE_URL}/r/demo-ashby-road\nnot http://evil.example/x\n<script>alert(1)</script>"
    a_letter(tmp_path / "mail", "1-place_request.eml", "A place & more", text)

    page = (await door.browser().get("/demo/mail/1-place_request.eml")).text

    assert f'<a href="/r/demo-ashby-road">{BASE_URL}/r/demo-ashby-road</a>' in page
    assert page.count("<a ") == 2
    assert "&lt;script&gt;" in page
    assert "A place &amp; more" in page


@pytest.mark.parametrize(
    "name", ["missing.eml", "..%2f..%2fkeys%2ftoken-current.pem", "..eml", "%2e%2e", "x.txt", ".hidden.eml"]
)
async def test_ab_37_no_other_file_can_be_read(door: FrontDoor, name: str) -> None:
    answer = await door.browser().get(f"/demo/mail/{name}")

    assert answer.status_code == 404


async def test_without_mail_the_page_says_so(door: FrontDoor) -> None:
    assert "Nothing has been sent yet." in (await door.browser().get("/demo/mail")).text


async def test_outside_the_demonstration_there_is_no_mail_page(
    gateway_database: Database, moving_clock: MovableClock, tmp_path: Path
) -> None:
    a_letter(tmp_path / "mail", "1-place_request.eml", "Secret", "x")
    async with a_front_door(
        gateway_database, moving_clock, tmp_path, base_url="https://onroll.example", is_demo=False
    ) as real:
        answers = [await real.browser().get(path) for path in ("/demo/mail", "/demo/mail/1-place_request.eml")]

    assert [answer.status_code for answer in answers] == [404, 404]


async def test_brand_is_that_of_the_organisation_signed_in(door: FrontDoor) -> None:
    browser = door.browser()
    before = (await browser.get("/api/gateway/v1/brand")).json()
    await browser.sign_in("robin_ellery")
    after = (await browser.get("/api/gateway/v1/brand")).json()

    assert before == {"name": "Onroll", "colour": "#4b2e83", "logo": None, "contact": None, "phone": None}
    assert after["name"] == "Littlemere (demo)"
    assert after["phone"] == "01632 960123"


async def test_unknown_services_and_addresses_do_not_exist(door: FrontDoor) -> None:
    for path in ("/api/nothing/v1/x", "/api/", "/api/gateway/v1/nothing", "/not-public", "/oauth/authorize"):
        answer = await door.browser().get(path)

        assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), path


async def test_re_30_the_process_says_that_it_lives_and_can_work(door: FrontDoor) -> None:
    alive = await door.browser().get("/healthz")
    ready = await door.browser().get("/readyz")

    assert (alive.status_code, ready.status_code) == (200, 200)
