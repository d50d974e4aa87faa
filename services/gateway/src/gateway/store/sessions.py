"""Sessions of the web app: a restart of the gateway ends none (SE-26)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from gateway.domain.people import Person
from gateway.domain.session import Session
from gateway.store.people import PERSON, WITH_ORGANISATION, person_of
from gateway.store.tables import SESSIONS, USERS
from kit.auth.vocabulary import Method

_COLUMNS: Final = (
    SESSIONS.c.id.label("session_id"),
    SESSIONS.c.user_id,
    SESSIONS.c.amr,
    SESSIONS.c.auth_time,
    SESSIONS.c.started_at,
    SESSIONS.c.last_seen_at,
)
_OPEN: Select[Any] = (
    select(*_COLUMNS, *PERSON)
    .select_from(WITH_ORGANISATION.join(SESSIONS, SESSIONS.c.user_id == USERS.c.id))
    .where(SESSIONS.c.code_hash == bindparam("hash_"), SESSIONS.c.ended_at.is_(None))
)
_INSERT = insert(SESSIONS)
_SEEN = update(SESSIONS).where(SESSIONS.c.id == bindparam("id_")).values(last_seen_at=bindparam("now_"))
_END = (
    update(SESSIONS)
    .where(SESSIONS.c.code_hash == bindparam("hash_"), SESSIONS.c.ended_at.is_(None))
    .values(ended_at=bindparam("now_"))
)


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session that was not ended, and the person as they are now."""

    session: Session
    person: Person


class SessionStore:
    """Sessions are asked for by the hash of their cookie's code."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def open_under(self, code_hash: bytes) -> OpenSession | None:
        """Also one that has idled out or whose holder was disabled: the rules decide."""
        row = (await self._connection.execute(_OPEN, {"hash_": code_hash})).one_or_none()
        return OpenSession(_session(row), person_of(row)) if row else None

    async def begin(self, session: Session, code_hash: bytes) -> None:
        await self._connection.execute(
            _INSERT,
            {
                "id": session.id,
                "code_hash": code_hash,
                "user_id": session.user_id,
                "amr": list(session.amr),
                "auth_time": session.auth_time,
                "started_at": session.started_at,
                "last_seen_at": session.last_seen_at,
            },
        )

    async def note_use(self, session_id: UUID, now: datetime) -> None:
        await self._connection.execute(_SEEN, {"id_": session_id, "now_": now})

    async def end(self, code_hash: bytes, now: datetime) -> None:
        """Nothing happens when there is no such session."""
        await self._connection.execute(_END, {"hash_": code_hash, "now_": now})


def _session(row: Row[Any]) -> Session:
    return Session(
        id=row.session_id,
        user_id=row.user_id,
        amr=tuple(Method(method) for method in row.amr),
        auth_time=row.auth_time,
        started_at=row.started_at,
        last_seen_at=row.last_seen_at,
    )
