"""What other services are told of cases and applications: ids, codes, dates and counts (section 19)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from kit.kernel.events import Event
from placements.domain.application import Application
from placements.domain.cases import Case
from placements.domain.decisions import Decision
from placements.domain.school import School


def case_opened(case: Case, *, authority: str, on: date, due_on: date | None) -> Event:
    facts = {
        "reason": case.reason.value,
        "need_from_on": case.need_from.isoformat(),
        "due_on": _iso(due_on),
        "emergency": case.emergency,
    }
    return _of_case("case.opened", case, authority, on, facts)


def case_placed(case: Case, *, authority: str, on: date, placed_on: date, school_days: int | None) -> Event:
    return _of_case(
        "case.placed", case, authority, on, {"placed_on": placed_on.isoformat(), "school_days": school_days}
    )


def application_submitted(
    application: Application,
    case: Case,
    school: School,
    *,
    authority: str,
    on: date,
    target_on: date | None,
    limit_on: date | None,
    submitted_by: str,
    is_test: bool,
) -> Event:
    facts = {
        "case_id": str(application.case_id),
        "child_id": str(application.child_id),
        "school_urn": application.school_urn,
        "stream": application.stream.value,
        "route": application.route.value if application.route else None,
        "year_group": application.year_group,
        "received_on": _iso(application.received_on),
        "target_on": _iso(target_on),
        "limit_on": _iso(limit_on),
        "host_authority": case.host_authority,
        "maintaining_authority": school.authority,
        "submitted_by": submitted_by,
        "is_test": is_test,
    }
    return _of_application("application.submitted", application, authority, on, facts)


def application_decided(application: Application, decision: Decision, *, authority: str, on: date) -> Event:
    facts = {
        "outcome": decision.outcome.value,
        "first": decision.first,
        "decided_on": decision.decided_on.isoformat(),
        "reason_codes": list(decision.codes),
        "ground": decision.ground.value if decision.ground else None,
        "channel": decision.channel.value,
        "received_through": decision.received_through.value,
        "school_days": decision.school_days,
        "late_by_school_days": decision.late_by_school_days,
        "overturned_by": decision.overturned_by.value if decision.overturned_by else None,
        "annotated": decision.annotation is not None,
        "recorded_by": decision.recorded_by,
    }
    return _of_application("application.decided", application, authority, on, facts)


def condition_lifted(application: Application, *, authority: str, on: date) -> Event:
    """An offer with conditions has become one without (PL-708)."""
    return _of_application("application.condition_lifted", application, authority, on, {"lifted_on": on.isoformat()})


def application_challenged(application: Application, *, authority: str, on: date, route: str | None) -> Event:
    """`route` is the letter by which the answer was challenged."""
    facts = {"challenged_on": on.isoformat(), "route": route}
    return _of_application("application.challenged", application, authority, on, facts)


def application_on_roll(
    application: Application, *, authority: str, on: date, first_day_on: date, school_days: int | None
) -> Event:
    facts = {
        "school_urn": application.school_urn,
        "first_day_on": first_day_on.isoformat(),
        "school_days": school_days,
        "delay_cause": application.delay_cause.value if application.delay_cause else None,
    }
    return _of_application("application.on_roll", application, authority, on, facts)


def application_closed(
    application: Application, *, authority: str, on: date, close_side: str, close_reason: str | None
) -> Event:
    facts = {
        "state": application.state.value,
        "closed_on": _iso(application.closed_on),
        "close_side": close_side,
        "close_reason": close_reason,
    }
    return _of_application("application.closed", application, authority, on, facts)


def ask_sent(
    application: Application, *, authority: str, at: datetime, on: date, number: int, counts_as_email: bool
) -> Event:
    """The `number`th letter of one ask is its version, so that a reminder is not taken for the first one."""
    facts = {
        "ask_id": str(application.id),
        "school_urn": application.school_urn,
        "kind": "answer_request",
        "sent_at": at.isoformat(),
        "counts_as_email": counts_as_email,
    }
    return Event("ask.sent", number, on, authority, facts)


def ask_answered(application: Application, *, authority: str, on: date, seconds: int) -> Event:
    """Seconds from opening the job to the answer; the browser sends no timing (PL-912)."""
    facts = {
        "ask_id": str(application.id),
        "school_urn": application.school_urn,
        "kind": "answer_request",
        "seconds": seconds,
    }
    return Event("ask.answered", application.version, on, authority, facts)


def _of_case(kind: str, case: Case, authority: str, on: date, facts: Mapping[str, Any]) -> Event:
    ids = {"case_id": str(case.id), "child_id": str(case.child_id), "host_authority": case.host_authority}
    return Event(kind, case.version, on, authority, {**ids, **facts})


def _of_application(kind: str, application: Application, authority: str, on: date, facts: Mapping[str, Any]) -> Event:
    return Event(kind, application.version, on, authority, {"application_id": str(application.id), **facts})


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
