"""Questions to the national register of schools."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Float,
    Select,
    Text,
    bindparam,
    cast,
    func,
    literal_column,
    select,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY, INTEGER, TSQUERY, distinct_on
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
from placements.domain.year_group import age_at_start
from placements.store.near_child import Place
from placements.store.tables.admissions import ADMISSION_AUTHORITY_OVERRIDES
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
FURTHEST_METRES: Final = 50_000
_KEY: Final = (SCHOOLS.c.name_normalised, SCHOOLS.c.urn)
_O: Final = ADMISSION_AUTHORITY_OVERRIDES.c
_OVERRIDES: Final = (
    select(_O.urn, _O.admission_authority_type)
    .where(_O.authority == bindparam("tenant", type_=Text))
    .ext(distinct_on(_O.urn))
    .order_by(_O.urn, _O.version.desc())
    .subquery("overrides")
)
_HELD: Final = select(*_COLUMNS, _OVERRIDES.c.admission_authority_type.label("overridden")).outerjoin(
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


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolsSought:
    """What a list of schools is narrowed by. `words` are looked for as beginnings of words of the name, as
    URN or as postcode; every one of them has to be found."""

    words: str = ""
    urns: tuple[int, ...] = ()
    authority: str | None = None
    kind: SchoolKind | None = None
    phase: Phase | None = None
    status: SchoolStatus | None = None
    year_group: str | None = None


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
        values = _values(sought)
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
        values = _values(sought)
        if values is None:
            return ()
        values |= _around(place)
        if after is not None:
            values["after_metres"], values["after_near_urn"] = after
        found = (await self._connection.execute(nearest_statement(frozenset(values), rows), values)).mappings()
        return [(_school({name: row[name] for name in _FIELDS}), row["metres"]) for row in found]

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


def _values(sought: SchoolsSought) -> dict[str, Any] | None:
    """What the statements bind; None where nothing can be found."""
    values: dict[str, Any] = {}
    words = search_form(sought.words).split()
    if sought.words and not words:
        return None
    if words:
        values["words"] = " & ".join(f"'{word}':*" for word in words)
    if sought.urns:
        values["urns"] = list(sought.urns)
    for name in ("authority", "kind", "phase", "status"):
        if (value := getattr(sought, name)) is not None:
            values[name] = str(value)
    if sought.year_group is not None:
        values["age"] = age_at_start(sought.year_group)
    return values


def _around(place: Place) -> dict[str, Any]:
    east, north = round(place.easting), round(place.northing)
    return {
        "from_easting": place.easting,
        "from_northing": place.northing,
        "west": east - FURTHEST_METRES,
        "east": east + FURTHEST_METRES,
        "south": north - FURTHEST_METRES,
        "north": north + FURTHEST_METRES,
    }


_WEST, _EAST, _SOUTH, _NORTH = (bindparam(name, type_=INTEGER) for name in ("west", "east", "south", "north"))
_METRES: Final = cast(
    func.round(
        func.sqrt(
            func.power(SCHOOLS.c.easting - bindparam("from_easting", type_=Float), 2)
            + func.power(SCHOOLS.c.northing - bindparam("from_northing", type_=Float), 2)
        )
    ),
    INTEGER,
)
_CONDITIONS: Final[Mapping[str, Callable[[], ColumnElement[bool]]]] = {
    # The words are made by search_form: letters and digits only, so that nothing is read as an operator.
    "words": lambda: SCHOOLS.c.search_words.op("@@")(cast(bindparam("words"), TSQUERY)),
    "urns": lambda: SCHOOLS.c.urn == bindparam("urns", type_=ARRAY(INTEGER)).any_(),
    "authority": lambda: SCHOOLS.c.authority == bindparam("authority"),
    "kind": lambda: SCHOOLS.c.kind == bindparam("kind"),
    "phase": lambda: SCHOOLS.c.phase == bindparam("phase"),
    "status": lambda: SCHOOLS.c.status == bindparam("status"),
    # A school whose ages the register does not tell is not found by year group.
    "age": lambda: (
        (SCHOOLS.c.low_age <= bindparam("age", type_=INTEGER)) & (SCHOOLS.c.high_age > bindparam("age", type_=INTEGER))
    ),
    "after_name": lambda: tuple_(*_KEY) > tuple_(bindparam("after_name"), bindparam("after_urn")),
    "after_metres": lambda: (
        tuple_(_METRES, SCHOOLS.c.urn) > tuple_(bindparam("after_metres"), bindparam("after_near_urn"))
    ),
    # By the index: nobody asks for a school further away than this.
    "from_easting": lambda: SCHOOLS.c.easting.between(_WEST, _EAST) & SCHOOLS.c.northing.between(_SOUTH, _NORTH),
}


@cache
def page_statement(filters: frozenset[str], rows: int) -> Select[Any]:
    chosen = [make() for name, make in _CONDITIONS.items() if name in filters]
    return select(*_COLUMNS).where(*chosen).order_by(*_KEY).limit(literal_column(str(rows)))


@cache
def nearest_statement(filters: frozenset[str], rows: int) -> Select[Any]:
    chosen = [make() for name, make in _CONDITIONS.items() if name in filters]
    return (
        select(*_COLUMNS, _METRES.label("metres"))
        .where(*chosen)
        .order_by(_METRES, SCHOOLS.c.urn)
        .limit(literal_column(str(rows)))
    )


def _school(row: RowMapping | Mapping[str, Any]) -> School:
    values = dict(row)
    overridden = values.pop("overridden", None)
    if overridden is not None:
        values["admission_authority_type"] = overridden
    for name, kind in _ENUMS.items():
        if values[name] is not None:
            values[name] = kind(values[name])
    return School(**values)
