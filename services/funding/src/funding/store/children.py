"""What is known of children: facts, care and roll (FU-901)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, Row, bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from funding.domain.children import CareInterval, Child, RollInterval
from funding.store.mapping import Reader, insert_rows
from funding.store.tables.projections import CARE_INTERVALS, CHILDREN, ROLL_INTERVALS

_IDS: Final = bindparam("ids", type_=ARRAY(PG_UUID(as_uuid=True)))
_READ: Final = Reader(Child)
_SOME: Final = select(CHILDREN).where(CHILDREN.c.authority == bindparam("authority"), CHILDREN.c.id == func.any(_IDS))
_FACTS: Final = ("initials", "year_group", "academic_year", "sen")
_KEEP: Final = upsert(CHILDREN)
_KEEP_FACTS: Final = _KEEP.on_conflict_do_update(
    index_elements=[CHILDREN.c.authority, CHILDREN.c.id],
    set_={name: _KEEP.excluded[name] for name in _FACTS},
)
_FORGET_CARE: Final = delete(CARE_INTERVALS).where(
    CARE_INTERVALS.c.authority == bindparam("authority"), CARE_INTERVALS.c.child_id == func.any(_IDS)
)
_FORGET_ROLL: Final = delete(ROLL_INTERVALS).where(
    ROLL_INTERVALS.c.authority == bindparam("authority"), ROLL_INTERVALS.c.child_id == func.any(_IDS)
)
_CARE_OF: Final = (
    select(CARE_INTERVALS)
    .where(CARE_INTERVALS.c.authority == bindparam("authority"), CARE_INTERVALS.c.child_id == bindparam("child_id"))
    .order_by(CARE_INTERVALS.c.position)
)
_ROLL_OF: Final = (
    select(ROLL_INTERVALS)
    .where(ROLL_INTERVALS.c.authority == bindparam("authority"), ROLL_INTERVALS.c.child_id == bindparam("child_id"))
    .order_by(ROLL_INTERVALS.c.position)
)
_ALL: Final = select(CHILDREN).where(CHILDREN.c.authority == bindparam("authority")).order_by(CHILDREN.c.id)
_ALL_ROLLS: Final = (
    select(ROLL_INTERVALS)
    .where(ROLL_INTERVALS.c.authority == bindparam("authority"))
    .order_by(ROLL_INTERVALS.c.child_id, ROLL_INTERVALS.c.position)
)


class ChildStore:
    """Children of one authority."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._authority = authority

    async def some(self, child_ids: Iterable[UUID]) -> Mapping[UUID, Child]:
        """Those that are known, by id."""
        wanted = list(child_ids)
        if not wanted:
            return {}
        rows = await self._connection.execute(_SOME, {"authority": self._authority, "ids": wanted})
        return {row.id: _child(row) for row in rows}

    async def all(self) -> Sequence[Child]:
        """Every child that is known, the first registered first."""
        return [_child(row) for row in await self._connection.execute(_ALL, {"authority": self._authority})]

    async def all_rolls(self) -> Mapping[UUID, Sequence[RollInterval]]:
        """The roll intervals of every child."""
        found: dict[UUID, list[RollInterval]] = {}
        for row in await self._connection.execute(_ALL_ROLLS, {"authority": self._authority}):
            found.setdefault(row.child_id, []).append(
                RollInterval(row.school_urn, row.starts_on, row.ends_on, row.kind)
            )
        return found

    async def care_of(self, child_id: UUID) -> Sequence[CareInterval]:
        rows = await self._connection.execute(_CARE_OF, {"authority": self._authority, "child_id": child_id})
        return [CareInterval(row.status, row.starts_on, row.ends_on, row.short_break, row.end_reason) for row in rows]

    async def rolls_of(self, child_id: UUID) -> Sequence[RollInterval]:
        rows = await self._connection.execute(_ROLL_OF, {"authority": self._authority, "child_id": child_id})
        return [RollInterval(row.school_urn, row.starts_on, row.ends_on, row.kind) for row in rows]

    async def keep(self, children: Sequence[Child]) -> None:
        """New facts in place of the old ones."""
        rows = [{"authority": self._authority, "id": child.id} | _facts(child) for child in children]
        await self._connection.execute(_KEEP_FACTS, rows)

    async def keep_care(self, care: Mapping[UUID, Sequence[CareInterval]]) -> None:
        """The whole list of each child in place of the one before."""
        await self._connection.execute(_FORGET_CARE, {"authority": self._authority, "ids": list(care)})
        await insert_rows(self._connection, CARE_INTERVALS, self._positions(care))

    async def keep_rolls(self, rolls: Mapping[UUID, Sequence[RollInterval]]) -> None:
        """The whole list of each child in place of the one before."""
        await self._connection.execute(_FORGET_ROLL, {"authority": self._authority, "ids": list(rolls)})
        await insert_rows(self._connection, ROLL_INTERVALS, self._positions(rolls))

    async def forget_all(self) -> None:
        """Before the feed is read anew from its start."""
        for table in (CARE_INTERVALS, ROLL_INTERVALS, CHILDREN):
            await self._connection.execute(delete(table).where(table.c.authority == self._authority))

    def _positions(self, lists: Mapping[UUID, Sequence[Any]]) -> list[dict[str, Any]]:
        return [
            {
                "authority": self._authority,
                "child_id": child_id,
                "position": position,
                **{name: getattr(interval, name) for name in interval.__slots__},
            }
            for child_id, intervals in lists.items()
            for position, interval in enumerate(intervals)
        ]


def _child(row: Row[Any]) -> Child:
    return _READ(row, initials=row.initials or "")


def _facts(child: Child) -> dict[str, Any]:
    return {name: getattr(child, name) for name in _FACTS}
