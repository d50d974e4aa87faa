"""What is kept beside one authority's cases: provision, notes and dated facts."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, fields
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Text, bindparam, insert, select, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.kernel.errors import StaleVersion
from placements.domain.case_facts import CaseFact, FactKey
from placements.domain.case_notes import CaseNote, NoteKind
from placements.domain.provision import InterimProvision, ProvisionKind
from placements.store.tables.case_records import CASE_FACTS, CASE_NOTES, INTERIM_PROVISIONS

_P: Final = INTERIM_PROVISIONS.c
_PROVISION: Final = tuple(field.name for field in fields(InterimProvision))
_CASES: Final = bindparam("cases", type_=ARRAY(PG_UUID(as_uuid=True)))
_TENANT: Final = bindparam("tenant", type_=Text)
_PROVISIONS_OF: Final = (
    select(*(_P[name] for name in _PROVISION))
    .where(_P.authority == _TENANT, _P.case_id == _CASES.any_())
    .order_by(_P.from_on, _P.id)
)
_PROVISION_TO_CHANGE: Final = (
    select(*(_P[name] for name in _PROVISION))
    .where(_P.authority == _TENANT, _P.id == bindparam("key"))
    .with_for_update()
)
_ADD_PROVISION: Final = insert(INTERIM_PROVISIONS)
_SAVE_PROVISION: Final = (
    update(INTERIM_PROVISIONS)
    .where(_P.authority == _TENANT, _P.id == bindparam("key"), _P.version == bindparam("held_version"))
    .values({name: bindparam(name) for name in _PROVISION if name not in {"id", "case_id"}})
)
_NOTES_OF: Final = (
    select(*(CASE_NOTES.c[field.name] for field in fields(CaseNote)))
    .where(CASE_NOTES.c.authority == _TENANT, CASE_NOTES.c.case_id == bindparam("case_key"))
    .order_by(CASE_NOTES.c.id.desc())
)
_ADD_NOTE: Final = insert(CASE_NOTES)
_FACTS_OF: Final = (
    select(*(CASE_FACTS.c[field.name] for field in fields(CaseFact)))
    .where(CASE_FACTS.c.authority == _TENANT, CASE_FACTS.c.case_id == _CASES.any_())
    .order_by(CASE_FACTS.c.told_at, CASE_FACTS.c.id)
)
_ADD_FACT: Final = insert(CASE_FACTS)


class CaseRecordStore:
    """For one authority; lists are asked for many cases at once."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def provisions_of(self, case_ids: Collection[UUID]) -> dict[UUID, tuple[InterimProvision, ...]]:
        """By case, the oldest first; cases without any are left out."""
        found: dict[UUID, list[InterimProvision]] = {}
        for row in await self._rows(_PROVISIONS_OF, {"cases": list(case_ids)}):
            found.setdefault(row["case_id"], []).append(_provision(row))
        return {case_id: tuple(listed) for case_id, listed in found.items()}

    async def provision_to_change(self, provision_id: UUID) -> InterimProvision | None:
        rows = await self._rows(_PROVISION_TO_CHANGE, {"key": provision_id})
        return _provision(rows[0]) if rows else None

    async def add_provision(self, provision: InterimProvision) -> None:
        await self._connection.execute(_ADD_PROVISION, {"authority": self._tenant, **asdict(provision)})

    async def save_provision(self, provision: InterimProvision) -> None:
        """In its next version. Raises StaleVersion when somebody was faster."""
        row = asdict(provision)
        del row["case_id"]
        key = {"tenant": self._tenant, "key": row.pop("id"), "held_version": provision.version - 1}
        if (await self._connection.execute(_SAVE_PROVISION, {**key, **row})).rowcount != 1:
            raise StaleVersion

    async def notes_of(self, case_id: UUID) -> list[CaseNote]:
        """The newest first."""
        rows = await self._rows(_NOTES_OF, {"case_key": case_id})
        return [CaseNote(**{**row, "kind": NoteKind(row["kind"])}) for row in rows]

    async def add_note(self, note: CaseNote) -> None:
        await self._connection.execute(_ADD_NOTE, {"authority": self._tenant, **asdict(note)})

    async def facts_of(self, case_ids: Collection[UUID]) -> dict[UUID, list[CaseFact]]:
        """By case, in the order they were told."""
        found: dict[UUID, list[CaseFact]] = {}
        for row in await self._rows(_FACTS_OF, {"cases": list(case_ids)}):
            found.setdefault(row["case_id"], []).append(CaseFact(**{**row, "fact": FactKey(row["fact"])}))
        return found

    async def add_fact(self, fact: CaseFact) -> None:
        await self._connection.execute(_ADD_FACT, {"authority": self._tenant, **asdict(fact)})

    async def _rows(self, statement: Any, values: dict[str, Any]) -> Sequence[Any]:
        found = await self._connection.execute(statement, {"tenant": self._tenant, **values})
        return found.mappings().all()


def _provision(row: Any) -> InterimProvision:
    return InterimProvision(**{**row, "kind": ProvisionKind(row["kind"])})
