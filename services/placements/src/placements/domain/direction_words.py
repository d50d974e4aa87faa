"""The words of the log about directions, requests, plans and fair access, by codes and dates alone (PL-111)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from placements.domain.written_dates import written

Words = Callable[[Mapping[str, Any], Mapping[str, str]], str]


def _day(facts: Mapping[str, Any], name: str) -> str:
    return written(date.fromisoformat(facts[name])) if facts.get(name) else "an open date"


def _code(facts: Mapping[str, Any], name: str) -> str:
    return str(facts.get(name) or "").replace("_", " ")


def _signed(facts: Mapping[str, Any]) -> str:
    """The record says when one person recommended and signed (PL-209)."""
    return "; recommended and signed by one person, as the authority's setting allows" if facts.get("alone") else ""


def _replied(facts: Mapping[str, Any]) -> str:
    return f"Admission authority {'willing' if facts.get('willing') else 'not willing'} to admit the child"


def _referred(facts: Mapping[str, Any]) -> str:
    late = ", after the time for it" if facts.get("late") else ""
    return f"Referred to the adjudicator on {_day(facts, 'on')}{late}"


DIRECTION_WORDS: Final[Mapping[str, Words]] = {
    "recommended": lambda f, _: f"Virtual school head recommends: {_code(f, 'route')}",
    "recommendation_returned": lambda _f, _l: "Sent back to the virtual school head with a question",
    "consulted": lambda f, _: f"Admission authority consulted on {_day(f, 'on')}{_signed(f)}",
    "consultation_replied": lambda f, _: _replied(f),
    "notice_served": lambda f, _: (
        f"Notice served on {_day(f, 'on')}; a direction may be signed from {_day(f, 'from_on')}{_signed(f)}"
    ),
    "referred_to_adjudicator": lambda f, _: _referred(f),
    "adjudicator_determined": lambda f, _: f"Adjudicator: {_code(f, 'outcome')}, {_day(f, 'on')}",
    "directed": lambda f, _: f"Directed to admit the child on {_day(f, 'on')}{_signed(f)}",
    "not_directed": lambda f, _: f"Not directed to admit the child ({_day(f, 'on')})",
    "secretary_of_state_asked": lambda f, _: f"Secretary of State asked to direct on {_day(f, 'on')}{_signed(f)}",
    "secretary_of_state_logged": lambda _f, _l: "Letters about the request to the Secretary of State logged",
    "direction_stopped": lambda _f, _l: "Direction stopped: the child is no longer looked after",
    "not_admitted": lambda f, _: f"Not on roll by {_day(f, 'on')} after a direction",
    "plan_consulted": lambda f, _: f"School consulted on the plan; sent on {_day(f, 'on')}",
    "plan_replied": lambda f, _: f"Reply to the consultation on the plan: {_code(f, 'reply')}",
    "named_in_plan": lambda f, _: f"Named in the plan on {_day(f, 'on')}",
    "named_not_admitted": lambda _f, _l: "School says that it will not admit a child whose plan names it",
    "fair_access_referred": lambda f, _: f"Referred to fair access; accepted on {_day(f, 'on')}",
    "fair_access_allocated": lambda _f, _l: "Place allocated under the fair access protocol",
    "continued_elsewhere": lambda _f, _l: "Goes on at the school that was named or allocated",
    "own_notice_served": lambda f, _: f"Governing body given notice on {_day(f, 'on')}{_signed(f)}",
    "own_authority_admits": lambda f, _: f"The authority admits the child to its own school{_signed(f)}",
}
