"""Whether fair access was tried for a child of one authority."""

from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.store.tables.applications import APPLICATIONS
from placements.store.tables.clocks import CLOCKS

_TRIED: Final = select(
    exists().where(
        APPLICATIONS.c.authority == bindparam("tenant"),
        APPLICATIONS.c.child_id == bindparam("child"),
        CLOCKS.c.authority == APPLICATIONS.c.authority,
        CLOCKS.c.application_id == APPLICATIONS.c.id,
        CLOCKS.c.key == "fap_allocate",
    )
)


class FairAccessStore:
    """A referral leaves its clock: that is what is asked about (PL-502)."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def was_tried(self, child_id: UUID) -> bool:
        found = await self._connection.execute(_TRIED, {"tenant": self._tenant, "child": child_id})
        return bool(found.scalar_one())
