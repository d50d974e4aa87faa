"""Questions to the national register of schools."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, bindparam, cast, literal_column, select, tuple_
from sqlalchemy.dialects.postgresql import ARRAY, INTEGER, TSQUERY
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.lineage import Edge, LineageKind
from placements.domain.plain_text import search_form
from placements.domain.school import (
    AdmissionAuthorityType,
    Gender,
    Phase,
    School,
    SchoolKind,
    SchoolStatus,
)
from placements.store.tables.schools import LINEAGE_EDGES, SCHOOLS

_FIELDS: Final = tuple(field.name for field in fields(School))
_COLUMNS: Final = tuple(SCHOOLS.c[name] for name in _FIELDS)
_ENUMS: Final[Mapping[str, Any]] = {
    "kind": SchoolKind,
    "admission_authority_type": AdmissionAuthorityType,
    "status": SchoolStatus,
    "phase": Phase,
    "gender": Gender,
}
_KEY: Final = (SCHOOLS.c.name_normalised, SCHOOLS.c.urn)
_ONE: Final = select(*_COLUMNS).where(SCHOOLS.c.urn == bindparam("urn"))
_MANY: Final = select(*_COLUMNS).where(SCHOOLS.c.urn == bindparam("urns", type_=ARRAY(INTEGER)).any_())
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


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolsSought:
    """What a list of schools is narrowed by. `words` are looked for as beginnings of words of the name, as
    URN or as postcode; every one of them has to be found."""

    words: str = ""
    urns: tuple[int, ...] = ()
    authority: str | None = None
    phase: Phase | None = None
    status: SchoolStatus | None = None


@dataclass(frozen=True, slots=True)
class LineageStep:
    """An edge with the names of both schools."""

    edge: Edge
    from_name: str
    to_name: str


class SchoolStore:
    """The register is the same for everybody: there is no authority to be built for."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, urn: int) -> School | None:
        row = (await self._connection.execute(_ONE, {"urn": urn})).mappings().one_or_none()
        return _school(row) if row else None

    async def many(self, urns: Collection[int]) -> dict[int, School]:
        """Those of the URNs that the register knows."""
        if not urns:
            return {}
        found = (await self._connection.execute(_MANY, {"urns": list(urns)})).mappings()
        return {row["urn"]: _school(row) for row in found}

    async def page(self, sought: SchoolsSought, *, after: tuple[str, int] | None = None, rows: int) -> Sequence[School]:
        """By name, then URN; `rows` is a size from a short list (performance section 5)."""
        values: dict[str, Any] = {}
        words = search_form(sought.words).split()
        if sought.words and not words:
            return ()
        if words:
            values["words"] = " & ".join(f"'{word}':*" for word in words)
        if sought.urns:
            values["urns"] = list(sought.urns)
        for name in ("authority", "phase", "status"):
            if (value := getattr(sought, name)) is not None:
                values[name] = str(value)
        if after is not None:
            values["after_name"], values["after_urn"] = after
        statement = page_statement(frozenset(values), rows)
        return [_school(row) for row in (await self._connection.execute(statement, values)).mappings()]

    async def steps_at(self, urns: Collection[int]) -> Sequence[LineageStep]:
        """What the schools came from and what they became, one step each way (PL-307)."""
        if not urns:
            return ()
        rows = await self._connection.execute(_STEPS, {"urns": list(urns)})
        return [
            LineageStep(Edge(row.from_urn, row.to_urn, LineageKind(row.kind), row.on), row.from_name, row.to_name)
            for row in rows
        ]


@cache
def page_statement(filters: frozenset[str], rows: int) -> Select[Any]:
    conditions: Mapping[str, Callable[[], ColumnElement[bool]]] = {
        # The words are made by search_form: letters and digits only, so that nothing is read as an operator.
        "words": lambda: SCHOOLS.c.search_words.op("@@")(cast(bindparam("words"), TSQUERY)),
        "urns": lambda: SCHOOLS.c.urn == bindparam("urns", type_=ARRAY(INTEGER)).any_(),
        "authority": lambda: SCHOOLS.c.authority == bindparam("authority"),
        "phase": lambda: SCHOOLS.c.phase == bindparam("phase"),
        "status": lambda: SCHOOLS.c.status == bindparam("status"),
        "after_name": lambda: tuple_(*_KEY) > tuple_(bindparam("after_name"), bindparam("after_urn")),
    }
    chosen = [make() for name, make in conditions.items() if name in filters]
    return select(*_COLUMNS).where(*chosen).order_by(*_KEY).limit(literal_column(str(rows)))


def _school(row: RowMapping) -> School:
    values = dict(row)
    for name, kind in _ENUMS.items():
        if values[name] is not None:
            values[name] = kind(values[name])
    return School(**values)
