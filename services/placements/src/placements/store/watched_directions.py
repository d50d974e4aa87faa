"""Applications of one authority whose directions or plan consultations wait for something a night brings."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import and_, bindparam, select
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.application_states import TERMINAL
from placements.store.tables.applications import APPLICATIONS
from placements.store.tables.clocks import CLOCKS

_PAST: Final = (
    select(APPLICATIONS.c.id)
    .distinct()
    .join(
        CLOCKS,
        and_(CLOCKS.c.authority == APPLICATIONS.c.authority, CLOCKS.c.application_id == APPLICATIONS.c.id),
    )
    .where(
        APPLICATIONS.c.authority == bindparam("tenant"),
        APPLICATIONS.c.state.not_in(sorted(TERMINAL)),
        CLOCKS.c.key == bindparam("keys", type_=ARRAY(TEXT)).any_(),
        CLOCKS.c.stopped_on.is_(None),
        CLOCKS.c.due_on < bindparam("today"),
    )
    .order_by(APPLICATIONS.c.id)
)


class WatchedDirections:
    """Asked by the nightly job."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def past(self, keys: Sequence[str], today: date) -> Sequence[UUID]:
        """Those with a running clock of one of these keys that is past its day, in the order they are to be held."""
        values = {"tenant": self._tenant, "keys": list(keys), "today": today}
        return (await self._connection.execute(_PAST, values)).scalars().all()
