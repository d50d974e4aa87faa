"""The log of one authority read by child, by case, or since an instant, newest first."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, DateTime, Select, bindparam, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.chronology import Entry, EntryKind, Via
from placements.domain.reach import ChildReach
from placements.store.case_reach import of_reached_child
from placements.store.child_reach import reach_values
from placements.store.tables.applications import HISTORY
from placements.store.tables.children import CHILDREN

_H: Final = HISTORY.c
_CHILD: Final = bindparam("child", type_=_H.child_id.type)
_MERGED: Final = select(CHILDREN.c.id).where(
    CHILDREN.c.authority == bindparam("tenant"), CHILDREN.c.merged_into == _CHILD
)
_FILTERS: Final[dict[str, ColumnElement[bool]]] = {
    # What was written of a record that was merged belongs to the child, too (PL-328).
    "child": or_(_H.child_id == _CHILD, _H.child_id.in_(_MERGED)),
    "case_key": _H.case_id == bindparam("case_key"),
    "since": _H.at >= bindparam("since", type_=DateTime(timezone=True)),
    "reach_all": of_reached_child(HISTORY),
    "before": _H.id < bindparam("before"),
}


class Chronicle:
    """For one authority."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def of_child(self, child_id: UUID, before: UUID | None, rows: int) -> Sequence[Entry]:
        return await self._page({"child": child_id}, before, rows)

    async def of_case(self, case_id: UUID, before: UUID | None, rows: int) -> Sequence[Entry]:
        """Of the case itself and of its applications."""
        return await self._page({"case_key": case_id}, before, rows)

    async def since(self, at: datetime, reach: ChildReach, before: UUID | None, rows: int) -> Sequence[Entry]:
        """Of every child within the reach."""
        return await self._page({"since": at, **reach_values(reach)}, before, rows)

    async def _page(self, values: dict[str, Any], before: UUID | None, rows: int) -> Sequence[Entry]:
        if before is not None:
            values["before"] = before
        found = await self._connection.execute(_statement(frozenset(values), rows), {"tenant": self._tenant, **values})
        return [Entry(**{**row, "kind": EntryKind(row["kind"]), "via": Via(row["via"])}) for row in found.mappings()]


@cache
def _statement(filters: frozenset[str], rows: int) -> Select[Any]:
    """Ids sort by the time they were made."""
    chosen = [condition for name, condition in _FILTERS.items() if name in filters]
    columns = select(*(_H[field.name] for field in fields(Entry)))
    mine = _H.authority == bindparam("tenant")
    return columns.where(mine, *chosen).order_by(_H.id.desc()).limit(literal_column(str(rows)))
