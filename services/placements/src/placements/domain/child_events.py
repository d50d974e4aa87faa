"""What the other services are told of a child: initials, codes and whole lists of intervals (section 19)."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from kit.kernel.events import Event
from placements.domain.care import CarePeriod, care_intervals
from placements.domain.child import Child
from placements.domain.exclusions import Exclusion
from placements.domain.informal_refusal import InformalRefusal
from placements.domain.provision import ReducedTimetable
from placements.domain.roll import Roll, roll_intervals
from placements.domain.year_group import cohort_year, school_year

ChildEventType = Literal[
    "child.registered",
    "child.changed",
    "child.care_changed",
    "child.roll_changed",
    "child.merged",
    "exclusion.recorded",
    "timetable.reduced",
]


def child_registered(child: Child, *, authority: str, on: date) -> Event:
    return _event("child.registered", child, authority, on, _facts(child, on))


def child_changed(child: Child, *, authority: str, on: date) -> Event:
    return _event("child.changed", child, authority, on, _facts(child, on))


def care_changed(child: Child, periods: Sequence[CarePeriod], *, authority: str, on: date) -> Event:
    """The whole list; the child's version is its order guard."""
    return _event("child.care_changed", child, authority, on, {"intervals": care_intervals(periods)})


def roll_changed(child: Child, rolls: Sequence[Roll], *, authority: str, on: date) -> Event:
    """The whole list; the child's version is its order guard."""
    return _event("child.roll_changed", child, authority, on, {"intervals": roll_intervals(rolls)})


def child_merged(child: Child, into: Child, *, authority: str, on: date) -> Event:
    """The record that ends, and the one that lives on (PL-328)."""
    return _event("child.merged", child, authority, on, {"into_child_id": str(into.id)})


def exclusion_recorded(child: Child, exclusion: Exclusion, *, authority: str, on: date) -> Event:
    facts = {
        "school_urn": exclusion.school_urn,
        "on": exclusion.on.isoformat(),
        "status": exclusion.status.value,
    }
    return _event("exclusion.recorded", child, authority, on, facts)


def timetable_reduced(child: Child, timetable: ReducedTimetable, *, authority: str, on: date) -> Event:
    facts = {
        "school_urn": timetable.school_urn,
        "from_on": timetable.from_on.isoformat(),
        "to_on": timetable.to_on.isoformat() if timetable.to_on else None,
        "hours_per_week": timetable.hours_per_week,
        "agreed": timetable.agreed,
    }
    return _event("timetable.reduced", child, authority, on, facts)


def informal_refusal_noted(refusal: InformalRefusal, *, authority: str, on: date) -> Event:
    """No version guards it: each is a fact of its own (PL-329)."""
    facts = {
        "child_id": str(refusal.child_id),
        "school_urn": refusal.school_urn,
        "noted_on": refusal.noted_on.isoformat(),
        "reason_codes": list(refusal.codes),
    }
    return Event("refusal.informal_noted", 1, on, authority, facts)


def _facts(child: Child, on: date) -> dict[str, Any]:
    return {
        "initials": child.initials,
        "year_group": child.year_group(on),
        "academic_year": school_year(on),
        "cohort_year": cohort_year(child.date_of_birth),
        "sen": child.sen_status.value if child.sen_status else None,
        "uasc": child.uasc,
        "host_authority": child.host_authority,
    }


def _event(kind: ChildEventType, child: Child, authority: str, on: date, facts: dict[str, Any]) -> Event:
    return Event(
        type=kind,
        version=child.version,
        occurred_on=on,
        authority=authority,
        payload={"child_id": str(child.id), **facts},
    )
