"""Children of one authority: one at a time, to read or to change, and many at once, to register."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, fields
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, false, func, insert, select, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.engine import RowMapping
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import Text

from kit.kernel.errors import InvalidInput, StaleVersion
from placements.domain.child import Child, ChoiceAuthority, EalStage, SenStatus, Sex, UpnInUse, UpnUnknownReason
from placements.domain.reach import WHOLE_AUTHORITY, ChildReach
from placements.store.child_reach import reach_values, within_reach
from placements.store.tables.children import CHILDREN

_C: Final = CHILDREN.c
_FIELDS: Final = tuple(field.name for field in fields(Child))
_COLUMNS: Final = tuple(_C[name] for name in _FIELDS)
_DERIVED: Final = ("sort_name", "search_text")
_ENUMS: Final[Mapping[str, type[StrEnum]]] = {
    "sex": Sex,
    "eal_stage": EalStage,
    "upn_unknown_reason": UpnUnknownReason,
    "sen_status": SenStatus,
    "choice_authority": ChoiceAuthority,
}
# A sealed child does not exist for anyone here (PL-326), and a merged one lives on under another id (PL-328).
_MINE: Final = (_C.authority == bindparam("tenant")) & _C.sealed_at.is_(None) & _C.merged_into.is_(None)
_ONE: Final = select(*_COLUMNS).where(_MINE, within_reach(), _C.id == bindparam("key"))
_ONE_TO_CHANGE: Final = _ONE.with_for_update()
_MANY: Final = select(*_COLUMNS).where(
    _MINE, within_reach(), _C.id == bindparam("keys", type_=ARRAY(PG_UUID(as_uuid=True))).any_()
)
_BY_REFERENCE: Final = (
    select(*_COLUMNS)
    .where(_MINE, _C.la_child_id == bindparam("references", type_=ARRAY(Text)).any_())
    .order_by(_C.id)
    .with_for_update()
)
_TOMBSTONE: Final = CHILDREN.alias("tombstone")
_BY_FORMER_REFERENCE: Final = (
    select(_TOMBSTONE.c.la_child_id.label("reference"), *_COLUMNS)
    .join(_TOMBSTONE, (_TOMBSTONE.c.authority == _C.authority) & (_TOMBSTONE.c.merged_into == _C.id))
    .where(_MINE, _TOMBSTONE.c.la_child_id == bindparam("references", type_=ARRAY(Text)).any_())
    .order_by(_C.id)
    .with_for_update(of=CHILDREN)
)
_FOLLOW: Final = (
    update(CHILDREN)
    .where(_C.authority == bindparam("tenant"), _C.merged_into == bindparam("old"))
    .values(merged_into=bindparam("kept"))
)
_BY_UPN: Final = select(_C.upn, _C.id).where(_MINE, _C.upn == bindparam("upns", type_=ARRAY(Text)).any_())
_COUNT: Final = select(func.count()).select_from(CHILDREN).where(_MINE)
_COUNT_OTHERS: Final = _COUNT.where(
    func.coalesce(_C.la_child_id == bindparam("references", type_=ARRAY(Text)).any_(), false()).is_(false()),
    func.coalesce(_C.upn == bindparam("upns", type_=ARRAY(Text)).any_(), false()).is_(false()),
)
_ADD: Final = insert(CHILDREN)
_SAVE: Final = (
    update(CHILDREN)
    .where(_MINE, _C.id == bindparam("key"), _C.version == bindparam("held_version"))
    .values({name: bindparam(name) for name in (*_FIELDS, *_DERIVED) if name != "id"})
)


class ChildStore:
    """Children of one authority; there is no way to ask it about another's, nor about one outside the reach."""

    def __init__(self, connection: AsyncConnection, authority: str, reach: ChildReach = WHOLE_AUTHORITY) -> None:
        self._connection = connection
        self.authority: Final = authority
        self._within = {"tenant": authority, **reach_values(reach)}

    async def get(self, child_id: UUID) -> Child | None:
        return await self._one(_ONE, child_id)

    async def get_to_change(self, child_id: UUID) -> Child | None:
        """Holds the row until the transaction ends, so that two changes cannot cross."""
        return await self._one(_ONE_TO_CHANGE, child_id)

    async def many(self, child_ids: Collection[UUID]) -> dict[UUID, Child]:
        """Those of the children there are, to name them in a list."""
        if not child_ids:
            return {}
        values = {**self._within, "keys": list(child_ids)}
        return {row["id"]: _child(row) for row in (await self._connection.execute(_MANY, values)).mappings()}

    async def by_reference(self, references: Collection[str]) -> dict[str, Child]:
        """Children with these `la_child_id`s, held until the transaction ends; the reference of a record that was
        merged leads to the one that lives on (PL-328)."""
        values = {"tenant": self.authority, "references": list(references)}
        rows = (await self._connection.execute(_BY_REFERENCE, values)).mappings()
        found = {row["la_child_id"]: _child(row) for row in rows}
        for row in (await self._connection.execute(_BY_FORMER_REFERENCE, values)).mappings():
            known = dict(row)
            found.setdefault(known.pop("reference"), _child(known))
        return found

    async def holders_of(self, upns: Collection[str]) -> dict[str, UUID]:
        """Which of these UPNs are in use, and by which child."""
        values = {"tenant": self.authority, "upns": list(upns)}
        return {row.upn: row.id for row in await self._connection.execute(_BY_UPN, values)}

    async def count_others(self, references: Collection[str], upns: Collection[str]) -> int:
        """Children with none of these references and UPNs."""
        values = {"tenant": self.authority, "references": list(references), "upns": list(upns)}
        count: int = (await self._connection.execute(_COUNT_OTHERS, values)).scalar_one()
        return count

    async def add(self, children: Sequence[Child]) -> None:
        """Many at once. Raises UpnInUse."""
        if children:
            await self._write(_ADD, [{"authority": self.authority, **_row(child)} for child in children])

    async def save(self, child: Child) -> None:
        """The child with its next version. Raises StaleVersion when somebody was faster, UpnInUse."""
        values = {"tenant": self.authority, "key": child.id, "held_version": child.version - 1, **_row(child)}
        del values["id"]
        if await self._write(_SAVE, values) != 1:
            raise StaleVersion

    async def follow(self, merged_id: UUID, kept_id: UUID) -> None:
        """Tombstones that named a record which is merged itself now name the one that lives on."""
        values = {"tenant": self.authority, "old": merged_id, "kept": kept_id}
        await self._connection.execute(_FOLLOW, values)

    async def _one(self, statement: Any, child_id: UUID) -> Child | None:
        values = {**self._within, "key": child_id}
        row = (await self._connection.execute(statement, values)).mappings().one_or_none()
        return _child(row) if row else None

    async def _write(self, statement: Any, values: Any) -> int:
        try:
            return (await self._connection.execute(statement, values)).rowcount
        except IntegrityError as error:
            if "uq_children_upn" in str(error.orig):
                raise UpnInUse from None
            if "uq_children_authority_la_child_id" in str(error.orig):
                raise InvalidInput("not_allowed", "/la_child_id") from None
            raise


def _row(child: Child) -> dict[str, Any]:
    return {**asdict(child), "sort_name": child.sort_name, "search_text": child.search_text}


def _child(row: RowMapping | Mapping[str, Any]) -> Child:
    values = dict(row)
    for name, kind in _ENUMS.items():
        if values[name] is not None:
            values[name] = kind(values[name])
    return Child(**values)
