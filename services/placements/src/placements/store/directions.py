"""Recommendations and direction processes of one authority."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any, Final
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.direction import DirectionProcess
from placements.domain.direction_states import ProcessType
from placements.domain.recommendation import Recommendation
from placements.store.tables.directions import DIRECTION_PROCESSES, RECOMMENDATIONS

_P: Final = DIRECTION_PROCESSES.c
_R: Final = RECOMMENDATIONS.c
_PROCESS: Final = TypeAdapter(DirectionProcess)
_RECOMMENDATION: Final = TypeAdapter(Recommendation)
_PROCESS_FIELDS: Final = tuple(field.name for field in fields(DirectionProcess))
_RECOMMENDATION_FIELDS: Final = tuple(field.name for field in fields(Recommendation))
_JSON: Final = frozenset(
    {
        *("consultation", "notice", "referral", "determination", "secretary_of_state", "own_notice", "direction"),
        *("evidence", "suitable_schools"),
    }
)
_FIXED: Final = frozenset({"id", "application_id"})
_OF_APPLICATION: Final = (
    select(*(_P[name] for name in _PROCESS_FIELDS))
    .where(_P.authority == bindparam("tenant"), _P.application_id == bindparam("key"))
    .order_by(_P.id)
)
_RUNNING: Final = (
    select(_P.application_id)
    .where(_P.authority == bindparam("tenant"), _P.outcome.is_(None), _P.type == ProcessType.S97A.value)
    .order_by(_P.application_id)
)
_RECOMMENDED: Final = (
    select(*(_R[name] for name in _RECOMMENDATION_FIELDS))
    .where(_R.authority == bindparam("tenant"), _R.application_id == bindparam("key"))
    .order_by(_R.id)
)
_PROCESS_GIVEN: Final = insert(DIRECTION_PROCESSES)
_KEEP_PROCESS: Final = _PROCESS_GIVEN.on_conflict_do_update(
    index_elements=[_P.authority, _P.id],
    set_={name: _PROCESS_GIVEN.excluded[name] for name in _PROCESS_FIELDS if name not in _FIXED},
)
_RECOMMENDATION_GIVEN: Final = insert(RECOMMENDATIONS)
_KEEP_RECOMMENDATION: Final = _RECOMMENDATION_GIVEN.on_conflict_do_update(
    index_elements=[_R.authority, _R.id],
    set_={name: _RECOMMENDATION_GIVEN.excluded[name] for name in _RECOMMENDATION_FIELDS if name not in _FIXED},
)


class DirectionStore:
    """Every process is kept, and every recommendation; the last ones count."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def of_application(self, application_id: UUID) -> Sequence[DirectionProcess]:
        """The oldest first."""
        return [_PROCESS.validate_python(row) for row in await self._rows(_OF_APPLICATION, application_id)]

    async def running(self, application_id: UUID) -> DirectionProcess | None:
        return next((one for one in await self.of_application(application_id) if one.is_running), None)

    async def recommendations(self, application_id: UUID) -> Sequence[Recommendation]:
        """The oldest first."""
        return [_RECOMMENDATION.validate_python(row) for row in await self._rows(_RECOMMENDED, application_id)]

    async def running_for_looked_after(self) -> Sequence[UUID]:
        """Applications under a process that ends when the child is no longer looked after (PL-704)."""
        return (await self._connection.execute(_RUNNING, {"tenant": self._tenant})).scalars().all()

    async def keep(self, process: DirectionProcess) -> None:
        await self._connection.execute(_KEEP_PROCESS, self._row(_PROCESS, process, _PROCESS_FIELDS))

    async def keep_recommendation(self, recommendation: Recommendation) -> None:
        row = self._row(_RECOMMENDATION, recommendation, _RECOMMENDATION_FIELDS)
        await self._connection.execute(_KEEP_RECOMMENDATION, row)

    async def _rows(self, statement: Any, key: UUID) -> Sequence[Mapping[str, Any]]:
        found = await self._connection.execute(statement, {"tenant": self._tenant, "key": key})
        return [dict(row) for row in found.mappings()]

    def _row(self, adapter: TypeAdapter[Any], value: Any, names: Sequence[str]) -> dict[str, Any]:
        """Plain columns as they are, parts as JSON."""
        parts = adapter.dump_python(value, mode="json")
        plain = {name: parts[name] if name in _JSON else getattr(value, name) for name in names}
        return {"authority": self._tenant, **plain}
