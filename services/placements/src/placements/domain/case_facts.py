"""Facts that clocks of a case wait for, ticked with a date (section 10, operation O46)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from placements.domain.clock_rules import ClockRules
from placements.domain.clocks import Clock


class FactKey(StrEnum):
    """PL-805; which clock each one stops stands in the clock rules."""

    PEP_IN_PLACE = "pep_in_place"
    REVIEWED = "reviewed"
    REVIEWED_HOURS = "reviewed_hours"
    HOST_TOLD = "host_told"
    HOST_TOLD_OF_ROLL = "host_told_of_roll"
    LA_TOLD = "la_told"
    PLAN_OLD_AUTHORITY_AWARE = "plan_old_authority_aware"
    TRANSFERRED = "transferred"
    PARENT_TOLD = "parent_told"
    PROVISION = "provision"


STARTS: Final[Mapping[FactKey, str]] = {
    FactKey.PLAN_OLD_AUTHORITY_AWARE: "ehcp_transfer",
    FactKey.TRANSFERRED: "ehcp_transfer_notice",
}
"""The clocks a fact starts: a plan moves to the new authority, which then tells the parent (PL-813)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFact:
    """One telling. A fact told again is a new row, and the newest counts (PL-111)."""

    id: UUID
    case_id: UUID
    fact: FactKey
    on: date
    note: str | None
    told_by: str
    told_at: datetime


def newest(facts: Iterable[CaseFact]) -> dict[FactKey, CaseFact]:
    """What counts of each fact; `facts` in the order they were told."""
    return {fact.fact: fact for fact in facts}


def stopped_by(
    clocks: Iterable[Clock], rules: ClockRules, fact: FactKey, on: date, *, before: date | None
) -> list[Clock]:
    """Clocks that wait for the fact, stopped. One that the same fact had stopped on another day moves with it; a
    clock that began after the fact still waits: an old plan is not that of a new start."""
    return [
        replace(clock, stopped_on=on)
        for clock in clocks
        if fact.value in rules[clock.key].stop
        and clock.from_on <= on
        and (clock.stopped_on is None or (before is not None and clock.stopped_on == before))
    ]
