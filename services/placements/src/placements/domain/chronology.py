"""The log of a case in plain words: made from codes and dates, never from typed text (PL-111)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from placements.domain.answer_words import ANSWER_WORDS
from placements.domain.direction_words import DIRECTION_WORDS
from placements.domain.due_dates import SUMMARIES
from placements.domain.letter_words import LETTER_WORDS
from placements.domain.record_words import RECORD_WORDS
from placements.domain.written_dates import written


class EntryKind(StrEnum):
    """What happened. Wire codes: never renamed."""

    CASE_OPENED = "case_opened"
    DRAFTED = "drafted"
    MADE_READY = "made_ready"
    REOPENED = "reopened"
    CHANGED = "changed"
    SUBMITTED = "submitted"
    LINK_MAILED = "link_mailed"
    NO_REPLY_ADDRESS = "no_reply_address"
    ACKNOWLEDGED = "acknowledged"
    QUESTION_ASKED = "question_asked"
    QUESTION_ANSWERED = "question_answered"
    OFFERED = "offered"
    OFFERED_WITH_CONDITIONS = "offered_with_conditions"
    REFUSED = "refused"
    ANSWER_TAKEN_BACK = "answer_taken_back"
    LIMIT_PASSED = "limit_passed"
    REMINDED = "reminded"
    CONDITIONS_NOT_LIFTED = "conditions_not_lifted"
    OFFER_WITHDRAWN = "offer_withdrawn"
    CHALLENGED = "challenged"
    REFUSAL_KEPT = "refusal_kept"
    APPEAL_RECORDED = "appeal_recorded"
    CORRECTED = "corrected"
    ANNOTATED = "annotated"
    LINKED_ELSEWHERE = "linked_elsewhere"
    CARE_STATUS_ENDED = "care_status_ended"
    ACCEPTED = "accepted"
    ACCEPTED_CONDITIONAL = "accepted_conditional"
    DECLINED = "declined"
    START_AGREED = "start_agreed"
    START_FAILED = "start_failed"
    ON_ROLL = "on_roll"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    CHILD_REGISTERED = "child_registered"
    CHILD_CHANGED = "child_changed"
    RESTRICTED_CHANGED = "restricted_changed"
    CARE_CHANGED = "care_changed"
    HOME_CHANGED = "home_changed"
    ROLL_CHANGED = "roll_changed"
    EXCLUSION_RECORDED = "exclusion_recorded"
    TIMETABLE_REDUCED = "timetable_reduced"
    CHILD_MERGED = "child_merged"
    INFORMAL_REFUSAL = "informal_refusal"
    CASE_CHANGED = "case_changed"
    CASE_ASSIGNED = "case_assigned"
    CASE_CLOSED = "case_closed"
    CASE_ESCALATED = "case_escalated"
    NOTE_ADDED = "note_added"
    PROVISION_RECORDED = "provision_recorded"
    FACT_TOLD = "fact_told"
    APPROVAL_ASKED = "approval_asked"
    APPROVAL_DECIDED = "approval_decided"
    CARE_MOVED = "care_moved"
    POST16_ASKED = "post16_asked"
    DATES_MOVED = "dates_moved"
    LIMIT_MOVED = "limit_moved"
    LETTER_WRITTEN = "letter_written"
    LETTER_SERVED = "letter_served"
    LETTER_RELEASED = "letter_released"
    BUNDLE_ORDERED = "bundle_ordered"
    MARKED_DUPLICATE = "marked_duplicate"
    RECOMMENDED = "recommended"
    RECOMMENDATION_RETURNED = "recommendation_returned"
    CONSULTED = "consulted"
    CONSULTATION_REPLIED = "consultation_replied"
    NOTICE_SERVED = "notice_served"
    REFERRED_TO_ADJUDICATOR = "referred_to_adjudicator"
    ADJUDICATOR_DETERMINED = "adjudicator_determined"
    DIRECTED = "directed"
    NOT_DIRECTED = "not_directed"
    SECRETARY_OF_STATE_ASKED = "secretary_of_state_asked"
    SECRETARY_OF_STATE_LOGGED = "secretary_of_state_logged"
    DIRECTION_STOPPED = "direction_stopped"
    NOT_ADMITTED = "not_admitted"
    PLAN_CONSULTED = "plan_consulted"
    PLAN_REPLIED = "plan_replied"
    NAMED_IN_PLAN = "named_in_plan"
    NAMED_NOT_ADMITTED = "named_not_admitted"
    FAIR_ACCESS_REFERRED = "fair_access_referred"
    FAIR_ACCESS_ALLOCATED = "fair_access_allocated"
    CONTINUED_ELSEWHERE = "continued_elsewhere"
    OWN_NOTICE_SERVED = "own_notice_served"
    OWN_AUTHORITY_ADMITS = "own_authority_admits"


class Via(StrEnum):
    """Which way it reached us."""

    APP = "app"
    API = "api"
    REPLY_LINK = "reply_link"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the log; `facts` hold codes and ISO dates, so that the words can be made at any time."""

    id: UUID
    at: datetime
    kind: EntryKind
    child_id: UUID
    case_id: UUID | None
    application_id: UUID | None
    actor_kind: str
    actor_id: str
    role: str
    via: Via
    facts: Mapping[str, Any]
    document_id: UUID | None = None


