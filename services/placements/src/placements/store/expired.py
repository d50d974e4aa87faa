"""Applications of one authority whose limit has passed without an answer."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import and_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.application_states import WITH_THE_SCHOOL, ApplicationState
from placements.store.tables.applications import APPLICATIONS
from placements.store.tables.clocks import CLOCKS

_LIFT: Final = (
    select(APPLICATIONS.c.id)
    .join(
        CLOCKS,
        and_(CLOCKS.c.authority == APPLICATIONS.c.authority, CLOCKS.c.application_id == APPLICATIONS.c.id),
    )
    .where(
        APPLICATIONS.c.authority == bindparam("tenant"),
        APPLICATIONS.c.state == ApplicationState.CONDITIONAL.value,
        CLOCKS.c.key == "conditional_lift",
        CLOCKS.c.stopped_on.is_(None),
        CLOCKS.c.due_on < bindparam("today"),
    )
    .order_by(APPLICATIONS.c.id)
)
_PAST: Final = (
    select(APPLICATIONS.c.id)
    .join(
        CLOCKS,
        and_(CLOCKS.c.authority == APPLICATIONS.c.authority, CLOCKS.c.application_id == APPLICATIONS.c.id),
    )
    .where(
        APPLICATIONS.c.authority == bindparam("tenant"),
        APPLICATIONS.c.state.in_(sorted(WITH_THE_SCHOOL)),
        CLOCKS.c.key == "inyear_limit",
        CLOCKS.c.stopped_on.is_(None),
        CLOCKS.c.due_on < bindparam("today"),
    )
    .order_by(APPLICATIONS.c.id)
)


class ExpiredLimits:
    """Asked by the nightly job."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def before(self, today: date) -> Sequence[UUID]:
        """In the order in which they are to be held."""
        return (await self._connection.execute(_PAST, {"tenant": self._tenant, "today": today})).scalars().all()


class ExpiredConditions:
    """Offers whose conditions were not lifted in time (PL-708); asked by the nightly job."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def before(self, today: date) -> Sequence[UUID]:
        """In the order in which they are to be held."""
        return (await self._connection.execute(_LIFT, {"tenant": self._tenant, "today": today})).scalars().all()
