"""Starts everything that is measured: the product in both modes, the service alone, bare FastAPI, Django REST."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from bench.cpu import named, tree
from bench.measuring import Contender
from e2e.product import Product, free_port, started
from kit.auth.keys import load
from kit.auth.principal import Identity, Organisation
from kit.auth.rights import load as load_rights
from kit.auth.tokens import TokenMinter
from kit.auth.vocabulary import ActorKind, Method, OrganisationKind, Role
from kit.db.embedded import EmbeddedServer
from onroll.settings import Settings

HERE = Path(__file__).parent
JOURNALS = 100_000
LIST = "/api/funding/v1/journals?limit=50"
PERSONA = "joy_osei"
MORE_ROWS = (HERE / "more_rows.sql").read_text()


@dataclass(frozen=True)
class Ground:
    """Who is measured, and what the gateway's own cost says (microseconds a request)."""

    contenders: list[Contender]
    gateway_adds: float


@contextmanager
def everybody() -> Iterator[Ground]:
    """All of them, running; they end with the block."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="onroll-bench-")))
        folder.chmod(0o755)
        single = stack.enter_context(started("single", folder / "single"))
        fill(single)
        cookie = sign_in(single)
        body = httpx.get(single.url + LIST, headers={"Cookie": cookie}).raise_for_status().text
        (folder / "body.json").write_text(body)
        contenders = [
            stack.enter_context(bare(folder / "body.json")),
            contender("single", single, cookie),
            stack.enter_context(service_alone(single)),
            stack.enter_context(django(single)),
        ]
        if "--no-split" not in sys.argv:
            split = stack.enter_context(started("split", folder / "split"))
            fill(split)
            contenders.append(contender("split", split, sign_in(split)))
        yield Ground(contenders, gateway_cost(single, cookie))


def gateway_cost(product: Product, cookie: str) -> float:
    """Measured in a process of its own, on the product's database."""
    command = [sys.executable, str(HERE / "gateway_cost.py"), cookie]
    said = subprocess.run(command, env=product.environment, capture_output=True, text=True, check=True).stdout
    return float(said)


def contender(name: str, product: Product, cookie: str) -> Contender:
    """The product through its front door, with the cookie of a session."""
    return Contender(
        name,
        product.url + LIST,
        (f"Cookie={cookie}",),
        application=lambda: of_environment(f"ONROLL_VAR={product.var}"),
        database=lambda: postgres_of(product),
    )


def sign_in(product: Product) -> str:
    """The cookie of a demo person."""
    with httpx.Client(base_url=product.url, headers={"Origin": product.url}) as client:
        client.post("/api/gateway/v1/sign-in/demo", json={"persona": PERSONA}).raise_for_status()
        return "; ".join(f"{name}={value}" for name, value in client.cookies.items())


def fill(product: Product) -> None:
    """Rows of this authority and of many others, so that row level security has something to hide."""
    with create_engine(admin_url(product)).begin() as connection:
        for statement in MORE_ROWS.split(";\n")[:-1]:
            connection.execute(text(statement), {"journals": JOURNALS} if ":journals" in statement else {})
    with create_engine(admin_url(product), isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("vacuum analyze funding.journals, funding.journal_lines"))


def admin_url(product: Product) -> str:
    """The product's own embedded server."""
    running = EmbeddedServer(product.var / "postgres").start()
    return running.url("onroll")


@contextmanager
def service_alone(product: Product) -> Iterator[Contender]:
    """The funding service in a process of its own on the same database, asked with a bearer token."""
    port = free_port()
    addresses = dict.fromkeys(("gateway", "placements", "funding", "accountability"), product.url)
    environment = {**product.environment, "ONROLL_SERVICE_URLS": json.dumps(addresses)}
    command = [str(Path(sys.executable).parent / "onroll"), "serve", "funding", "--port", str(port)]
    token = bearer(product)
    with running(command, environment, f"http://127.0.0.1:{port}/healthz") as process:
        yield Contender(
            "service alone",
            f"http://127.0.0.1:{port}{LIST}",
            (f"Authorization=Bearer {token}",),
            application=lambda: tree(process.pid),
            database=lambda: postgres_of(product),
        )


def bearer(product: Product) -> str:
    """A token of the product's own key, as the gateway would put into the request; lives five minutes."""
    os.environ.update(product.environment)
    settings = Settings.read()
    clock = settings.clock()
    identity = Identity(
        kind=ActorKind.USER,
        subject="bench",
        client_id="onroll-web",
        session="bench",
        organisation=Organisation(OrganisationKind.AUTHORITY, "999"),
        roles=(Role.VSH,),
        scopes=load_rights().scopes_of([Role.VSH]),
        amr=(Method.DEMO,),
        auth_time=clock.now(),
    )
    minter = TokenMinter(load(settings.key_folder).current, settings.base_url, clock)
    return minter.mint(identity, "funding", timedelta(minutes=5)).text


@contextmanager
def bare(body: Path) -> Iterator[Contender]:
    """Plain FastAPI under the same server."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "bare:app", "--port", str(port), "--loop", "uvloop"]
    command += ["--http", "httptools", "--no-access-log", "--log-level", "warning", "--app-dir", str(HERE)]
    environment = {**os.environ, "BENCH_BODY": str(body)}
    with running(command, environment, f"http://127.0.0.1:{port}/journals") as process:
        yield Contender("bare", f"http://127.0.0.1:{port}/journals", (), lambda: tree(process.pid), set)


@contextmanager
def django(product: Product) -> Iterator[Contender]:
    """Django REST Framework under gunicorn, as the superuser: without sign-in and without row level security."""
    port = free_port()
    url = make_url(admin_url(product))
    environment = {**os.environ, "BENCH_PG": f"{url.query['host']}|onroll|{url.username}"}
    command = [str(Path(sys.executable).parent / "gunicorn"), "django_list:application", "--chdir", str(HERE)]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "8", "--keep-alive", "30"]
    with running(command, environment, f"http://127.0.0.1:{port}/journals") as process:
        yield Contender(
            "django",
            f"http://127.0.0.1:{port}/journals",
            (),
            application=lambda: tree(process.pid),
            database=lambda: postgres_of(product),
        )


@contextmanager
def running(command: list[str], environment: dict[str, str], answers_at: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process that answers, until the end of the block."""
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(150):
            try:
                if httpx.get(answers_at, timeout=2).status_code == httpx.codes.OK:
                    break
            except httpx.TransportError:
                pass
            time.sleep(0.2)
        else:
            raise RuntimeError(f"{' '.join(command)} does not answer")
        yield process
    finally:
        process.terminate()
        process.wait(20)


def of_environment(setting: str) -> set[int]:
    """Processes that were started with this setting, PostgreSQL left out."""
    found: set[int] = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                mine = setting.encode() in (entry / "environ").read_bytes()
                postgres = (entry / "comm").read_text().strip() == "postgres"
            except OSError:
                continue
            if mine and not postgres:
                found.add(int(entry.name))
    return found - {os.getpid()}


def postgres_of(product: Product) -> set[int]:
    """The server of this product and all its backends."""
    masters = [pid for pid in named(str(product.var)) if "postgres" in Path(f"/proc/{pid}/comm").read_text()]
    return {pid for master in masters for pid in tree(master)}