_WHO: Final = {
    "vsh": "the virtual school head",
    "vs_officer": "the virtual school",
    "social_worker": "the social worker",
    "la_admissions": "admissions",
    "iro": "the reviewing officer",
    "send_officer": "the SEND officer",
    "la_signatory": "the signatory",
    "school_head": "the school",
    "school_admissions": "the school",
    "designated_teacher": "the school",
    "trust_user": "the trust of the school",
    "link": "the school",
    "system": "Onroll",
}


def who(entry: Entry) -> str:
    """By role: tokens carry no names."""
    return _WHO.get(entry.role, entry.role)


def sentence(entry: Entry, labels: Mapping[str, str]) -> str:
    """One sentence for a line of the log; `labels` are the words of refusal codes."""
    return _WORDS[entry.kind](entry.facts, labels)


Facts = Mapping[str, Any]
Labels = Mapping[str, str]


def _day(facts: Facts, name: str) -> str:
    return written(date.fromisoformat(facts[name])) if facts.get(name) else "an open date"


def _reasons(facts: Facts, labels: Labels) -> str:
    return "; ".join(labels.get(code, code) for code in facts.get("codes", ()))


_CAUSES: Final = {
    "calendar": "the school calendar changed",
    "settings": "the authority's settings changed",
    "rules": "the rule changed",
    "receipt": "the day of receipt was corrected",
}


def _moved(facts: Facts) -> str:
    """Both dates of a clock, and why it moved (PL-315)."""
    what = SUMMARIES.get(facts["clock"], str(facts["clock"]).replace("_", " ").capitalize())
    own = facts["due_on_before"] == facts["due_on"]
    name = "local_due_on" if own else "due_on"
    before, after = _day(facts, f"{name}_before"), _day(facts, name)
    target = " by the authority's own target" if own else ""
    return f"{what}{target}: moved from {before} to {after}, because {_CAUSES[facts['because']]}"


def _letter(facts: Facts) -> str:
    return LETTER_WORDS.get(facts["template_key"], facts["template_key"])


def _plain(words: str) -> Callable[[Facts, Labels], str]:
    return lambda _facts, _labels: words


_WORDS: Final[Mapping[EntryKind, Callable[[Facts, Labels], str]]] = {
    EntryKind.CASE_OPENED: lambda f, _: f"Case opened: a place is needed from {_day(f, 'need_from')}",
    EntryKind.DRAFTED: _plain("Request drafted"),
    EntryKind.MADE_READY: _plain("Request ready to send"),
    EntryKind.SUBMITTED: lambda f, _: f"School asked; received on {_day(f, 'received_on')}",
    EntryKind.LINK_MAILED: _plain("Request mailed to the school with a reply link"),
    EntryKind.NO_REPLY_ADDRESS: _plain("No reply address is known for this school: nothing was mailed"),
    EntryKind.ACKNOWLEDGED: _plain("School confirmed that it has the request"),
    EntryKind.QUESTION_ASKED: _plain("School asked for information; its time to answer runs on"),
    EntryKind.OFFERED: lambda f, _: f"Place offered, to start on {_day(f, 'start_on')}",
    EntryKind.OFFERED_WITH_CONDITIONS: lambda f, labels: f"Offered with conditions: {_reasons(f, labels)}",
    EntryKind.REFUSED: lambda f, labels: f"Refused: {_reasons(f, labels)}",
    EntryKind.ANSWER_TAKEN_BACK: _plain("School changed its answer"),
    EntryKind.LIMIT_PASSED: lambda f, _: f"No answer by the limit of {_day(f, 'limit_on')}",
    EntryKind.REMINDED: _plain("School reminded by mail"),
    EntryKind.ACCEPTED: _plain("Offer accepted"),
    EntryKind.START_AGREED: lambda f, _: f"Start agreed for {_day(f, 'start_on')}",
    EntryKind.ON_ROLL: lambda f, _: f"On roll; first day {_day(f, 'first_day_on')}",
    EntryKind.WITHDRAWN: lambda f, _: f"Withdrawn: {str(f.get('reason', '')).replace('_', ' ')}",
    EntryKind.LETTER_WRITTEN: lambda f, _: f"Letter written: {_letter(f)}",
    EntryKind.BUNDLE_ORDERED: lambda f, _: f"Evidence bundle made: {str(f['kind']).replace('_', ' ')}",
    EntryKind.LETTER_RELEASED: lambda f, _: f"Letter released by a second person: {_letter(f)}",
    EntryKind.LETTER_SERVED: lambda f, _: f"Letter delivered on {_day(f, 'served_on')}, with proof: {_letter(f)}",
    EntryKind.SUPERSEDED: lambda f, _: f"Replaced: {str(f.get('reason', '')).replace('_', ' ')}",
    **{EntryKind(kind): words for kind, words in {**RECORD_WORDS, **ANSWER_WORDS}.items()},
    **{EntryKind(kind): words for kind, words in {**RECORD_WORDS, **DIRECTION_WORDS}.items()},
    EntryKind.DATES_MOVED: lambda f, _: _moved(f),
    EntryKind.LIMIT_MOVED: lambda f, _: f"{_moved(f)}; the school's silence past the old limit stays in the record",
}
