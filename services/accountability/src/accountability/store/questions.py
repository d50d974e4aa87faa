"""The questions asked of facts, once for an authority and once for a school.

Two sets of statements, because a condition that may be absent (`home is null or …`) keeps PostgreSQL from its indexes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    Column,
    ColumnElement,
    Date,
    Integer,
    Select,
    Text,
    any_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.dialects.postgresql import distinct_on

from accountability.domain.timeline import TIMELINE_TYPES
from accountability.store.tables import CARE_INTERVALS, FACTS, FOUNDATION, ROLL_INTERVALS

_URNS: Final = bindparam("urns", type_=ARRAY(Integer))
_TODAY: Final = bindparam("today", type_=Date)
_FACT: Final = (
    *(FACTS.c.event_id, FACTS.c.authority, FACTS.c.source, FACTS.c.type, FACTS.c.version, FACTS.c.occurred_on),
    *(FACTS.c.recorded_at, FACTS.c.subject_id, FACTS.c.child_id, FACTS.c.school_urn, FACTS.c.year_group),
    *(FACTS.c.corrects, FACTS.c.fields),
)
_LINES: Final = (FACTS.c.type.in_(sorted(TIMELINE_TYPES)), FACTS.c.corrected_by.is_(None))
_Ours = Callable[[Column[Any]], ColumnElement[bool]]

FEEDS: Final = select(FOUNDATION.feed_cursors.c.source, FOUNDATION.feed_cursors.c.newest_recorded_at)


@dataclass(frozen=True, slots=True)
class Questions:
    """All take `home` where they are for one authority."""

    facts: Select[Any]
    care: Select[Any]
    on_roll: Select[Any]
    calendars: Select[Any]
    parked: Select[Any]


@cache
def questions(*, of_one_authority: bool) -> Questions:
    """For a reader's own authority; or for a school, which reads all that row level security shows it."""
    ours = _belongs(of_one_authority)
    return Questions(
        facts=select(*_FACT).where(FACTS.c.school_urn == any_(_URNS), ours(FACTS.c.authority), *_LINES),
        care=_care(ours),
        on_roll=_on_roll(ours),
        calendars=_calendars(ours),
        parked=select(FOUNDATION.dead_letters.c.subject_id).where(ours(FOUNDATION.dead_letters.c.authority)),
    )


@cache
def timeline(rows: int, *, of_one_authority: bool, is_later_page: bool) -> Select[Any]:
    """The lines of one school, newest first."""
    ours = _belongs(of_one_authority)
    lines = select(*_FACT).where(
        FACTS.c.school_urn == bindparam("urn", type_=Integer), ours(FACTS.c.authority), *_LINES
    )
    newest_first = lines.order_by(FACTS.c.occurred_on.desc(), FACTS.c.event_id.desc())
    if is_later_page:
        keys = tuple_(bindparam("day", type_=Date), bindparam("event", type_=PG_UUID(as_uuid=True)))
        newest_first = newest_first.where(tuple_(FACTS.c.occurred_on, FACTS.c.event_id) < keys)
    return newest_first.limit(literal_column(str(rows)))


def has_lines(urn: ColumnElement[int], *, of_one_authority: bool) -> ColumnElement[bool]:
    """Whether anything about our children happened at a school."""
    ours = _belongs(of_one_authority)
    return select(FACTS.c.event_id).where(FACTS.c.school_urn == urn, ours(FACTS.c.authority), *_LINES).exists()


def _belongs(of_one_authority: bool) -> _Ours:
    home = bindparam("home", type_=Text)
    return (lambda column: column == home) if of_one_authority else (lambda _: true())


def _care(ours: _Ours) -> Select[Any]:
    table = CARE_INTERVALS.c
    children = bindparam("children", type_=ARRAY(PG_UUID(as_uuid=True)))
    care = select(table.child_id, table.status, table.from_on, table.to_on)
    return care.where(table.child_id == any_(children), ours(table.authority))


def _on_roll(ours: _Ours) -> Select[Any]:
    table = ROLL_INTERVALS.c
    return (
        select(table.school_urn, func.count(table.child_id.distinct()))
        .where(
            table.school_urn == any_(_URNS),
            ours(table.authority),
            table.from_on <= _TODAY,
            or_(table.to_on.is_(None), table.to_on >= _TODAY),
        )
        .group_by(table.school_urn)
    )


def _calendars(ours: _Ours) -> Select[Any]:
    return (
        select(FACTS.c.fields, FACTS.c.version)
        .where(
            FACTS.c.type == "calendar.published",
            ours(FACTS.c.authority),
            FACTS.c.corrected_by.is_(None),
            or_(FACTS.c.school_urn == any_(_URNS), FACTS.c.school_urn.is_(None)),
        )
        .ext(distinct_on(FACTS.c.authority, FACTS.c.subject_id))
        .order_by(FACTS.c.authority, FACTS.c.subject_id, FACTS.c.version.desc(), FACTS.c.event_id.desc())
    )
