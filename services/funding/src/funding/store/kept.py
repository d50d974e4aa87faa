"""How values of one kind are kept in one table: read, held to be changed, added, saved on their version."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import Row, Select, Table, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funding.store.mapping import insert_rows, update_rows
from kit.kernel.errors import NotFound, StaleVersion


class Versioned(Protocol):
    """What is changed only on the version it was read with."""

    @property
    def id(self) -> UUID: ...

    @property
    def version(self) -> int: ...


V = TypeVar("V", bound=Versioned)


class Kept(Generic[V]):
    """The statements of one table, built once."""

    def __init__(self, table: Table, read: Callable[[Row[Any]], V], write: Callable[[V], dict[str, Any]]) -> None:
        self.table = table
        self.read = read
        self._write = write
        self.all: Select[Any] = select(table).where(table.c.authority == bindparam("authority"))
        self._one = self.all.where(table.c.id == bindparam("id"))
        self._one_to_change = self._one.with_for_update()

    async def one(self, connection: AsyncConnection, authority: str, id_: UUID) -> V:
        """Raises NotFound."""
        return self._found((await connection.execute(self._one, {"authority": authority, "id": id_})).one_or_none())

    async def to_change(self, connection: AsyncConnection, authority: str, id_: UUID, version: int | None = None) -> V:
        """Held until the transaction ends. Raises NotFound, and StaleVersion when it has another version."""
        key = {"authority": authority, "id": id_}
        found = self._found((await connection.execute(self._one_to_change, key)).one_or_none())
        if version is not None and found.version != version:
            raise StaleVersion
        return found

    async def add(self, connection: AsyncConnection, authority: str, things: Sequence[V]) -> None:
        rows = [{**self._write(thing), "authority": authority} for thing in things]
        await insert_rows(connection, self.table, rows)

    async def save(self, connection: AsyncConnection, authority: str, things: Sequence[V]) -> None:
        """Raises StaleVersion when one of them changed since it was read."""
        rows = [self._write(thing) for thing in things]
        if await update_rows(connection, self.table, authority, rows) != len(rows):
            raise StaleVersion

    def _found(self, row: Row[Any] | None) -> V:
        if row is None:
            raise NotFound
        return self.read(row)
