"""Folders, users and processes around an embedded PostgreSQL under test."""

import os
import pwd
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import psycopg
import pytest

from kit.db.embedded import RunningServer
from kit.db.embedded.accounts import Identity

_START = """
import sys, time
from pathlib import Path
from kit.db.embedded import ensure_running
import psycopg
server = ensure_running(Path(sys.argv[1]))
with psycopg.connect(server.url().replace("+psycopg", "")) as connection:
    print(connection.execute("select pg_postmaster_start_time()::text").fetchone()[0], flush=True)
sys.stdin.read()
server.release()
print("released", flush=True)
"""


def connect(
    server: RunningServer, role: str = "postgres", database: str = "postgres"
) -> AbstractContextManager[psycopg.Connection]:
    return psycopg.connect(server.url(database, role).replace("+psycopg", ""), autocommit=True)


def postmaster_pid(data_dir: Path) -> int:
    return int((data_dir / "cluster" / "postmaster.pid").read_text().splitlines()[0])


def owner_of(pid: int) -> str:
    return pwd.getpwuid(Path(f"/proc/{pid}").stat().st_uid).pw_name


def starter(data_dir: Path, user: str | None = None) -> subprocess.Popen[str]:
    """A process that starts or joins the server, says when the server started, and leaves at the end of its input."""
    return subprocess.Popen(
        [_python_for(user), "-c", _START, str(data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd="/",
        env={"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        **_identity(user),
    )


def wait_until(true: Callable[[], bool], seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {seconds} s")
        time.sleep(0.01)


def another_user() -> str:
    """A user of this machine whom only root may become."""
    if os.geteuid() != 0:
        pytest.skip("only root can become somebody else")
    return "nobody"


def give(folder: Path, user: str) -> None:
    entry = pwd.getpwnam(user)
    os.chown(folder, entry.pw_uid, entry.pw_gid)


def _identity(user: str | None) -> Identity:
    if user is None:
        return {}
    entry = pwd.getpwnam(user)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _python_for(user: str | None) -> str:
    """This Python, or the system's of the same version where the user cannot walk to ours."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    question = "import sys; print('%d.%d' % sys.version_info[:2])"
    for python in (sys.executable, "/usr/bin/python3"):
        try:
            said = subprocess.run(
                [python, "-c", question], capture_output=True, text=True, cwd="/", check=False, **_identity(user)
            )
        except PermissionError:
            continue
        if said.stdout.strip() == version:
            return python
    pytest.skip(f"user {user} can run no Python {version}")
