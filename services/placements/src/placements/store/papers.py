"""Papers of one authority as they were printed, and the queue of those still to be printed."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.kernel.ids import new_id
from placements.store.tables.letters import DOCUMENTS, PAPER_ORDERS

_D: Final = DOCUMENTS.c
_O: Final = PAPER_ORDERS.c


class PaperKind(StrEnum):
    LETTER = "letter"
    BUNDLE = "bundle"
    EXPORT = "export"


class MediaType(StrEnum):
    PDF = "application/pdf"
    JSON = "application/json"


_MINE: Final = (_D.authority == bindparam("tenant"), _D.subject_id == bindparam("subject"))
_CONTENT: Final = select(_D.content, _D.sha256, _D.made_at).where(*_MINE, _D.media_type == bindparam("media_type"))
_KEEP: Final = upsert(DOCUMENTS).on_conflict_do_nothing(index_elements=[_D.authority, _D.subject_id, _D.media_type])
_ORDER: Final = insert(PAPER_ORDERS)
_OPEN: Final = (
    select(_O.id, _O.authority, _O.subject_id, _O.tries)
    .where(_O.kind == bindparam("kind"), _O.done_at.is_(None), _O.try_after <= bindparam("now"))
    .order_by(_O.id)
    .limit(20)
)
_HOLD: Final = select(_O.id).where(_O.id == bindparam("key"), _O.done_at.is_(None)).with_for_update(skip_locked=True)
_DONE: Final = update(PAPER_ORDERS).where(_O.id == bindparam("key")).values(done_at=bindparam("at"))
_LATER: Final = (
    update(PAPER_ORDERS)
    .where(_O.id == bindparam("key"), _O.done_at.is_(None))
    .values(tries=_O.tries + 1, try_after=bindparam("at"))
)


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes that never change, and their SHA-256 in hexadecimal."""

    content: bytes
    sha256: str
    made_at: datetime


class DocumentStore:
    """Documents are added and read, never changed."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def get(self, subject_id: UUID, media_type: MediaType) -> Document | None:
        values = {"tenant": self._tenant, "subject": subject_id, "media_type": media_type.value}
        row = (await self._connection.execute(_CONTENT, values)).one_or_none()
        return Document(bytes(row.content), row.sha256, row.made_at) if row else None

    async def keep(
        self, kind: PaperKind, subject_id: UUID, media_type: MediaType, content: bytes, now: datetime
    ) -> str:
        """The digest of what is kept: of these bytes, or of those that were there before (PL-903, PL-909)."""
        digest = hashlib.sha256(content).hexdigest()
        row = {
            "authority": self._tenant,
            "id": new_id(),
            "kind": kind.value,
            "subject_id": subject_id,
            "media_type": media_type.value,
            "sha256": digest,
            "content": content,
            "made_at": now,
        }
        if (await self._connection.execute(_KEEP, [row])).rowcount:
            return digest
        held = await self.get(subject_id, media_type)
        return held.sha256 if held else digest


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """A paper that has been asked for and is not there yet."""

    id: int
    authority: str
    subject_id: UUID
    tries: int


async def order_papers(
    connection: AsyncConnection, authority: str, kind: PaperKind, subjects: Iterable[UUID], at: datetime
) -> None:
    """In the transaction of what is to be printed."""
    row = {"authority": authority, "kind": kind.value, "asked_at": at, "tries": 0, "try_after": at}
    rows = [{**row, "subject_id": subject} for subject in subjects]
    if rows:
        await connection.execute(_ORDER, rows)


class PaperOrders:
    """The queue belongs to no authority: ids only."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def open(self, kind: PaperKind, now: datetime) -> Sequence[PaperOrder]:
        """The oldest first, a few at a time."""
        values: dict[str, Any] = {"kind": kind.value, "now": now}
        return [PaperOrder(*row) for row in await self._connection.execute(_OPEN, values)]

    async def hold(self, order_id: int) -> bool:
        """Until the transaction ends. False when another process has it or had it."""
        return (await self._connection.execute(_HOLD, {"key": order_id})).scalar_one_or_none() is not None

    async def done(self, order_id: int, now: datetime) -> None:
        await self._connection.execute(_DONE, {"key": order_id, "at": now})

    async def try_later(self, order_id: int, at: datetime) -> None:
        await self._connection.execute(_LATER, {"key": order_id, "at": at})
