"""The list of one authority's children: where each stands with a school place, page by page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
    tuple_,
)
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.care import CareStatus
from placements.domain.child import PlaceStatus, initials_of, label_of
from placements.domain.plain_text import search_form
from placements.domain.reach import WHOLE_AUTHORITY, ChildReach
from placements.domain.year_group import born_between, year_group
from placements.store.child_reach import reach_values, within_reach
from placements.store.place_status import care_today, main_roll_today, place_status
from placements.store.tables.cases import CASES
from placements.store.tables.children import CARE_PERIODS, CHILDREN, ROLLS
from placements.store.tables.schools import SCHOOLS

_C: Final = CHILDREN.c
_KEY: Final = (_C.sort_name, _C.id)
_MINE: Final = (_C.authority == bindparam("tenant")) & _C.sealed_at.is_(None) & _C.merged_into.is_(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedChild:
    """One row of the list; never UPN, date of birth or address (PL-206)."""

    id: UUID
    version: int
    la_child_id: str | None
    first_name: str | None
    surname: str | None
    preferred_name: str | None
    sort_name: str
    year_group: str
    status: PlaceStatus | None
    care_status: CareStatus | None
    school_urn: int | None
    school_name: str | None
    open_case_id: UUID | None
    need_from: date | None
    case_calendar_authority: str | None
    owner_post_id: str | None

    @property
    def is_named(self) -> bool:
        return self.first_name is not None and self.surname is not None

    @property
    def name(self) -> str:
        return label_of(self.first_name, self.surname, self.la_child_id)

    @property
    def initials(self) -> str:
        return initials_of(self.preferred_name or self.first_name, self.surname)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildrenSought:
    """What the list is narrowed by; `words` are searched literally in names and reference."""

    id: UUID | None = None
    words: str = ""
    status: PlaceStatus | None = None
    year_group: str | None = None
    owner: str | None = None
    school_urn: int | None = None
    care_status: CareStatus | None = None
    host_authority: str | None = None

    @property
    def plain(self) -> dict[str, Any]:
        """What is asked for and bound as it is."""
        asked = {
            "id": self.id,
            "status": self.status.value if self.status else None,
            "owner": self.owner,
            "at_school": self.school_urn,
            "cared_as": self.care_status.value if self.care_status else None,
            "host": self.host_authority,
        }
        return {name: value for name, value in asked.items() if value is not None}


class ChildList:
    """Children of one authority as a list, as they stand on a day."""

    def __init__(
        self, connection: AsyncConnection, authority: str, today: date, reach: ChildReach = WHOLE_AUTHORITY
    ) -> None:
        self._connection = connection
        self._today = today
        first_of_school_age, _ = born_between("11", today)
        _, last_of_school_age = born_between("R", today)
        self._always = {
            "tenant": authority,
            "today": today,
            "school_age_from": first_of_school_age,
            "school_age_to": last_of_school_age,
            **reach_values(reach),
        }

    async def page(self, sought: ChildrenSought, *, after: UUID | None = None, rows: int) -> Sequence[ListedChild]:
        """By name; unnamed children by their reference. The page starts behind a child's id: a name would end
        up in a URL (PL-207)."""
        values = sought.plain
        if sought.words and not (words := search_form(sought.words)):
            return ()
        if sought.words:
            values["words"] = words
        if sought.year_group is not None:
            born_from, born_to = born_between(sought.year_group, self._today)
            values["year_group"] = sought.year_group
            values["born_from"], values["born_to"] = born_from or date.min, born_to or date.max
        if after is not None:
            values["after_id"] = after
        statement = page_statement(frozenset(values), rows)
        found = (await self._connection.execute(statement, {**self._always, **values})).mappings()
        return [_listed(row, self._today) for row in found]


_LAST: Final = CHILDREN.alias("last_shown")
_AFTER: Final = select(_LAST.c.sort_name, _LAST.c.id).where(
    _LAST.c.authority == bindparam("tenant"), _LAST.c.id == bindparam("after_id", type_=_C.id.type)
)
_FILTERS: Final[Mapping[str, ColumnElement[bool]]] = {
    "words": func.strpos(_C.search_text, bindparam("words")) > 0,
    "status": place_status() == bindparam("status"),
    "year_group": or_(
        _C.year_group_override == bindparam("year_group"),
        and_(
            _C.year_group_override.is_(None),
            _C.date_of_birth.between(bindparam("born_from", type_=Date), bindparam("born_to", type_=Date)),
        ),
    ),
    "owner": _C.owner_post_id == bindparam("owner"),
    "host": _C.host_authority == bindparam("host"),
    "at_school": exists().where(main_roll_today(), ROLLS.c.school_urn == bindparam("at_school", type_=Integer)),
    "cared_as": exists().where(care_today(), CARE_PERIODS.c.status == bindparam("cared_as")),
    "id": _C.id == bindparam("id", type_=_C.id.type),
    "after_id": tuple_(*_KEY) > _AFTER.scalar_subquery(),
}


@cache
def page_statement(filters: frozenset[str], rows: int) -> Select[Any]:
    """The ids first, then what stands beside them: row level security would hide LIMIT's early stop."""
    chosen = [condition for name, condition in _FILTERS.items() if name in filters]
    ids = (
        select(_C.id)
        .where(_MINE, within_reach(), *chosen)
        .order_by(*_KEY)
        .limit(literal_column(str(rows)))
        .subquery("ids")
    )
    roll = select(ROLLS.c.school_urn).where(main_roll_today()).limit(literal_column("1")).scalar_subquery()
    care = select(CARE_PERIODS.c.status).where(care_today()).limit(literal_column("1")).scalar_subquery()
    page = (
        select(
            *(_C[name] for name in _PLAIN),
            roll.label("school_urn"),
            care.label("care_status"),
            place_status().label("status"),
        )
        .join(ids, ids.c.id == _C.id)
        .where(_MINE)
        .subquery("page")
    )
    case = and_(CASES.c.authority == bindparam("tenant"), CASES.c.child_id == page.c.id, CASES.c.closed_on.is_(None))
    return (
        select(
            page,
            SCHOOLS.c.name.label("school_name"),
            CASES.c.id.label("open_case_id"),
            CASES.c.need_from,
            CASES.c.case_calendar_authority,
        )
        .select_from(
            page.outerjoin(SCHOOLS, SCHOOLS.c.urn == page.c.school_urn).outerjoin(CASES, case),
        )
        .order_by(page.c.sort_name, page.c.id)
    )


_PLAIN: Final = (
    "id",
    "version",
    "la_child_id",
    "first_name",
    "surname",
    "preferred_name",
    "sort_name",
    "date_of_birth",
    "year_group_override",
    "owner_post_id",
)


def _listed(row: RowMapping, today: date) -> ListedChild:
    values = dict(row)
    born, override = values.pop("date_of_birth"), values.pop("year_group_override")
    values["year_group"] = override or year_group(born, today)
    values["status"] = PlaceStatus(values["status"]) if values["status"] else None
    values["care_status"] = CareStatus(values["care_status"]) if values["care_status"] else None
    return ListedChild(**values)
