"""Alerts on the road to a direction: decide, sign in time, stop when it no longer fits (A10, A11, A21, A25)."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from placements.domain.alert_facts import Facts, Request
from placements.domain.alerts import AlertCode, Finding, OwnerRole
from placements.domain.application_states import DIRECTING, ApplicationFlag, ApplicationState
from placements.domain.clock_rules import NOT_BEFORE, ClockRules
from placements.domain.routes import Route
from placements.domain.today import Severity

_DECIDE: Final = (OwnerRole.VSH, OwnerRole.SIGNATORY)
_CLOSING: Final = ("s97a_consult_reply", "s96_consult_reply", "s97a_notice", "direction_sign")
"""A consultation whose period is over, a notice that is due, a direction nobody has signed two working days later."""
_NOT_LOOKED_AFTER: Final = frozenset({Route.IN_YEAR_LAC})


def of_escalation(facts: Facts, rules: ClockRules) -> Iterator[Finding]:
    for request in facts.requests:
        yield from _decide_on_direction(request, facts.today)
        yield from _sign(request, facts.today, rules)
        yield from _status_changed(request)
        yield from _named_not_admitted(request)


def _critical(request: Request, code: AlertCode, role: OwnerRole, occasion: str, due_on: date | None = None) -> Finding:
    return Finding(
        code=code,
        severity=Severity.CRITICAL,
        owner=request.people.owner(role),
        subject=request.subject,
        occasion=occasion,
        due_on=due_on,
    )


def _decide_on_direction(request: Request, today: date) -> Iterator[Finding]:
    """A10: the reply to a challenge is overdue, the refusal was kept, or a direction is recommended. Fires by date:
    talks never delay (PL-816)."""
    reply, kept = request.running.get("challenge_reply"), request.running.get("refusal_kept_decision")
    occasion, due_on = None, None
    if request.is_recommended:
        occasion = "recommended"
    elif request.state is ApplicationState.CHALLENGED and kept:
        occasion, due_on = str(kept.id), kept.due_on
    elif request.state is ApplicationState.CHALLENGED and reply and reply.due_on and today > reply.due_on:
        occasion, due_on = str(reply.id), reply.due_on
    if occasion:
        for role in _DECIDE:
            yield _critical(request, AlertCode.A10, role, occasion, due_on)


def _sign(request: Request, today: date, rules: ClockRules) -> Iterator[Finding]:
    """A11: the consultation period is over, the earliest day of a direction has come, or it is still not signed."""
    for key, clock in request.running.items():
        if clock.due_on is None:
            continue
        over = key in _CLOSING and today > clock.due_on
        reached = rules[key].kind == NOT_BEFORE and today >= clock.due_on
        if over or reached:
            yield _critical(request, AlertCode.A11, OwnerRole.SIGNATORY, str(clock.id), clock.due_on)


def _status_changed(request: Request) -> Iterator[Finding]:
    """A21: care has ended while a direction runs; it may not go on (PL-704)."""
    if request.state in DIRECTING and request.route in _NOT_LOOKED_AFTER and not request.looked_after:
        for role in _DECIDE:
            yield _critical(request, AlertCode.A21, role, "left_care")


def _named_not_admitted(request: Request) -> Iterator[Finding]:
    """A25: a breach, for legal and complaint, no direction (PL-813)."""
    if ApplicationFlag.NAMED_NOT_ADMITTED in request.flags:
        for role in (OwnerRole.SEND_OFFICER, OwnerRole.SIGNATORY):
            yield _critical(request, AlertCode.A25, role, "named_not_admitted")
