"""What the handover of one authority is made from: dates, waits, owners, schools in talks, and what was changed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Date, DateTime, Text, and_, bindparam, func, literal, null, select, union_all
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.db.foundation import foundation
from placements.domain.application_states import ACTIVE, ApplicationState
from placements.domain.clock_rules import NOT_BEFORE, ClockRules
from placements.domain.decisions import Outcome
from placements.domain.refusal_codes import Ground
from placements.domain.reports.handover import REFUSALS_BACK, OpenDate, OpenRequest, SchoolInTalks
from placements.store.tables.answers import CHALLENGES
from placements.store.tables.applications import APPLICATIONS, DECISIONS
from placements.store.tables.case_records import INTERIM_PROVISIONS
from placements.store.tables.cases import CASES
from placements.store.tables.clocks import CLOCKS
from placements.store.tables.metadata import METADATA

_A: Final = APPLICATIONS.c
_C: Final = CLOCKS.c
_O: Final = foundation(METADATA).outbox.c
_TENANT: Final = bindparam("tenant", type_=Text)
_TODAY: Final = bindparam("today", type_=Date)
_OPEN: Final = and_(CASES.c.authority == _TENANT, CASES.c.closed_on.is_(None))
_REQUEST: Final = (_A.id.label("application_id"), _A.reference, _A.school_urn)
_NO_REQUEST: Final = (null().label("application_id"), null().label("reference"), null().label("school_urn"))
_OF_CASE: Final = (CASES.c.child_id, CASES.c.id.label("case_id"))
_CLOCK_DATES: Final = (
    select(_C.key, func.coalesce(_C.local_due_on, _C.due_on).label("on"), *_OF_CASE, *_REQUEST)
    .join(CASES, and_(CASES.c.authority == _C.authority, CASES.c.id == _C.case_id))
    .join(APPLICATIONS, and_(_A.authority == _C.authority, _A.id == _C.application_id), isouter=True)
    .where(_OPEN, _C.authority == _TENANT, _C.stopped_on.is_(None), _C.due_on.is_not(None))
)
_START_DATES: Final = (
    select(literal("start").label("key"), _A.start_on, *_OF_CASE, *_REQUEST)
    .join(CASES, and_(CASES.c.authority == _A.authority, CASES.c.id == _A.case_id))
    .where(_OPEN, _A.authority == _TENANT, _A.state == ApplicationState.START_AGREED.value)
)
_REVIEW_DATES: Final = (
    select(literal("provision_review").label("key"), INTERIM_PROVISIONS.c.review_on, *_OF_CASE, *_NO_REQUEST)
    .join(CASES, and_(CASES.c.authority == INTERIM_PROVISIONS.c.authority, CASES.c.id == INTERIM_PROVISIONS.c.case_id))
    .where(
        _OPEN,
        INTERIM_PROVISIONS.c.authority == _TENANT,
        INTERIM_PROVISIONS.c.review_on.is_not(None),
        func.coalesce(INTERIM_PROVISIONS.c.to_on, _TODAY) >= _TODAY,
    )
)
_ALL_DATES: Final = union_all(_CLOCK_DATES, _START_DATES, _REVIEW_DATES).subquery("open_dates")
_DATES: Final = select(_ALL_DATES).order_by(_ALL_DATES.c.on, _ALL_DATES.c.key, _ALL_DATES.c.case_id)
_REQUESTS: Final = (
    select(
        _A.id.label("application_id"), _A.case_id, _A.child_id, _A.reference, _A.school_urn, _A.state, _A.received_on
    )
    .where(_A.authority == _TENANT, _A.state.in_(sorted(ACTIVE)))
    .order_by(_A.received_on, _A.id)
)
_OWNERS: Final = (
    select(CASES.c.owner_post_id, func.count().label("cases"))
    .where(_OPEN)
    .group_by(CASES.c.owner_post_id)
    .order_by(CASES.c.owner_post_id)
)
_CHALLENGED: Final = (
    select(_A.school_urn, func.count().label("open"), func.min(CHALLENGES.c.reply_due_on).label("next_on"))
    .join(APPLICATIONS, and_(_A.authority == CHALLENGES.c.authority, _A.id == CHALLENGES.c.application_id))
    .where(
        CHALLENGES.c.authority == _TENANT,
        CHALLENGES.c.replied_on.is_(None),
        _A.state == ApplicationState.CHALLENGED.value,
    )
    .group_by(_A.school_urn)
)
_REFUSED: Final = (
    select(_A.school_urn, DECISIONS.c.decided_on, DECISIONS.c.codes, DECISIONS.c.ground)
    .join(APPLICATIONS, and_(_A.authority == DECISIONS.c.authority, _A.id == DECISIONS.c.application_id))
    .where(
        DECISIONS.c.authority == _TENANT,
        DECISIONS.c.outcome == Outcome.REFUSED.value,
        DECISIONS.c.decided_on >= bindparam("back", type_=Date),
    )
    .ext(distinct_on(_A.school_urn))
    .order_by(_A.school_urn, DECISIONS.c.decided_on.desc(), DECISIONS.c.id.desc())
)
_CALENDARS: Final = (
    select(_O.occurred_on, _O.payload)
    .where(
        _O.authority == _TENANT,
        _O.type == "calendar.published",
        _O.recorded_at >= bindparam("since", type_=DateTime(timezone=True)),
    )
    .order_by(_O.seq)
)


class HandoverStore:
    """One authority on one day."""

    def __init__(self, connection: AsyncConnection, authority: str, today: date) -> None:
        self._connection = connection
        self._today = today
        self._values: dict[str, Any] = {"tenant": authority, "today": today, "back": today - REFUSALS_BACK}

    async def dates(self, rules: ClockRules) -> list[OpenDate]:
        """Of open cases, the nearest first; clocks that are only shown, or only say from when, are no task."""
        rows = (await self._connection.execute(_DATES, self._values)).mappings()
        found = []
        for row in rows:
            rule = rules.rules.get(row["key"])
            if rule is None or not (rule.display_only or rule.kind == NOT_BEFORE):
                found.append(OpenDate(**row, force=rule.force if rule else None))
        return found

    async def requests(self) -> list[OpenRequest]:
        """Every active request, the longest with a school first."""
        rows = (await self._connection.execute(_REQUESTS, self._values)).mappings()
        return [OpenRequest(**{**row, "state": ApplicationState(row["state"])}) for row in rows]

    async def owners(self) -> Sequence[tuple[str | None, int]]:
        """How many open cases each post owns; who holds it is the gateway's to say."""
        return [(row.owner_post_id, row.cases) for row in await self._connection.execute(_OWNERS, self._values)]

    async def schools(self) -> list[SchoolInTalks]:
        challenged = {row.school_urn: row for row in await self._connection.execute(_CHALLENGED, self._values)}
        refused = {row.school_urn: row for row in await self._connection.execute(_REFUSED, self._values)}
        urns = sorted(challenged.keys() | refused.keys())
        return [_school(urn, challenged.get(urn), refused.get(urn)) for urn in urns]

    async def calendars_since(self, since: datetime) -> Sequence[tuple[date, dict[str, Any]]]:
        """Calendars published since an instant, as they were told."""
        rows = await self._connection.execute(_CALENDARS, {**self._values, "since": since})
        return [(row.occurred_on, row.payload) for row in rows]


def _school(urn: int, challenged: Any, refused: Any) -> SchoolInTalks:
    return SchoolInTalks(
        urn=urn,
        open_challenges=challenged.open if challenged else 0,
        last_refused_on=refused.decided_on if refused else None,
        last_codes=tuple(refused.codes) if refused else (),
        last_ground=Ground(refused.ground) if refused and refused.ground else None,
        next_on=challenged.next_on if challenged else None,
    )
