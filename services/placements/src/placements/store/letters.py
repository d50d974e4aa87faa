"""Letters of one authority, where they arrived, and when a school was last written to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.dialects.postgresql import ARRAY, INTEGER
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.correspondence import LetterStatus, Recipient, RecipientRole, Served, ServiceMethod
from placements.store.papers import PaperKind, order_papers
from placements.store.tables.applications import APPLICATIONS
from placements.store.tables.letters import LETTER_SERVICES, LETTERS

_L: Final = LETTERS.c
_S: Final = LETTER_SERVICES.c
UNSENT: Final = (LetterStatus.DRAFT.value, LetterStatus.FINAL.value)
_MINE: Final = _L.authority == bindparam("tenant")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter with what it was made from (PL-903); `recipients` know what has been proved of their delivery."""

    id: UUID
    version: int = 1
    application_id: UUID
    school_urn: int
    template_key: str
    template_version: int
    title: str
    parts: Mapping[str, str]
    merge: Mapping[str, str]
    legal_refs: Sequence[str]
    additional_text: str | None = None
    recipients: tuple[Recipient, ...] = field(default=())
    names_child: bool = False
    status: LetterStatus = LetterStatus.SENT
    written_on: date
    written_by: str
    released_by: str | None = None
    pdf_sha256: str | None = None
    sent_on: date | None
    sent_at: datetime | None
    sent_by: str | None


