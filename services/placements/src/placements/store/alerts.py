"""Alerts of one authority: kept as the rules find them, shown to their owners, put off for a while."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    Text,
    and_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.alerts import Alert, AlertCode, Owner, OwnerRole, Subject, SubjectKind
from placements.domain.also import AlertCount
from placements.domain.reach import ChildReach
from placements.domain.today import Severity
from placements.store.case_reach import of_reached_child
from placements.store.child_reach import reach_values
from placements.store.tables.alerts import ALERTS

_A: Final = ALERTS.c
_MINE: Final = _A.authority == bindparam("tenant")
_OPEN: Final = and_(_MINE, _A.cleared_on.is_(None))
_TODAY: Final = bindparam("today", type_=Date)
_AWAKE: Final = or_(_A.snoozed_until.is_(None), _A.snoozed_until <= _TODAY)
_POSTS: Final = bindparam("posts", type_=ARRAY(Text))
_SEEN: Final = and_(
    _A.owner_role == bindparam("roles", type_=ARRAY(Text)).any_(),
    or_(_POSTS.is_(None), _A.owner_post_id.is_(None), _A.owner_post_id == _POSTS.any_()),
    _A.code != bindparam("hidden", type_=ARRAY(Text)).all_(),
    of_reached_child(ALERTS),
)
COUNTS: Final = (
    select(_A.code, func.min(_A.weight).label("weight"), func.count(func.distinct(_A.subject_key)).label("subjects"))
    .where(_OPEN, _AWAKE, _SEEN)
    .group_by(_A.code)
)
_TO_CHANGE: Final = select(ALERTS).where(_OPEN, _SEEN, _A.id == bindparam("key")).with_for_update()
_SNOOZE: Final = (
    update(ALERTS)
    .where(_MINE, _A.id == bindparam("key"))
    .values(snoozed_until=bindparam("until"), snooze_reason=bindparam("reason"))
)
_SUBJECT: Final = ("child_id", "case_id", "application_id", "school_urn")
_SEVERITIES: Final = {1: Severity.CRITICAL, 2: Severity.WARN, 3: Severity.INFO}
WEIGHTS: Final = {severity: weight for weight, severity in _SEVERITIES.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertSight:
    """Whose alerts somebody sees: of these roles, of these posts (None: of everybody's), but none of these codes."""

    roles: frozenset[OwnerRole]
    posts: Sequence[str] | None
    hidden: frozenset[AlertCode]
    reach: ChildReach

    def values(self) -> dict[str, Any]:
        return {
            "roles": sorted(self.roles),
            "posts": None if self.posts is None else list(self.posts),
            "hidden": sorted(self.hidden),
            **reach_values(self.reach),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertsSought:
    """What the list is narrowed by; `asleep`: only those that were put off, else only the others."""

    code: AlertCode | None = None
    severity: Severity | None = None
    child_id: UUID | None = None
    application_id: UUID | None = None
    school_urn: int | None = None
    asleep: bool = False


class AlertStore:
    """Open alerts of one authority on a day."""

    def __init__(self, connection: AsyncConnection, authority: str, today: date) -> None:
        self._connection = connection
        self._values: dict[str, Any] = {"tenant": authority, "today": today}

    async def page(
        self, sight: AlertSight, sought: AlertsSought, *, after: tuple[int, UUID] | None, rows: int
    ) -> Sequence[Alert]:
        """The most serious first, the oldest of those first."""
        values: dict[str, Any] = {name: value for name, value in _filters(sought).items() if value is not None}
        names = frozenset(values)
        if after is not None:
            values |= {"after_weight": after[0], "after_id": after[1]}
        statement = page_statement(names, sought.asleep, after is not None, rows)
        found = await self._connection.execute(statement, {**self._values, **sight.values(), **values})
        return [alert_of(row) for row in found.mappings()]

    async def counts(self, sight: AlertSight) -> Sequence[AlertCount]:
        """Of what is awake, by code; one thing that several roles own is counted once."""
        rows = await self._connection.execute(COUNTS, {**self._values, **sight.values()})
        return [AlertCount(AlertCode(row.code), _SEVERITIES[row.weight], row.subjects) for row in rows]

    async def get_to_change(self, alert_id: UUID, sight: AlertSight) -> Alert | None:
        """Only one that is open and seen."""
        values = {"tenant": self._values["tenant"], "key": alert_id, **sight.values()}
        row = (await self._connection.execute(_TO_CHANGE, values)).mappings().one_or_none()
        return alert_of(row) if row else None

    async def snooze(self, alert: Alert) -> None:
        values = {"tenant": self._values["tenant"], "key": alert.id}
        await self._connection.execute(_SNOOZE, {**values, "until": alert.snoozed_until, "reason": alert.snooze_reason})


def _filters(sought: AlertsSought) -> dict[str, Any]:
    return {
        "code": sought.code and sought.code.value,
        "severity": sought.severity and sought.severity.value,
        "child": sought.child_id,
        "application": sought.application_id,
        "urn": sought.school_urn,
    }


_CONDITIONS: Final[Mapping[str, Callable[[], ColumnElement[bool]]]] = {
    "code": lambda: _A.code == bindparam("code"),
    "severity": lambda: _A.severity == bindparam("severity"),
    "child": lambda: _A.child_id == bindparam("child"),
    "application": lambda: _A.application_id == bindparam("application"),
    "urn": lambda: _A.school_urn == bindparam("urn"),
}


@cache
def page_statement(filters: frozenset[str], asleep: bool, continued: bool, rows: int) -> Select[Any]:
    """Open alerts in the order of their index."""
    chosen = [make() for name, make in _CONDITIONS.items() if name in filters]
    if continued:
        chosen.append(tuple_(_A.weight, _A.id) > tuple_(bindparam("after_weight"), bindparam("after_id")))
    awake = ~_AWAKE if asleep else _AWAKE
    ordered = select(ALERTS).where(_OPEN, awake, _SEEN, *chosen).order_by(_A.weight, _A.id)
    return ordered.limit(literal_column(str(rows)))


def alert_of(row: RowMapping) -> Alert:
    return Alert(
        id=row["id"],
        code=AlertCode(row["code"]),
        severity=Severity(row["severity"]),
        owner=Owner(OwnerRole(row["owner_role"]), row["owner_post_id"]),
        subject=Subject(
            kind=SubjectKind(row["subject_kind"]),
            key=row["subject_key"],
            **{name: row[name] for name in _SUBJECT},
        ),
        raised_on=row["raised_on"],
        due_on=row["due_on"],
        snoozed_until=row["snoozed_until"],
        snooze_reason=row["snooze_reason"],
        cleared_on=row["cleared_on"],
    )
