"""Which schools one authority has asked about their contacts, and which it has still to ask this year."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Date, Text, bindparam, exists, insert, or_, select, union, update
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.application_states import TERMINAL
from placements.domain.contact_asks import ContactAsk
from placements.store.tables.applications import APPLICATIONS
from placements.store.tables.children import ROLLS
from placements.store.tables.contacts import CONTACTS
from placements.store.tables.school_side import CONTACT_ASKS

_K: Final = CONTACT_ASKS.c
_A: Final = APPLICATIONS.c
_R: Final = ROLLS.c
_FIELDS: Final = tuple(field.name for field in fields(ContactAsk))
_TENANT: Final = bindparam("tenant", type_=Text)
_TODAY: Final = bindparam("today", type_=Date)
_ONE: Final = select(*(_K[name] for name in _FIELDS)).where(_K.authority == _TENANT, _K.id == bindparam("key"))
_ONE_TO_CHANGE: Final = _ONE.with_for_update()
_ADD: Final = insert(CONTACT_ASKS)
_SAVE: Final = (
    update(CONTACT_ASKS)
    .where(_K.authority == _TENANT, _K.id == bindparam("key"))
    .values({name: bindparam(name) for name in _FIELDS if name != "id"})
)
_WITH_CHILDREN: Final = select(_R.school_urn).where(
    _R.authority == _TENANT, _R.first_day_on <= _TODAY, or_(_R.last_day_on.is_(None), _R.last_day_on >= _TODAY)
)
_WITH_REQUESTS: Final = select(_A.school_urn).where(
    _A.authority == _TENANT, _A.submitted_at.is_not(None), _A.state.not_in(sorted(TERMINAL))
)
_CONCERNED: Final = union(_WITH_CHILDREN, _WITH_REQUESTS).subquery("concerned")
_STILL_TO_ASK: Final = (
    select(CONTACTS.c.school_urn)
    .join(_CONCERNED, _CONCERNED.c.school_urn == CONTACTS.c.school_urn)
    .where(
        CONTACTS.c.authority == _TENANT,
        CONTACTS.c.reply_address,
        ~exists().where(
            _K.authority == _TENANT,
            _K.school_urn == CONTACTS.c.school_urn,
            _K.asked_on >= bindparam("since", type_=Date),
        ),
    )
    .order_by(CONTACTS.c.school_urn)
)


class ContactAskStore:
    """Of one authority; there is no way to ask it about another's."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def get(self, ask_id: UUID) -> ContactAsk | None:
        return await self._one(_ONE, ask_id)

    async def get_to_change(self, ask_id: UUID) -> ContactAsk | None:
        """Holds the row until the transaction ends."""
        return await self._one(_ONE_TO_CHANGE, ask_id)

    async def still_to_ask(self, since: date, today: date) -> Sequence[int]:
        """Schools with children of the authority or requests to them, a reply address, and no question since a day."""
        values = {"tenant": self._tenant, "since": since, "today": today}
        return (await self._connection.execute(_STILL_TO_ASK, values)).scalars().all()

    async def add(self, ask: ContactAsk) -> None:
        await self._connection.execute(_ADD, {"authority": self._tenant, **asdict(ask)})

    async def save(self, ask: ContactAsk) -> None:
        values = {"tenant": self._tenant, "key": ask.id, **asdict(ask)}
        del values["id"]
        await self._connection.execute(_SAVE, values)

    async def _one(self, statement: Any, ask_id: UUID) -> ContactAsk | None:
        row = (await self._connection.execute(statement, {"tenant": self._tenant, "key": ask_id})).mappings().first()
        return ContactAsk(**row) if row else None
