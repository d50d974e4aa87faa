"""Starts the product the way a user does, in a folder of its own, and ends it again."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import httpx

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
DAY = "2026-11-23"
START_SECONDS = 120
STOP_SECONDS = 30

Way = Literal["single", "split"]


@dataclass(frozen=True)
class Product:
    """A running product: where it answers, where its files are, and how it was started."""

    url: str
    var: Path
    way: Way
    environment: dict[str, str]

    @property
    def mail(self) -> Path:
        return self.var / "mail"

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs the command line against the same data."""
        return subprocess.run(
            [BIN / "onroll", *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )


@contextmanager
def started(way: Way, var: Path) -> Iterator[Product]:
    """One process, or gateway, services, workers and nginx apart, on an invented day with the demo's data."""
    port = free_port()
    url = f"http://localhost:{port}"
    environment = {**os.environ, "ONROLL_MODE": "demo", "ONROLL_VAR": str(var), "ONROLL_BASE_URL": url}
    environment["ONROLL_DEMO_DAY"] = DAY
    commands: dict[Way, list[str]] = {
        "single": [str(BIN / "onroll"), "demo", "--day", DAY, "--port", str(port)],
        "split": [str(ROOT / "infra" / "split.sh"), str(port)],
    }
    var.mkdir(parents=True, exist_ok=True)
    with (var / f"{way}.log").open("wb") as log:
        process = subprocess.Popen(
            commands[way], cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            wait_until_it_answers(url, process, var / f"{way}.log")
            yield Product(url, var, way, environment)
        finally:
            end(process)


def wait_until_it_answers(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            if httpx.get(f"{url}/api/gateway/v1/session", timeout=2).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise RuntimeError(f"the product does not answer; its last words:\n{log.read_text(errors='replace')[-4000:]}")


def end(process: subprocess.Popen[bytes]) -> None:
    """Ctrl-C, as a user would; the whole group if that does not help."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def free_port() -> int:
    """Below 32768, where the system hands out no ports of its own."""
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
