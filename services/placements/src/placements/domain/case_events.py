"""What other services are told when a case moves on, ends or is counted (section 19)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from kit.kernel.events import Event
from placements.domain.case_counters import CaseCounters
from placements.domain.cases import Case, CaseClosedReason

_SEAL_NEVER_SHOWS = {CaseClosedReason.SEALED: CaseClosedReason.LEFT_CARE}
"""PL-1102: what a seal ends says `left_care`."""


def case_care_moved(case: Case, *, authority: str, on: date, moved_on: date, superseded: Iterable[UUID]) -> Event:
    facts = {"moved_on": moved_on.isoformat(), "superseded": [str(one) for one in superseded]}
    return _of_case("case.care_moved", case, authority, on, facts)


def case_closed(case: Case, *, authority: str, on: date) -> Event:
    reason = case.closed_reason
    told = _SEAL_NEVER_SHOWS.get(reason, reason) if reason else None
    facts = {
        "closed_on": case.closed_on.isoformat() if case.closed_on else None,
        "close_reason": told.value if told else None,
    }
    return _of_case("case.closed", case, authority, on, facts)


def case_days_counted(case: Case, month: str, counters: CaseCounters, *, authority: str, on: date) -> Event:
    """The days of one month; a month no calendar covers is not told."""
    facts = {
        "case_id": str(case.id),
        "month": month,
        "days_off_roll": counters.days_off_roll,
        "days_no_provision": counters.days_no_provision,
        "days_part_time": counters.days_part_time,
        "days_unregistered_ap": counters.days_unregistered_ap,
    }
    return Event("case.days_counted", case.version, on, authority, facts)


def _of_case(kind: str, case: Case, authority: str, on: date, facts: Mapping[str, Any]) -> Event:
    ids = {"case_id": str(case.id), "child_id": str(case.child_id), "host_authority": case.host_authority}
    return Event(kind, case.version, on, authority, {**ids, **facts})
