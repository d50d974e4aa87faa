"""Letters of one authority, and when a school was last written to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.dialects.postgresql import ARRAY, INTEGER
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.store.tables.letters import LETTERS

_L: Final = LETTERS.c
_MINE: Final = _L.authority == bindparam("tenant")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter that was sent, with what it was made from (PL-903)."""

    id: UUID
    version: int = 1
    application_id: UUID
    school_urn: int
    template_key: str
    template_version: int
    merge: Mapping[str, str]
    legal_refs: Sequence[str]
    additional_text: str | None = None
    recipients: Sequence[str]
    names_child: bool = False
    status: str = "sent"
    sent_on: date | None
    sent_at: datetime | None
    sent_by: str | None


_FIELDS: Final = tuple(field.name for field in fields(Letter))
_ADD: Final = insert(LETTERS)
_OF_APPLICATION: Final = (
    select(*(_L[name] for name in _FIELDS)).where(_MINE, _L.application_id == bindparam("key")).order_by(_L.id)
)
_LAST_ON: Final = (
    select(_L.school_urn, func.max(_L.sent_at))
    .where(
        _MINE,
        _L.school_urn == bindparam("urns", type_=ARRAY(INTEGER)).any_(),
        _L.sent_on == bindparam("day"),
        _L.template_key == bindparam("template"),
    )
    .group_by(_L.school_urn)
)


class LetterStore:
    """Letters of one authority."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def add(self, letters: Iterable[Letter]) -> None:
        rows = [{"authority": self._tenant, **asdict(letter)} for letter in letters]
        if rows:
            await self._connection.execute(_ADD, rows)

    async def of_application(self, application_id: UUID) -> Sequence[Letter]:
        values = {"tenant": self._tenant, "key": application_id}
        return [Letter(**row) for row in (await self._connection.execute(_OF_APPLICATION, values)).mappings()]

    async def last_sent(self, urns: Iterable[int], template: str, day: date) -> dict[int, datetime]:
        """When these schools got a letter of this kind on a day; schools that got none are left out."""
        values: dict[str, Any] = {"tenant": self._tenant, "urns": list(urns), "template": template, "day": day}
        return {row[0]: row[1] for row in await self._connection.execute(_LAST_ON, values)}
