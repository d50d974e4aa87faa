"""Questions to the national register of schools."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import CompoundSelect, Text, bindparam, select
from sqlalchemy.dialects.postgresql import ARRAY, INTEGER, distinct_on
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.lineage import Edge, LineageKind
from placements.domain.school import (
    AdmissionAuthorityType,
    Gender,
    Phase,
    School,
    SchoolKind,
    SchoolStatus,
)
from placements.store.near_child import Place
from placements.store.school_search import (
    SCHOOL_COLUMNS,
    SCHOOL_FIELDS,
    SchoolsSought,
    around,
    nearest_statement,
    page_statement,
    search_values,
)
from placements.store.tables.admissions import ADMISSION_AUTHORITY_OVERRIDES
from placements.store.tables.schools import LINEAGE_EDGES, SCHOOLS

_ENUMS: Final[Mapping[str, Any]] = {
    "kind": SchoolKind,
    "admission_authority_type": AdmissionAuthorityType,
    "status": SchoolStatus,
    "phase": Phase,
    "gender": Gender,
}
_O: Final = ADMISSION_AUTHORITY_OVERRIDES.c
_OVERRIDES: Final = (
    select(_O.urn, _O.admission_authority_type)
    .where(_O.authority == bindparam("tenant", type_=Text))
    .ext(distinct_on(_O.urn))
    .order_by(_O.urn, _O.version.desc())
    .subquery("overrides")
)
_HELD: Final = select(*SCHOOL_COLUMNS, _OVERRIDES.c.admission_authority_type.label("overridden")).outerjoin(
    _OVERRIDES, _OVERRIDES.c.urn == SCHOOLS.c.urn
)
_ONE: Final = _HELD.where(SCHOOLS.c.urn == bindparam("urn"))
_MANY: Final = _HELD.where(SCHOOLS.c.urn == bindparam("urns", type_=ARRAY(INTEGER)).any_())
_URNS: Final = bindparam("urns", type_=ARRAY(INTEGER))
_BEFORE: Final = SCHOOLS.alias("before")
_AFTER: Final = SCHOOLS.alias("after")
_STEPS: Final = (
    select(
        LINEAGE_EDGES.c.from_urn,
        LINEAGE_EDGES.c.to_urn,
        LINEAGE_EDGES.c.kind,
        LINEAGE_EDGES.c.on,
        _BEFORE.c.name.label("from_name"),
        _AFTER.c.name.label("to_name"),
    )
    .join_from(LINEAGE_EDGES, _BEFORE, _BEFORE.c.urn == LINEAGE_EDGES.c.from_urn)
    .join(_AFTER, _AFTER.c.urn == LINEAGE_EDGES.c.to_urn)
    .where((LINEAGE_EDGES.c.from_urn == _URNS.any_()) | (LINEAGE_EDGES.c.to_urn == _URNS.any_()))
    .order_by(LINEAGE_EDGES.c.on, LINEAGE_EDGES.c.from_urn, LINEAGE_EDGES.c.to_urn)
)


def _line() -> CompoundSelect[Any]:
    """URNs reached from a school only backwards or only forwards: a sister that split off is not in its line."""
    edges = LINEAGE_EDGES.c
    before = select(edges.from_urn.label("urn")).where(edges.to_urn == bindparam("urn")).cte("before", recursive=True)
    before = before.union(select(edges.from_urn).where(edges.to_urn == before.c.urn))
    after = select(edges.to_urn.label("urn")).where(edges.from_urn == bindparam("urn")).cte("after", recursive=True)
    after = after.union(select(edges.to_urn).where(edges.from_urn == after.c.urn))
    return select(before.c.urn).union(select(after.c.urn))


_LINE: Final = _line()


@dataclass(frozen=True, slots=True)
class LineageStep:
    """An edge with the names of both schools."""

    edge: Edge
    from_name: str
    to_name: str


class SchoolStore:
    """The register is the same for everybody. Built for an authority, single schools are answered with the
    admission authority it has written down where the register is wrong (PL-305)."""

    def __init__(self, connection: AsyncConnection, authority: str = "") -> None:
        self._connection = connection
        self._tenant = authority

    async def get(self, urn: int) -> School | None:
        row = (await self._connection.execute(_ONE, {"tenant": self._tenant, "urn": urn})).mappings().one_or_none()
        return _school(row) if row else None

    async def many(self, urns: Collection[int]) -> dict[int, School]:
        """Those of the URNs that the register knows."""
        if not urns:
            return {}
        found = (await self._connection.execute(_MANY, {"tenant": self._tenant, "urns": list(urns)})).mappings()
        return {row["urn"]: _school(row) for row in found}

    async def page(self, sought: SchoolsSought, *, after: tuple[str, int] | None = None, rows: int) -> Sequence[School]:
        """By name, then URN; `rows` is a size from a short list (performance section 5)."""
        values = search_values(sought)
        if values is None:
            return ()
        if after is not None:
            values["after_name"], values["after_urn"] = after
        statement = page_statement(frozenset(values), rows)
        return [_school(row) for row in (await self._connection.execute(statement, values)).mappings()]

    async def nearest(
        self, sought: SchoolsSought, place: Place, *, after: tuple[int, int] | None = None, rows: int
    ) -> Sequence[tuple[School, int]]:
        """The nearest first, each with metres in a straight line; none whose place is not known or over 50 km away."""
        values = search_values(sought)
        if values is None:
            return ()
        values |= around(place)
        if after is not None:
            values["after_metres"], values["after_near_urn"] = after
        found = (await self._connection.execute(nearest_statement(frozenset(values), rows), values)).mappings()
        return [(_school({name: row[name] for name in SCHOOL_FIELDS}), row["metres"]) for row in found]

    async def steps_at(self, urns: Collection[int]) -> Sequence[LineageStep]:
        """What the schools came from and what they became, one step each way (PL-307)."""
        if not urns:
            return ()
        return await self._lineage_steps(urns)

    async def lineage_of(self, urn: int) -> Sequence[LineageStep]:
        """Every step of the line a school stands in, before and after, the oldest first."""
        rows = (await self._connection.execute(_LINE, {"urn": urn})).scalars()
        return await self._lineage_steps([urn, *rows])

    async def _lineage_steps(self, urns: Collection[int]) -> Sequence[LineageStep]:
        rows = await self._connection.execute(_STEPS, {"urns": list(urns)})
        return [
            LineageStep(Edge(row.from_urn, row.to_urn, LineageKind(row.kind), row.on), row.from_name, row.to_name)
            for row in rows
        ]


def _school(row: RowMapping | Mapping[str, Any]) -> School:
    values = dict(row)
    overridden = values.pop("overridden", None)
    if overridden is not None:
        values["admission_authority_type"] = overridden
    for name, kind in _ENUMS.items():
        if values[name] is not None:
            values[name] = kind(values[name])
    return School(**values)
