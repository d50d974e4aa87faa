"""Contacts of one authority, and where a school's reply links go."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, delete, insert, literal_column, select, update
from sqlalchemy.dialects.postgresql import ARRAY, INTEGER
from sqlalchemy.engine import RowMapping
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.contact import Contact, ContactKind, ContactRole, ReplyAddressExists
from placements.store.tables.contacts import CONTACTS

_C: Final = CONTACTS.c
_FIELDS: Final = tuple(field.name for field in fields(Contact))
_COLUMNS: Final = tuple(_C[name] for name in _FIELDS)
_MINE: Final = _C.authority == bindparam("tenant")
_ONE: Final = select(*_COLUMNS).where(_MINE, _C.id == bindparam("key"))
_ONE_TO_CHANGE: Final = _ONE.with_for_update()
_REMOVE: Final = delete(CONTACTS).where(_MINE, _C.id == bindparam("key"))
_REPLY: Final = select(_C.email).where(_MINE, _C.school_urn == bindparam("urn"), _C.reply_address)
_OF_SCHOOLS: Final = (
    select(*_COLUMNS)
    .where(_MINE, _C.school_urn == bindparam("urns", type_=ARRAY(INTEGER)).any_())
    .order_by(_C.school_urn, _C.role, _C.id)
)
_STAFF: Final = (
    select(*_COLUMNS)
    .where(_MINE, _C.kind == ContactKind.AUTHORITY_STAFF.value, _C.post_id == bindparam("post_id"))
    .limit(1)
)
_ADD: Final = insert(CONTACTS)
_SAVE: Final = (
    update(CONTACTS)
    .where(_MINE, _C.id == bindparam("key"))
    .values({name: bindparam(name) for name in _FIELDS if name != "id"})
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactsSought:
    """What a list of contacts is narrowed by."""

    school_urn: int | None = None
    kind: str | None = None
    role: str | None = None
    bounced: bool | None = None


class ContactStore:
    """Contacts one authority keeps of schools, trusts and offices."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self.authority: Final = authority

    async def reply_address(self, urn: int) -> str | None:
        """The one address a school's reply links go to; None is alert A27 (PL-330)."""
        values = {"tenant": self.authority, "urn": urn}
        found: str | None = (await self._connection.execute(_REPLY, values)).scalar_one_or_none()
        return found

    async def get(self, contact_id: UUID) -> Contact | None:
        values = {"tenant": self.authority, "key": contact_id}
        row = (await self._connection.execute(_ONE, values)).mappings().one_or_none()
        return _contact(row) if row else None

    async def get_to_change(self, contact_id: UUID) -> Contact | None:
        """Holds the row until the transaction ends."""
        values = {"tenant": self.authority, "key": contact_id}
        row = (await self._connection.execute(_ONE_TO_CHANGE, values)).mappings().one_or_none()
        return _contact(row) if row else None

    async def page(self, sought: ContactsSought, *, after: UUID | None, rows: int) -> Sequence[Contact]:
        """In the order they were entered."""
        values = {name: value for name, value in asdict(sought).items() if value is not None}
        bounced = values.pop("bounced", None)
        if after is not None:
            values["after"] = after
        filters = frozenset(values) | ({"bounced" if bounced else "sound"} if bounced is not None else set())
        found = await self._connection.execute(page_statement(filters, rows), {"tenant": self.authority, **values})
        return [_contact(row) for row in found.mappings()]

    async def remove(self, contact_id: UUID) -> None:
        await self._connection.execute(_REMOVE, {"tenant": self.authority, "key": contact_id})

    async def of_schools(self, urns: Collection[int]) -> Mapping[int, Sequence[Contact]]:
        """Contacts of each of the schools that has any."""
        values = {"tenant": self.authority, "urns": list(urns)}
        found: dict[int, list[Contact]] = {}
        for row in (await self._connection.execute(_OF_SCHOOLS, values)).mappings():
            found.setdefault(row["school_urn"], []).append(_contact(row))
        return found

    async def of_post(self, post_id: str) -> Contact | None:
        """The staff contact letters print for a post; tokens carry no names (section 4.5)."""
        values = {"tenant": self.authority, "post_id": post_id}
        row = (await self._connection.execute(_STAFF, values)).mappings().one_or_none()
        return _contact(row) if row else None

    async def add(self, contacts: Iterable[Contact]) -> None:
        """Raises ReplyAddressExists."""
        rows = [{"authority": self.authority, **asdict(contact)} for contact in contacts]
        if rows:
            await self._write(_ADD, rows)

    async def save(self, contacts: Iterable[Contact]) -> None:
        """Raises ReplyAddressExists."""
        rows = [{"tenant": self.authority, "key": contact.id, **asdict(contact)} for contact in contacts]
        for row in rows:
            del row["id"]
        if rows:
            await self._write(_SAVE, rows)

    async def _write(self, statement: Any, rows: list[dict[str, Any]]) -> None:
        try:
            await self._connection.execute(statement, rows)
        except IntegrityError as error:
            if "uq_contacts_reply_address" in str(error.orig):
                raise ReplyAddressExists from None
            raise


@cache
def page_statement(filters: frozenset[str], rows: int) -> Select[Any]:
    conditions: Mapping[str, Callable[[], ColumnElement[bool]]] = {
        "school_urn": lambda: _C.school_urn == bindparam("school_urn"),
        "kind": lambda: _C.kind == bindparam("kind"),
        "role": lambda: _C.role == bindparam("role"),
        "bounced": lambda: _C.bounced_at.is_not(None),
        "sound": lambda: _C.bounced_at.is_(None),
        "after": lambda: _C.id > bindparam("after"),
    }
    chosen = [make() for name, make in conditions.items() if name in filters]
    return select(*_COLUMNS).where(_MINE, *chosen).order_by(_C.id).limit(literal_column(str(rows)))


def _contact(row: RowMapping) -> Contact:
    values = dict(row)
    return Contact(**{**values, "kind": ContactKind(values["kind"]), "role": ContactRole(values["role"])})
