"""The database Onroll stands on: the one it brings along, or the one it is given; made ready for every service."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from sqlalchemy import make_url

from kit.db.embedded import ensure_running
from kit.db.migrate import upgrade
from kit.db.provision import DATABASE, at_database, provision, trust_context_key, urls
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


def prepare(ground: Ground, ring: KeyRing) -> None:
    """Roles, schemas, tables and the key of the contexts; changes nothing where all of it stands."""
    provision(ground.admin_url, SERVICES, app_password=ground.app_password, database=ground.database)
    owner_url = at_database(ground.admin_url, ground.database)
    for service in SERVICES:
        upgrade(service, owner_url)
        trust_context_key(ground.admin_url, service, fingerprint(ring.context), ring.context, database=ground.database)


def _ground(given: str, app_password: str | None) -> Ground:
    url = make_url(given).set(drivername="postgresql+psycopg")
    embedded = app_password is None
    database = DATABASE if embedded or not url.database else url.database
    admin_url = url.render_as_string(hide_password=False)
    return Ground(
        admin_url, database, urls(admin_url, SERVICES, app_password=app_password, database=database), app_password
    )
