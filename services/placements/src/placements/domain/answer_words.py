"""The words of the log about what follows an answer: by codes and dates alone (PL-111)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from placements.domain.letter_words import LETTER_WORDS
from placements.domain.written_dates import written

Words = Callable[[Mapping[str, Any], Mapping[str, str]], str]


def _day(facts: Mapping[str, Any], name: str) -> str:
    return written(date.fromisoformat(facts[name])) if facts.get(name) else "an open date"


def _code(facts: Mapping[str, Any], name: str) -> str:
    return str(facts.get(name) or "").replace("_", " ")


def _outcome(facts: Mapping[str, Any]) -> str:
    return f"; {_code(facts, 'outcome')}" if facts.get("outcome") else ""


def _by_letter(facts: Mapping[str, Any]) -> str:
    key = facts.get("letter_key")
    return f" by letter: {LETTER_WORDS.get(key, key)}" if key else ""


ANSWER_WORDS: Final[Mapping[str, Words]] = {
    "reopened": lambda _f, _l: "Request taken up again before sending",
    "changed": lambda _f, _l: "Request changed",
    "question_answered": lambda _f, _l: "The school's question was answered",
    "conditions_not_lifted": lambda _f, _l: "Conditions not lifted in time: the answer counts as a refusal",
    "offer_withdrawn": lambda f, _: f"School took its offer back on {_day(f, 'decided_on')}",
    "challenged": lambda f, _: f"Answer challenged{_by_letter(f)}",
    "refusal_kept": lambda f, _: f"School stayed with its answer on {_day(f, 'replied_on')}",
    "appeal_recorded": lambda f, _: f"Appeal lodged on {_day(f, 'lodged_on')}{_outcome(f)}",
    "corrected": lambda f, _: f"Corrected by the virtual school head: {_code(f, 'field')}",
    "annotated": lambda _f, _l: "School added a note to its answer",
    "linked_elsewhere": lambda f, _: f"Made elsewhere as well; received there on {_day(f, 'received_on')}",
    "accepted_conditional": lambda f, _: f"Conditions accepted; looked at again on {_day(f, 'review_on')}",
    "declined": lambda f, _: f"Offer declined: {_code(f, 'reason')}",
    "start_failed": lambda f, _: f"Child did not start as agreed; cause: {_code(f, 'cause')}",
    "marked_duplicate": lambda _f, _l: "Closed as a duplicate",
}
