"""Somebody reads what a school's figures rest on, event by event."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from accountability.actions.show_profile import find_school, gather
from accountability.domain.counts import known
from accountability.domain.fact_counts import FactCounts, count_facts
from accountability.domain.profile import by_authority
from accountability.domain.readers import Reader
from accountability.domain.schools import School
from accountability.domain.timeline import TimelineEntry, entry_of
from accountability.domain.windows import Window
from accountability.store.evidence import EvidenceStore
from accountability.store.register import RegisterStore


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolFacts:
    """One page of events, newest first, and the facts table of the window.

    `seen` names, by authority, the children the events are about.
    """

    school: School
    entries: Sequence[TimelineEntry]
    has_more: bool
    counts: FactCounts
    data_to: datetime | None
    seen: Mapping[str, Collection[UUID]]


async def show_facts(
    register: RegisterStore,
    evidence: EvidenceStore,
    reader: Reader,
    urn: int,
    window: Window,
    today: date,
    *,
    after: tuple[date, UUID] | None,
    limit: int,
    rows: int,
) -> SchoolFacts:
    """Events of the reader's own children; a school reads all about itself (AC-96, AC-132, AC-133)."""
    school = await find_school(register, reader, urn)
    facts = await evidence.timeline(urn, after, rows)
    shown = facts[:limit]
    known_of = await gather(evidence, [school])
    feeds = await evidence.feeds()
    return SchoolFacts(
        school=school,
        entries=[entry_of(fact) for fact in shown],
        has_more=len(facts) > limit,
        counts=count_facts(known_of[urn], window, today),
        seen=by_authority(shown, known(fact.child_id for fact in shown)),
        data_to=max((newest for newest in feeds.values() if newest), default=None),
    )
