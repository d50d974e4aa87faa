"""Cases of one authority."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import date, datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, insert, literal_column, select, tuple_, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.kernel.errors import StaleVersion
from placements.domain.cases import (
    Attending,
    Case,
    CaseClosedReason,
    CaseReason,
    CaseState,
    Considered,
    ConsideredWith,
    ExpectedLength,
)
from placements.domain.reach import ChildReach
from placements.store.case_reach import of_reached_child
from placements.store.case_state import case_state
from placements.store.child_reach import reach_values
from placements.store.tables.cases import CASES

_C: Final = CASES.c
_FIELDS: Final = tuple(field.name for field in fields(Case))
_COLUMNS: Final = tuple(_C[name] for name in _FIELDS)
_ENUMS: Final[Mapping[str, Any]] = {
    "reason": CaseReason,
    "expected_length": ExpectedLength,
    "attending": Attending,
    "closed_reason": CaseClosedReason,
}
_MINE: Final = _C.authority == bindparam("tenant")
_ONE: Final = select(*_COLUMNS).where(_MINE, _C.id == bindparam("key"))
_ONE_TO_CHANGE: Final = _ONE.with_for_update()
_OPEN: Final = select(*_COLUMNS).where(_MINE, _C.child_id == bindparam("child"), _C.closed_on.is_(None))
_HAS_HAD: Final = select(_C.id).where(
    _MINE,
    _C.child_id == bindparam("child"),
    _C.reason == bindparam("reason"),
    _C.need_from == bindparam("need_from"),
)
_NEEDED: Final = (
    select(*_COLUMNS).where(_MINE, _C.need_from.between(bindparam("from_on"), bindparam("to_on"))).order_by(_C.id)
)
_ALL_OPEN: Final = select(*_COLUMNS).where(_MINE, _C.closed_on.is_(None)).order_by(_C.need_from, _C.id)
_ADD: Final = insert(CASES)
_SAVE: Final = (
    update(CASES)
    .where(_MINE, _C.id == bindparam("key"), _C.version == bindparam("held_version"))
    .values({name: bindparam(name) for name in (*_FIELDS, "updated_at") if name != "id"})
)


class CaseStore:
    """Cases of one authority; there is no way to ask it about another's."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def get(self, case_id: UUID) -> Case | None:
        return await self._one(_ONE, {"key": case_id})

    async def get_to_change(self, case_id: UUID) -> Case | None:
        """Holds the row until the transaction ends."""
        return await self._one(_ONE_TO_CHANGE, {"key": case_id})

    async def open_of(self, child_id: UUID) -> Case | None:
        """The one open case a child may have (PL-506)."""
        return await self._one(_OPEN, {"child": child_id})

    async def has_had(self, child_id: UUID, reason: CaseReason, need_from: date) -> bool:
        """Open or closed, a case of this reason about this day."""
        values = {"tenant": self._tenant, "child": child_id, "reason": reason.value, "need_from": need_from}
        return (await self._connection.execute(_HAS_HAD, values)).first() is not None

    async def needed_between(self, from_on: date, to_on: date) -> Sequence[Case]:
        """Cases whose need began in a period, both days counted."""
        values = {"tenant": self._tenant, "from_on": from_on, "to_on": to_on}
        return [_case(row) for row in (await self._connection.execute(_NEEDED, values)).mappings()]

    async def all_open(self) -> Sequence[Case]:
        """Every open case, the longest need first."""
        return [_case(row) for row in (await self._connection.execute(_ALL_OPEN, {"tenant": self._tenant})).mappings()]

    async def add(self, case: Case, now: datetime) -> None:
        await self._connection.execute(_ADD, {"authority": self._tenant, "updated_at": now, **_row(case)})

    async def save(self, case: Case, now: datetime) -> Case:
        """The case in its next version. Raises StaleVersion when somebody was faster."""
        kept = replace(case, version=case.version + 1)
        values = {"tenant": self._tenant, "key": case.id, "held_version": case.version, "updated_at": now, **_row(kept)}
        del values["id"]
        if (await self._connection.execute(_SAVE, values)).rowcount != 1:
            raise StaleVersion
        return kept

    async def page(
        self,
        *,
        today: date,
        reach: ChildReach,
        child_id: UUID | None,
        state: CaseState | None,
        owner: str | None = None,
        after: tuple[date, UUID] | None,
        rows: int,
    ) -> Sequence[tuple[Case, CaseState]]:
        """The longest wait first, each with its state today."""
        values: dict[str, Any] = {"tenant": self._tenant, "today": today, **reach_values(reach)}
        if child_id is not None:
            values["child"] = child_id
        if state is not None:
            values["state"] = state.value
        if owner is not None:
            values["owner"] = owner
        if after is not None:
            values["after_need"], values["after_id"] = after
        found = await self._connection.execute(page_statement(frozenset(values), rows), values)
        return [(_case(row), CaseState(row["state"])) for row in found.mappings()]

    async def _one(self, statement: Any, values: Mapping[str, Any]) -> Case | None:
        found = await self._connection.execute(statement, {"tenant": self._tenant, **values})
        row = found.mappings().one_or_none()
        return _case(row) if row else None


@cache
def page_statement(filters: frozenset[str], rows: int) -> Select[Any]:
    conditions: dict[str, Callable[[], ColumnElement[bool]]] = {
        "child": lambda: _C.child_id == bindparam("child"),
        "state": lambda: case_state() == bindparam("state"),
        "owner": lambda: _C.owner_post_id == bindparam("owner"),
        "after_need": lambda: tuple_(_C.need_from, _C.id) > tuple_(bindparam("after_need"), bindparam("after_id")),
    }
    chosen = [of_reached_child(CASES), *(make() for name, make in conditions.items() if name in filters)]
    ids = (
        select(_C.id)
        .where(_MINE, *chosen)
        .order_by(_C.need_from, _C.id)
        .limit(literal_column(str(rows)))
        .subquery("ids")
    )
    return (
        select(*_COLUMNS, case_state().label("state"))
        .join(ids, ids.c.id == _C.id)
        .where(_MINE)
        .order_by(_C.need_from, _C.id)
    )


def _row(case: Case) -> dict[str, Any]:
    return {
        **asdict(case),
        "considered_with": dict(case.considered_with),
        "delay_reasons": list(case.delay_reasons),
    }


def _case(row: RowMapping) -> Case:
    values = {name: row[name] for name in _FIELDS}
    for name, kind in _ENUMS.items():
        if values[name] is not None:
            values[name] = kind(values[name])
    values["considered_with"] = tuple(
        (ConsideredWith(person), Considered(answer)) for person, answer in values["considered_with"].items()
    )
    values["delay_reasons"] = tuple(values["delay_reasons"])
    return Case(**values)
