"""The register of schools as the placements feed tells it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import Integer, Select, Text, any_, bindparam, cast, literal_column, select, tuple_
from sqlalchemy.dialects.postgresql import TSQUERY, insert
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.elements import ColumnElement

from accountability.domain.schools import School
from accountability.domain.search import search_form
from accountability.store.questions import has_lines
from accountability.store.tables import SCHOOL_LINKS, SCHOOLS

_SCHOOL: Final = (
    *(SCHOOLS.c.urn, SCHOOLS.c.name, SCHOOLS.c.authority, SCHOOLS.c.type_code, SCHOOLS.c.phase_code),
    *(SCHOOLS.c.status_code, SCHOOLS.c.high_age, SCHOOLS.c.number_on_roll, SCHOOLS.c.trust_uid, SCHOOLS.c.trust_name),
    SCHOOLS.c.known_from_on,
)
_ONE: Final = select(*_SCHOOL).where(SCHOOLS.c.urn == bindparam("urn"))
_NEW: Final = insert(SCHOOLS)
_PUT: Final = _NEW.on_conflict_do_update(
    index_elements=[SCHOOLS.c.urn],
    set_={column.name: _NEW.excluded[column.name] for column in SCHOOLS.c if column.name not in {"urn", "name_words"}},
)
_NEW_LINK: Final = insert(SCHOOL_LINKS)
_PUT_LINK: Final = _NEW_LINK.on_conflict_do_update(
    index_elements=[SCHOOL_LINKS.c.urn, SCHOOL_LINKS.c.link_urn, SCHOOL_LINKS.c.link_type],
    set_={"established_on": _NEW_LINK.excluded.established_on},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolSearch:
    """Filters of the list of schools; None means all. `words` are beginnings of words of the name."""

    words: str | None = None
    urn: int | None = None
    authority: str | None = None
    phase_group: str | None = None
    trust_uid: str | None = None
    with_activity: bool | None = None


class RegisterStore:
    """National data: the same for every reader; `home` only says whose activity counts."""

    def __init__(self, connection: AsyncConnection, home: str | None = None) -> None:
        self._connection = connection
        self._home = home

    async def school(self, urn: int) -> School | None:
        row = (await self._connection.execute(_ONE, {"urn": urn})).one_or_none()
        return School(**row._mapping) if row else None

    async def search(self, wanted: SchoolSearch, after: tuple[str, int] | None, rows: int) -> list[tuple[School, str]]:
        """By name, with the key that orders it; never by a measure (AC-2)."""
        asked = _asked(wanted, is_authority=self._home is not None)
        query = _search(asked, after is not None, rows)
        values: dict[str, Any] = {name: getattr(wanted, name) for name in asked if "activity" not in name}
        if wanted.words:
            sought = search_form(wanted.words).split()
            if not sought:
                return []
            values["words"] = " & ".join(f"'{word}':*" for word in sought)
        if self._home and wanted.with_activity:
            values["home"] = self._home
        if after:
            values["name_key"], values["after_urn"] = after
        rows_found = await self._connection.execute(query, values)
        return [(School(**dict(zip(School.__slots__, row, strict=False))), row.name_key) for row in rows_found]

    async def put(self, schools: Sequence[Mapping[str, Any]]) -> None:
        """The newest state of schools, as rows."""
        await self._connection.execute(_PUT, list(schools))

    async def put_links(self, links: Sequence[Mapping[str, Any]]) -> None:
        """Which school followed which."""
        await self._connection.execute(_PUT_LINK, list(links))


def _asked(wanted: SchoolSearch, *, is_authority: bool) -> tuple[str, ...]:
    asked = (name for name in SchoolSearch.__slots__ if getattr(wanted, name) not in {None, False})
    return tuple("with_our_activity" if name == "with_activity" and is_authority else name for name in asked)


@cache
def _search(asked: tuple[str, ...], is_later_page: bool, rows: int) -> Select[Any]:
    query = select(*_SCHOOL, SCHOOLS.c.name_key).where(*(_FILTERS[name] for name in asked))
    if is_later_page:
        keys = tuple_(bindparam("name_key", type_=Text), bindparam("after_urn", type_=Integer))
        query = query.where(tuple_(SCHOOLS.c.name_key, SCHOOLS.c.urn) > keys)
    return query.order_by(SCHOOLS.c.name_key, SCHOOLS.c.urn).limit(literal_column(str(rows)))


_FILTERS: Final[Mapping[str, ColumnElement[bool]]] = {
    # The words are letters and digits only, so nothing in them is read as an operator.
    "words": SCHOOLS.c.name_words.op("@@")(cast(bindparam("words"), TSQUERY)),
    "urn": SCHOOLS.c.urn == bindparam("urn", type_=Integer),
    "authority": SCHOOLS.c.authority == bindparam("authority", type_=Text),
    "phase_group": bindparam("phase_group", type_=Text) == any_(SCHOOLS.c.phase_groups),
    "trust_uid": SCHOOLS.c.trust_uid == bindparam("trust_uid", type_=Text),
    "with_our_activity": has_lines(SCHOOLS.c.urn, of_one_authority=True),
    "with_activity": has_lines(SCHOOLS.c.urn, of_one_authority=False),
}
