"""Puts the people and systems of the demonstration in place, or back in place."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import Insert, Table
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from gateway.store.tables import ORGANISATIONS, POSTS, SYSTEMS, USERS


def _put(table: Table, *key: str) -> Insert:
    """Insert, or change what is there to what is given."""
    statement = insert(table)
    changed = {
        column.name: statement.excluded[column.name]
        for column in table.c
        if column.name not in {*key, "version", "last_sign_in_at", "seen_at", "password_hash"}
    }
    return statement.on_conflict_do_update(index_elements=[table.c[name] for name in key], set_=changed)


_ORGANISATIONS: Final = _put(ORGANISATIONS, "kind", "id")
_USERS: Final = _put(USERS, "id")
_POSTS: Final = _put(POSTS, "id")
_SYSTEMS: Final = _put(SYSTEMS, "id")


class DemoStore:
    """Rows are given as column values; running it again changes nothing."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put_organisations(self, rows: Iterable[Mapping[str, Any]]) -> None:
        await self._connection.execute(_ORGANISATIONS, [dict(row) for row in rows])

    async def put_users(self, rows: Iterable[Mapping[str, Any]]) -> None:
        await self._connection.execute(_USERS, [dict(row) for row in rows])

    async def put_posts(self, rows: Iterable[Mapping[str, Any]]) -> None:
        await self._connection.execute(_POSTS, [dict(row) for row in rows])

    async def put_systems(self, rows: Iterable[Mapping[str, Any]]) -> None:
        await self._connection.execute(_SYSTEMS, [dict(row) for row in rows])


def secret_hash(secret: str) -> bytes:
    """What is kept of a system's shared secret."""
    return hashlib.sha256(secret.encode()).digest()
