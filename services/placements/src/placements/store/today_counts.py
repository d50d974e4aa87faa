"""Which answers schools wait for, and which dates are coming."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, Text, and_, bindparam, func, literal, or_, select, union_all
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.also import AlsoKind
from placements.domain.application_states import TERMINAL, WITH_THE_SCHOOL, ApplicationState
from placements.domain.reach import ChildReach
from placements.domain.today import ComingKind
from placements.store.case_reach import of_reached_child
from placements.store.child_reach import reach_values
from placements.store.tables.applications import APPLICATIONS
from placements.store.tables.cases import CASES
from placements.store.tables.clocks import CLOCKS
from placements.store.tables.letters import LETTERS

_A: Final = APPLICATIONS.c
_TODAY: Final = bindparam("today", type_=Date)
_POSTS: Final = bindparam("posts", type_=ARRAY(Text))
_MINE: Final = and_(
    _A.authority == bindparam("tenant"),
    CASES.c.authority == _A.authority,
    CASES.c.id == _A.case_id,
    or_(_POSTS.is_(None), CASES.c.owner_post_id == _POSTS.any_()),
    of_reached_child(APPLICATIONS),
)
_OF_APPLICATION: Final = and_(CLOCKS.c.authority == _A.authority, CLOCKS.c.application_id == _A.id)
_RUNNING: Final = and_(_OF_APPLICATION, CLOCKS.c.stopped_on.is_(None))
_WITH_SCHOOL: Final = _A.state.in_(sorted(WITH_THE_SCHOOL))
_CONDITIONS: Final[Mapping[AlsoKind, ColumnElement[bool]]] = {
    AlsoKind.OFFER_TO_ACCEPT: _A.state == ApplicationState.OFFERED.value,
    AlsoKind.QUESTION_TO_ANSWER: and_(_WITH_SCHOOL, _A.flags.contains(["info_requested"])),
}
COUNTS: Final = select(
    *(func.count().filter(condition).label(kind.value) for kind, condition in _CONDITIONS.items())
).where(_MINE, _A.state.not_in(sorted(TERMINAL)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A date ahead: an answer that is due, or a first day."""

    on: date
    kind: ComingKind
    application_id: UUID
    school_urn: int
    child_id: UUID


def _coming(kind: ComingKind, on: ColumnElement[Any], *conditions: ColumnElement[bool]) -> Select[Any]:
    until = bindparam("until", type_=Date)
    return select(
        on.label("on"), literal(kind.value).label("kind"), _A.id.label("application_id"), _A.school_urn, _A.child_id
    ).where(_MINE, on > _TODAY, on <= until, *conditions)


_DUE: Final = func.coalesce(CLOCKS.c.local_due_on, CLOCKS.c.due_on)
_AHEAD: Final = union_all(
    _coming(ComingKind.TARGET, _DUE, _RUNNING, CLOCKS.c.key == ComingKind.TARGET.value, _WITH_SCHOOL),
    _coming(ComingKind.LIMIT, _DUE, _RUNNING, CLOCKS.c.key == ComingKind.LIMIT.value, _WITH_SCHOOL),
    _coming(ComingKind.START, _A.start_on, _A.state == ApplicationState.START_AGREED.value),
).subquery("ahead")
COMING: Final = select(_AHEAD).order_by(_AHEAD.c.on, _AHEAD.c.application_id, _AHEAD.c.kind).limit(25)
_LAST_CONTACT: Final = (
    select(LETTERS.c.application_id, func.max(LETTERS.c.sent_on))
    .where(
        LETTERS.c.authority == bindparam("tenant"),
        LETTERS.c.application_id == bindparam("keys", type_=ARRAY(PG_UUID(as_uuid=True))).any_(),
    )
    .group_by(LETTERS.c.application_id)
)


class TodayCounts:
    """Counts and dates of one authority on one day; `posts` narrows them to some people's work."""

    def __init__(
        self,
        connection: AsyncConnection,
        authority: str,
        today: date,
        posts: Sequence[str] | None,
        reach: ChildReach,
    ) -> None:
        self._connection = connection
        self._values: dict[str, Any] = {
            "tenant": authority,
            "today": today,
            "posts": None if posts is None else list(posts),
            **reach_values(reach),
        }

    async def waited_for(self) -> dict[AlsoKind, int]:
        """Those that are not zero."""
        row = (await self._connection.execute(COUNTS, self._values)).mappings().one()
        return {kind: row[kind.value] for kind in _CONDITIONS if row[kind.value]}

    async def coming(self, until: date | None) -> list[Coming]:
        """After today, up to a day (a week where no calendar says which)."""
        last = until or self._values["today"] + timedelta(days=7)
        rows = await self._connection.execute(COMING, {**self._values, "until": last})
        return [Coming(**{**row, "kind": ComingKind(row["kind"])}) for row in rows.mappings()]

    async def last_contacts(self, application_ids: Sequence[UUID]) -> dict[UUID, date]:
        """When the school was last written to about each of them."""
        if not application_ids:
            return {}
        values = {"tenant": self._values["tenant"], "keys": list(application_ids)}
        return {row[0]: row[1] for row in await self._connection.execute(_LAST_CONTACT, values)}
