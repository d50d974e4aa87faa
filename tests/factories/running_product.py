"""The real product as a process of its own: started by its command line, killed and started again by a test."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import httpx
import psycopg
from sqlalchemy import make_url

from e2e.product import free_port
from kit.db.embedded.accounts import server_account
from kit.db.embedded.places import settle
from kit.db.embedded.postmaster import PostmasterFile
from kit.db.provision import at_database
from onroll.ground import EMBEDDED_FOLDER, Ground, standing
from onroll.house import House
from onroll.key_ring import KeyRing
from onroll.settings import Mode, Settings

BIN: Final = Path(sys.executable).parent
START_SECONDS: Final = 90
STOP_SECONDS: Final = 30


@dataclass(slots=True)
class RunningProduct:
    """`onroll serve` in demo mode on a folder of its own; `log` holds what all its processes said."""

    var: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def log(self) -> Path:
        return self.var / "serve.log"

    @property
    def settings(self) -> Settings:
        return Settings(mode=Mode.DEMO, var=self.var, base_url=self.url, web=self.var / "web")

    def launch(self, port: int | None = None) -> subprocess.Popen[bytes]:
        """One more process on the same folder; the caller waits for it and ends it."""
        given = {"MODE": "demo", "VAR": self.var, "BASE_URL": self.url, "WEB": self.var / "web"}
        environment = {key: value for key, value in os.environ.items() if not key.startswith("ONROLL_")}
        environment |= {f"ONROLL_{name}": str(value) for name, value in given.items()}
        command = [str(BIN / "onroll"), "serve", "--port", str(port or self.port)]
        with self.log.open("ab") as log:
            return subprocess.Popen(
                command, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )

    def start(self) -> None:
        self.process = self.launch()
        self.wait_until_ready(self.process, self.url)

    def wait_until_ready(self, process: subprocess.Popen[bytes], url: str) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and process.poll() is None:
            try:
                if httpx.get(f"{url}/readyz", timeout=2).status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.05)
        raise RuntimeError(f"not ready; its last words:\n{self.log.read_text(errors='replace')[-3000:]}")

    def kill(self) -> None:
        """As by the system: nothing is finished, nothing is said. The database lives on."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def kill_database(self) -> int:
        """The postmaster itself; gives its process id."""
        folder = self.var / EMBEDDED_FOLDER
        told = PostmasterFile.read(settle(folder, server_account(folder)).cluster)
        assert told is not None
        os.kill(told.pid, signal.SIGKILL)
        return told.pid

    def end(self) -> int:
        """SIGTERM, as a supervisor ends it; gives the exit code."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(STOP_SECONDS)

    @contextmanager
    def ground(self) -> Iterator[Ground]:
        """The database it runs on, shared."""
        with standing(self.settings, KeyRing.load(self.settings.key_folder)) as ground:
            yield ground

    @asynccontextmanager
    async def house(self, ground: Ground) -> AsyncIterator[House]:
        """The services' databases, from this process."""
        house = House(self.settings, ground, KeyRing.load(self.settings.key_folder), self.settings.clock())
        try:
            yield house
        finally:
            await house.close()


def rows(ground: Ground, question: str, *values: object) -> list[tuple[Any, ...]]:
    """As an administrator, past row level security."""
    url = make_url(at_database(ground.admin_url, ground.database)).set(drivername="postgresql")
    with psycopg.connect(url.render_as_string(hide_password=False)) as connection:
        return connection.execute(question, values).fetchall()


@contextmanager
def running_product(var: Path) -> Iterator[RunningProduct]:
    """Started and ready; ended with everything it started when the block ends."""
    var.mkdir(parents=True, exist_ok=True)
    product = RunningProduct(var)
    try:
        product.start()
        yield product
    finally:
        if product.process is not None and product.process.poll() is None:
            product.kill()
        subprocess.run(
            [BIN / "onroll", "stop"], env={**os.environ, "ONROLL_VAR": str(var)}, check=False, capture_output=True
        )
