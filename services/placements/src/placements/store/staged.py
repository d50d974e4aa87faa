"""Rows of a file stand beside a register's as arrays of one statement, to be compared and taken set by set.

The app's role may make no tables, not even temporary ones (SE-61): so no COPY, and nothing to clear away.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, CTE, Column, bindparam, column, func, select
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.kernel.ids import new_id

EVENT_ID: Final = Column("event_id", PG_UUID(as_uuid=True))
_TRY_LOCK: Final = "select pg_try_advisory_xact_lock(hashtextextended(%s, 0))"


def staged_rows(columns: Sequence[Column[Any]]) -> CTE:
    """`staged`: one row for each place in the arrays bound by `staged_values`."""
    arrays = (bindparam(f"staged_{given.name}", type_=ARRAY(given.type)) for given in columns)
    names = (column(given.name, given.type) for given in columns)
    rows = func.unnest(*arrays).table_valued(*names, name="given").render_derived()
    return select(rows).cte("staged")


def staged_values(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> dict[str, list[Any]]:
    """The arrays of these rows, whose cells stand in the order of the names."""
    arrays: list[list[Any]] = [list(cells) for cells in zip(*rows, strict=True)] or [[] for _ in names]
    return {f"staged_{name}": cells for name, cells in zip(names, arrays, strict=True)}


def event_ids(count: int) -> dict[str, list[UUID]]:
    """An id for the event each staged row may lead to, made in Python (UUIDs of version 7)."""
    return {f"staged_{EVENT_ID.name}": [new_id() for _ in range(count)]}


def no_event_ids(count: int) -> dict[str, list[None]]:
    """For comparing only."""
    return {f"staged_{EVENT_ID.name}": [None] * count}


async def lock_import(connection: AsyncConnection, kind: str) -> bool:
    """Whether this transaction may import: one of a kind at a time."""
    return bool((await connection.exec_driver_sql(_TRY_LOCK, (f"placements.import.{kind}",))).scalar_one())
