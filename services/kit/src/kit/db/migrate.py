"""Brings a service's schema to a revision: numbered migrations, one head, one transaction each (RE-50)."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from typing import Any, Final

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from psycopg.errors import LockNotAvailable
from sqlalchemy import Connection, MetaData, NullPool, create_engine, text
from sqlalchemy.dialects.postgresql.base import ischema_names
from sqlalchemy.exc import OperationalError

from kit.db.foundation import TransactionId
from kit.db.provision import ONE_AT_A_TIME, Roles

VERSION_TABLE: Final = "alembic_version"
HEAD: Final = "head"
BASE: Final = "base"
TRIES: Final = 5
_WAIT_FOR_OTHERS: Final = "set lock_timeout = '120s'"
_LIMITS: Final = "set lock_timeout = '1s'"


def upgrade(service: str, url: str, target: str = HEAD) -> None:
    """Apply the migrations of the package `service` to its schema, as its owner.

    Several processes may ask at once: the first does the work. A lock on a table that is not to be had within a
    second is asked for again, five times in all, so that a migration never stops the running release for longer.
    """
    _run(service, url, lambda config: command.upgrade(config, target))


def downgrade(service: str, url: str, target: str = BASE) -> None:
    """Undo migrations down to the target."""
    _run(service, url, lambda config: command.downgrade(config, target))


def heads(service: str) -> Sequence[str]:
    """The newest revisions of the package; more than one is a mistake."""
    return ScriptDirectory.from_config(_config(service)).get_heads()


def current(service: str, url: str) -> str | None:
    """The revision the schema is at, none if it is empty."""
    with _as_owner(service, url) as connection:
        return _context(service, connection).get_current_revision()


ischema_names["xid8"] = TransactionId  # a type of PostgreSQL that SQLAlchemy does not read back by itself


def drift(service: str, url: str, metadata: MetaData) -> list[Any]:
    """What `alembic check` would find: differences between the schema and the metadata."""
    with _as_owner(service, url) as connection:
        return list(compare_metadata(_context(service, connection), metadata))


def _run(service: str, url: str, step: Callable[[Config], None]) -> None:
    for attempt in range(1, TRIES + 1):
        try:
            with _as_owner(service, url) as connection:
                config = _config(service)
                config.attributes.update(connection=connection, schema=service)
                step(config)
                _let_the_app_read_the_version(service, connection)
                return
        except OperationalError as refused:
            if not isinstance(refused.orig, LockNotAvailable) or attempt == TRIES:
                raise


@contextmanager
def _as_owner(service: str, url: str) -> Iterator[Connection]:
    """One migrator of this service at a time; the lock ends with the connection."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(_WAIT_FOR_OTHERS))
        connection.execute(
            text("select pg_advisory_lock(:all, hashtext(:service))"), {"all": ONE_AT_A_TIME, "service": service}
        )
        connection.execute(text(_LIMITS))
        connection.execute(text(f'set role "{Roles.of(service).owner}"'))
        connection.commit()
        yield connection


def _let_the_app_read_the_version(service: str, connection: Connection) -> None:
    """The app answers `/readyz` only on the schema it was written for (RE-30)."""
    connection.execute(text(f'grant select on "{service}".{VERSION_TABLE} to "{Roles.of(service).app}"'))
    connection.commit()


def _config(service: str) -> Config:
    config = Config()
    config.set_main_option("path_separator", "newline")
    config.set_main_option("script_location", _literal(files("kit.db") / "migrating"))
    config.set_main_option("version_locations", _literal(files(service) / "migrations" / "versions"))
    return config


def _literal(path: object) -> str:
    """Alembic reads `%` as the start of a reference."""
    return str(path).replace("%", "%%")


def _context(service: str, connection: Connection) -> MigrationContext:
    return MigrationContext.configure(
        connection,
        opts={
            "version_table": VERSION_TABLE,
            "version_table_schema": service,
            "include_schemas": True,
            "include_name": lambda name, kind, _: kind != "schema" or name == service,
        },
    )
