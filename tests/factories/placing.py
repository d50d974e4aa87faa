"""Cases and applications of tests, with fixed valid values: a test says only what matters to it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from kit.kernel.days import Calendar
from kit.kernel.ids import new_id
from placements.domain.application import Application
from placements.domain.application_states import TERMINAL, ApplicationState
from placements.domain.cases import Case, CaseReason
from placements.domain.clock_units import CalendarRole
from placements.domain.clocks import Clock, start_clock
from placements.domain.decisions import Decision, Outcome, ReceivedThrough
from placements.domain.routes import Route
from placements.store.seeds import clock_rules

SCHOOL: Final = 100001
MONDAY: Final = date(2026, 11, 9)


def a_case(**given: Any) -> Case:
    facts: dict[str, Any] = {
        "id": new_id(),
        "child_id": new_id(),
        "responsible_authority": "800",
        "host_authority": "800",
        "case_calendar_authority": "800",
        "reason": CaseReason.CARE_MOVE,
        "need_from": date(2026, 10, 5),
        "opened_on": date(2026, 10, 5),
    }
    return Case(**{**facts, **given})


def an_application(state: ApplicationState = ApplicationState.DRAFT, **given: Any) -> Application:
    facts: dict[str, Any] = {
        "id": new_id(),
        "reference": "A-2026-0001",
        "case_id": new_id(),
        "child_id": new_id(),
        "school_urn": SCHOOL,
        "entry_academic_year": "2026-27",
        "year_group": "8",
        "state": state,
        "route": Route.IN_YEAR_LAC,
    }
    if state in TERMINAL:
        facts |= {"closed_on": MONDAY, "close_reason": state.value}
    return Application(**{**facts, **given})


def an_answer(outcome: Outcome, decided_on: date = MONDAY, **given: Any) -> Decision:
    facts: dict[str, Any] = {
        "id": new_id(),
        "outcome": outcome,
        "first": True,
        "decided_on": decided_on,
        "logged_on": decided_on,
        "recorded_by": "someone",
        "received_through": ReceivedThrough.EMAIL,
    }
    return Decision(**{**facts, **given})


def a_clock(key: str, from_on: date, calendar: Calendar, **given: Any) -> Clock:
    """A clock of the shipped rules, all of whose calendars are this one."""
    calendars: Mapping[CalendarRole, Calendar] = dict.fromkeys(CalendarRole, calendar)
    clock = start_clock(
        clock_rules()[key],
        from_on,
        case_id=UUID(int=1),
        application_id=UUID(int=2),
        calendars=calendars,
    )
    return replace(clock, **given)
