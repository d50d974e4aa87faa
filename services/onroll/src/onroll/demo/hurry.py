"""Lets the database answer before the disk has it, while the demo's data is made and could be made again."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg
from psycopg.sql import SQL, Composed, Identifier
from sqlalchemy import make_url

from onroll.ground import Ground

_HURRY: Final = SQL("alter database {} set synchronous_commit = off")
_CALM: Final = SQL("alter database {} reset synchronous_commit")


@contextmanager
def in_a_hurry(ground: Ground) -> Iterator[None]:
    """Counts for connections opened inside the block; at its end everything is on the disk."""
    name = Identifier(ground.database)
    _run(ground, _HURRY.format(name))
    try:
        yield
    finally:
        _run(ground, _CALM.format(name))
        _run(ground, SQL("checkpoint").format())


def _run(ground: Ground, statement: Composed) -> None:
    url = make_url(ground.admin_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True, connect_timeout=5) as connection:
        connection.execute(statement)
