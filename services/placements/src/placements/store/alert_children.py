"""What alerts ask of the children of one authority: rolls, provision, exclusions, the next school."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import BindParameter, ColumnElement, Date, and_, bindparam, exists, or_, select
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.alert_facts import ChildFact
from placements.domain.alert_surroundings import RoundChild
from placements.domain.alerts import People
from placements.domain.application_states import ApplicationState
from placements.domain.child import SenStatus
from placements.domain.phase_transfer import next_entry
from placements.domain.reach import WHOLE_AUTHORITY
from placements.domain.year_group import school_year, year_group
from placements.store.alert_people import looked_after, people_of, posts_of, year_group_of
from placements.store.place_status import main_roll_today, open_case
from placements.store.tables.applications import APPLICATIONS
from placements.store.tables.case_records import INTERIM_PROVISIONS
from placements.store.tables.cases import CASES
from placements.store.tables.child_records import EXCLUSIONS, REDUCED_TIMETABLES
from placements.store.tables.children import CHILDREN, ROLLS
from placements.store.tables.clocks import CLOCKS
from placements.store.tables.schools import SCHOOLS
from placements.store.today import TodayStore

_A: Final = APPLICATIONS.c
_C: Final = CHILDREN.c
_TENANT: Final[BindParameter[str]] = bindparam("tenant")
_TODAY: Final = bindparam("today", type_=Date)
_LIVE: Final = and_(_C.authority == _TENANT, _C.sealed_at.is_(None))
_AGE_OF_YEAR_GROUP: Final = 5
"""A school that goes up to age 11 ends with Year 6 (section 4.2)."""
_EXCLUSION_LOOKED_AT: Final = timedelta(days=90)
_S: Final = ApplicationState
_NAMED: Final = (_S.EHCP_NAMED, _S.ACCEPTED, _S.START_AGREED, _S.ON_ROLL)
_GIVEN_UP: Final = (_S.WITHDRAWN, _S.SUPERSEDED, _S.DUPLICATE, _S.DECLINED, _S.NOT_DIRECTED)

# A place that was accepted part time has a clock of its own for the review (T21b).
_REVIEWED_BY_CLOCK: Final = exists().where(
    CLOCKS.c.authority == ROLLS.c.authority,
    CLOCKS.c.application_id == ROLLS.c.application_id,
    CLOCKS.c.key == "part_time_review",
    CLOCKS.c.stopped_on.is_(None),
)
PART_TIME: Final = (
    select(_C.id.label("child_id"), ROLLS.c.id, ROLLS.c.school_urn, ROLLS.c.first_day_on, *posts_of(CHILDREN))
    .join(ROLLS, main_roll_today())
    .where(_LIVE, ROLLS.c.full_time.is_(False), looked_after(), ~_REVIEWED_BY_CLOCK)
)
_T: Final = REDUCED_TIMETABLES.c
TIMETABLES: Final = (
    select(_C.id.label("child_id"), _T.id, _T.school_urn, _T.from_on, _T.review_on, *posts_of(CHILDREN))
    .join(REDUCED_TIMETABLES, and_(_T.authority == _C.authority, _T.child_id == _C.id))
    .where(_LIVE, _T.from_on <= _TODAY, or_(_T.to_on.is_(None), _T.to_on >= _TODAY), looked_after())
)
_I: Final = INTERIM_PROVISIONS.c
PROVISIONS: Final = (
    select(CASES.c.child_id, CASES.c.id.label("case_id"), _I.id, _I.from_on, _I.review_on, *posts_of(CASES))
    .join(CASES, and_(CASES.c.authority == _I.authority, CASES.c.id == _I.case_id))
    .join(CHILDREN, and_(_C.authority == CASES.c.authority, _C.id == CASES.c.child_id))
    .where(
        _LIVE,
        CASES.c.closed_on.is_(None),
        _I.kind != "none",
        _I.from_on <= _TODAY,
        or_(_I.to_on.is_(None), _I.to_on >= _TODAY),
    )
)
_X: Final = EXCLUSIONS.c
# With an open case the case's own clock says when provision is overdue.
EXCLUDED: Final = (
    select(_C.id.label("child_id"), _X.id, _X.school_urn, _X.on, *posts_of(CHILDREN))
    .join(EXCLUSIONS, and_(_X.authority == _C.authority, _X.child_id == _C.id))
    .where(
        _LIVE,
        _X.status == "upheld",
        _X.on < _TODAY,
        _X.on >= bindparam("since", type_=Date),
        looked_after(),
        ~exists().where(main_roll_today()),
        ~exists().where(open_case()),
    )
)


def _for_entry(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(
        _A.authority == _C.authority,
        _A.child_id == _C.id,
        _A.entry_academic_year == bindparam("entry_year"),
        *conditions,
    )


ROUND: Final = (
    select(
        _C.id,
        _C.date_of_birth,
        _C.year_group_override,
        (_C.sen_status == SenStatus.EHCP.value).label("has_plan"),
        SCHOOLS.c.high_age,
        _for_entry(_A.submitted_at.is_not(None), _A.state.not_in(sorted(_GIVEN_UP))).label("applied"),
        _for_entry(_A.state.in_(sorted(_NAMED))).label("named"),
        *posts_of(CHILDREN),
    )
    .join(ROLLS, main_roll_today(), isouter=True)
    .join(SCHOOLS, SCHOOLS.c.urn == ROLLS.c.school_urn, isouter=True)
    .where(_LIVE, looked_after())
    .order_by(_C.id)
)


class ChildFacts:
    """Children of one authority on a day."""

    def __init__(self, connection: AsyncConnection, authority: str, today: date) -> None:
        self._connection = connection
        self._tenant = authority
        self._today = today
        self._values: dict[str, Any] = {"tenant": authority, "today": today}

    async def uncased(self) -> list[ChildFact]:
        """Looked-after children of school age on no roll for whom nobody has opened a case."""
        store = TodayStore(self._connection, self._tenant, self._today, None, WHOLE_AUTHORITY)
        waiting = [one for one in await store.without_place() if one.case_id is None]
        return [
            ChildFact(id=one.child_id, key="no_case", on=one.since, people=People(owner_post_id=one.owner_post_id))
            for one in waiting
        ]

    async def few_hours(self) -> list[ChildFact]:
        """On a roll part time, on a reduced timetable, in provision until there is a place."""
        return [
            *[_since(row, "first_day_on") for row in await self._rows(PART_TIME)],
            *[_since(row, "from_on") for row in await self._rows(TIMETABLES)],
            *[_since(row, "from_on") for row in await self._rows(PROVISIONS)],
        ]

    async def excluded(self) -> list[ChildFact]:
        """Excluded for good, on no roll, and nobody has opened a case in which provision could be recorded."""
        return [_since(row, "on") for row in await self._rows(EXCLUDED, since=self._today - _EXCLUSION_LOOKED_AT)]

    async def round(self) -> list[RoundChild]:
        """Every looked-after child, with where it is and what has been done for next September."""
        entry = next_entry(self._today)
        rows = await self._rows(ROUND, entry_year=school_year(entry))
        return [_round_child(row, self._today, entry) for row in rows]

    async def _rows(self, statement: Any, **values: Any) -> Sequence[RowMapping]:
        return (await self._connection.execute(statement, {**self._values, **values})).mappings().all()


def _since(row: RowMapping, start: str) -> ChildFact:
    return ChildFact(
        id=row["child_id"],
        key=str(row["id"]),
        on=row[start],
        people=people_of(row),
        review_on=row.get("review_on"),
        case_id=row.get("case_id"),
        school_urn=row.get("school_urn"),
    )


def _round_child(row: RowMapping, today: date, entry: date) -> RoundChild:
    override = row["year_group_override"]
    following = str(int(override) + 1) if override and override.isdigit() else year_group(row["date_of_birth"], entry)
    return RoundChild(
        id=row["id"],
        year_group=year_group_of(row, today),
        next_year_group=following,
        last_year_group_here=row["high_age"] - _AGE_OF_YEAR_GROUP if row["high_age"] is not None else None,
        has_plan=bool(row["has_plan"]),
        people=people_of(row),
        applied=row["applied"],
        named=row["named"],
    )
