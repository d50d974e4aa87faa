"""Challenges of one authority to the answers of schools."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.challenges import Challenge
from placements.store.tables.answers import CHALLENGES

_C: Final = CHALLENGES.c
_FIELDS: Final = tuple(field.name for field in fields(Challenge))
_OF_APPLICATION: Final = (
    select(*(_C[name] for name in _FIELDS))
    .where(_C.authority == bindparam("tenant"), _C.application_id == bindparam("key"))
    .order_by(_C.id)
)
_GIVEN: Final = insert(CHALLENGES)
_KEEP: Final = _GIVEN.on_conflict_do_update(
    index_elements=[_C.authority, _C.id],
    set_={name: _GIVEN.excluded[name] for name in ("replied_on", "kept", "reply")},
)


class ChallengeStore:
    """Challenges of one authority."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def of_application(self, application_id: UUID) -> Sequence[Challenge]:
        """The oldest first."""
        rows = await self._connection.execute(_OF_APPLICATION, {"tenant": self._tenant, "key": application_id})
        return [_challenge(dict(row)) for row in rows.mappings()]

    async def keep(self, challenge: Challenge) -> None:
        """Adds a challenge, and the school's reply once there is one."""
        row = {**asdict(challenge), "codes": list(challenge.codes)}
        await self._connection.execute(_KEEP, {"authority": self._tenant, **row})


def _challenge(row: dict[str, Any]) -> Challenge:
    return Challenge(**{**row, "codes": tuple(row["codes"])})
