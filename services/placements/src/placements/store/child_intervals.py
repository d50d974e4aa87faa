"""Care, homes and rolls of one authority's children: the lists that begin and end."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date
from enum import StrEnum
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Table, bindparam, delete, or_, select
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.care import CareBasis, CarePeriod, CarePlacement, CareStatus, Cohort
from placements.domain.child import Child
from placements.domain.child_record import ChildRecord
from placements.domain.roll import Registration, Roll, RollEndReason, SetBy
from placements.store.tables.children import CARE_PERIODS, CARE_PLACEMENTS, ROLLS

T = TypeVar("T")


class Intervals(Generic[T]):
    """The statements of one table of intervals, built once."""

    def __init__(
        self,
        table: Table,
        made: Callable[..., T],
        names: tuple[str, ...],
        start: str,
        enums: Mapping[str, type[StrEnum]],
    ) -> None:
        self.made: Callable[..., T] = made
        self.enums = enums
        mine = table.c.authority == bindparam("tenant")
        of_children = table.c.child_id == bindparam("children", type_=ARRAY(PG_UUID(as_uuid=True))).any_()
        self.read = (
            select(table.c.child_id, *(table.c[name] for name in names))
            .where(mine, of_children)
            .order_by(table.c.child_id, table.c[start], table.c.id)
        )
        given = insert(table)
        kept = {name: given.excluded[name] for name in names if name != "id"}
        self.keep = given.on_conflict_do_update(
            index_elements=[table.c.authority, table.c.id],
            set_=kept,
            where=or_(*(table.c[name].is_distinct_from(value) for name, value in kept.items())),
        )
        self.drop = delete(table).where(
            mine, table.c.id == bindparam("gone", type_=ARRAY(PG_UUID(as_uuid=True))).any_()
        )

    def value(self, row: RowMapping) -> T:
        values = {name: value for name, value in row.items() if name != "child_id"}
        for name, kind in self.enums.items():
            if values[name] is not None:
                values[name] = kind(values[name])
        return self.made(**values)


def _names(made: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(made))


_CARE: Final = Intervals(
    CARE_PERIODS, CarePeriod, _names(CarePeriod), "from_on", {"status": CareStatus, "basis": CareBasis}
)
_HOMES: Final = Intervals(CARE_PLACEMENTS, CarePlacement, _names(CarePlacement), "from_on", {})
_ROLLS: Final = Intervals(
    ROLLS,
    Roll,
    _names(Roll),
    "first_day_on",
    {"registration": Registration, "end_reason": RollEndReason, "set_by": SetBy},
)


class IntervalStore:
    """Intervals of one authority's children, always read and told as whole lists."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def records(self, children: Sequence[Child]) -> list[ChildRecord]:
        """The children with all their intervals, in the order given: three questions, however many."""
        ids = [child.id for child in children]
        care, homes, rolls = (
            await self._of(_CARE, ids),
            await self._of(_HOMES, ids),
            await self._of(_ROLLS, ids),
        )
        return [
            ChildRecord(
                child=child,
                care=care.get(child.id, ()),
                homes=homes.get(child.id, ()),
                rolls=rolls.get(child.id, ()),
            )
            for child in children
        ]

    async def care_of(self, child_id: UUID) -> tuple[CarePeriod, ...]:
        return (await self._of(_CARE, [child_id])).get(child_id, ())

    async def rolls_of(self, child_id: UUID) -> tuple[Roll, ...]:
        return (await self._of(_ROLLS, [child_id])).get(child_id, ())

    async def rolls_of_many(self, child_ids: Collection[UUID]) -> dict[UUID, tuple[Roll, ...]]:
        return await self._of(_ROLLS, child_ids)

    async def cohorts_on(self, day: date, child_ids: Collection[UUID]) -> dict[UUID, Cohort]:
        """LAC, PLAC or IAPLAC on a day; children who are none of them are left out (PL-323)."""
        care = await self._of(_CARE, child_ids)
        cohorts = {
            child_id: period.cohort for child_id, periods in care.items() for period in periods if period.holds_on(day)
        }
        return {child_id: cohort for child_id, cohort in cohorts.items() if cohort is not None}

    async def keep_care(self, periods: Mapping[UUID, Sequence[CarePeriod]]) -> None:
        """Adds and changes periods, by child; what is not named stays. An ended one is written before the open
        one that follows it: a child has one open period at a time."""
        await self._keep(
            _CARE,
            {child_id: sorted(listed, key=lambda period: period.to_on is None) for child_id, listed in periods.items()},
        )

    async def drop_care(self, period_ids: Collection[UUID]) -> None:
        """Periods that another one has swallowed."""
        await self._drop(_CARE, period_ids)

    async def keep_homes(self, homes: Mapping[UUID, Sequence[CarePlacement]]) -> None:
        await self._keep(_HOMES, homes)

    async def drop_homes(self, home_ids: Collection[UUID]) -> None:
        await self._drop(_HOMES, home_ids)

    async def keep_rolls(self, rolls: Mapping[UUID, Sequence[Roll]]) -> None:
        """An ended roll is written before the one that follows it: one open `main` at a time."""
        ended_first = {
            child_id: sorted(listed, key=lambda roll: roll.last_day_on is None) for child_id, listed in rolls.items()
        }
        await self._keep(_ROLLS, ended_first)

    async def _of(self, intervals: Intervals[T], child_ids: Collection[UUID]) -> dict[UUID, tuple[T, ...]]:
        if not child_ids:
            return {}
        values = {"tenant": self._tenant, "children": list(child_ids)}
        found: dict[UUID, list[T]] = {}
        for row in (await self._connection.execute(intervals.read, values)).mappings():
            found.setdefault(row["child_id"], []).append(intervals.value(row))
        return {child_id: tuple(listed) for child_id, listed in found.items()}

    async def _keep(self, intervals: Intervals[T], listed: Mapping[UUID, Sequence[T]]) -> None:
        rows = [
            {"authority": self._tenant, "child_id": child_id, **_row(interval)}
            for child_id, given in listed.items()
            for interval in given
        ]
        if rows:
            await self._connection.execute(intervals.keep, rows)

    async def _drop(self, intervals: Intervals[T], ids: Collection[UUID]) -> None:
        if ids:
            await self._connection.execute(intervals.drop, {"tenant": self._tenant, "gone": list(ids)})


def _row(interval: Any) -> dict[str, Any]:
    return asdict(interval)