_FIELDS: Final = tuple(each.name for each in fields(Letter))
_COLUMNS: Final = tuple(_L[name] for name in _FIELDS)
_ADD: Final = insert(LETTERS)
_ADD_SERVICE: Final = insert(LETTER_SERVICES)
_ONE: Final = select(*_COLUMNS).where(_MINE, _L.id == bindparam("key"))
_ONE_TO_CHANGE: Final = _ONE.with_for_update()
_OF_APPLICATION: Final = select(*_COLUMNS).where(_MINE, _L.application_id == bindparam("key")).order_by(_L.id)
_OF_CASE: Final = (
    select(*_COLUMNS)
    .join(APPLICATIONS, (APPLICATIONS.c.authority == _L.authority) & (APPLICATIONS.c.id == _L.application_id))
    .where(_MINE, APPLICATIONS.c.case_id == bindparam("key"))
    .order_by(_L.id)
)
_SENT: Final = (
    update(LETTERS)
    .where(_MINE, _L.id == bindparam("key"))
    .values(
        status=LetterStatus.SENT.value,
        sent_on=func.coalesce(_L.sent_on, bindparam("day")),
        sent_at=func.coalesce(_L.sent_at, bindparam("at")),
        sent_by=func.coalesce(_L.sent_by, bindparam("by")),
        version=_L.version + 1,
    )
)
_RELEASED: Final = (
    update(LETTERS)
    .where(_MINE, _L.id == bindparam("key"))
    .values(status=LetterStatus.FINAL.value, released_by=bindparam("by"), version=_L.version + 1)
)
_VOIDED: Final = (
    update(LETTERS)
    .where(_MINE, _L.application_id == bindparam("application"), _L.status.in_(UNSENT))
    .values(status=LetterStatus.VOID.value, version=_L.version + 1)
)
_PRINTED: Final = update(LETTERS).where(_MINE, _L.id == bindparam("key")).values(pdf_sha256=bindparam("digest"))
_SERVICES: Final = (
    select(_S.letter_id, _S.recipient, _S.method, _S.served_on, _S.proof)
    .where(_S.authority == bindparam("tenant"), _S.letter_id == bindparam("letters", type_=ARRAY(_S.id.type)).any_())
    .order_by(_S.letter_id, _S.id)
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

    async def add(self, letters: Iterable[Letter], asked_at: datetime) -> None:
        """Each is ordered on paper in the same transaction."""
        kept = list(letters)
        if not kept:
            return
        await self._connection.execute(_ADD, [self._row(letter) for letter in kept])
        subjects = [letter.id for letter in kept]
        await order_papers(self._connection, self._tenant, PaperKind.LETTER, subjects, asked_at)

    async def get(self, letter_id: UUID, *, to_change: bool = False) -> Letter | None:
        statement = _ONE_TO_CHANGE if to_change else _ONE
        values = {"tenant": self._tenant, "key": letter_id}
        row = (await self._connection.execute(statement, values)).mappings().one_or_none()
        return (await self._with_services([row]))[0] if row else None

    async def of_application(self, application_id: UUID) -> Sequence[Letter]:
        """The oldest first."""
        values = {"tenant": self._tenant, "key": application_id}
        return await self._with_services((await self._connection.execute(_OF_APPLICATION, values)).mappings().all())

    async def of_case(self, case_id: UUID) -> Sequence[Letter]:
        """About any request of the case, the oldest first."""
        values = {"tenant": self._tenant, "key": case_id}
        return await self._with_services((await self._connection.execute(_OF_CASE, values)).mappings().all())

    async def add_service(self, service_id: UUID, letter_id: UUID, recipient: int, served: Served, by: "By") -> None:
        row = {
            "authority": self._tenant,
            "id": service_id,
            "letter_id": letter_id,
            "recipient": recipient,
            **asdict(served),
            "recorded_at": by.at,
            "recorded_by": by.actor,
        }
        await self._connection.execute(_ADD_SERVICE, [row])

    async def mark_sent(self, letter_id: UUID, day: date, by: "By") -> None:
        """A letter keeps the first day it went out."""
        values = {"tenant": self._tenant, "key": letter_id, "day": day, "at": by.at, "by": by.actor}
        await self._connection.execute(_SENT, values)

    async def release(self, letter_id: UUID, by: "By") -> None:
        await self._connection.execute(_RELEASED, {"tenant": self._tenant, "key": letter_id, "by": by.actor})

    async def void_unsent(self, application_id: UUID) -> None:
        """A request has ended: what was written about it and never went out goes to nobody."""
        await self._connection.execute(_VOIDED, {"tenant": self._tenant, "application": application_id})

    async def keep_digest(self, letter_id: UUID, digest: str) -> None:
        await self._connection.execute(_PRINTED, {"tenant": self._tenant, "key": letter_id, "digest": digest})

    async def last_sent(self, urns: Iterable[int], template: str, day: date) -> dict[int, datetime]:
        """When these schools got a letter of this kind on a day; schools that got none are left out."""
        values: dict[str, Any] = {"tenant": self._tenant, "urns": list(urns), "template": template, "day": day}
        return {row[0]: row[1] for row in await self._connection.execute(_LAST_ON, values)}

    async def _with_services(self, rows: Sequence[RowMapping]) -> list[Letter]:
        if not rows:
            return []
        values = {"tenant": self._tenant, "letters": [row["id"] for row in rows]}
        served = {
            (row.letter_id, row.recipient): Served(ServiceMethod(row.method), row.served_on, row.proof)
            for row in await self._connection.execute(_SERVICES, values)
        }
        return [_letter(row, served) for row in rows]

    def _row(self, letter: Letter) -> dict[str, Any]:
        recipients = [_recipient_row(one) for one in letter.recipients]
        plain = {name: getattr(letter, name) for name in _FIELDS}
        return {"authority": self._tenant, **plain, "recipients": recipients}


@dataclass(frozen=True, slots=True)
class By:
    """Who did it and when."""

    actor: str
    at: datetime


def _recipient_row(one: Recipient) -> dict[str, Any]:
    """Proof of delivery has rows of its own: it comes later, and a letter never changes."""
    return {
        "roles": [role.value for role in one.roles],
        "name": one.name,
        "address": list(one.address),
        "contact_id": str(one.contact_id) if one.contact_id else None,
        "email": one.email,
        "copy": one.copy,
    }


def _letter(row: RowMapping, served: Mapping[tuple[UUID, int], Served]) -> Letter:
    values = dict(row)
    recipients = tuple(
        Recipient(
            roles=tuple(RecipientRole(role) for role in one["roles"]),
            name=one["name"],
            address=tuple(one["address"]),
            contact_id=UUID(one["contact_id"]) if one["contact_id"] else None,
            email=one["email"],
            copy=one["copy"],
            served=served.get((row["id"], position)),
        )
        for position, one in enumerate(row["recipients"])
    )
    return Letter(**{**values, "recipients": recipients, "status": LetterStatus(values["status"])})
