"""Alerts about a school's answer: asked, chased, late, adverse, and a first day that passed (A02 to A09, A13)."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from kit.kernel.days import add_school_days
from placements.domain.alert_facts import Facts, Request
from placements.domain.alerts import AlertCode, Finding, OwnerRole
from placements.domain.application_states import (
    ADVERSE,
    DIRECTING,
    WITH_THE_SCHOOL,
    ApplicationFlag,
    ApplicationState,
)
from placements.domain.decisions import Outcome
from placements.domain.refusal_codes import RefusalCodes, RefusalCohort, Standing
from placements.domain.routes import Route
from placements.domain.today import Severity

_UNDECIDED_AFTER: Final = 5
_NEAR_LIMIT_AFTER: Final = 13
"""School days from receipt (A04, A06)."""
_REFUSED: Final = frozenset({ApplicationState.REFUSED, ApplicationState.CONDITIONAL})
_CHALLENGE_BY: Final = ("challenge_send", "conditional_reply", "offer_withdrawn_challenge")
_AWAITS_START: Final = frozenset({ApplicationState.ACCEPTED, ApplicationState.START_AGREED})


def _found(
    request: Request, code: AlertCode, severity: Severity, role: OwnerRole, occasion: str, due_on: date | None
) -> Finding:
    return Finding(
        code=code,
        severity=severity,
        owner=request.people.owner(role),
        subject=request.subject,
        occasion=occasion,
        due_on=due_on,
    )


def of_decisions(facts: Facts, codes: RefusalCodes) -> Iterator[Finding]:
    """What a school's clocks and answers ask of people."""
    for request in facts.requests:
        for rule in _RULES:
            yield from rule(request, facts.today)
        yield from _no_ground(request, codes)


def _papers_missing(request: Request, _today: date) -> Iterator[Finding]:
    """A02: what the host authority wants with a request is not there, and the request is about to go (PL-302)."""
    if request.state is ApplicationState.READY and request.lacks_papers:
        yield _found(request, AlertCode.A02, Severity.WARN, OwnerRole.SOCIAL_WORKER, "ready", None)


def _not_acknowledged(request: Request, today: date) -> Iterator[Finding]:
    """A03, on the third school day."""
    clock = request.running.get("ack_expected")
    if request.state is ApplicationState.SUBMITTED and clock and clock.due_on and today >= clock.due_on:
        yield _found(request, AlertCode.A03, Severity.INFO, OwnerRole.OFFICER, str(clock.id), clock.due_on)


def _undecided(request: Request, today: date) -> Iterator[Finding]:
    """A04: on the fifth school day, or at the local target where that is shorter."""
    clock = request.running.get("inyear_target")
    if request.state not in WITH_THE_SCHOOL or clock is None:
        return
    fifth = add_school_days(clock.from_on, _UNDECIDED_AFTER, request.calendar)
    known = [day for day in (fifth, clock.local_due_on) if day is not None]
    if known and today >= min(known):
        for role in (OwnerRole.SCHOOL_ADMISSIONS, OwnerRole.OFFICER):
            yield _found(request, AlertCode.A04, Severity.WARN, role, str(clock.id), clock.due_on)


def _target_is_today(request: Request, today: date) -> Iterator[Finding]:
    """A05: of this day alone."""
    clock = request.running.get("inyear_target")
    if request.state in WITH_THE_SCHOOL and clock and clock.due_on == today:
        for role in (OwnerRole.SCHOOL_ADMISSIONS, OwnerRole.OFFICER):
            yield _found(request, AlertCode.A05, Severity.WARN, role, f"{clock.id} {today}", today)


def _near_limit(request: Request, today: date) -> Iterator[Finding]:
    """A06: thirteen school days gone, two left."""
    clock = request.running.get("inyear_limit")
    if request.state not in WITH_THE_SCHOOL or clock is None:
        return
    from_on = add_school_days(clock.from_on, _NEAR_LIMIT_AFTER, request.calendar)
    if from_on is not None and today >= from_on:
        for role in (OwnerRole.SCHOOL_HEAD, OwnerRole.TRUST, OwnerRole.VSH):
            yield _found(request, AlertCode.A06, Severity.WARN, role, str(clock.id), clock.due_on)


def _silent(request: Request, _today: date) -> Iterator[Finding]:
    """A07: the limit has passed without an answer (PL-110)."""
    if request.state is ApplicationState.NO_RESPONSE and request.answer:
        clock = request.running.get("silence_challenge")
        due_on = clock.due_on if clock else None
        yield _found(request, AlertCode.A07, Severity.CRITICAL, OwnerRole.VSH, str(request.answer.id), due_on)


def _not_challenged(request: Request, today: date) -> Iterator[Finding]:
    """A08: an adverse answer that nobody has met within its working days."""
    for key in _CHALLENGE_BY:
        clock = request.running.get(key)
        if request.state in _REFUSED and clock and clock.due_on and today > clock.due_on:
            yield _found(request, AlertCode.A08, Severity.CRITICAL, OwnerRole.VSH, str(clock.id), clock.due_on)


def _start_passed(request: Request, today: date) -> Iterator[Finding]:
    """A13: the agreed first day has passed and the child is on no roll; or a school was directed and does not admit."""
    if request.state in _AWAITS_START and request.start_on and request.start_on < today:
        for role in (OwnerRole.OFFICER, OwnerRole.SCHOOL_ADMISSIONS):
            occasion = request.start_on.isoformat()
            yield _found(request, AlertCode.A13, Severity.CRITICAL, role, occasion, request.start_on)
    if ApplicationFlag.DIRECTED_NOT_ADMITTED in request.flags:
        clock = request.running.get("start_after_direction")
        due_on = clock.due_on if clock else None
        yield _found(request, AlertCode.A13, Severity.CRITICAL, OwnerRole.SIGNATORY, "directed_not_admitted", due_on)


_RULES: Final[tuple[Callable[[Request, date], Iterator[Finding]], ...]] = (
    _papers_missing,
    _not_acknowledged,
    _undecided,
    _target_is_today,
    _near_limit,
    _silent,
    _not_challenged,
    _start_passed,
)
_STANDS: Final = ADVERSE | DIRECTING | {ApplicationState.CHALLENGED}


def _no_ground(request: Request, codes: RefusalCodes) -> Iterator[Finding]:
    """A09: a reason that the Code does not know, used against a looked-after child (PL-711). Silence is A07."""
    answer = request.answer
    if answer is None or request.state not in _STANDS or answer.outcome is Outcome.NO_RESPONSE:
        return
    if request.looked_after and request.route is not Route.EHCP_NAMING and is_no_ground(answer.codes, codes):
        yield _found(request, AlertCode.A09, Severity.WARN, OwnerRole.VSH, str(answer.id), None)


def is_no_ground(given: tuple[str, ...], codes: RefusalCodes) -> bool:
    """Whether any of the reasons is none against a looked-after child (U of section 9.1)."""
    return any(codes.codes[code].standing[RefusalCohort.LAC] is Standing.NOT_A_GROUND for code in given)
