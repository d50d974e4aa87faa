"""Open work as the rules of alerts see it: a test says only what matters to it."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final
from uuid import UUID

from factories.calendars import EXAMPLESHIRE
from factories.placing import a_clock
from kit.kernel.days import Calendar
from kit.kernel.ids import new_id
from placements.domain.alert_facts import ChildFact, Duty, Facts, LastAnswer, OpenCase, Request
from placements.domain.alert_rules import AlertRules, findings
from placements.domain.alert_surroundings import RoundChild
from placements.domain.alerts import AlertCode, Finding, People
from placements.domain.application_states import ApplicationState
from placements.domain.cases import CaseReason
from placements.domain.clocks import Clock
from placements.domain.decisions import Outcome
from placements.domain.routes import Route
from placements.store import seeds

PEOPLE: Final = People(owner_post_id="post-officer", social_worker_post_id="post-worker", iro_post_id="post-reviewer")
RULES: Final = AlertRules(seeds.clock_rules(), seeds.refusal_codes(), seeds.fixed_dates())


def running(*keys: str, from_on: date, calendar: Calendar = EXAMPLESHIRE) -> dict[str, Clock]:
    """Clocks of the shipped rules that started on a day."""
    return {key: a_clock(key, from_on, calendar) for key in keys}


def a_request(state: ApplicationState, **given: Any) -> Request:
    facts: dict[str, Any] = {
        "id": UUID(int=21),
        "case_id": UUID(int=11),
        "child_id": UUID(int=1),
        "school_urn": 100001,
        "state": state,
        "flags": frozenset(),
        "route": Route.IN_YEAR_LAC,
        "received_on": date(2026, 11, 9),
        "start_on": None,
        "looked_after": True,
        "people": PEOPLE,
        "calendar": EXAMPLESHIRE,
    }
    return Request(**{**facts, **given})


def an_answer(outcome: Outcome, *codes: str) -> LastAnswer:
    return LastAnswer(id=UUID(int=31), outcome=outcome, codes=codes)


def an_open_case(**given: Any) -> OpenCase:
    facts: dict[str, Any] = {
        "id": UUID(int=11),
        "child_id": UUID(int=1),
        "reason": CaseReason.NEW_TO_CARE,
        "need_from": date(2026, 9, 14),
        "opened_on": date(2026, 9, 14),
        "year_group": "8",
        "looked_after": True,
        "people": PEOPLE,
        "is_asked": True,
        "placed_full_time": False,
        "calendar": EXAMPLESHIRE,
    }
    return OpenCase(**{**facts, **given})


def a_child_fact(on: date, **given: Any) -> ChildFact:
    return ChildFact(**{"id": UUID(int=1), "key": "fact", "on": on, "people": PEOPLE, **given})


def a_duty(key: str, from_on: date) -> Duty:
    return Duty(clock=a_clock(key, from_on, EXAMPLESHIRE), child_id=UUID(int=1), people=PEOPLE)


def a_round_child(year_group: str, next_year_group: str, last_here: int | None, **given: Any) -> RoundChild:
    facts: dict[str, Any] = {
        "id": new_id(),
        "year_group": year_group,
        "next_year_group": next_year_group,
        "last_year_group_here": last_here,
        "has_plan": False,
        "people": PEOPLE,
    }
    return RoundChild(**{**facts, **given})


def found(on: str, **facts: Any) -> list[Finding]:
    return findings(Facts(today=date.fromisoformat(on), **facts), RULES)


def owners(all_found: Iterable[Finding], code: str) -> list[tuple[str, str]]:
    """Owner and severity of everything found under a code."""
    return sorted((one.owner.role.value, one.severity.value) for one in all_found if one.code is AlertCode(code))
