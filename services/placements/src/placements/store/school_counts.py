"""What an authority has open at a school: requests, children on roll, questions about vacancies."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Date, Integer, Text, bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.application_states import TERMINAL
from placements.store.tables.applications import APPLICATIONS
from placements.store.tables.children import ROLLS
from placements.store.tables.vacancies import VACANCY_REQUESTS

_A: Final = APPLICATIONS.c
_R: Final = ROLLS.c
_V: Final = VACANCY_REQUESTS.c
_TENANT: Final = bindparam("tenant", type_=Text)
_URN: Final = bindparam("urn", type_=Integer)
_TODAY: Final = bindparam("today", type_=Date)
_COUNTS: Final = select(
    select(func.count())
    .where(_A.authority == _TENANT, _A.school_urn == _URN, _A.state.not_in(sorted(TERMINAL)))
    .scalar_subquery()
    .label("applications"),
    select(func.count(_R.child_id.distinct()))
    .where(
        _R.authority == _TENANT,
        _R.school_urn == _URN,
        _R.first_day_on <= _TODAY,
        or_(_R.last_day_on.is_(None), _R.last_day_on >= _TODAY),
    )
    .scalar_subquery()
    .label("children_on_roll"),
    select(func.count())
    .where(_V.authority == _TENANT, _V.school_urn == _URN, _V.replied_on.is_(None))
    .scalar_subquery()
    .label("vacancy_requests"),
)


@dataclass(frozen=True, slots=True)
class OpenAtSchool:
    """Of one authority, on a day."""

    applications: int
    children_on_roll: int
    vacancy_requests: int


class SchoolCounts:
    """Counts of one authority; there is no way to ask it about another's."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def at(self, urn: int, today: date) -> OpenAtSchool:
        values = {"tenant": self._tenant, "urn": urn, "today": today}
        return OpenAtSchool(*(await self._connection.execute(_COUNTS, values)).one())
