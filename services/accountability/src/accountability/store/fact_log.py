"""Writes facts, and settles what follows from them: the same whatever order they came in (AC-28 to AC-30)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, Text, any_, bindparam, delete, select, tuple_, update
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.dialects.postgresql import distinct_on, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from accountability.domain.facts import Fact
from accountability.domain.placements_events import SOURCE as CHILDREN_SOURCE
from accountability.store.intervals import INTERVAL_TYPES, forget_intervals, renew_intervals
from accountability.store.tables import FACTS

_AUTHORITY: Final = bindparam("authority_", type_=Text)
_ADD: Final = insert(FACTS).on_conflict_do_nothing()
_FORGET: Final = delete(FACTS).where(FACTS.c.authority == _AUTHORITY, FACTS.c.source == bindparam("source_"))

_CORRECTION: Final = FACTS.alias("correction")
_FIRST_CORRECTION: Final = (
    select(_CORRECTION.c.event_id)
    .where(_CORRECTION.c.authority == FACTS.c.authority, _CORRECTION.c.corrects == FACTS.c.event_id)
    .order_by(_CORRECTION.c.event_id)
    .limit(1)
    .correlate(FACTS)
    .scalar_subquery()
)
_CORRECT: Final = (
    update(FACTS)
    .where(
        FACTS.c.authority == _AUTHORITY,
        FACTS.c.event_id == any_(bindparam("ids", type_=ARRAY(PG_UUID(as_uuid=True)))),
        FACTS.c.corrected_by.is_distinct_from(_FIRST_CORRECTION),
    )
    .values(corrected_by=_FIRST_CORRECTION)
    .returning(FACTS.c.subject_id, FACTS.c.child_id)
)

_FIRST: Final = FACTS.alias("first")
_BASE: Final = (
    select(_FIRST.c.subject_id, _FIRST.c.child_id, _FIRST.c.school_urn, _FIRST.c.year_group)
    .where(
        _FIRST.c.authority == _AUTHORITY,
        _FIRST.c.subject_id == any_(bindparam("subjects", type_=ARRAY(Text))),
        _FIRST.c.type == "application.submitted",
        _FIRST.c.corrected_by.is_(None),
    )
    .ext(distinct_on(_FIRST.c.subject_id))
    .order_by(_FIRST.c.subject_id, _FIRST.c.version.desc(), _FIRST.c.event_id.desc())
    .subquery("base")
)
_JOIN_BASE: Final = (
    update(FACTS)
    .where(
        FACTS.c.authority == _AUTHORITY,
        FACTS.c.subject_id == _BASE.c.subject_id,
        FACTS.c.type != "application.submitted",
        tuple_(FACTS.c.child_id, FACTS.c.school_urn, FACTS.c.year_group).is_distinct_from(
            tuple_(_BASE.c.child_id, _BASE.c.school_urn, _BASE.c.year_group)
        ),
    )
    .values(child_id=_BASE.c.child_id, school_urn=_BASE.c.school_urn, year_group=_BASE.c.year_group)
)


class FactLog:
    """The facts of one authority, as the feed readers write them."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._authority = authority

    async def add(self, facts: Sequence[Fact], now: datetime) -> None:
        """Store them; then corrections, applications and intervals are as if all had come in order."""
        await self._connection.execute(_ADD, [self._row(fact, now) for fact in facts])
        touched = await self._correct(facts)
        subjects = {fact.subject_id for fact in facts if fact.type.startswith("application.")}
        await self._join_bases(subjects | {subject for subject, _ in touched})
        children = {fact.child_id for fact in facts if fact.type in INTERVAL_TYPES} | {child for _, child in touched}
        await renew_intervals(self._connection, self._authority, (child for child in children if child))

    async def forget(self, source: str) -> None:
        """Before a rebuild: everything this source told."""
        await self._connection.execute(_FORGET, {"authority_": self._authority, "source_": source})
        if source == CHILDREN_SOURCE:
            await forget_intervals(self._connection, self._authority)

    async def _correct(self, facts: Sequence[Fact]) -> list[tuple[str, UUID | None]]:
        """Facts that are superseded or retracted leave the effective set; says which subjects changed."""
        ids = [fact.event_id for fact in facts] + [fact.corrects for fact in facts if fact.corrects]
        rows = await self._connection.execute(_CORRECT, {"authority_": self._authority, "ids": ids})
        return [(row.subject_id, row.child_id) for row in rows]

    async def _join_bases(self, subjects: Iterable[str]) -> None:
        """An application's later facts get child, school and year from its first, once that is here."""
        if wanted := sorted(subjects):
            await self._connection.execute(_JOIN_BASE, {"authority_": self._authority, "subjects": wanted})

    def _row(self, fact: Fact, now: datetime) -> dict[str, Any]:
        return {
            "authority": self._authority,
            "event_id": fact.event_id,
            "stored_at": now,
            "source": fact.source,
            "type": fact.type,
            "version": fact.version,
            "occurred_on": fact.occurred_on,
            "recorded_at": fact.recorded_at,
            "subject_id": fact.subject_id,
            "child_id": fact.child_id,
            "school_urn": fact.school_urn,
            "year_group": fact.year_group,
            "corrects": fact.corrects,
            "fields": dict(fact.fields),
        }
