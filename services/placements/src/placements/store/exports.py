"""Exports of one authority, and their files."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.kernel.errors import StaleVersion
from placements.domain.exports import KEPT, Export, ExportFormat, ExportKind, ExportState
from placements.store.tables.children import CHILDREN
from placements.store.tables.exports import EXPORT_FILES, EXPORTS

_E: Final = EXPORTS.c
_F: Final = EXPORT_FILES.c
_NAMES: Final = tuple(field.name for field in fields(Export))
_COLUMNS: Final = tuple(_E[name] for name in _NAMES)
_MINE: Final = _E.authority == bindparam("tenant")
_ONE: Final = select(*_COLUMNS).where(_MINE, _E.id == bindparam("key"))
_PAGE: Final = select(*_COLUMNS).where(_MINE, _E.requested_by == bindparam("by")).order_by(_E.id.desc()).limit(100)
_LATELY: Final = select(func.count()).where(
    _MINE, _E.requested_by == bindparam("by"), _E.requested_at > bindparam("since")
)
_SAVE: Final = (
    update(EXPORTS)
    .where(_MINE, _E.id == bindparam("key"), _E.version == bindparam("held_version"))
    .values({name: bindparam(name) for name in _NAMES if name != "id"})
)
_CONTENT: Final = select(_F.content).where(_F.authority == bindparam("tenant"), _F.export_id == bindparam("key"))
_CHILDREN: Final = select(func.count()).where(CHILDREN.c.authority == bindparam("tenant"))
_OVER: Final = delete(EXPORT_FILES).where(
    _F.authority == bindparam("tenant"),
    _F.export_id.in_(select(_E.id).where(_MINE, _E.made_at <= bindparam("before"))),
)


class ExportStore:
    """For one authority."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def get(self, export_id: UUID, *, to_change: bool = False) -> Export | None:
        statement = _ONE.with_for_update() if to_change else _ONE
        values = {"tenant": self._tenant, "key": export_id}
        row = (await self._connection.execute(statement, values)).mappings().one_or_none()
        return _export(row) if row else None

    async def of_person(self, by: str) -> Sequence[Export]:
        """The last hundred somebody asked for, the newest first."""
        rows = (await self._connection.execute(_PAGE, {"tenant": self._tenant, "by": by})).mappings()
        return [_export(row) for row in rows]

    async def lately(self, by: str, now: datetime) -> int:
        """How many somebody has asked for within a day."""
        values = {"tenant": self._tenant, "by": by, "since": now - timedelta(days=1)}
        found: int = (await self._connection.execute(_LATELY, values)).scalar_one()
        return found

    async def children(self) -> int:
        """How many children the authority has records of."""
        found: int = (await self._connection.execute(_CHILDREN, {"tenant": self._tenant})).scalar_one()
        return found

    async def add(self, export: Export) -> None:
        await self._connection.execute(insert(EXPORTS), {"authority": self._tenant, **asdict(export)})

    async def save(self, export: Export) -> None:
        """In its next version. Raises StaleVersion."""
        values = {**asdict(export), "tenant": self._tenant, "key": export.id, "held_version": export.version - 1}
        values["children"] = list(export.children)
        del values["id"]
        if (await self._connection.execute(_SAVE, values)).rowcount != 1:
            raise StaleVersion

    async def keep_file(self, export_id: UUID, locked: bytes) -> None:
        row = {"authority": self._tenant, "export_id": export_id, "content": locked}
        await self._connection.execute(insert(EXPORT_FILES), row)

    async def file(self, export_id: UUID) -> bytes | None:
        found = await self._connection.execute(_CONTENT, {"tenant": self._tenant, "key": export_id})
        content: Any = found.scalar_one_or_none()
        return bytes(content) if content is not None else None

    async def drop_old_files(self, now: datetime) -> int:
        """Those whose week is over; what was asked for stays on record."""
        return (await self._connection.execute(_OVER, {"tenant": self._tenant, "before": now - KEPT})).rowcount


def _export(row: RowMapping) -> Export:
    values = {name: row[name] for name in _NAMES}
    values["kind"] = ExportKind(values["kind"])
    values["format"] = ExportFormat(values["format"])
    values["state"] = ExportState(values["state"])
    values["children"] = tuple(values["children"])
    return Export(**values)
