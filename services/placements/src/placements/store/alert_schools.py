"""What alerts ask of schools an authority's work leans on: closing, out of reach, refusing again and again."""

from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import BindParameter, Date, and_, bindparam, or_, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.alert_surroundings import RefusalOfLac, SchoolFact
from placements.domain.application_states import TERMINAL
from placements.domain.care import CareStatus
from placements.domain.decisions import Outcome
from placements.domain.school import SchoolStatus
from placements.store.tables.applications import APPLICATIONS, DECISIONS
from placements.store.tables.cases import CASES
from placements.store.tables.children import CARE_PERIODS, CHILDREN, ROLLS
from placements.store.tables.contacts import CONTACTS
from placements.store.tables.schools import SCHOOLS

_A: Final = APPLICATIONS.c
_TENANT: Final[BindParameter[str]] = bindparam("tenant")
_TODAY: Final = bindparam("today", type_=Date)
_ACTIVE: Final = and_(_A.authority == _TENANT, _A.state.not_in(sorted(TERMINAL)))
_A_YEAR: Final = timedelta(days=365)
_ON_ROLL: Final = (
    select(ROLLS.c.school_urn)
    .join(CHILDREN, and_(CHILDREN.c.authority == ROLLS.c.authority, CHILDREN.c.id == ROLLS.c.child_id))
    .where(
        ROLLS.c.authority == _TENANT,
        CHILDREN.c.sealed_at.is_(None),
        or_(ROLLS.c.last_day_on.is_(None), ROLLS.c.last_day_on >= _TODAY),
    )
)
_LEFT: Final = select(CASES.c.current_school_urn).where(CASES.c.authority == _TENANT, CASES.c.closed_on.is_(None))
_LEANT_ON: Final = union(select(_A.school_urn).where(_ACTIVE), _ON_ROLL, _LEFT).subquery("leant_on")
CLOSING: Final = (
    select(SCHOOLS.c.urn, SCHOOLS.c.status, SCHOOLS.c.closed_on)
    .join(_LEANT_ON, _LEANT_ON.c.school_urn == SCHOOLS.c.urn)
    .where(SCHOOLS.c.status.in_([SchoolStatus.CLOSED.value, SchoolStatus.OPEN_PROPOSED_TO_CLOSE.value]))
    .order_by(SCHOOLS.c.urn)
)
_ASKED: Final = select(_A.school_urn).where(_ACTIVE).distinct().subquery("asked")
UNREACHED: Final = (
    select(_ASKED.c.school_urn, CONTACTS.c.bounced_at)
    .join(
        CONTACTS,
        and_(CONTACTS.c.authority == _TENANT, CONTACTS.c.school_urn == _ASKED.c.school_urn, CONTACTS.c.reply_address),
        isouter=True,
    )
    .where(or_(CONTACTS.c.id.is_(None), CONTACTS.c.bounced_at.is_not(None)))
    .order_by(_ASKED.c.school_urn)
)
_P: Final = CARE_PERIODS.c
REFUSALS: Final = (
    select(_A.school_urn, _A.id, DECISIONS.c.decided_on, DECISIONS.c.codes)
    .join_from(
        DECISIONS,
        APPLICATIONS,
        and_(_A.authority == DECISIONS.c.authority, _A.id == DECISIONS.c.application_id),
    )
    .join(
        CARE_PERIODS,
        and_(
            _P.authority == _A.authority,
            _P.child_id == _A.child_id,
            _P.status == CareStatus.LOOKED_AFTER.value,
            _P.short_break.is_(False),
            _P.from_on <= DECISIONS.c.decided_on,
            or_(_P.to_on.is_(None), _P.to_on > DECISIONS.c.decided_on),
        ),
    )
    .where(
        DECISIONS.c.authority == _TENANT,
        DECISIONS.c.outcome == Outcome.REFUSED.value,
        DECISIONS.c.decided_on > bindparam("since", type_=Date),
    )
)


class SchoolFacts:
    """Schools as one authority's work meets them on a day."""

    def __init__(self, connection: AsyncConnection, authority: str, today: date) -> None:
        self._connection = connection
        self._values: dict[str, Any] = {"tenant": authority, "today": today}

    async def closing(self) -> list[SchoolFact]:
        """Closed or proposed to close, with an active application, a roll or an open case."""
        rows = await self._connection.execute(CLOSING, self._values)
        return [SchoolFact(urn=row.urn, mark=row.status, on=row.closed_on) for row in rows]

    async def unreached(self) -> list[SchoolFact]:
        """Asked or about to be, without an address for replies or with one that bounces."""
        rows = await self._connection.execute(UNREACHED, {"tenant": self._values["tenant"]})
        return [
            SchoolFact(urn=row.school_urn, mark=f"bounced {row.bounced_at.date()}" if row.bounced_at else "no_address")
            for row in rows
        ]

    async def refusals(self) -> list[RefusalOfLac]:
        """Of looked-after children in the last twelve months."""
        values = {"tenant": self._values["tenant"], "since": self._values["today"] - _A_YEAR}
        rows = await self._connection.execute(REFUSALS, values)
        return [RefusalOfLac(row.school_urn, row.id, row.decided_on, tuple(row.codes)) for row in rows]
