"""Wishes for a new reply link: ids only, so that the door that takes them down needs no authority's rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from funding.store.tables.reissues import LINK_REISSUES

_R: Final = LINK_REISSUES.c
_ADD: Final = insert(LINK_REISSUES)
_SINCE: Final = select(func.count()).where(_R.link_id == bindparam("link"), _R.asked_at > bindparam("after"))
_OPEN: Final = select(_R.id, _R.authority, _R.link_id).where(_R.done_at.is_(None)).order_by(_R.id).limit(20)
_HOLD: Final = select(_R.id).where(_R.id == bindparam("key"), _R.done_at.is_(None)).with_for_update(skip_locked=True)
_DONE: Final = update(LINK_REISSUES).where(_R.id == bindparam("key")).values(done_at=bindparam("at"))


@dataclass(frozen=True, slots=True)
class Reissue:
    """A wish that has not been fulfilled."""

    id: int
    authority: str
    link_id: UUID


class ReissueStore:
    """Belongs to no authority."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def wished_since(self, link_id: UUID, after: datetime) -> int:
        count: int = (await self._connection.execute(_SINCE, {"link": link_id, "after": after})).scalar_one()
        return count

    async def add(self, authority: str, link_id: UUID, now: datetime) -> None:
        values: dict[str, Any] = {"authority": authority, "link_id": link_id, "asked_at": now}
        await self._connection.execute(_ADD, values)

    async def open(self) -> Sequence[Reissue]:
        """The oldest first, a few at a time."""
        return [Reissue(*row) for row in await self._connection.execute(_OPEN)]

    async def hold(self, reissue_id: int) -> bool:
        """False when another process has it or had it."""
        return (await self._connection.execute(_HOLD, {"key": reissue_id})).scalar_one_or_none() is not None

    async def done(self, reissue_id: int, now: datetime) -> None:
        await self._connection.execute(_DONE, {"key": reissue_id, "at": now})
