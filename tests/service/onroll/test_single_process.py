"""Everything in one process: one door before all services, one database for all who start it, and a gentle end."""

import asyncio
import json
import socket
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import httpx
import pytest

from e2e.product import free_port
from factories.keyed_writes import Write, people_and_children
from factories.persona_browser import PersonaBrowser, signed_in
from factories.running_product import STOP_SECONDS, RunningProduct, rows, running_product
from factories.survived import a_case, a_payee
from gateway.domain.page_headers import CONTENT_SECURITY_POLICY
from gateway.domain.personas import DEMO_SYSTEMS, DemoSystem
from kit.kernel.ids import new_id
from kit.web.edge import SECURITY_HEADERS
from onroll.documents import documents
from onroll.ground import Ground

CHILDREN = "/api/placements/v1/children"
PAYEES = "/api/funding/v1/payees"
NORTHSHIRE, LITTLEMERE = DEMO_SYSTEMS
STEP_SECONDS = 0.05


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProduct]:
    var = tmp_path_factory.mktemp("single") / "var"
    (var / "web" / "assets").mkdir(parents=True)
    (var / "web" / "index.html").write_text("<!doctype html><title>Onroll</title>")
    (var / "web" / "school.html").write_text("<!doctype html><title>Reply</title>")
    (var / "web" / "assets" / "app-1a2b.js").write_text("export {};")
    with running_product(var) as started:
        yield started


@pytest.fixture(scope="module")
async def ground(product: RunningProduct) -> AsyncIterator[Ground]:
    with product.ground() as shared:
        async with product.house(shared) as house:
            await people_and_children(house, 3)
        yield shared


@pytest.fixture
async def officer(product: RunningProduct, ground: Ground) -> AsyncIterator[PersonaBrowser]:
    async with signed_in(product.url, "robin_ellery") as browser:
        yield browser


@pytest.fixture
async def finance(product: RunningProduct, ground: Ground) -> AsyncIterator[PersonaBrowser]:
    async with signed_in(product.url, "lee_arden") as browser:
        yield browser


def token(url: str, system: DemoSystem, audience: str = "placements") -> str:
    """Of a case system; Northshire's is of another authority than the personas here."""
    form = {"grant_type": "client_credentials", "client_id": str(system.id), "audience": audience}
    answer = httpx.post(f"{url}/oauth/token", data=form | {"client_secret": system.secret})
    assert answer.status_code == 200, answer.text
    return f"Bearer {answer.json()['access_token']}"


@pytest.mark.parametrize("path", [CHILDREN, "/api/accountability/v1/schools", "/api/gateway/v1/me"])
async def test_one_session_opens_every_service_behind_the_door(path: str, officer: PersonaBrowser):
    answer = await officer.get(path)

    assert answer.status_code == 200, answer.text


async def test_a_service_that_is_not_here_does_not_exist(officer: PersonaBrowser):
    answer = await officer.get("/api/nothing/v1/children")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    "left_out", [{"Onroll-Csrf": ""}, {"Onroll-Csrf": "0" * 64}, {"Origin": "http://evil.example"}], ids=str
)
async def test_ab_33_a_change_that_does_not_come_from_our_pages_changes_nothing(
    left_out: dict[str, str], ground: Ground, finance: PersonaBrowser
):
    name = f"Forged {new_id()}"

    answer = await finance.change("POST", PAYEES, a_payee(name).body, **{"Idempotency-Key": "forged", **left_out})

    assert (answer.status_code, answer.json()["code"]) == (403, "csrf")
    assert rows(ground, "select count(*) from funding.payees where name = %s", name) == [(0,)]


async def test_ab_94_a_bearer_token_decides_and_the_cookie_beside_it_is_ignored(officer: PersonaBrowser):
    by_cookie = (await officer.get(CHILDREN)).json()
    system = await asyncio.to_thread(token, str(officer.base_url), NORTHSHIRE)

    by_token = await officer.get(CHILDREN, headers={"Authorization": system})
    by_broken_token = await officer.get(CHILDREN, headers={"Authorization": system[:-4] + "AAAA"})

    assert len(by_cookie["items"]) == 3
    assert by_token.json()["items"] == []  # of Northshire, which has no children here
    assert (by_broken_token.status_code, by_broken_token.json()["code"]) == (401, "invalid_token")


async def test_ab_09_a_token_for_one_service_is_none_for_another(officer: PersonaBrowser):
    system = await asyncio.to_thread(token, str(officer.base_url), NORTHSHIRE)

    answer = await officer.get("/api/accountability/v1/schools", headers={"Authorization": system})

    assert (answer.status_code, answer.json()["code"]) == (401, "invalid_token")


async def test_the_whole_api_is_described_at_one_address(product: RunningProduct):
    async with httpx.AsyncClient(base_url=product.url) as anybody:
        page, document = await anybody.get("/docs"), await anybody.get("/openapi.json")

    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert document.json() == documents()["onroll"]


