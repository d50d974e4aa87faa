"""Alerts about what the work leans on: calendars, addresses, schools that close, patterns of refusal (A20, A22, A26,
A27)."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from placements.domain.alert_facts import Facts, OpenCase, RefusalOfLac, Request
from placements.domain.alerts import AlertCode, Finding, Owner, OwnerRole, Subject, SubjectKind
from placements.domain.alerts_of_decisions import is_no_ground
from placements.domain.refusal_codes import RefusalCodes
from placements.domain.today import Severity

_REFUSALS: Final = 3
_WITHOUT_GROUND: Final = 2
"""In twelve months (A22)."""


def of_register(facts: Facts, codes: RefusalCodes) -> Iterator[Finding]:
    for request in facts.requests:
        yield from _calendar_missing(request)
    for case in facts.cases:
        yield from _calendar_missing(case)
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
