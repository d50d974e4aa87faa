"""Alerts that wait for somebody of a school or trust, over all authorities."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Date, Select, Text, bindparam, literal_column, or_, select, tuple_
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.alerts import Alert, OwnerRole
from placements.domain.school_reach import SchoolReach
from placements.store.alerts import alert_of
from placements.store.school_reach import of_own_school, school_values
from placements.store.tables.alerts import ALERTS

_A: Final = ALERTS.c
_AWAKE: Final = or_(_A.snoozed_until.is_(None), _A.snoozed_until <= bindparam("today", type_=Date))


class SchoolAlertStore:
    """There is no way to ask it about another school's."""

    def __init__(self, connection: AsyncConnection, reach: SchoolReach, today: date) -> None:
        self._connection = connection
        self._values: dict[str, Any] = {**school_values(reach), "today": today}

    async def page(self, roles: Collection[OwnerRole], *, after: tuple[int, UUID] | None, rows: int) -> Sequence[Alert]:
        """The most serious first, the oldest of those first."""
        values = {**self._values, "roles": sorted(roles)}
        if after is not None:
            values |= {"after_weight": after[0], "after_id": after[1]}
        found = await self._connection.execute(page_statement(after is not None, rows), values)
        return [alert_of(row) for row in found.mappings()]


@cache
def page_statement(continued: bool, rows: int) -> Select[Any]:
    mine = _A.owner_role == bindparam("roles", type_=ARRAY(Text)).any_()
    page = select(ALERTS).where(of_own_school(ALERTS), _A.cleared_on.is_(None), _AWAKE, mine)
    if continued:
        page = page.where(tuple_(_A.weight, _A.id) > tuple_(bindparam("after_weight"), bindparam("after_id")))
    return page.order_by(_A.weight, _A.id).limit(literal_column(str(rows)))
