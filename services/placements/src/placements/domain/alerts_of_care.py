"""Alerts about the child: no school asked, days without a place, too few hours, no plan, nobody working (A01, A12,
A14 to A17, A24, A28)."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

from kit.kernel.days import add_school_days, school_days_between
from placements.domain.alert_facts import ChildFact, Duty, Facts, OpenCase
from placements.domain.alerts import AlertCode, Finding, OwnerRole
from placements.domain.cases import CaseReason
from placements.domain.today import Severity

_ASKED_WITHIN: Final = 3
"""School days (A01)."""
_PART_TIME_AT_MOST: Final = timedelta(days=28)
_DAYS_WITHOUT_A_PLACE: Final = (
    (10, Severity.WARN, (OwnerRole.OFFICER,)),
    (15, Severity.WARN, (OwnerRole.VSH,)),
    (20, Severity.CRITICAL, (OwnerRole.SIGNATORY,)),
    (40, Severity.CRITICAL, (OwnerRole.SIGNATORY, OwnerRole.IRO)),
)
"""A12: the case day, how serious, and whose."""
_CRITICAL_YEARS: Final = frozenset({"6", "10", "11"})
_MOVES: Final = frozenset({CaseReason.CARE_MOVE, CaseReason.EMERGENCY_MOVE})


def of_care(facts: Facts) -> Iterator[Finding]:
    for case in facts.cases:
        for rule in _OF_A_CASE:
            yield from rule(case, facts.today)
    for duty in facts.duties:
        yield from _overdue(duty, facts.today)
    for child in facts.uncased:
        yield _found(child, AlertCode.A28, Severity.CRITICAL, OwnerRole.OFFICER, child.on.isoformat(), child.on)
    for child in facts.few_hours:
        yield from _too_long(child, facts.today)
    for child in facts.excluded:
        yield _found(child, AlertCode.A16, Severity.CRITICAL, OwnerRole.VSH, child.key, child.review_on)


def _found(
    about: OpenCase | ChildFact | Duty,
    code: AlertCode,
    severity: Severity,
    role: OwnerRole,
    occasion: str,
    due_on: date | None,
) -> Finding:
    owner = about.people.owner(role)
    return Finding(code=code, severity=severity, owner=owner, subject=about.subject, occasion=occasion, due_on=due_on)


def _no_school_asked(case: OpenCase, today: date) -> Iterator[Finding]:
    """A01. A transfer to the next phase has its own dates (A18)."""
    if case.is_asked or case.placed_full_time or case.reason is CaseReason.PHASE_TRANSFER:
        return
    due_on = add_school_days(case.opened_on, _ASKED_WITHIN, case.calendar)
    if due_on is not None and today > due_on:
        yield _found(case, AlertCode.A01, Severity.WARN, OwnerRole.OFFICER, case.opened_on.isoformat(), due_on)


def _without_a_place(case: OpenCase, today: date) -> Iterator[Finding]:
    """A12: by the case's own calendar, whatever happened to single applications (PL-101, PL-506)."""
    if case.placed_full_time or not case.looked_after:
        return
    days = school_days_between(case.need_from, today, case.calendar)
    for level, severity, roles in _DAYS_WITHOUT_A_PLACE:
        if days is not None and days >= level:
            due_on = add_school_days(case.need_from, level, case.calendar)
            for role in roles:
                yield _found(case, AlertCode.A12, severity, role, str(level), due_on)


def _critical_year(case: OpenCase, _today: date) -> Iterator[Finding]:
    """A15: a move in Year 6, 10 or 11 before anybody has approved it (Care Planning Regs 2010 reg 10)."""
    moves = case.reason in _MOVES and case.looked_after and case.year_group in _CRITICAL_YEARS
    if moves and not case.approved and not case.placed_full_time:
        yield _found(case, AlertCode.A15, Severity.CRITICAL, OwnerRole.SIGNATORY, case.year_group, None)


_OF_A_CASE: Final[tuple[Callable[[OpenCase, date], Iterator[Finding]], ...]] = (
    _no_school_asked,
    _without_a_place,
    _critical_year,
)


_PEP_OWNERS: Final = (OwnerRole.SOCIAL_WORKER, OwnerRole.DESIGNATED_TEACHER)
_DUTIES: Final = {
    "pep_initial": (AlertCode.A17, Severity.WARN, _PEP_OWNERS),
    "pep_on_start": (AlertCode.A17, Severity.WARN, _PEP_OWNERS),
    "part_time_review": (AlertCode.A14, Severity.WARN, (OwnerRole.VSH,)),
    "pex_provision_lac": (AlertCode.A16, Severity.CRITICAL, (OwnerRole.VSH,)),
    "ooa_notice": (AlertCode.A24, Severity.WARN, (OwnerRole.SOCIAL_WORKER,)),
}
DUTIES: Final = frozenset(_DUTIES)
"""Clocks that ask for an alert once they are overdue."""


def _overdue(duty: Duty, today: date) -> Iterator[Finding]:
    """A14, A16, A17 and A24 by their clocks: a review, education from day one, a plan, a notice to the host."""
    code, severity, roles = _DUTIES[duty.clock.key]
    if duty.clock.due_on and today > duty.clock.due_on:
        for role in roles:
            yield _found(duty, code, severity, role, str(duty.clock.id), duty.clock.due_on)


def _too_long(child: ChildFact, today: date) -> Iterator[Finding]:
    """A14: part time or in interim provision for over four weeks, or past its review."""
    due_on = child.on + _PART_TIME_AT_MOST
    if child.review_on is not None:
        due_on = min(due_on, child.review_on)
    if today > due_on:
        yield _found(child, AlertCode.A14, Severity.WARN, OwnerRole.VSH, child.key, due_on)
