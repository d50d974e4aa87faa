"""Which mail is due, and what became of it."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Final

from sqlalchemy import DateTime, Executable, Text, bindparam, select, tuple_, update
from sqlalchemy.dialects.postgresql import UUID
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.db.foundation import Foundation
from kit.mail.message import OutgoingMail

MOST: Final = 20
_NOW: Final = bindparam("now", type_=DateTime(timezone=True))
_UNTIL: Final = bindparam("until", type_=DateTime(timezone=True))


class MailStore:
    """The outbox as the postman sees it, over all authorities."""

    def __init__(self, connection: AsyncConnection, tables: Foundation) -> None:
        self._connection = connection
        self._sql = _statements(tables)

    async def claim(self, now: datetime, until: datetime) -> list[OutgoingMail]:
        """Due mail nobody else has taken; it comes back at `until` unless something is said of it before."""
        rows = await self._connection.execute(self._sql["claim"], {"now": now, "until": until})
        mails = [OutgoingMail(*row) for row in rows]
        return sorted(mails, key=lambda mail: (mail.created_at, mail.id.bytes))

    async def sent(self, mail: OutgoingMail, now: datetime) -> None:
        """The body goes, because it may hold a code that opens something."""
        await self._connection.execute(self._sql["sent"], {**_key(mail), "now": now})

    async def failed(self, mail: OutgoingMail, code: str, until: datetime | None) -> None:
        """Tried again at `until`; never again without one."""
        name = "later" if until else "given_up"
        await self._connection.execute(self._sql[name], {**_key(mail), "code": code, "until": until})


def _key(mail: OutgoingMail) -> Mapping[str, object]:
    return {"authority_": mail.authority, "id_": mail.id}


@cache
def _statements(tables: Foundation) -> Mapping[str, Executable]:
    box = tables.mail_outbox
    due = (
        select(box.c.authority, box.c.id)
        .where(box.c.sent_at.is_(None), box.c.failed_code.is_(None), box.c.try_at <= _NOW)
        .order_by(box.c.try_at)
        .limit(MOST)
        .with_for_update(skip_locked=True)
    )
    claim = (
        update(box)
        .where(tuple_(box.c.authority, box.c.id).in_(due))
        .values(attempts=box.c.attempts + 1, try_at=_UNTIL)
        .returning(
            *(box.c.authority, box.c.id, box.c.kind, box.c.to_address, box.c.subject),
            *(box.c.body, box.c.created_at, box.c.attempts),
        )
    )
    one = update(box).where(
        box.c.authority == bindparam("authority_", type_=Text),
        box.c.id == bindparam("id_", type_=UUID(as_uuid=True)),
    )
    return {
        "claim": claim,
        "sent": one.values(sent_at=_NOW, body=None),
        "later": one.values(try_at=_UNTIL),
        "given_up": one.values(failed_code=bindparam("code"), body=None),
    }
