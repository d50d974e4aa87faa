"""Consultations of schools on the plans of one authority's children."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.plan_consultation import PlanConsultation, PlanReply
from placements.store.tables.directions import PLAN_CONSULTATIONS

_C: Final = PLAN_CONSULTATIONS.c
_FIELDS: Final = tuple(field.name for field in fields(PlanConsultation))
_ALL: Final = select(*(_C[name] for name in _FIELDS)).where(_C.authority == bindparam("tenant"))
_OF_APPLICATION: Final = _ALL.where(_C.application_id == bindparam("key"))
_OF_CHILD: Final = _ALL.where(_C.child_id == bindparam("key")).order_by(_C.id)
_GIVEN: Final = insert(PLAN_CONSULTATIONS)
_KEEP: Final = _GIVEN.on_conflict_do_update(
    index_elements=[_C.authority, _C.id],
    set_={name: _GIVEN.excluded[name] for name in _FIELDS if name not in {"id", "application_id", "child_id"}},
)


class PlanConsultationStore:
    """One a request on the plan route."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def of_application(self, application_id: UUID) -> PlanConsultation | None:
        found = await self._many(_OF_APPLICATION, application_id)
        return found[0] if found else None

    async def of_child(self, child_id: UUID) -> Sequence[PlanConsultation]:
        """Every one, the oldest first: those not supported are counted (PL-813)."""
        return await self._many(_OF_CHILD, child_id)

    async def keep(self, consultation: PlanConsultation) -> None:
        await self._connection.execute(_KEEP, {"authority": self._tenant, **asdict(consultation)})

    async def _many(self, statement: Any, key: UUID) -> Sequence[PlanConsultation]:
        rows = (await self._connection.execute(statement, {"tenant": self._tenant, "key": key})).mappings()
        return [_consultation(dict(row)) for row in rows]


def _consultation(row: dict[str, Any]) -> PlanConsultation:
    return PlanConsultation(**{**row, "reply": PlanReply(row["reply"]) if row["reply"] else None})
