"""Imports of one owner: an authority, or the nation for its registers."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, bindparam, delete, insert, literal_column, or_, select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.imports import Import, ImportKind, ImportState
from placements.store.tables.imports import IMPORT_FILES, IMPORTS

PIECE_BYTES: Final = 1 << 20
_I: Final = IMPORTS.c
_F: Final = IMPORT_FILES.c
_FIELDS: Final = tuple(field.name for field in fields(Import))
_COLUMNS: Final = tuple(_I[name] for name in _FIELDS)
_MINE: Final = _I.authority == bindparam("tenant")
_ONE: Final = select(*_COLUMNS).where(_MINE, _I.id == bindparam("key"))
_ONE_TO_CHANGE: Final = _ONE.with_for_update()
_ONE_FREE: Final = _ONE.where(or_(_I.held_until.is_(None), _I.held_until < bindparam("now"))).with_for_update(
    skip_locked=True
)
_HOLD: Final = update(IMPORTS).where(_MINE, _I.id == bindparam("key")).values(held_until=bindparam("until"))
_ERRORS: Final = select(_I.errors).where(_MINE, _I.id == bindparam("key"))
_COMPARED: Final = select(_I.compared).where(_MINE, _I.id == bindparam("key"))
_ADD: Final = insert(IMPORTS)
_SAVE: Final = (
    update(IMPORTS)
    .where(_MINE, _I.id == bindparam("key"))
    .values({name: bindparam(name) for name in _FIELDS if name != "id"})
)
_FOUND: Final = (
    update(IMPORTS)
    .where(_MINE, _I.id == bindparam("key"))
    .values(errors=bindparam("found"), compared=bindparam("with"))
)
_MORE_ERRORS: Final = (
    update(IMPORTS)
    .where(_MINE, _I.id == bindparam("key"))
    .values(errors=_I.errors.op("||")(bindparam("more", type_=_I.errors.type)))
)
_PROGRESS: Final = (
    update(IMPORTS)
    .where(_MINE, _I.id == bindparam("key"), _I.state == bindparam("at"))
    .values(done=bindparam("now_done"), total=bindparam("in_all"))
)
_ADD_PIECE: Final = insert(IMPORT_FILES)
_PIECES: Final = (
    select(_F.part, _F.content)
    .where(_F.authority == bindparam("tenant"), _F.import_id == bindparam("key"))
    .order_by(_F.part, _F.piece)
)
_DROP_FILE: Final = delete(IMPORT_FILES).where(_F.authority == bindparam("tenant"), _F.import_id == bindparam("key"))
_FORGET: Final = delete(IMPORTS).where(_MINE, _I.ended_at < bindparam("before"))


class ImportStore:
    """Imports of one owner; there is no way to ask it about another's."""

    def __init__(self, connection: AsyncConnection, owner: str) -> None:
        self._connection = connection
        self._tenant = owner

    async def add(self, one: Import, files: Mapping[str, bytes]) -> None:
        """The import and its raw file, in pieces."""
        await self._connection.execute(_ADD, {"authority": self._tenant, **_row(one)})
        for part, content in files.items():
            for piece, at in enumerate(range(0, len(content), PIECE_BYTES)):
                kept = {"part": part, "piece": piece, "content": content[at : at + PIECE_BYTES]}
                await self._connection.execute(_ADD_PIECE, {"authority": self._tenant, "import_id": one.id, **kept})

    async def get(self, import_id: UUID) -> Import | None:
        return await self._one(_ONE, import_id)

    async def get_to_change(self, import_id: UUID) -> Import | None:
        """Holds the row until the transaction ends."""
        return await self._one(_ONE_TO_CHANGE, import_id)

    async def get_if_free(self, import_id: UUID, now: datetime) -> Import | None:
        """Holds the row, or None while another worker has the import."""
        return await self._one(_ONE_FREE, import_id, now=now)

    async def hold(self, import_id: UUID, until: datetime | None) -> None:
        """No other worker takes it up before; None lets it go."""
        await self._connection.execute(_HOLD, {**self._key(import_id), "until": until})

    async def page(self, *, before: UUID | None, rows: int) -> Sequence[Import]:
        """Newest first: ids sort by the time they were made."""
        values: dict[str, Any] = {"tenant": self._tenant}
        if before is not None:
            values["before"] = before
        found = await self._connection.execute(_page(before is not None, rows), values)
        return [_import(row) for row in found.mappings()]

    async def errors(self, import_id: UUID) -> Sequence[Mapping[str, Any]]:
        """Row, column and code of what was wrong or doubtful, in the order of the file."""
        found = (await self._connection.execute(_ERRORS, self._key(import_id))).scalar_one_or_none()
        return found or ()

    async def compared(self, import_id: UUID) -> Mapping[str, int]:
        """By row: the version of the record it was compared with."""
        found = (await self._connection.execute(_COMPARED, self._key(import_id))).scalar_one_or_none()
        return found or {}

    async def save(self, one: Import) -> Import:
        """In its next version. Call after `get_to_change` or `get_if_free`."""
        kept = replace(one, version=one.version + 1)
        await self._connection.execute(_SAVE, {**self._key(one.id), **_without_id(kept)})
        return kept

    async def keep_findings(
        self, import_id: UUID, errors: Sequence[Mapping[str, Any]], compared: Mapping[str, int]
    ) -> None:
        values = {**self._key(import_id), "found": list(errors), "with": dict(compared)}
        await self._connection.execute(_FOUND, values)

    async def add_errors(self, import_id: UUID, errors: Sequence[Mapping[str, Any]]) -> None:
        """What turned out wrong only when the rows were taken."""
        if errors:
            await self._connection.execute(_MORE_ERRORS, {**self._key(import_id), "more": list(errors)})

    async def keep_progress(self, import_id: UUID, state: ImportState, done: int, total: int, until: datetime) -> None:
        """Holds it on. Nothing happens when the import has moved on, or while its row is being written."""
        values = {**self._key(import_id), "at": state.value, "now_done": done, "in_all": total, "until": until}
        await self._connection.execute(_PROGRESS, values)

    async def files(self, import_id: UUID) -> dict[str, bytes]:
        """The raw file by its parts; empty after it was deleted."""
        pieces: dict[str, list[bytes]] = {}
        for part, content in await self._connection.execute(_PIECES, self._key(import_id)):
            pieces.setdefault(part, []).append(content)
        return {part: b"".join(found) for part, found in pieces.items()}

    async def drop_file(self, import_id: UUID) -> None:
        await self._connection.execute(_DROP_FILE, self._key(import_id))

    async def forget(self, before: datetime) -> int:
        """Results whose time is over."""
        return (await self._connection.execute(_FORGET, {"tenant": self._tenant, "before": before})).rowcount

    def _key(self, import_id: UUID) -> dict[str, Any]:
        return {"tenant": self._tenant, "key": import_id}

    async def _one(self, statement: Any, import_id: UUID, **more: Any) -> Import | None:
        values = {**self._key(import_id), **more}
        row = (await self._connection.execute(statement, values)).mappings().one_or_none()
        return _import(row) if row else None


@cache
def _page(continued: bool, rows: int) -> Select[Any]:
    chosen = [_MINE, *([_I.id < bindparam("before")] if continued else [])]
    return select(*_COLUMNS).where(*chosen).order_by(_I.id.desc()).limit(literal_column(str(rows)))


def _row(one: Import) -> dict[str, Any]:
    return asdict(one)


def _without_id(one: Import) -> dict[str, Any]:
    return {name: value for name, value in _row(one).items() if name != "id"}


def _import(row: RowMapping) -> Import:
    return Import(**{**row, "kind": ImportKind(row["kind"]), "state": ImportState(row["state"])})
