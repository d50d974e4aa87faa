"""What the law asks of a child's past before anybody is directed: exclusions, and whether fair access was tried."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.direction_facts import PermanentExclusion
from placements.store.tables.applications import APPLICATIONS
from placements.store.tables.child_records import EXCLUSIONS
from placements.store.tables.clocks import CLOCKS

_STANDING: Final = ("upheld",)
_EXCLUSIONS: Final = (
    select(EXCLUSIONS.c.school_urn, EXCLUSIONS.c.on)
    .where(
        EXCLUSIONS.c.authority == bindparam("tenant"),
        EXCLUSIONS.c.child_id == bindparam("child"),
        EXCLUSIONS.c.status.in_(_STANDING),
    )
    .order_by(EXCLUSIONS.c.on)
)
_FAIR_ACCESS: Final = select(
    exists().where(
        APPLICATIONS.c.authority == bindparam("tenant"),
        APPLICATIONS.c.child_id == bindparam("child"),
        CLOCKS.c.authority == APPLICATIONS.c.authority,
        CLOCKS.c.application_id == APPLICATIONS.c.id,
        CLOCKS.c.key == "fap_allocate",
    )
)


class DirectionFactStore:
    """Of the children of one authority."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def exclusions(self, child_id: UUID) -> Sequence[PermanentExclusion]:
        """Those that stand, the oldest first."""
        rows = await self._connection.execute(_EXCLUSIONS, {"tenant": self._tenant, "child": child_id})
        return [PermanentExclusion(row.school_urn, row.on) for row in rows]

    async def fair_access_tried(self, child_id: UUID) -> bool:
        found = await self._connection.execute(_FAIR_ACCESS, {"tenant": self._tenant, "child": child_id})
        return bool(found.scalar_one())
