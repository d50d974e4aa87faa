"""Registered systems, and the proofs they have used."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from gateway.domain.systems import System, SystemState
from gateway.store.tables import SYSTEMS, USED_ASSERTIONS
from kit.auth.public_keys import parse_jwks
from kit.auth.vocabulary import Scope

_BY_ID = select(SYSTEMS).where(SYSTEMS.c.id == bindparam("id_"))
_USE = insert(USED_ASSERTIONS).on_conflict_do_nothing().returning(USED_ASSERTIONS.c.jti)


class SystemStore:
    """Systems are asked for by their client id."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, system_id: UUID) -> System | None:
        row = (await self._connection.execute(_BY_ID, {"id_": system_id})).one_or_none()
        return _system(row) if row else None

    async def use_assertion(self, client_id: str, jti: str, kept_until: datetime) -> bool:
        """Keeps the proof so that it is good once; False when it was used before."""
        values = {"client_id": client_id, "jti": jti, "kept_until": kept_until}
        return (await self._connection.execute(_USE, values)).one_or_none() is not None


def _system(row: Row[Any]) -> System:
    return System(
        id=row.id,
        authority=row.authority,
        scopes=frozenset(Scope(scope) for scope in row.scopes),
        keys=parse_jwks(json.dumps(row.jwks).encode()) if row.jwks else {},
        secret_hash=row.secret_hash,
        expires_on=row.expires_on,
        state=SystemState(row.state),
    )
