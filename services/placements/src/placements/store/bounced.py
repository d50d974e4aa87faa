"""Which of an authority's contacts a mail could not be delivered to (A27)."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import Date, and_, bindparam, cast, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.db.foundation import foundation
from placements.store.tables.contacts import CONTACTS
from placements.store.tables.metadata import METADATA

_C: Final = CONTACTS.c
_MAILS: Final = foundation(METADATA).mail_outbox
_M: Final = _MAILS.c
_BOUNCED: Final = (
    select(_C.id)
    .join(_MAILS, and_(_M.authority == _C.authority, func.lower(_M.to_address) == func.lower(_C.email)))
    .where(
        _C.authority == bindparam("tenant"),
        _C.bounced_at.is_(None),
        # What the mail server said of the address; a relay that was away for a day says nothing about it.
        or_(_M.failed_code == "recipient_refused", _M.failed_code.startswith("smtp_5")),
        or_(_C.confirmed_on.is_(None), cast(_M.created_at, Date) > _C.confirmed_on),
    )
    .distinct()
    .order_by(_C.id)
)


class BouncedContacts:
    """Asked by the job of one authority."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def unnoted(self) -> Sequence[UUID]:
        """Contacts whose bounce nobody has noted, in the order they are to be held (RE-4)."""
        return (await self._connection.execute(_BOUNCED, {"tenant": self._tenant})).scalars().all()
