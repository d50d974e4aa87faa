"""What the cases of a period cost in school days (PL-1011)."""

from collections.abc import Sequence
from dataclasses import dataclass

from placements.domain.case_counters import CaseCounters
from placements.domain.reports.reported import WITHIN_DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedCase:
    """`counters` stand still once there is a full-time place."""

    placed_full_time: bool
    counters: CaseCounters


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesReported:
    """Days are sums over all cases that could be counted; `uncounted` says how many no calendar covers."""

    opened: int
    placed_within_20_school_days: int
    longest_school_days: int | None
    days_off_roll: int
    days_no_provision: int
    days_part_time: int
    days_unregistered_ap: int
    uncounted: int


def cases_reported(cases: Sequence[ReportedCase]) -> CasesReported:
    """Of cases whose need began in the period."""
    counted = [case for case in cases if case.counters.school_days is not None]
    days = [case.counters.school_days or 0 for case in counted]

    def summed(name: str) -> int:
        return sum(getattr(case.counters, name, None) or 0 for case in counted)

    return CasesReported(
        opened=len(cases),
        placed_within_20_school_days=sum(
            case.placed_full_time and (case.counters.school_days or 0) <= WITHIN_DAYS for case in counted
        ),
        longest_school_days=max(days, default=None),
        days_off_roll=summed("days_off_roll"),
        days_no_provision=summed("days_no_provision"),
        days_part_time=summed("days_part_time"),
        days_unregistered_ap=summed("days_unregistered_ap"),
        uncounted=len(cases) - len(counted),
    )
