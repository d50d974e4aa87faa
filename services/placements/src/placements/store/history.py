"""The log of one authority's cases: it only grows (PL-111)."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, bindparam, insert, literal_column, or_, select
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.chronology import Entry, EntryKind, Via
from placements.store.tables.applications import HISTORY

_H: Final = HISTORY.c
_FIELDS: Final = tuple(field.name for field in fields(Entry))
_ADD: Final = insert(HISTORY)

_STORY: Final = (
    select(*(_H[name] for name in _FIELDS))
    .where(
        _H.authority == bindparam("tenant"),
        _H.case_id == bindparam("case"),
        or_(_H.application_id == bindparam("application"), _H.application_id.is_(None)),
    )
    .order_by(_H.id)
)


class HistoryStore:
    """Lines are added and read, never changed."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def add(self, entries: Iterable[Entry]) -> None:
        rows = [{"authority": self._tenant, **asdict(entry)} for entry in entries]
        if rows:
            await self._connection.execute(_ADD, rows)

    async def page(self, application_id: UUID, *, before: UUID | None, rows: int) -> Sequence[Entry]:
        """Newest first: ids sort by the time they were made."""
        values: dict[str, Any] = {"tenant": self._tenant, "key": application_id}
        if before is not None:
            values["before"] = before
        found = await self._connection.execute(_page(before is not None, rows), values)
        return [_entry(row) for row in found.mappings()]

    async def story(self, application_id: UUID, case_id: UUID) -> Sequence[Entry]:
        """Every line about an application and about its case as such, the oldest first; not those of other schools."""
        values = {"tenant": self._tenant, "application": application_id, "case": case_id}
        return [_entry(row) for row in (await self._connection.execute(_STORY, values)).mappings()]


@cache
def _page(continued: bool, rows: int) -> Select[Any]:
    chosen = [_H.authority == bindparam("tenant"), _H.application_id == bindparam("key")]
    if continued:
        chosen.append(_H.id < bindparam("before"))
    columns = select(*(_H[name] for name in _FIELDS))
    return columns.where(*chosen).order_by(_H.id.desc()).limit(literal_column(str(rows)))


def _entry(row: RowMapping) -> Entry:
    values = dict(row)
    return Entry(**{**values, "kind": EntryKind(values["kind"]), "via": Via(values["via"])})
