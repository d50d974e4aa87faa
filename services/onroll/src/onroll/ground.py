"""The database Onroll stands on: the one it brings along, or the one it is given; made ready for every service."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.resources import files
from typing import Final

from sqlalchemy import make_url

from kit.db.embedded import ensure_running
from kit.db.provision import DATABASE, urls
from onroll.key_ring import KeyRing, fingerprint
from onroll.settings import SERVICES, Settings

EMBEDDED_FOLDER: Final = "postgres"


@dataclass(frozen=True, slots=True)
class Ground:
    """Where to administer (migrations only) and where each service connects."""

    admin_url: str
    database: str
    app_urls: Mapping[str, str]
    app_password: str | None


@contextmanager
def standing(settings: Settings, ring: KeyRing) -> Iterator[Ground]:
    """The named database, or the embedded server for as long as the block lasts."""
    if settings.database_url is not None:
        yield _ground(settings.database_url.get_secret_value(), ring.database_password)
        return
    with ensure_running(settings.var / EMBEDDED_FOLDER) as server:
        server.watch()
        yield _ground(server.url(), None)


def make_ready(settings: Settings, ground: Ground, ring: KeyRing) -> None:
    """Prepares the embedded database, unless it was with these migrations and this key. A database that was named
    is prepared by `onroll migrate` and by nothing else."""
    if settings.database_url is not None:
        return
    note, wanted = settings.var / EMBEDDED_FOLDER / "prepared", _preparation(ring)
    if not note.exists() or note.read_text("ascii") != wanted:
        import_module("onroll.preparing").prepare(ground, ring)
        note.write_text(wanted, "ascii")


def _preparation(ring: KeyRing) -> str:
    """Names what a prepared database holds: every migration there is, and the key whose contexts it trusts."""
    migrations = (files(service).joinpath("migrations", "versions") for service in SERVICES)
    names = sorted(one.name for folder in migrations for one in folder.iterdir() if one.name.endswith(".py"))
    return hashlib.sha256("\n".join([fingerprint(ring.context), *names]).encode()).hexdigest()


def _ground(given: str, app_password: str | None) -> Ground:
    url = make_url(given).set(drivername="postgresql+psycopg")
    embedded = app_password is None
    database = DATABASE if embedded or not url.database else url.database
    admin_url = url.render_as_string(hide_password=False)
    return Ground(
        admin_url, database, urls(admin_url, SERVICES, app_password=app_password, database=database), app_password
    )
