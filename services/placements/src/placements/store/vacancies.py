"""Questions of one authority to schools about their places."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, insert, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.kernel.errors import StaleVersion
from placements.domain.school_reach import SchoolReach
from placements.domain.vacancy import VacancyRequest
from placements.store.school_reach import of_own_school, school_values
from placements.store.tables.vacancies import VACANCY_REQUESTS

_V: Final = VACANCY_REQUESTS.c
_FIELDS: Final = tuple(field.name for field in fields(VacancyRequest))
_COLUMNS: Final = tuple(_V[name] for name in _FIELDS)
_MINE: Final = _V.authority == bindparam("tenant")
_ONE_TO_CHANGE: Final = select(*_COLUMNS).where(_MINE, _V.id == bindparam("key")).with_for_update()
_STANDING: Final = select(*_COLUMNS).where(_MINE, _V.replied_on.is_(None)).order_by(_V.id).with_for_update()
_ADD: Final = insert(VACANCY_REQUESTS)
_SAVE: Final = (
    update(VACANCY_REQUESTS)
    .where(_MINE, _V.id == bindparam("key"), _V.version == bindparam("held_version"))
    .values({name: bindparam(name) for name in (*_FIELDS, "updated_at") if name != "id"})
)


class VacancyStore:
    """Questions of one authority; there is no way to ask it about another's."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def get_to_change(self, request_id: UUID) -> VacancyRequest | None:
        """Holds the row until the transaction ends."""
        found = await self._many(_ONE_TO_CHANGE, {"key": request_id})
        return found[0] if found else None

    async def unanswered(self) -> Sequence[VacancyRequest]:
        """All that wait for a reply, held in the order of their ids (RE-4)."""
        return await self._many(_STANDING, {})

    async def page(
        self, *, school_urn: int | None, answered: bool | None, before: UUID | None, rows: int
    ) -> Sequence[VacancyRequest]:
        """The newest first: ids sort by the time they were made."""
        values: dict[str, Any] = {}
        if school_urn is not None:
            values["urn"] = school_urn
        if before is not None:
            values["before"] = before
        filters = frozenset({"tenant"} | _filters(values.keys(), answered))
        return await self._many(page_statement(filters, rows), values)

    async def add(self, request: VacancyRequest, now: datetime) -> None:
        await self._connection.execute(_ADD, {"authority": self._tenant, "updated_at": now, **asdict(request)})

    async def save(self, request: VacancyRequest, now: datetime) -> None:
        """A request in its next version. Raises StaleVersion."""
        row = {name: value for name, value in asdict(request).items() if name != "id"}
        values = {
            "tenant": self._tenant,
            "key": request.id,
            "held_version": request.version - 1,
            "updated_at": now,
            **row,
        }
        if (await self._connection.execute(_SAVE, values)).rowcount != 1:
            raise StaleVersion

    async def _many(self, statement: Any, values: Mapping[str, Any]) -> Sequence[VacancyRequest]:
        rows = (await self._connection.execute(statement, {"tenant": self._tenant, **values})).mappings()
        return [VacancyRequest(**{name: row[name] for name in _FIELDS}) for row in rows]


class VacanciesOfSchools:
    """Questions of all authorities to the schools of one school or trust."""

    def __init__(self, connection: AsyncConnection, reach: SchoolReach) -> None:
        self._connection = connection
        self._reach = school_values(reach)

    async def page(
        self, *, answered: bool | None, before: UUID | None, rows: int
    ) -> Sequence[tuple[str, VacancyRequest]]:
        """Each with the authority that asked, the newest first."""
        values = {**self._reach, **({"before": before} if before is not None else {})}
        filters = frozenset({"school"} | _filters(values.keys() & {"before"}, answered))
        found = (await self._connection.execute(page_statement(filters, rows), values)).mappings()
        return [(row["authority"], VacancyRequest(**{name: row[name] for name in _FIELDS})) for row in found]


def _filters(named: Collection[str], answered: bool | None) -> set[str]:
    return {*named} | ({"answered" if answered else "open"} if answered is not None else set())


@cache
def page_statement(filters: frozenset[str], rows: int) -> Select[Any]:
    conditions: Mapping[str, Callable[[], ColumnElement[bool]]] = {
        "tenant": lambda: _MINE,
        "school": lambda: of_own_school(VACANCY_REQUESTS),
        "urn": lambda: _V.school_urn == bindparam("urn"),
        "before": lambda: _V.id < bindparam("before"),
        "answered": lambda: _V.replied_on.is_not(None),
        "open": lambda: _V.replied_on.is_(None),
    }
    chosen = [make() for name, make in conditions.items() if name in filters]
    return select(_V.authority, *_COLUMNS).where(*chosen).order_by(_V.id.desc()).limit(literal_column(str(rows)))
