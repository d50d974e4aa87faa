"""Posts of one organisation and their holders."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from gateway.store.tables import POSTS, USERS
from kit.auth.principal import Organisation

MOST: Final = 1000
_ALL: Final = (
    select(POSTS.c.id, POSTS.c.name.label("post"), USERS.c.display_name)
    .join_from(POSTS, USERS, USERS.c.id == POSTS.c.holder_user_id, isouter=True)
    .where(
        POSTS.c.organisation_kind == bindparam("kind_"),
        POSTS.c.organisation_id == bindparam("organisation_"),
    )
    .order_by(POSTS.c.name, POSTS.c.id)
    .limit(MOST)
)


@dataclass(frozen=True, slots=True)
class Colleague:
    """A post; `name` is None while it is vacant."""

    post_id: UUID
    post: str
    name: str | None


class ColleagueStore:
    """Cannot be asked about another organisation."""

    def __init__(self, connection: AsyncConnection, organisation: Organisation) -> None:
        self._connection = connection
        self._key = {"kind_": organisation.kind, "organisation_": organisation.id}

    async def all(self) -> Sequence[Colleague]:
        """By name of the post."""
        rows = await self._connection.execute(_ALL, self._key)
        return [Colleague(row.id, row.post, row.display_name) for row in rows]
