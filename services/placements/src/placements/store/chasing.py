"""Requests of one authority that schools have not answered, and which schools were asked on which day."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Date, and_, bindparam, exists, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.application_states import WITH_THE_SCHOOL
from placements.domain.chasing import Unanswered
from placements.domain.letters import REMINDER, REQUEST
from placements.domain.routes import IN_YEAR
from placements.domain.school import SchoolStatus
from placements.store.tables.alerts import SCHOOL_CHASES
from placements.store.tables.applications import APPLICATIONS
from placements.store.tables.letters import LETTERS
from placements.store.tables.schools import SCHOOLS

_A: Final = APPLICATIONS.c
_L: Final = LETTERS.c
_TODAY: Final = bindparam("today", type_=Date)
_ASKS: Final = (REQUEST, REMINDER)
_ABOUT: Final = and_(_L.authority == _A.authority, _L.application_id == _A.id)
_MAILED: Final = func.jsonb_array_length(_L.recipients) > 0


def _letters(value: ColumnElement[Any], *conditions: ColumnElement[bool]) -> ColumnElement[Any]:
    return select(value).where(_ABOUT, *conditions).scalar_subquery()


_ASKED_TODAY: Final = exists().where(
    _L.authority == _A.authority,
    _L.school_urn == _A.school_urn,
    _L.sent_on == _TODAY,
    _L.template_key.in_(_ASKS),
    _MAILED,
)
_CHASED_TODAY: Final = exists().where(
    SCHOOL_CHASES.c.authority == _A.authority,
    SCHOOL_CHASES.c.school_urn == _A.school_urn,
    SCHOOL_CHASES.c.on == _TODAY,
)
UNANSWERED: Final = (
    select(
        _A.id.label("application_id"),
        _A.school_urn,
        SCHOOLS.c.authority.label("school_authority"),
        _A.received_on,
        _letters(func.max(_L.sent_on), _L.template_key == REMINDER).label("reminded_on"),
        _letters(func.count(), _L.template_key.in_(_ASKS), _MAILED).label("asking_mails"),
    )
    .join(SCHOOLS, SCHOOLS.c.urn == _A.school_urn)
    .where(
        _A.authority == bindparam("tenant"),
        _A.state.in_(sorted(WITH_THE_SCHOOL)),
        _A.route.in_(sorted(IN_YEAR)),
        _A.received_on.is_not(None),
        SCHOOLS.c.status != SchoolStatus.CLOSED.value,
        ~_ASKED_TODAY,
        ~_CHASED_TODAY,
    )
    .order_by(_A.school_urn, _A.id)
)
_CLAIM: Final = insert(SCHOOL_CHASES).on_conflict_do_nothing().returning(SCHOOL_CHASES.c.school_urn)


class ChaseStore:
    """For the job alone."""

    def __init__(self, connection: AsyncConnection, authority: str, today: date) -> None:
        self._connection = connection
        self._tenant = authority
        self._today = today

    async def unanswered(self) -> list[Unanswered]:
        """At schools nobody has asked today; school by school."""
        values = {"tenant": self._tenant, "today": self._today}
        rows = (await self._connection.execute(UNANSWERED, values)).mappings()
        return [Unanswered(**row) for row in rows]

    async def claim(self, urn: int, now: datetime) -> bool:
        """Whether this transaction is the first to ask the school today; a second one waits and then is not."""
        row = {"authority": self._tenant, "school_urn": urn, "on": self._today, "sent_at": now}
        return (await self._connection.execute(_CLAIM, row)).one_or_none() is not None

    async def claim_all(self, urns: Collection[int], now: datetime) -> None:
        """These schools are left in peace today."""
        for urn in sorted(urns):
            await self.claim(urn, now)
