"""Somebody reads what a school's figures rest on, event by event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from accountability.actions.show_profile import find_school, gather
from accountability.domain.counts import known
from accountability.domain.fact_counts import FactCounts, count_facts
from accountability.domain.readers import Reader
from accountability.domain.schools import School
from accountability.domain.timeline import TimelineEntry, entry_of
from accountability.domain.windows import Window
from accountability.store.evidence import EvidenceStore
from accountability.store.register import RegisterStore


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolFacts:
    """One page of events, newest first, and the facts table of the window; one entry more than a page if there is."""

    school: School
    entries: Sequence[TimelineEntry]
    counts: FactCounts
    data_to: datetime | None

    @property
    def children(self) -> frozenset[UUID]:
        return known(entry.child_id for entry in self.entries)


async def show_facts(
    register: RegisterStore,
    evidence: EvidenceStore,
    reader: Reader,
    urn: int,
    window: Window,
    today: date,
    *,
    after: tuple[Any, ...],
    rows: int,
) -> SchoolFacts:
    """Events of the reader's own children; a school reads all about itself (AC-96, AC-132, AC-133)."""
    school = await find_school(register, reader, urn)
    facts = await evidence.timeline(urn, after, rows)
    known_of = await gather(evidence, [school])
    feeds = await evidence.feeds()
    return SchoolFacts(
        school=school,
        entries=[entry_of(fact) for fact in facts],
        counts=count_facts(known_of[urn], window, today),
        data_to=max((newest for newest in feeds.values() if newest), default=None),
    )
