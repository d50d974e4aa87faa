"""What alerts ask of the requests and cases of one authority: all open work in a handful of questions."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import BindParameter, and_, bindparam, exists, select
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.kernel.days import NO_CALENDAR, Calendar
from placements.domain.alert_facts import LastAnswer, OpenCase, Request
from placements.domain.application_states import TERMINAL, ApplicationFlag, ApplicationState
from placements.domain.clocks import Clock
from placements.domain.decisions import Outcome
from placements.domain.routes import Route
from placements.store.admissions import AdmissionsStore
from placements.store.alert_cases import OPEN_CASES, case_of
from placements.store.alert_people import looked_after, people_of, posts_of
from placements.store.calendars import CalendarStore
from placements.store.tables.applications import APPLICATIONS, DECISIONS
from placements.store.tables.cases import CASES
from placements.store.tables.children import CHILDREN
from placements.store.tables.clocks import CLOCKS
from placements.store.tables.directions import RECOMMENDATIONS
from placements.store.tables.schools import SCHOOLS

_A: Final = APPLICATIONS.c
_C: Final = CHILDREN.c
_TENANT: Final[BindParameter[str]] = bindparam("tenant")
_CLOCK: Final = tuple(CLOCKS.c[field.name] for field in fields(Clock))
RUNNING: Final = select(*_CLOCK).where(CLOCKS.c.authority == _TENANT, CLOCKS.c.stopped_on.is_(None))


_R: Final = RECOMMENDATIONS.c
_RECOMMENDED: Final = exists().where(
    _R.authority == _A.authority, _R.application_id == _A.id, _R.returned_on.is_(None), _R.used_on.is_(None)
)
REQUESTS: Final = (
    select(
        *(_A[name] for name in ("id", "case_id", "child_id", "school_urn", "state", "flags", "route")),
        _A.received_on,
        _A.start_on,
        looked_after().label("looked_after"),
        _RECOMMENDED.label("is_recommended"),
        SCHOOLS.c.authority.label("school_authority"),
        CASES.c.host_authority,
        _A.attachments,
        *posts_of(CASES),
    )
    .join(CASES, and_(CASES.c.authority == _A.authority, CASES.c.id == _A.case_id))
    .join(CHILDREN, and_(_C.authority == _A.authority, _C.id == _A.child_id))
    .join(SCHOOLS, SCHOOLS.c.urn == _A.school_urn)
    .where(_A.authority == _TENANT, _A.state.not_in(sorted(TERMINAL)), _C.sealed_at.is_(None))
    .order_by(_A.id)
)
LAST_ANSWERS: Final = (
    select(DECISIONS.c.application_id, DECISIONS.c.id, DECISIONS.c.outcome, DECISIONS.c.codes)
    .where(
        DECISIONS.c.authority == _TENANT,
        DECISIONS.c.application_id == bindparam("applications", type_=ARRAY(PG_UUID(as_uuid=True))).any_(),
    )
    .ext(distinct_on(DECISIONS.c.application_id))
    .order_by(DECISIONS.c.application_id, DECISIONS.c.id.desc())
)


@dataclass(frozen=True, slots=True)
class _Paper:
    key: str
    signed: bool


class RequestFacts:
    """Requests that have not ended and cases nobody has closed, with what their rules look at."""

    def __init__(self, connection: AsyncConnection, authority: str, today: date) -> None:
        self._connection = connection
        self._today = today
        self._tenant = {"tenant": authority}
        self._calendars = CalendarStore(connection, authority)
        self._admissions = AdmissionsStore(connection, authority)

    async def read(self) -> tuple[list[Request], list[OpenCase]]:
        """Both at once: they share the running clocks."""
        values = {**self._tenant, "today": self._today}
        requests = (await self._connection.execute(REQUESTS, values)).mappings().all()
        cases = (await self._connection.execute(OPEN_CASES, values)).mappings().all()
        of_application, of_case = await self._running()
        answers = await self._answers([row["id"] for row in requests])
        by_school = await self._calendars.resolve_many({row["school_urn"]: row["school_authority"] for row in requests})
        lacking = {row["id"] for row in requests if await self._lacks_papers(row)}
        owners = sorted({row["case_calendar_authority"] for row in cases})
        by_authority = {code: await self._calendars.resolve(None, code) for code in owners}
        return (
            [
                replace(
                    _request(row, of_application.get(row["id"], {}), answers, by_school),
                    lacks_papers=row["id"] in lacking,
                )
                for row in requests
            ],
            [case_of(row, of_case.get(row["id"], {}), by_authority, self._today) for row in cases],
        )

    async def _running(self) -> tuple[dict[UUID, dict[str, Clock]], dict[UUID, dict[str, Clock]]]:
        """By application and by case, the latest of each key."""
        rows = (await self._connection.execute(RUNNING, self._tenant)).mappings()
        of_application: dict[UUID, dict[str, Clock]] = defaultdict(dict)
        of_case: dict[UUID, dict[str, Clock]] = defaultdict(dict)
        for clock in sorted((Clock(**row) for row in rows), key=lambda clock: (clock.from_on, clock.id.bytes)):
            if clock.application_id is None:
                of_case[clock.case_id][clock.key] = clock
            else:
                of_application[clock.application_id][clock.key] = clock
        return of_application, of_case

    async def _lacks_papers(self, row: RowMapping) -> bool:
        """Asked of requests about to go alone; there are never many."""
        if row["state"] != ApplicationState.READY.value:
            return False
        profile = await self._admissions.profile_for(row["host_authority"], row["school_authority"])
        return bool(profile and profile.missing(_Paper(one["key"], one["signed"]) for one in row["attachments"]))

    async def _answers(self, application_ids: Sequence[UUID]) -> dict[UUID, LastAnswer]:
        if not application_ids:
            return {}
        values = {**self._tenant, "applications": list(application_ids)}
        rows = await self._connection.execute(LAST_ANSWERS, values)
        return {
            row.application_id: LastAnswer(id=row.id, outcome=Outcome(row.outcome), codes=tuple(row.codes))
            for row in rows
        }


def _request(
    row: RowMapping,
    running: Mapping[str, Clock],
    answers: Mapping[UUID, LastAnswer],
    calendars: Mapping[int | None, Calendar],
) -> Request:
    return Request(
        **{name: row[name] for name in ("id", "case_id", "child_id", "school_urn", "received_on", "start_on")},
        state=ApplicationState(row["state"]),
        flags=frozenset(ApplicationFlag(flag) for flag in row["flags"]),
        route=Route(row["route"]) if row["route"] else None,
        looked_after=row["looked_after"],
        people=people_of(row),
        answer=answers.get(row["id"]),
        running=running,
        calendar=calendars.get(row["school_urn"], NO_CALENDAR),
        is_recommended=row["is_recommended"],
    )
