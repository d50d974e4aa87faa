"""What must not be true of an installation that holds real children's data (SE-96)."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Final

import psycopg
from sqlalchemy import TextClause, make_url, text

from kit.auth.keys import KeyFileRefused
from kit.auth.keys import load as load_signing_keys
from kit.db.database import Database
from kit.db.migrate import current, heads
from kit.db.provision import Roles, at_database
from kit.db.tenancy import Context
from kit.web.app import RouteWithoutRight
from onroll.ground import Ground
from onroll.key_ring import KeyRing
from onroll.settings import SERVICES, Settings, SettingsRefused

_STRONG: Final = "select rolname from pg_roles where rolname = any(%s) and (rolsuper or rolbypassrls or rolcreaterole)"
_OWNING: Final = (
    "select distinct r.rolname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = any(%s)"
)
_DEMO_PEOPLE: Final = text("select exists(select 1 from gateway.users where is_demo)")
_DEMO_AUTHORITIES: Final = text("select exists(select 1 from placements.authorities where code in ('998', '999'))")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: the setting or part it concerns, and a sentence without any value."""

    where: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}"


def refuse_unsafe_start(settings: Settings, ground: Ground, ring: KeyRing) -> None:
    """Raises SettingsRefused with everything that is wrong."""
    found = findings(settings, ground, ring)
    if found:
        raise SettingsRefused("; ".join(str(one) for one in found))


def findings(settings: Settings, ground: Ground, ring: KeyRing) -> list[Finding]:
    """Empty when all is well. The demo may be reached without TLS and hold invented data; nothing else differs."""
    found = [*_rights(), *_keys(settings), *_migrations(ground), *_roles(ground)]
    if not settings.is_demo:
        if not settings.base_url.startswith("https://"):
            found.append(Finding("ONROLL_BASE_URL", "production is served over https only"))
        if not found:
            found += asyncio.run(_demo_data(ground, ring))
    return found


def _rights() -> Iterator[Finding]:
    for service in SERVICES:
        try:
            import_module(f"{service}.main").build()
        except RouteWithoutRight as missing:
            yield Finding("rights.yaml", str(missing))


def _keys(settings: Settings) -> Iterator[Finding]:
    """The ring was read already; the signing keys are made by the gateway's first start."""
    try:
        load_signing_keys(settings.key_folder)
    except FileNotFoundError:
        return
    except KeyFileRefused as refused:
        yield Finding("ONROLL_KEYS", str(refused))


def _migrations(ground: Ground) -> Iterator[Finding]:
    url = at_database(ground.admin_url, ground.database)
    for service in SERVICES:
        newest = heads(service)
        if len(newest) != 1 or current(service, url) != newest[0]:
            yield Finding("database", f"the tables of {service} are behind: run onroll migrate")


def _roles(ground: Ground) -> Iterator[Finding]:
    apps = [Roles.of(service).app for service in SERVICES]
    for role in _rows(ground, _STRONG, apps):
        yield Finding("database", f"the role {role} may do more than work with its tables")
    for role in _rows(ground, _OWNING, apps):
        yield Finding("database", f"the role {role} owns tables and so may change them")


def _rows(ground: Ground, query: str, roles: Sequence[str]) -> list[str]:
    address = make_url(ground.admin_url).set(drivername="postgresql", database=ground.database)
    with psycopg.connect(address.render_as_string(hide_password=False), connect_timeout=5) as connection:
        return [row[0] for row in connection.execute(query, (list(roles),))]


async def _demo_data(ground: Ground, ring: KeyRing) -> list[Finding]:
    found = []
    if await _holds(ground, ring, "gateway", _DEMO_PEOPLE):
        found.append(Finding("ONROLL_MODE", "people of the demo are in this database"))
    if await _holds(ground, ring, "placements", _DEMO_AUTHORITIES):
        found.append(Finding("ONROLL_MODE", "the invented authorities 998 and 999 are in this database"))
    return found


async def _holds(ground: Ground, ring: KeyRing, service: str, question: TextClause) -> bool:
    database = Database(ground.app_urls[service], ring.context, pool_size=1)
    try:
        async with database.transaction(Context.platform("check"), read_only=True) as connection:
            return bool((await connection.execute(question)).scalar_one())
    finally:
        await database.close()
