"""Who has had the morning mail of a day, and who has not."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Date, Select, Text, bindparam, exists, select
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from gateway.domain.digest import READERS, Reader
from gateway.domain.people import UserState
from gateway.store.people import PERSON, WITH_ORGANISATION, person_of
from gateway.store.tables import DIGESTS, POSTS, USERS
from kit.auth.vocabulary import OrganisationKind

_ON: Final = bindparam("on_", type_=Date)
_HAD: Final = exists().where(DIGESTS.c.user_id == USERS.c.id, DIGESTS.c.on == _ON)
_READS: Final = exists().where(
    POSTS.c.holder_user_id == USERS.c.id, POSTS.c.roles.overlap(bindparam("roles_", type_=ARRAY(Text)))
)
WAITING: Final[Select[Any]] = (
    select(*PERSON, USERS.c.email)
    .select_from(WITH_ORGANISATION)
    .where(
        USERS.c.organisation_kind == OrganisationKind.AUTHORITY.value,
        USERS.c.state == UserState.ACTIVE.value,
        _READS,
        ~_HAD,
    )
    .order_by(USERS.c.organisation_id, USERS.c.id)
)
_NOTE: Final = insert(DIGESTS).on_conflict_do_nothing().returning(DIGESTS.c.user_id)


class DigestStore:
    """One row for a person and a day, whoever writes first."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def waiting(self, on: date) -> Sequence[Reader]:
        """Active staff of authorities who may read the morning page and have had nothing on this day."""
        rows = await self._connection.execute(WAITING, {"on_": on, "roles_": sorted(READERS)})
        return [Reader(person=person_of(row), email=row.email) for row in rows]

    async def note(self, user_id: UUID, on: date, things: int) -> bool:
        """Whether this transaction is the first to settle the person's day; another one waits, then is not."""
        row = {"user_id": user_id, "on": on, "things": things}
        return (await self._connection.execute(_NOTE, row)).one_or_none() is not None
