"""Mail is written with the transaction that causes it and leaves afterwards (RE-1)."""

from dataclasses import dataclass
from functools import cache
from uuid import UUID

from sqlalchemy import Insert, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.db.foundation import Foundation
from kit.kernel.clock import Clock
from kit.kernel.ids import new_id


@dataclass(frozen=True, slots=True)
class Mail:
    """Plain words to one mailbox; never a child's name or initials (SE-3).

    `about_id` names the application, return or person it belongs to, for the timeline.
    """

    kind: str
    to: str
    subject: str
    body: str
    about_id: UUID | None = None


class MailOutbox:
    """Writes mail in the caller's transaction, for one authority."""

    def __init__(self, connection: AsyncConnection, tables: Foundation, authority: str, clock: Clock) -> None:
        self._connection = connection
        self._insert = _insert(tables)
        self._authority = authority
        self._clock = clock

    async def add(self, *mails: Mail) -> None:
        """Each is sent once, soon after the commit."""
        if not mails:
            return
        now = self._clock.now()
        rows = [
            {
                "authority": self._authority,
                "id": new_id(),
                "kind": mail.kind,
                "to_address": mail.to,
                "subject": mail.subject,
                "body": mail.body,
                "about_id": mail.about_id,
                "created_at": now,
                "try_at": now,
            }
            for mail in mails
        ]
        await self._connection.execute(self._insert, rows)


@cache
def _insert(tables: Foundation) -> Insert:
    return insert(tables.mail_outbox)
