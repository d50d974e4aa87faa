"""Alerts about dates of the normal round and of education, health and care plans (A18, A19)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from kit.kernel.days import is_working_day, subtract_working_days
from placements.domain.alert_facts import Facts, OpenCase, Request
from placements.domain.alert_surroundings import RoundChild
from placements.domain.alerts import AlertCode, Finding, OwnerRole
from placements.domain.fixed_dates import FixedDates, closing_key
from placements.domain.phase_transfer import changes_school, next_entry
from placements.domain.plan_consultation import NOT_SUPPORTED_ALARM
from placements.domain.today import Severity
from placements.domain.year_group import LAST_OF_SCHOOL_AGE

_WARNED_BEFORE: Final = (30, 15, 5)
_ALSO_BEFORE_A_FREE_DAY: Final = 10
"""Working days before the date; ten as well when the date itself is no working day (decision)."""
_CRITICAL_BEFORE: Final = 5
_EHCP_PHASE_TRANSFER: Final = "ehcp_phase_transfer"
_EHCP_POST16: Final = "ehcp_post16"
_ROUND_KEYS: Final = ("secondary_apply", "primary_apply", _EHCP_PHASE_TRANSFER, _EHCP_POST16)


@dataclass(frozen=True, slots=True)
class RoundWarning:
    """A day from which people are told that a date comes near."""

    key: str
    closes_on: date
    working_days_before: int
    from_on: date


def warnings_on(today: date, dates: FixedDates) -> list[RoundWarning]:
    """Those whose time has come and whose date has not passed."""
    entry = next_entry(today).year
    found = (warning for key in _ROUND_KEYS for warning in _warnings(key, dates[key].for_entry(entry)))
    return [warning for warning in found if warning.from_on <= today <= warning.closes_on]


def _warnings(key: str, closes_on: date) -> Iterator[RoundWarning]:
    extra = () if is_working_day(closes_on) else (_ALSO_BEFORE_A_FREE_DAY,)
    for days in (*_WARNED_BEFORE, *extra):
        from_on = subtract_working_days(closes_on, days)
        if from_on is not None:
            yield RoundWarning(key, closes_on, days, from_on)


def round_is_near(today: date, dates: FixedDates) -> bool:
    """Whether anybody has to look at children at all."""
    return bool(warnings_on(today, dates))


def of_plans(facts: Facts, dates: FixedDates) -> Iterator[Finding]:
    near = warnings_on(facts.today, dates)
    for child in facts.round:
        for warning in near:
            if _is_due(child, warning.key):
                yield _round(child, warning)
    for request in facts.requests:
        yield from _consultation_overdue(request, facts.today)
    for case in facts.cases:
        yield from _plan_of_case(case, facts.today)


def _is_due(child: RoundChild, key: str) -> bool:
    """A child with a plan gets no application but a school named in it (PL-109)."""
    moves = changes_school(child.year_group, child.next_year_group, child.last_year_group_here)
    if key == _EHCP_POST16:
        return child.has_plan and child.year_group == str(LAST_OF_SCHOOL_AGE) and not child.named
    if key == _EHCP_PHASE_TRANSFER:
        return child.has_plan and moves and not child.named
    return moves and not child.has_plan and not child.applied and closing_key(child.next_year_group) == key


def _round(child: RoundChild, warning: RoundWarning) -> Finding:
    """A18."""
    by_plan = warning.key in {_EHCP_PHASE_TRANSFER, _EHCP_POST16}
    role = OwnerRole.SEND_OFFICER if by_plan else OwnerRole.SOCIAL_WORKER
    near = warning.working_days_before <= _CRITICAL_BEFORE
    return Finding(
        code=AlertCode.A18,
        severity=Severity.CRITICAL if near else Severity.WARN,
        owner=child.people.owner(role),
        subject=child.subject,
        occasion=f"{warning.key} {warning.closes_on.isoformat()} {warning.working_days_before}",
        due_on=warning.closes_on,
    )


def _plan(
    about: Request | OpenCase, severity: Severity, role: OwnerRole, occasion: str, due_on: date | None
) -> Finding:
    return Finding(
        code=AlertCode.A19,
        severity=severity,
        owner=about.people.owner(role),
        subject=about.subject,
        occasion=occasion,
        due_on=due_on,
    )


def _consultation_overdue(request: Request, today: date) -> Iterator[Finding]:
    """A19: a school has not replied about a plan."""
    clock = request.running.get("ehcp_consult")
    if clock and clock.due_on and today > clock.due_on:
        yield _plan(request, Severity.WARN, OwnerRole.SEND_OFFICER, str(clock.id), clock.due_on)


def _plan_of_case(case: OpenCase, today: date) -> Iterator[Finding]:
    """A19: the plan has not moved in time (a limit, so critical), or three schools could not support it (PL-813)."""
    for key in ("ehcp_transfer", "ehcp_transfer_notice"):
        clock = case.running.get(key)
        if clock and clock.due_on and today > clock.due_on:
            yield _plan(case, Severity.WARN, OwnerRole.SEND_OFFICER, str(clock.id), clock.due_on)
            yield _plan(case, Severity.CRITICAL, OwnerRole.VSH, str(clock.id), clock.due_on)
    if case.unsupported_consultations >= NOT_SUPPORTED_ALARM:
        yield _plan(case, Severity.WARN, OwnerRole.SEND_OFFICER, "unsupported", None)
        yield _plan(case, Severity.CRITICAL, OwnerRole.VSH, "unsupported", None)
