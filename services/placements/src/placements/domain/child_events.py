"""What the other services are told of a child: initials, codes and whole lists of intervals (section 19)."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from kit.kernel.events import Event
from placements.domain.care import CarePeriod, care_intervals
from placements.domain.child import Child
from placements.domain.roll import Roll, roll_intervals
from placements.domain.year_group import cohort_year, school_year

ChildEventType = Literal["child.registered", "child.changed", "child.care_changed", "child.roll_changed"]


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
