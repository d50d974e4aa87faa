"""What is kept beside one authority's children: exclusions, reduced timetables, restricted facts, informal refusals."""

from collections.abc import Collection
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any, Final, TypeVar
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.kernel.errors import StaleVersion
from placements.domain.exclusions import Exclusion, ExclusionStatus
from placements.domain.informal_refusal import InformalRefusal
from placements.domain.provision import ReducedTimetable
from placements.domain.restricted import Restricted
from placements.store.child_intervals import Intervals
from placements.store.tables.child_records import EXCLUSIONS, INFORMAL_REFUSALS, REDUCED_TIMETABLES, RESTRICTED

T = TypeVar("T")

_EXCLUSIONS: Final = Intervals(
    EXCLUSIONS, Exclusion, tuple(f.name for f in fields(Exclusion)), "on", {"status": ExclusionStatus}
)
_TIMETABLES: Final = Intervals(
    REDUCED_TIMETABLES, ReducedTimetable, tuple(f.name for f in fields(ReducedTimetable)), "from_on", {}
)
_R: Final = RESTRICTED.c
_FIELDS: Final = tuple(field.name for field in fields(Restricted))
_MINE: Final = (_R.authority == bindparam("tenant")) & (_R.child_id == bindparam("child"))
_RESTRICTED: Final = select(*(_R[name] for name in _FIELDS)).where(_MINE)
_ADD_RESTRICTED: Final = upsert(RESTRICTED).on_conflict_do_nothing().returning(RESTRICTED.c.child_id)
_SAVE_RESTRICTED: Final = (
    update(RESTRICTED)
    .where(_MINE, _R.version == bindparam("held_version"))
    .values({name: bindparam(name) for name in _FIELDS if name != "child_id"})
    .returning(_R.child_id)
)
_ADD_INFORMAL: Final = insert(INFORMAL_REFUSALS)


class ChildRecordStore:
    """For one authority; there is no way to ask it about another's children."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def exclusions_of(self, child_ids: Collection[UUID]) -> dict[UUID, tuple[Exclusion, ...]]:
        """By child, the oldest first; children without any are left out."""
        return await self._of(_EXCLUSIONS, child_ids)

    async def timetables_of(self, child_ids: Collection[UUID]) -> dict[UUID, tuple[ReducedTimetable, ...]]:
        """By child, the oldest first; children without any are left out."""
        return await self._of(_TIMETABLES, child_ids)

    async def keep_exclusion(self, child_id: UUID, exclusion: Exclusion) -> None:
        await self._keep(_EXCLUSIONS, child_id, exclusion)

    async def keep_timetable(self, child_id: UUID, timetable: ReducedTimetable) -> None:
        await self._keep(_TIMETABLES, child_id, timetable)

    async def restricted_of(self, child_id: UUID) -> Restricted:
        """What is held, or a blank sheet in version 0."""
        values = {"tenant": self._tenant, "child": child_id}
        row = (await self._connection.execute(_RESTRICTED, values)).mappings().one_or_none()
        return Restricted(**row) if row else Restricted(child_id=child_id)

    async def save_restricted(self, restricted: Restricted) -> None:
        """In its next version. Raises StaleVersion when somebody was faster."""
        row = asdict(restricted)
        if restricted.version == 1:
            written = await self._connection.execute(_ADD_RESTRICTED, {"authority": self._tenant, **row})
        else:
            key = {"tenant": self._tenant, "child": row.pop("child_id"), "held_version": restricted.version - 1}
            written = await self._connection.execute(_SAVE_RESTRICTED, {**key, **row})
        if written.first() is None:
            raise StaleVersion

    async def add_informal_refusal(self, refusal: InformalRefusal, by: str, now: datetime) -> None:
        row = {**asdict(refusal), "codes": list(refusal.codes)}
        await self._connection.execute(
            _ADD_INFORMAL, {"authority": self._tenant, **row, "noted_by": by, "noted_at": now}
        )

    async def _of(self, intervals: Intervals[T], child_ids: Collection[UUID]) -> dict[UUID, tuple[T, ...]]:
        if not child_ids:
            return {}
        found: dict[UUID, list[T]] = {}
        values = {"tenant": self._tenant, "children": list(child_ids)}
        for row in (await self._connection.execute(intervals.read, values)).mappings():
            found.setdefault(row["child_id"], []).append(intervals.value(row))
        return {child_id: tuple(listed) for child_id, listed in found.items()}

    async def _keep(self, intervals: Intervals[T], child_id: UUID, given: Any) -> None:
        row = {"authority": self._tenant, "child_id": child_id, **asdict(given)}
        await self._connection.execute(intervals.keep, row)
