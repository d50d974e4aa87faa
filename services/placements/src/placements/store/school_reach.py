"""Which authority a record belongs to, for somebody of a school: only of records their schools reach."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Text,
    any_,
    bindparam,
    cast,
    func,
    or_,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.school_reach import SchoolReach, closed_after
from placements.store.tables.applications import APPLICATIONS
from placements.store.tables.children import CHILDREN, ROLLS
from placements.store.tables.schools import SCHOOLS
from placements.store.tables.vacancies import VACANCY_REQUESTS

_A: Final = APPLICATIONS.c
_R: Final = ROLLS.c
_URN: Final = bindparam("own_urn", type_=Integer)
_OWN: Final = union_all(
    select(_URN.label("urn")).where(_URN.is_not(None)),
    select(SCHOOLS.c.urn).where(SCHOOLS.c.trust_uid == bindparam("trust", type_=Text)),
)
# As one array, known before the rows are looked for: the index on the URN serves a school and a trust alike.
_URNS: Final = cast(select(func.array(_OWN.scalar_subquery())).scalar_subquery(), ARRAY(Integer))


def of_own_school(table: FromClause) -> ColumnElement[bool]:
    """Rows of the caller's schools; bind it by `school_values`."""
    own: ColumnElement[bool] = table.c.school_urn == any_(_URNS)
    return own


def reached_application() -> ColumnElement[bool]:
    """A request that was sent, until 12 months after it ended."""
    ended = or_(_A.closed_on.is_(None), _A.closed_on > bindparam("closed_after", type_=Date))
    return of_own_school(APPLICATIONS) & _A.submitted_at.is_not(None) & ended


def on_roll_now() -> ColumnElement[bool]:
    today = bindparam("today", type_=Date)
    return of_own_school(ROLLS) & (_R.first_day_on <= today) & or_(_R.last_day_on.is_(None), _R.last_day_on >= today)


def school_values(reach: SchoolReach) -> dict[str, Any]:
    return {"own_urn": reach.urn, "trust": reach.trust_uid}


_OF_APPLICATION: Final = select(_A.authority).where(reached_application(), _A.id == bindparam("key"))
_OF_CHILD: Final = (
    select(_R.authority)
    .join(CHILDREN, (CHILDREN.c.authority == _R.authority) & (CHILDREN.c.id == _R.child_id))
    .where(on_roll_now(), _R.child_id == bindparam("key"), CHILDREN.c.sealed_at.is_(None))
    .limit(1)
)
_OF_VACANCY_REQUEST: Final = select(VACANCY_REQUESTS.c.authority).where(
    of_own_school(VACANCY_REQUESTS), VACANCY_REQUESTS.c.id == bindparam("key")
)


class SchoolReachStore:
    """The records of the schools of one school or trust; there is no way to ask it about another's."""

    def __init__(self, connection: AsyncConnection, reach: SchoolReach, today: date) -> None:
        self._connection = connection
        self._reach = school_values(reach)
        self._today = today

    async def authority_of_application(self, application_id: UUID) -> str | None:
        """None where it is not reached, which looks like one that does not exist (PL-202)."""
        return await self._authority(
            _OF_APPLICATION, {"key": application_id, "closed_after": closed_after(self._today)}
        )

    async def authority_of_vacancy_request(self, request_id: UUID) -> str | None:
        """Whoever asked one of their schools about its places."""
        return await self._authority(_OF_VACANCY_REQUEST, {"key": request_id})

    async def authority_of_child(self, child_id: UUID) -> str | None:
        """Of a child who is on the roll today."""
        return await self._authority(_OF_CHILD, {"key": child_id, "today": self._today})

    async def _authority(self, statement: Any, values: dict[str, Any]) -> str | None:
        found: str | None = (await self._connection.execute(statement, {**self._reach, **values})).scalar_one_or_none()
        return found
