"""What the kept one of two records takes over in the tables of one authority (PL-328)."""

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Table, bindparam, exists, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.child_record import ChildRecord
from placements.domain.merging import MergeNotPossible
from placements.store.tables.applications import APPLICATIONS
from placements.store.tables.cases import CASES
from placements.store.tables.child_records import EXCLUSIONS, INFORMAL_REFUSALS, REDUCED_TIMETABLES, RESTRICTED
from placements.store.tables.children import CARE_PERIODS, CARE_PLACEMENTS, ROLLS
from placements.store.tables.directions import PLAN_CONSULTATIONS

WHOLE: Final = (
    CASES,
    APPLICATIONS,
    EXCLUSIONS,
    REDUCED_TIMETABLES,
    INFORMAL_REFUSALS,
    PLAN_CONSULTATIONS,
)
"""Everything of these goes with the child. The log stays as it was written and is read of both (PL-111)."""


def _whole(table: Table) -> Any:
    mine = (table.c.authority == bindparam("tenant")) & (table.c.child_id == bindparam("old"))
    return update(table).where(mine).values(child_id=bindparam("kept"))


def _some(table: Table) -> Any:
    ids = bindparam("taken", type_=ARRAY(PG_UUID(as_uuid=True)))
    mine = (table.c.authority == bindparam("tenant")) & (table.c.id == ids.any_())
    return update(table).where(mine).values(child_id=bindparam("kept"))


_WHOLE: Final = tuple(_whole(table) for table in WHOLE)
_CARE: Final = _some(CARE_PERIODS)
_HOMES: Final = _some(CARE_PLACEMENTS)
_ROLLS: Final = _some(ROLLS)


_KEPT: Final = RESTRICTED.alias("kept_restricted")
_RESTRICTED: Final = (
    update(RESTRICTED)
    .where(
        RESTRICTED.c.authority == bindparam("tenant"),
        RESTRICTED.c.child_id == bindparam("old"),
        ~exists().where(_KEPT.c.authority == bindparam("tenant"), _KEPT.c.child_id == bindparam("kept")),
    )
    .values(child_id=bindparam("kept"))
)
"""Only where the kept record holds nothing restricted itself."""


class MergerStore:
    """For one authority."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def take_over(self, taken: ChildRecord, kept_id: UUID) -> None:
        """`taken`: the record that ends, with the intervals that go over. Raises MergeNotPossible when both ask
        one school for the same year."""
        values = {"tenant": self._tenant, "old": taken.child.id, "kept": kept_id}
        try:
            for statement in (*_WHOLE, _RESTRICTED):
                await self._connection.execute(statement, values)
        except IntegrityError:
            raise MergeNotPossible from None
        await self._move(_CARE, [period.id for period in taken.care], kept_id)
        await self._move(_HOMES, [home.id for home in taken.homes], kept_id)
        await self._move(_ROLLS, [roll.id for roll in taken.rolls], kept_id)

    async def _move(self, statement: Any, ids: Collection[UUID], kept_id: UUID) -> None:
        if ids:
            await self._connection.execute(statement, {"tenant": self._tenant, "taken": list(ids), "kept": kept_id})
