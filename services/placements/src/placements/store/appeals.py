"""Appeals against answers to one authority's applications."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.appeals import Appeal, AppealOutcome
from placements.store.tables.answers import APPEALS

_A: Final = APPEALS.c
_FIELDS: Final = tuple(field.name for field in fields(Appeal))
_OF_APPLICATION: Final = (
    select(*(_A[name] for name in _FIELDS))
    .where(_A.authority == bindparam("tenant"), _A.application_id == bindparam("key"))
    .order_by(_A.id)
)
_GIVEN: Final = insert(APPEALS)
_KEEP: Final = _GIVEN.on_conflict_do_update(
    index_elements=[_A.authority, _A.id],
    set_={name: _GIVEN.excluded[name] for name in ("lodged_on", "heard_on", "outcome")},
)


class AppealStore:
    """Appeals of one authority's applications."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def of_application(self, application_id: UUID) -> Sequence[Appeal]:
        """The oldest first."""
        rows = await self._connection.execute(_OF_APPLICATION, {"tenant": self._tenant, "key": application_id})
        return [_appeal(dict(row)) for row in rows.mappings()]

    async def keep(self, appeal: Appeal) -> None:
        await self._connection.execute(_KEEP, {"authority": self._tenant, **asdict(appeal)})


def _appeal(row: dict[str, Any]) -> Appeal:
    return Appeal(**{**row, "outcome": AppealOutcome(row["outcome"]) if row["outcome"] else None})
