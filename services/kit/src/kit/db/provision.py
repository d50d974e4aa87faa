"""Makes the database ready for the services: a schema and two roles each, and nothing for anybody else (SE-61)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, LiteralString

import psycopg
from psycopg import Connection
from psycopg.sql import SQL, Composed, Identifier, Literal
from sqlalchemy import make_url

from kit.db.tenancy import Pads

DATABASE: Final = "onroll"
MAINTENANCE: Final = "postgres"
ONE_AT_A_TIME: Final = 0x6F6E726F  # the advisory lock of whoever prepares the database
MEMBERSHIP_HAS_OPTIONS_SINCE: Final = 160000
_CREATE: Final = SQL("create database {} template template0 encoding 'UTF8' locale_provider libc locale 'C'")
_WEAK: Final = SQL("nosuperuser nobypassrls nocreatedb nocreaterole noreplication")
_IS_WEAK: Final = (
    "select not (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication)"
    " from pg_roles where rolname = %s"
)


@dataclass(frozen=True, slots=True)
class Roles:
    """The owner makes and changes the tables and cannot sign in; the app works with them and cannot change them."""

    schema: str
    owner: str
    app: str

    @classmethod
    def of(cls, service: str) -> "Roles":
        return cls(service, f"{service}_owner", f"{service}_app")


def provision(
    admin_url: str, services: Sequence[str], *, app_password: str | None = None, database: str = DATABASE
) -> None:
    """Create what is missing; running it again, or twice at the same time, changes nothing.

    The administrator behind the URL need not be a superuser: it may create roles, and the database if that is
    missing. Without a password the app roles can only come through a socket that vouches for them.
    """
    with (
        _alone_on_the_server(admin_url, database),
        _connect(admin_url, database) as connection,
        connection.transaction(),
    ):
        connection.execute("select pg_advisory_xact_lock(%s)", (ONE_AT_A_TIME,))
        _close_to_others(connection, database)
        for service in services:
            roles = Roles.of(service)
            _ensure_role(connection, roles.owner, SQL("nologin"))
            _ensure_role(connection, roles.app, SQL("login"))
            _set_password(connection, roles.app, app_password)
            _become_member(connection, roles.owner)
            _ensure_schema(connection, roles, database)


def urls(
    admin_url: str, services: Sequence[str], *, app_password: str | None = None, database: str = DATABASE
) -> dict[str, str]:
    """Where each service's app connects: the administrator's server, as the service's app role."""
    admin = make_url(admin_url)
    return {
        service: admin.set(username=Roles.of(service).app, password=app_password, database=database).render_as_string(
            hide_password=False
        )
        for service in services
    }


def at_database(url: str, database: str) -> str:
    """The same server and user, another database."""
    return make_url(url).set(database=database).render_as_string(hide_password=False)


def trust_context_key(admin_url: str, service: str, key_id: str, key: bytes, *, database: str = DATABASE) -> None:
    """Let the database accept contexts signed with this key (SE-66); needs the service's tables."""
    pads = Pads.of(key)
    upsert = SQL(
        "insert into {}.context_keys (key_id, inner_pad, outer_pad) values (%s, %s, %s)"
        " on conflict (key_id) do update set inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad"
    ).format(Identifier(service))
    with _connect(admin_url, database) as connection:
        connection.execute(SQL("set role {}").format(Identifier(Roles.of(service).owner)))
        connection.execute(upsert, (key_id, pads.inner, pads.outer))


@contextmanager
def _alone_on_the_server(admin_url: str, database: str) -> Iterator[None]:
    """Holds a lock in the maintenance database, for roles belong to all databases; makes ours if it is missing.

    Where we may not enter the maintenance database, ours has to be there already, and no other be prepared.
    """
    try:
        connection = _connect(admin_url, MAINTENANCE)
    except psycopg.OperationalError:
        yield
        return
    with connection:
        connection.execute("select pg_advisory_lock(%s)", (ONE_AT_A_TIME,))
        if connection.execute("select 1 from pg_database where datname = %s", (database,)).fetchone() is None:
            connection.execute(_CREATE.format(Identifier(database)))
        yield


def _close_to_others(connection: Connection, database: str) -> None:
    """By default everybody may connect and make temporary tables."""
    connection.execute(SQL("revoke all on database {} from public").format(Identifier(database)))
    connection.execute("revoke all on schema public from public")


def _ensure_role(connection: Connection, role: str, sign_in: SQL) -> None:
    weak = connection.execute(_IS_WEAK, (role,)).fetchone()
    if weak is None:
        connection.execute(_role(SQL("create role"), role, sign_in))
    elif not weak[0]:
        connection.execute(_role(SQL("alter role"), role, sign_in))


def _role(verb: SQL, role: str, sign_in: SQL) -> Composed:
    return SQL(" ").join([verb, Identifier(role), sign_in, _WEAK])


def _set_password(connection: Connection, role: str, password: str | None) -> None:
    """Only the verifier is sent: the password itself stays out of the server's memory, statistics and log."""
    if password is not None:
        verifier = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
        connection.execute(SQL("alter role {} password {}").format(Identifier(role), Literal(verifier.decode())))


def _become_member(connection: Connection, owner: str) -> None:
    """An administrator who is no superuser has to belong to the owner to act as it."""
    options = connection.info.server_version >= MEMBERSHIP_HAS_OPTIONS_SINCE
    how: LiteralString = "set" if options else "member"
    if connection.execute("select pg_has_role(current_user, %s, %s)", (owner, how)).fetchone() == (False,):
        connection.execute(SQL("grant {} to current_user").format(Identifier(owner)))


def _ensure_schema(connection: Connection, roles: Roles, database: str) -> None:
    schema, owner, app = Identifier(roles.schema), Identifier(roles.owner), Identifier(roles.app)
    connection.execute(SQL("create schema if not exists {} authorization {}").format(schema, owner))
    connection.execute(SQL("grant connect on database {} to {}").format(Identifier(database), app))
    connection.execute(SQL("set local role {}").format(owner))
    connection.execute(SQL("revoke all on schema {} from public").format(schema))
    connection.execute(SQL("grant usage on schema {} to {}").format(schema, app))
    connection.execute("reset role")


def _connect(url: str, database: str) -> Connection:
    address = make_url(url).set(drivername="postgresql", database=database)
    return psycopg.connect(
        address.render_as_string(hide_password=False), autocommit=True, connect_timeout=5, options="-c lock_timeout=30s"
    )
