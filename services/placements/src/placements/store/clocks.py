"""Clocks of one authority's cases and applications."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any, Final
from uuid import UUID

from sqlalchemy import and_, bindparam, select
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.application_states import ApplicationFlag, ApplicationState
from placements.domain.clock_moves import StandingClock
from placements.domain.clocks import Clock
from placements.store.tables.applications import APPLICATIONS
from placements.store.tables.cases import CASES
from placements.store.tables.clocks import CLOCKS
from placements.store.tables.schools import SCHOOLS

_C: Final = CLOCKS.c
_FIELDS: Final = tuple(field.name for field in fields(Clock))
_MINE: Final = _C.authority == bindparam("tenant")
_OF_CASE: Final = (
    select(*(_C[name] for name in _FIELDS))
    .where(_MINE, _C.case_id == bindparam("case_key"))
    .order_by(_C.from_on, _C.id)
)
_GIVEN: Final = insert(CLOCKS)
_KEEP: Final = _GIVEN.on_conflict_do_update(
    index_elements=[_C.authority, _C.id],
    set_={name: _GIVEN.excluded[name] for name in _FIELDS if name not in {"id", "key", "case_id", "application_id"}},
)
_STANDING: Final = (
    select(
        *(_C[name] for name in _FIELDS),
        CASES.c.child_id,
        CASES.c.case_calendar_authority,
        CASES.c.host_authority,
        APPLICATIONS.c.school_urn,
        APPLICATIONS.c.state,
        APPLICATIONS.c.flags,
        SCHOOLS.c.authority.label("school_authority"),
    )
    .join(CASES, and_(CASES.c.authority == _C.authority, CASES.c.id == _C.case_id))
    .outerjoin(APPLICATIONS, and_(APPLICATIONS.c.authority == _C.authority, APPLICATIONS.c.id == _C.application_id))
    .outerjoin(SCHOOLS, SCHOOLS.c.urn == APPLICATIONS.c.school_urn)
    .where(_MINE, _C.stopped_on.is_(None))
    .order_by(_C.case_id, _C.application_id, _C.id)
)
_KEYS: Final = bindparam("keys", type_=ARRAY(PG_UUID(as_uuid=True)))
_HOLD_APPLICATIONS: Final = (
    select(APPLICATIONS.c.id)
    .where(APPLICATIONS.c.authority == bindparam("tenant"), APPLICATIONS.c.id == _KEYS.any_())
    .order_by(APPLICATIONS.c.id)
    .with_for_update()
)
_HOLD_CASES: Final = (
    select(CASES.c.id)
    .where(CASES.c.authority == bindparam("tenant"), CASES.c.id == _KEYS.any_())
    .order_by(CASES.c.id)
    .with_for_update()
)


class ClockStore:
    """Clocks of one authority."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def of_case(self, case_id: UUID) -> Sequence[Clock]:
        """Those of the case itself and of all its applications."""
        return await self._many(_OF_CASE, {"case_key": case_id})

    async def standing(self) -> Sequence[StandingClock]:
        """Every clock nothing has stopped yet, with what says whose days it counts."""
        rows = (await self._connection.execute(_STANDING, {"tenant": self._tenant})).mappings()
        return [_standing(row) for row in rows]

    async def hold(self, clocks: Iterable[Clock]) -> None:
        """Holds the applications and cases of these clocks until the transaction ends, in the order of their
        ids (RE-4): whoever changes a clock holds one of them."""
        applications, cases = set(), set()
        for clock in clocks:
            if clock.application_id is None:
                cases.add(clock.case_id)
            else:
                applications.add(clock.application_id)
        for statement, keys in ((_HOLD_APPLICATIONS, applications), (_HOLD_CASES, cases)):
            if keys:
                await self._connection.execute(statement, {"tenant": self._tenant, "keys": sorted(keys)})

    async def keep(self, clocks: Iterable[Clock]) -> None:
        """Adds new clocks and brings changed ones up to date."""
        rows = [{"authority": self._tenant, **asdict(clock)} for clock in clocks]
        if rows:
            await self._connection.execute(_KEEP, rows)

    async def _many(self, statement: Any, values: Mapping[str, Any]) -> Sequence[Clock]:
        rows = (await self._connection.execute(statement, {"tenant": self._tenant, **values})).mappings()
        return [Clock(**row) for row in rows]


def _standing(row: RowMapping) -> StandingClock:
    asked = row["school_urn"] is not None and row["school_authority"] is not None
    return StandingClock(
        clock=Clock(**{name: row[name] for name in _FIELDS}),
        child_id=row["child_id"],
        case_calendar_authority=row["case_calendar_authority"],
        host_authority=row["host_authority"],
        school=(row["school_urn"], row["school_authority"]) if asked else None,
        application_state=ApplicationState(row["state"]) if row["state"] else None,
        limit_moved=ApplicationFlag.LIMIT_MOVED.value in (row["flags"] or ()),
    )
