"""The stores that one transaction of the front door works with."""

from sqlalchemy.ext.asyncio import AsyncConnection

from gateway.store.people import PeopleStore
from gateway.store.sessions import SessionStore
from gateway.store.tables import FOUNDATION
from kit.db.audit import Act, Actor, AuditKey, append_entry


class Books:
    """People, sessions and the audit, all in the same transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self.people = PeopleStore(connection)
        self.sessions = SessionStore(connection)

    async def append(self, key: AuditKey, chain: str, actor: Actor, act: Act) -> None:
        """One entry about people or systems, as the last thing before the commit; the gateway sees no child."""
        await append_entry(self._connection, FOUNDATION, key, chain, actor, act, ())
