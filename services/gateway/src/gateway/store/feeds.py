"""Calendar feeds: found by the hash of their secret, listed and revoked by whose they are."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from gateway.domain.calendar_feed import Feed
from gateway.domain.people import Person, UserState
from gateway.store.people import PERSON, WITH_ORGANISATION, person_of
from gateway.store.tables import CALENDAR_FEEDS, USERS

_F: Final = CALENDAR_FEEDS.c
_MINE: Final = (_F.user_id == bindparam("user_")) & _F.revoked_at.is_(None)
_LIST: Final = select(_F.id, _F.version, _F.made_at).where(_MINE).order_by(_F.made_at, _F.id)
_NEW: Final = ("id", "user_id", "secret_hash", "made_at")
_ADD: Final = (
    insert(CALENDAR_FEEDS)
    .from_select(
        _NEW,
        select(
            bindparam("id_", type_=_F.id.type),
            USERS.c.id,
            bindparam("hash_", type_=_F.secret_hash.type),
            bindparam("made_at_", type_=_F.made_at.type),
        ).where(USERS.c.id == bindparam("user_")),
    )
    .execution_options(preserve_rowcount=True)
)  # SQLAlchemy counts the rows of an INSERT only when it is asked to
_REVOKE: Final = (
    update(CALENDAR_FEEDS)
    .where(_MINE, _F.id == bindparam("id_"), _F.version == bindparam("version_"))
    .values(revoked_at=bindparam("now_"), version=_F.version + 1)
)
_READER: Final[Select[Any]] = (
    select(*PERSON)
    .select_from(WITH_ORGANISATION.join(CALENDAR_FEEDS, _F.user_id == USERS.c.id))
    .where(_F.secret_hash == bindparam("hash_"), _F.revoked_at.is_(None), USERS.c.state == UserState.ACTIVE.value)
)


class FeedStore:
    """What the database keeps never opens a calendar by itself."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of_user(self, user_id: UUID) -> Sequence[Feed]:
        """Those that work, the oldest first."""
        rows = await self._connection.execute(_LIST, {"user_": user_id})
        return [Feed(id=row.id, version=row.version, made_at=row.made_at) for row in rows]

    async def add(self, feed: Feed, user_id: UUID, secret_hash: bytes) -> bool:
        """False for somebody who is no user of this installation (any more)."""
        row = {"id_": feed.id, "user_": user_id, "hash_": secret_hash, "made_at_": feed.made_at}
        return (await self._connection.execute(_ADD, row)).rowcount == 1

    async def revoke(self, user_id: UUID, feed: Feed, now: datetime) -> bool:
        """False when somebody else did meanwhile."""
        values = {"user_": user_id, "id_": feed.id, "version_": feed.version, "now_": now}
        return (await self._connection.execute(_REVOKE, values)).rowcount == 1

    async def reader(self, secret_hash: bytes) -> Person | None:
        """Whose calendar it is; nobody's once they are no longer active."""
        row = (await self._connection.execute(_READER, {"hash_": secret_hash})).one_or_none()
        return person_of(row) if row else None
