"""Clocks of one authority's cases and applications."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.clocks import Clock
from placements.store.tables.clocks import CLOCKS

_C: Final = CLOCKS.c
_FIELDS: Final = tuple(field.name for field in fields(Clock))
_MINE: Final = _C.authority == bindparam("tenant")
_OF_CASE: Final = (
    select(*(_C[name] for name in _FIELDS))
    .where(_MINE, _C.case_id == bindparam("case_key"))
    .order_by(_C.from_on, _C.id)
)
_GIVEN: Final = insert(CLOCKS)
_KEEP: Final = _GIVEN.on_conflict_do_update(
    index_elements=[_C.authority, _C.id],
    set_={name: _GIVEN.excluded[name] for name in _FIELDS if name not in {"id", "key", "case_id", "application_id"}},
)


class ClockStore:
    """Clocks of one authority."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def of_case(self, case_id: UUID) -> Sequence[Clock]:
        """Those of the case itself and of all its applications."""
        return await self._many(_OF_CASE, {"case_key": case_id})

    async def keep(self, clocks: Iterable[Clock]) -> None:
        """Adds new clocks and brings changed ones up to date."""
        rows = [{"authority": self._tenant, **asdict(clock)} for clock in clocks]
        if rows:
            await self._connection.execute(_KEEP, rows)

    async def _many(self, statement: Any, values: Mapping[str, Any]) -> Sequence[Clock]:
        rows = (await self._connection.execute(statement, {"tenant": self._tenant, **values})).mappings()
        return [Clock(**row) for row in rows]
