"""One PostgreSQL for all processes of a test run, one database migrated once, and clones of it (performance 6)."""

import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import Connection, NullPool, create_engine, text

from kit.db.database import Database
from kit.db.embedded import EmbeddedServer, RunningServer, discard
from kit.db.embedded.accounts import Account
from kit.db.embedded.locks import FileLock
from kit.db.provision import Roles, at_database, provision, trust_context_key, urls

RUN: Final = "ONROLL_TEST_RUN"
TEMPLATE: Final = "onroll_template"
CONTEXT_KEY: Final = b"signs the contexts of tests, and nothing else"
CONTEXT_KEY_ID: Final = "tests"
# The data goes when the tests are over: nothing is worth waiting for the disk.
OPTIONS: Final = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "150",
    "max_wal_size": "2GB",
}
PATIENCE_SECONDS: Final = 300.0
ABANDONED_SECONDS: Final = 3600.0
_PREFIX: Final = "onroll-tests-"

Migrate = Callable[[str, str], None]
"""Takes a service and the URL of an administrator."""
OpenDatabase = Callable[[str], Database]
"""Takes a service; the database as its app sees it."""


@dataclass(frozen=True, slots=True)
class ClonedDatabase:
    """A copy of the migrated template; `admin_url` may do anything in it, `urls` are the app's, by service."""

    name: str
    admin_url: str
    urls: Mapping[str, str]

    def install(self, service: str, build: Callable[[Connection], None]) -> str:
        """Add a service that has no migrations: roles, schema, whatever `build` makes as its owner.

        Returns the URL of its app.
        """
        provision(self.admin_url, [*self.urls, service], database=self.name)
        with as_owner(self.admin_url, service) as connection:
            build(connection)
        if _has_context_keys(self.admin_url, service):
            trust_context_key(self.admin_url, service, CONTEXT_KEY_ID, CONTEXT_KEY, database=self.name)
        return urls(self.admin_url, [service], database=self.name)[service]


@contextmanager
def as_owner(admin_url: str, service: str) -> Iterator[Connection]:
    """A transaction as the owner of the service's schema."""
    engine = create_engine(admin_url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text(f'set local role "{Roles.of(service).owner}"'))
        yield connection


def begin_run() -> None:
    """Name the run, so that processes started by this one find the same server; sweep up after killed runs."""
    if RUN not in os.environ:
        os.environ[RUN] = secrets.token_hex(6)
        _sweep()


def end_run() -> None:
    """Remove the server and its data."""
    folder = run_folder()
    if folder.exists():
        _remove(folder)


def run_folder() -> Path:
    """Everything of this run."""
    return Path(tempfile.gettempdir()) / f"{_PREFIX}{os.environ[RUN]}"


def start_server() -> RunningServer:
    """The run's server; the first process to ask starts it."""
    folder = run_folder()
    folder.mkdir(mode=0o755, exist_ok=True)
    return EmbeddedServer(folder / "postgres", options=OPTIONS).start()


def ensure_template(server: RunningServer, services: Sequence[str], migrate: Migrate) -> str:
    """Make and migrate the template, once a run."""
    folder = run_folder()
    ready = folder / "template-ready"
    with FileLock(folder / "template.lock", Account.of(os.geteuid())) as lock:
        lock.wait_exclusive(time.monotonic() + PATIENCE_SECONDS)
        if not ready.exists():
            _make_template(server, services, migrate)
            ready.touch()
    return TEMPLATE


@contextmanager
def cloned(server: RunningServer, template: str, services: Sequence[str]) -> Iterator[ClonedDatabase]:
    """A database of its own, gone afterwards."""
    name = f"t_{secrets.token_hex(6)}"
    with _admin(server) as connection:
        connection.execute(SQL("create database {} template {}").format(Identifier(name), Identifier(template)))
    admin_url = server.url(name)
    try:
        yield ClonedDatabase(name, admin_url, urls(admin_url, services, database=name))
    finally:
        drop_database(server, name)


def drop_database(server: RunningServer, name: str) -> None:
    """Also while somebody is still connected."""
    with _admin(server) as connection:
        connection.execute(SQL("drop database if exists {} with (force)").format(Identifier(name)))


def _make_template(server: RunningServer, services: Sequence[str], migrate: Migrate) -> None:
    drop_database(server, TEMPLATE)
    provision(server.url(), services, database=TEMPLATE)
    admin_url = at_database(server.url(), TEMPLATE)
    for service in services:
        migrate(service, admin_url)
        trust_context_key(admin_url, service, CONTEXT_KEY_ID, CONTEXT_KEY, database=TEMPLATE)


def _has_context_keys(admin_url: str, service: str) -> bool:
    with as_owner(admin_url, service) as connection:
        found = connection.execute(text("select to_regclass(:name)"), {"name": f"{service}.context_keys"})
        return found.scalar() is not None


def _admin(server: RunningServer) -> psycopg.Connection:
    return psycopg.connect(server.url().replace("+psycopg", "", 1), autocommit=True)


def _sweep() -> None:
    """Servers of runs that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        found = folder.lstat()
        if found.st_uid == os.geteuid() and time.time() - found.st_mtime > ABANDONED_SECONDS:
            _remove(folder)


def _remove(folder: Path) -> None:
    discard(folder / "postgres")
    shutil.rmtree(folder, ignore_errors=True)
