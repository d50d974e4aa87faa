"""Approvals asked for one authority's cases."""

from dataclasses import asdict, fields
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.kernel.errors import StaleVersion
from placements.domain.approvals import Approval, ApprovalDecision, ApprovalKind
from placements.store.tables.case_records import APPROVALS

_A: Final = APPROVALS.c
_FIELDS: Final = tuple(field.name for field in fields(Approval))
_COLUMNS: Final = tuple(_A[name] for name in _FIELDS)
_MINE: Final = _A.authority == bindparam("tenant")
_OF_CASE: Final = select(*_COLUMNS).where(_MINE, _A.case_id == bindparam("case_key")).order_by(_A.id)
_ONE_TO_CHANGE: Final = select(*_COLUMNS).where(_MINE, _A.id == bindparam("key")).with_for_update()
_ADD: Final = insert(APPROVALS)
_SAVE: Final = (
    update(APPROVALS)
    .where(_MINE, _A.id == bindparam("key"), _A.version == bindparam("held_version"))
    .values({name: bindparam(name) for name in _FIELDS if name not in {"id", "case_id"}})
)


class ApprovalStore:
    """For one authority; there is no way to ask it about another's."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def of_case(self, case_id: UUID) -> list[Approval]:
        """In the order they were asked for."""
        rows = await self._connection.execute(_OF_CASE, {"tenant": self._tenant, "case_key": case_id})
        return [_approval(row) for row in rows.mappings()]

    async def get_to_change(self, approval_id: UUID) -> Approval | None:
        """Holds the row until the transaction ends."""
        rows = await self._connection.execute(_ONE_TO_CHANGE, {"tenant": self._tenant, "key": approval_id})
        row = rows.mappings().one_or_none()
        return _approval(row) if row else None

    async def add(self, approval: Approval) -> None:
        await self._connection.execute(_ADD, {"authority": self._tenant, **asdict(approval)})

    async def save(self, approval: Approval) -> None:
        """In its next version. Raises StaleVersion when somebody was faster."""
        row = asdict(approval)
        del row["case_id"]
        key = {"tenant": self._tenant, "key": row.pop("id"), "held_version": approval.version - 1}
        if (await self._connection.execute(_SAVE, {**key, **row})).rowcount != 1:
            raise StaleVersion


def _approval(row: Any) -> Approval:
    values = {**row, "kind": ApprovalKind(row["kind"])}
    values["decision"] = ApprovalDecision(row["decision"]) if row["decision"] else None
    return Approval(**values)
