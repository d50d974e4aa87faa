"""Alerts about what the work leans on: calendars, rules of law, schools and their addresses, patterns of refusal (A20,
A22, A23, A26, A27)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from kit.kernel.days import add_working_days
from placements.domain.alert_facts import Facts, OpenCase, Request
from placements.domain.alert_surroundings import MovedDates, RefusalOfLac
from placements.domain.alerts import AlertCode, Finding, Owner, OwnerRole, Subject, SubjectKind
from placements.domain.alerts_of_decisions import is_no_ground
from placements.domain.legal_rules import LegalRule
from placements.domain.refusal_codes import RefusalCodes
from placements.domain.today import Severity

_REFUSALS: Final = 3
_WITHOUT_GROUND: Final = 2
"""In twelve months (A22)."""
_MOVED_IS_TOLD_FOR: Final = 5
_RULE_AHEAD: Final = timedelta(days=30)


def of_register(facts: Facts, codes: RefusalCodes) -> Iterator[Finding]:
    for request in facts.requests:
        yield from _calendar_missing(request)
    for case in facts.cases:
        yield from _calendar_missing(case)
    for moved in facts.moved:
        yield from _dates_moved(moved, facts.today)
    for rule in facts.rules:
        yield from _rule_changes(rule, facts.today)
    for closing in facts.closing_schools:
        yield _of_school(AlertCode.A26, Severity.WARN, OwnerRole.OFFICER, closing.subject, closing.mark)
    for unreached in facts.unreached_schools:
        yield _of_school(AlertCode.A27, Severity.WARN, OwnerRole.OFFICER, unreached.subject, unreached.mark)
    yield from _patterns(facts, codes)


def _of_school(code: AlertCode, severity: Severity, role: OwnerRole, subject: Subject, occasion: str) -> Finding:
    return Finding(code=code, severity=severity, owner=Owner(role), subject=subject, occasion=occasion)


def _calendar_missing(about: Request | OpenCase) -> Iterator[Finding]:
    """A20: a clock runs that nobody can count (PL-314). One alert for all clocks of an application or case."""
    if any(clock.due_on is None for clock in about.running.values()):
        yield Finding(
            code=AlertCode.A20,
            severity=Severity.CRITICAL,
            owner=about.people.owner(OwnerRole.OFFICER),
            subject=about.subject,
            occasion="missing",
        )


def _dates_moved(moved: MovedDates, today: date) -> Iterator[Finding]:
    """A20: a calendar changed, and dates people have in mind with it. Told for five working days."""
    until = add_working_days(moved.on, _MOVED_IS_TOLD_FOR)
    if until is None or today <= until:
        yield Finding(
            code=AlertCode.A20,
            severity=Severity.CRITICAL,
            owner=moved.people.owner(OwnerRole.OFFICER),
            subject=moved.subject,
            occasion=str(moved.line_id),
        )


def _rule_changes(rule: LegalRule, today: date) -> Iterator[Finding]:
    """A23: a date was entered or changed; and once more thirty days ahead. Told until thirty days after the date."""
    if rule.effective_from is None or today > rule.effective_from + _RULE_AHEAD:
        return
    occasions = [f"version {rule.version}"] if rule.version > 1 else []
    if rule.effective_from - _RULE_AHEAD <= today <= rule.effective_from:
        occasions.append(f"ahead of {rule.effective_from.isoformat()}")
    subject = Subject(kind=SubjectKind.RULE, key=rule.key)
    for occasion in occasions:
        yield Finding(
            code=AlertCode.A23,
            severity=Severity.INFO,
            owner=Owner(OwnerRole.VSH),
            subject=subject,
            occasion=occasion,
            due_on=rule.effective_from,
        )


def _patterns(facts: Facts, codes: RefusalCodes) -> Iterator[Finding]:
    """A22: a school that refused looked-after children again and again; a hint, never a label."""
    by_school: dict[int, list[RefusalOfLac]] = defaultdict(list)
    for refusal in facts.refusals:
        by_school[refusal.school_urn].append(refusal)
    for urn, refusals in sorted(by_school.items()):
        refused = {one.application_id for one in refusals}
        groundless = {one.application_id for one in refusals if is_no_ground(one.codes, codes)}
        if len(refused) >= _REFUSALS or len(groundless) >= _WITHOUT_GROUND:
            subject = Subject(kind=SubjectKind.SCHOOL, key=str(urn), school_urn=urn)
            yield _of_school(AlertCode.A22, Severity.INFO, OwnerRole.VSH, subject, "pattern")
