"""How a list of schools is narrowed and ordered: by name, or by about how far they are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Float, Select, bindparam, cast, func, literal_column, select, tuple_
from sqlalchemy.dialects.postgresql import ARRAY, INTEGER, TSQUERY

from placements.domain.plain_text import search_form
from placements.domain.school import Phase, School, SchoolKind, SchoolStatus
from placements.domain.year_group import age_at_start
from placements.store.near_child import Place
from placements.store.tables.schools import SCHOOLS

SCHOOL_FIELDS: Final = tuple(field.name for field in fields(School))
SCHOOL_COLUMNS: Final = tuple(SCHOOLS.c[name] for name in SCHOOL_FIELDS)
FURTHEST_METRES: Final = 50_000
_KEY: Final = (SCHOOLS.c.name_normalised, SCHOOLS.c.urn)


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


def search_values(sought: SchoolsSought) -> dict[str, Any] | None:
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


def around(place: Place) -> dict[str, Any]:
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
    return select(*SCHOOL_COLUMNS).where(*chosen).order_by(*_KEY).limit(literal_column(str(rows)))


@cache
def nearest_statement(filters: frozenset[str], rows: int) -> Select[Any]:
    chosen = [make() for name, make in _CONDITIONS.items() if name in filters]
    return (
        select(*SCHOOL_COLUMNS, _METRES.label("metres"))
        .where(*chosen)
        .order_by(_METRES, SCHOOLS.c.urn)
        .limit(literal_column(str(rows)))
    )
