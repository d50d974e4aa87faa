"""The figures of one school, in the fixed order of the indicators (AC-129)."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from accountability.domain.admissions import COUNTS, Asking
from accountability.domain.applications import Application, applications_of
from accountability.domain.care import LookedAfter
from accountability.domain.counts import Count, known
from accountability.domain.facts import Fact
from accountability.domain.funding_events import COUNTED_SCHEMES
from accountability.domain.indicators import Definition, Source
from accountability.domain.readers import NOT_RELEASED, Reader
from accountability.domain.results import Connected, Result, result_of, suppressed
from accountability.domain.returns import SpendReturn, returned_on_time, returns_of
from accountability.domain.schools import PhaseGroup, School
from accountability.domain.windows import Window
from kit.kernel.days import NO_CALENDAR, Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known of one school: effective facts of its subjects, and what is needed to count them."""

    facts: tuple[Fact, ...] = ()
    cohort: LookedAfter = LookedAfter()  # noqa: RUF009 - frozen, so it can be shared
    calendar: Calendar = NO_CALENDAR


@dataclass(frozen=True, slots=True)
class _Told:
    applications: tuple[Application, ...]
    returns: tuple[SpendReturn, ...]
    paid_for: frozenset[UUID]


def results_of(
    school: School, evidence: Evidence, window: Window, today: date, reader: Reader, connected: Connected
) -> list[Result]:
    """All indicators the reader may know of, those of an all-through school once for each phase (AC-25)."""
    told = _Told(
        tuple(applications_of(evidence.facts)),
        tuple(returns_of(evidence.facts)),
        _paid_for(evidence.facts, window),
    )
    results = []
    for definition in reader.definitions():
        for phase_group in _phases(definition, school):
            if reader.sees_released_only and school.group in definition.groups:
                results.append(suppressed(definition, phase_group, window, NOT_RELEASED))
                continue
            counting = partial(_count, definition, school, phase_group, told, evidence, window, today)
            results.append(result_of(definition, school, phase_group, window, connected, counting))
    return results


def _phases(definition: Definition, school: School) -> tuple[PhaseGroup | None, ...]:
    """A return names no child, so money measures of an all-through school stand once, for the whole school."""
    groups = school.phase_groups
    if not groups:
        return (None,)
    return groups if definition.is_by_phase or len(groups) == 1 else (PhaseGroup.ALL,)


def _count(
    definition: Definition,
    school: School,
    phase_group: PhaseGroup | None,
    told: _Told,
    evidence: Evidence,
    window: Window,
    today: date,
) -> Count:
    if definition.source is Source.FUNDING:
        return returned_on_time(told.returns, told.paid_for, evidence.calendar, window, today)
    of_phase = (one for one in told.applications if school.phase_of(one.year_group) == phase_group)
    asking = Asking.of(of_phase, evidence.cohort, evidence.calendar, window, today)
    return COUNTS[definition.code](asking)


def _paid_for(facts: Iterable[Fact], window: Window) -> frozenset[UUID]:
    return known(
        fact.child_id
        for fact in facts
        if fact.type == "pp_allocation.paid"
        and fact.fields.get("scheme") in COUNTED_SCHEMES
        and (day := fact.day("paid_on"))
        and day in window
    )


def children_in(results: Iterable[Result], fewer_than: int) -> frozenset[UUID]:
    """The children behind results so small that reading them is audited (AC-143)."""
    small = (one.children for one in results if 0 < len(one.children) < fewer_than)
    return frozenset().union(*small)


def by_authority(facts: Iterable[Fact], children: Container[UUID]) -> dict[str, set[UUID]]:
    """Whose children these are: the audit of each authority is told of its own (SE-103)."""
    found: dict[str, set[UUID]] = {}
    for fact in facts:
        if fact.child_id is not None and fact.child_id in children:
            found.setdefault(fact.authority, set()).add(fact.child_id)
    return found


def by_school(facts: Iterable[Fact]) -> Mapping[int, tuple[Fact, ...]]:
    """Facts of many schools, apart."""
    found: dict[int, list[Fact]] = {}
    for fact in facts:
        if fact.school_urn is not None:
            found.setdefault(fact.school_urn, []).append(fact)
    return {urn: tuple(of_one) for urn, of_one in found.items()}
