"""Corrections of one authority's applications, and what schools wrote beside their answers."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.corrections import CorrectedField, Correction
from placements.store.tables.answers import ANNOTATIONS, CORRECTIONS

_C: Final = CORRECTIONS.c
_FIELDS: Final = tuple(field.name for field in fields(Correction))
_OF_APPLICATION: Final = (
    select(*(_C[name] for name in _FIELDS))
    .where(_C.authority == bindparam("tenant"), _C.application_id == bindparam("key"))
    .order_by(_C.id)
)
_ADD: Final = insert(CORRECTIONS)
_ANNOTATE: Final = insert(ANNOTATIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """A school's note to its own answer; the newest is the one that counts (PL-609)."""

    id: UUID
    decision_id: UUID
    text: str
    written_at: datetime
    written_by: str


class CorrectionStore:
    """Lines are added and read, never changed."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def of_application(self, application_id: UUID) -> Sequence[Correction]:
        """The oldest first."""
        rows = await self._connection.execute(_OF_APPLICATION, {"tenant": self._tenant, "key": application_id})
        return [_correction(dict(row)) for row in rows.mappings()]

    async def add(self, correction: Correction) -> None:
        row = {**asdict(correction), "decision_changes": dict(correction.decision_changes)}
        await self._connection.execute(_ADD, {"authority": self._tenant, **row})

    async def annotate(self, annotation: Annotation) -> None:
        await self._connection.execute(_ANNOTATE, {"authority": self._tenant, **asdict(annotation)})


def _correction(row: dict[str, Any]) -> Correction:
    return Correction(**{**row, "field": CorrectedField(row["field"])})