@pytest.mark.parametrize(
    ("path", "cached", "policy"),
    [
        ("/", "no-cache", CONTENT_SECURITY_POLICY),
        ("/applications", "no-cache", CONTENT_SECURITY_POLICY),
        ("/r/some-code", "no-cache", CONTENT_SECURITY_POLICY),
        ("/assets/app-1a2b.js", "public, max-age=31536000, immutable", CONTENT_SECURITY_POLICY),
        (CHILDREN, "no-store", "default-src 'none'; frame-ancestors 'none'"),
        ("/api/nothing", "no-store", "default-src 'none'; frame-ancestors 'none'"),
    ],
)
async def test_s14_shell_and_api_carry_their_headers(path: str, cached: str, policy: str, product: RunningProduct):
    async with httpx.AsyncClient(base_url=product.url) as anybody:
        answer = await anybody.get(path)

    told = {name.encode(): value.encode() for name, value in answer.headers.items()}
    assert {pair for pair in SECURITY_HEADERS if told.get(pair[0]) != pair[1]} == set()
    assert (answer.headers["cache-control"], answer.headers["content-security-policy"]) == (cached, policy)
    assert "server" not in answer.headers


def test_re_30_readiness_names_the_service_whose_tables_are_behind(product: RunningProduct, ground: Ground):
    (revision,) = rows(ground, "select version_num from placements.alembic_version")
    rows(ground, "update placements.alembic_version set version_num = '0000' returning 1")
    try:
        behind = httpx.get(f"{product.url}/readyz")
        alive = httpx.get(f"{product.url}/healthz")
    finally:
        rows(ground, "update placements.alembic_version set version_num = %s returning 1", *revision)

    assert (behind.status_code, behind.json()["failed"]) == (503, ["placements.migrations"])
    assert alive.status_code == 200
    assert httpx.get(f"{product.url}/readyz").json() == {"status": "ready", "failed": []}


@contextmanager
def one_more(product: RunningProduct) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A second start on the same folder, on a port of its own."""
    port = free_port()
    process = product.launch(port)
    try:
        product.wait_until_ready(process, f"http://localhost:{port}")
        yield process, f"http://localhost:{port}"
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


async def test_two_starts_share_one_database_and_one_ends_without_the_other(
    product: RunningProduct, ground: Ground, finance: PersonaBrowser
):
    name = f"Shared {new_id()}"
    with one_more(product) as (process, url):
        async with signed_in(product.url, "lee_arden") as browser:
            browser.base_url = httpx.URL(url)
            answer = await browser.change("POST", PAYEES, a_payee(name).body, **{"Idempotency-Key": new_id().hex})
        assert answer.status_code == 201, answer.text
        process.terminate()
        assert process.wait(STOP_SECONDS) == 0

    assert rows(ground, "select count(*) from funding.payees where name = %s", name) == [(1,)]
    assert (await finance.get(PAYEES)).status_code == 200


def test_re_31_who_is_asked_to_end_says_so_and_finishes_what_was_begun(product: RunningProduct, ground: Ground):
    ((child_id,),) = rows(ground, "select id from placements.children order by id limit 1")
    with one_more(product) as (process, url):
        with half_a_request(url, token(url, LITTLEMERE), a_case(child_id)) as begun:
            process.terminate()
            told = httpx.get(f"{url}/readyz")
            wait_until_closed(url)
            answer = begun.finish()
        assert process.wait(STOP_SECONDS) == 0

    assert (told.status_code, told.json()["failed"]) == (503, ["stopping"])
    assert answer.startswith("HTTP/1.1 201"), answer
    assert rows(ground, "select count(*) from placements.cases where child_id = %s", child_id) == [(1,)]


class BegunRequest:
    """A request whose body is still on its way."""

    def __init__(self, wire: socket.socket, rest: bytes) -> None:
        self._wire = wire
        self._rest = rest

    def finish(self) -> str:
        self._wire.sendall(self._rest)
        return b"".join(iter(lambda: self._wire.recv(65_536), b"")).decode()


@contextmanager
def half_a_request(url: str, authorization: str, write: Write) -> Iterator[BegunRequest]:
    body = json.dumps(write.body).encode()
    where = httpx.URL(url)
    head = (
        f"POST {write.path} HTTP/1.1\r\nHost: {where.netloc.decode()}\r\nAuthorization: {authorization}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nIdempotency-Key: {write.key}\r\n"
        "Connection: close\r\n\r\n"
    )
    with socket.create_connection((where.host, where.port or 80), timeout=15) as wire:
        wire.sendall(head.encode() + body[:5])
        yield BegunRequest(wire, body[5:])


def wait_until_closed(url: str) -> None:
    """Two seconds after it was told to end it takes no more connections."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            httpx.get(f"{url}/healthz", timeout=1)
        except httpx.ConnectError:
            return
        time.sleep(STEP_SECONDS)
    raise AssertionError("it still takes connections")
