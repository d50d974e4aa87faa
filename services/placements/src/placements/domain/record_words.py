"""The words of the log about a child's record and a case's: what was changed, by codes and dates alone (PL-111)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from placements.domain.written_dates import written

Words = Callable[[Mapping[str, Any], Mapping[str, str]], str]


def _day(facts: Mapping[str, Any], name: str) -> str:
    return written(date.fromisoformat(facts[name])) if facts.get(name) else "an open date"


def _code(facts: Mapping[str, Any], name: str) -> str:
    return str(facts.get(name) or "").replace("_", " ")


def _listed(facts: Mapping[str, Any], name: str) -> str:
    return ", ".join(str(one).replace("_", " ") for one in facts.get(name, ()))


def _reasons(facts: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    return "; ".join(labels.get(code, code) for code in facts.get("codes", ()))


def _approval(facts: Mapping[str, Any]) -> str:
    names = {
        "ks4_move": "the move in Year 10 or 11",
        "inspection_exception": "a school with an adverse inspection",
        "out_of_county": "a school outside the authority",
    }
    return names.get(str(facts.get("kind")), _code(facts, "kind"))


RECORD_WORDS: Final[Mapping[str, Words]] = {
    "child_registered": lambda _f, _l: "Child registered",
    "child_changed": lambda f, _: f"Record changed: {_listed(f, 'fields')}",
    "restricted_changed": lambda _f, _l: "Restricted facts changed",
    "care_changed": lambda f, _: f"Care recorded from {_day(f, 'from_on')}",
    "care_status_ended": lambda f, _: f"No longer looked after from {_day(f, 'on')}; nothing is directed any more",
    "home_changed": lambda f, _: f"Care placement recorded from {_day(f, 'from_on')}",
    "roll_changed": lambda f, _: f"Roll recorded from {_day(f, 'first_day_on')}",
    "exclusion_recorded": lambda f, _: f"Permanent exclusion of {_day(f, 'on')}: {_code(f, 'status')}",
    "timetable_reduced": lambda f, _: f"Reduced timetable from {_day(f, 'from_on')}: {f.get('hours_per_week')} hours",
    "child_merged": lambda _f, _l: "Two records of the child joined into one",
    "informal_refusal": lambda f, labels: f"School said no before any request: {_reasons(f, labels)}",
    "case_changed": lambda f, _: f"Case changed: {_listed(f, 'fields')}",
    "case_assigned": lambda _f, _l: "Case handed to another post",
    "case_closed": lambda f, _: f"Case closed: {_code(f, 'reason')}",
    "case_escalated": lambda _f, _l: "Escalated",
    "note_added": lambda _f, _l: "Note added",
    "provision_recorded": lambda f, _: f"Provision until there is a place: {_code(f, 'kind')}",
    "fact_told": lambda f, _: f"{_code(f, 'fact').capitalize()} on {_day(f, 'on')}",
    "approval_asked": lambda f, _: f"Approval asked for {_approval(f)}",
    "approval_decided": lambda f, _: f"{_code(f, 'decision').capitalize()}: {_approval(f)}",
    "care_moved": lambda f, _: f"Child moved on {_day(f, 'moved_on')}; the time of the case runs on",
    "post16_asked": lambda _f, _l: "Year 11 ends: what follows after 16?",
}
