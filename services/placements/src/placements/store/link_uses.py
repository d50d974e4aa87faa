"""What reply links of one authority have been used for: counted, so that a link cannot be used without end."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.kernel.ids import new_id
from placements.domain.link_uses import LinkUse
from placements.store.tables.school_side import LINK_USES

_U: Final = LINK_USES.c
_ADD: Final = insert(LINK_USES)
_SINCE: Final = (
    select(func.count())
    .select_from(LINK_USES)
    .where(
        _U.authority == bindparam("tenant"),
        _U.counted_id == bindparam("counted"),
        _U.kind == bindparam("kind"),
        _U.used_at > bindparam("after"),
    )
)


class LinkUseStore:
    """Uses are added and counted, never changed."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def since(self, kind: LinkUse, counted_id: UUID, after: datetime) -> int:
        values = {"tenant": self._tenant, "counted": counted_id, "kind": kind.value, "after": after}
        count: int = (await self._connection.execute(_SINCE, values)).scalar_one()
        return count

    async def add(self, kind: LinkUse, counted_id: UUID, now: datetime) -> None:
        values = {"authority": self._tenant, "id": new_id(), "counted_id": counted_id, "kind": kind.value}
        await self._connection.execute(_ADD, {**values, "used_at": now})
