"""What a school's figures rest on: one line an event, in words from templates (AC-132)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from accountability.domain.facts import Fact
from accountability.domain.reasons import OVERTURN_ROUTES, reason_words

_PENCE: Final = 100


class FactStatus(StrEnum):
    """How an event stands between the authority and the school (AC-109)."""

    NOT_SHARED = "not_shared"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """Ids, codes, counts and template words; a year group at most says anything of the child."""

    event_id: UUID
    occurred_on: date
    kind: str
    words: str
    source: str
    year_group: str | None
    outcome: str | None
    reason_codes: tuple[str, ...]
    ground: str | None
    school_days: int | None
    pence: int | None
    received_through: str | None
    recorded_by: str | None
    overturned_by: str | None
    home_authority: str
    subject_id: str
    child_id: UUID | None
    status: FactStatus
    corrected_from: UUID | None


def entry_of(fact: Fact) -> TimelineEntry:
    """One line. Child ids serve the audit and do not leave the service."""
    fields = fact.fields
    overturned = fields.get("overturned_by")
    return TimelineEntry(
        event_id=fact.event_id,
        occurred_on=fact.occurred_on,
        kind=fact.type,
        words=_WORDS[fact.type](fact),
        source=fact.source,
        year_group=fact.year_group,
        outcome=fields.get("outcome"),
        reason_codes=tuple(fields.get("reason_codes", ())),
        ground=fields.get("ground"),
        school_days=fields.get("school_days"),
        pence=fields.get("pence"),
        received_through=fields.get("received_through"),
        recorded_by=fields.get("recorded_by"),
        overturned_by=OVERTURN_ROUTES.get(overturned, overturned) if overturned else None,
        home_authority=fact.authority,
        subject_id=fact.subject_id,
        child_id=fact.child_id,
        status=FactStatus.CORRECTED if fact.corrects else FactStatus.NOT_SHARED,
        corrected_from=fact.corrects,
    )


def _child(fact: Fact) -> str:
    """Such as "a Year 7 child"."""
    year = fact.year_group
    if year is None:
        return "a child"
    named = {"R": "a Reception child", "N": "a nursery child"}
    return named.get(year) or f"a Year {year} child"


def _decided(fact: Fact) -> str:
    child, codes = _child(fact), fact.fields.get("reason_codes", ())
    reasons = f": {', '.join(map(reason_words, codes))}" if codes else ""
    said = {
        "offered": f"Offered a place to {child}",
        "conditional": f"Offered a place to {child} with conditions{reasons}",
        "refused": f"Refused {child}{reasons}",
        "no_response": f"Did not answer in time about {child}",
    }
    return said[fact.fields["outcome"]]


def _direction(fact: Fact) -> str:
    said = {
        "consulting": "Consulted before a direction",
        "notice_served": "Notice of a direction served",
        "with_adjudicator": "Referred to the adjudicator",
        "directed": "Directed to admit",
        "not_directed": "Not directed to admit",
        "sos_requested": "Secretary of State asked to direct",
        "abandoned": "Direction abandoned",
    }
    return f"{said[fact.fields['step']]} ({_child(fact)})"


def _closed(fact: Fact) -> str:
    said = {
        "admitted": f"Admitted {_child(fact)}",
        "school": f"Ended without admission by the school ({_child(fact)})",
        "authority": f"Ended by the authority ({_child(fact)})",
        "child": f"Declined for the child ({_child(fact)})",
        "other_offer": f"Another school's offer was accepted ({_child(fact)})",
        "duplicate": "Recorded twice, not counted",
    }
    return said[fact.fields["close_side"]]


def _received(fact: Fact) -> str:
    late = fact.fields.get("days_late")
    if late is None:
        return "PP+ return received"
    return "PP+ return received on time" if late == 0 else f"PP+ return received {late} days late"


def _reminded(fact: Fact) -> str:
    return "Overdue PP+ return chased" if fact.fields["overdue"] else "Reminder of a PP+ return"


def _money(said: str) -> Callable[[Fact], str]:
    return lambda fact: f"{said} £{fact.fields['pence'] // _PENCE:,}.{fact.fields['pence'] % _PENCE:02d}"


def _evidence(fact: Fact) -> str:
    return "Spending accepted as evidenced" if fact.fields["accepted"] else "Spending not accepted as evidenced"


_WORDS: Final[Mapping[str, Callable[[Fact], str]]] = {
    "application.submitted": lambda fact: f"Asked for a place for {_child(fact)}",
    "application.decided": _decided,
    "application.condition_lifted": lambda fact: f"Conditions lifted for {_child(fact)}",
    "application.challenged": lambda fact: f"Answer challenged by the authority ({_child(fact)})",
    "application.direction_step": _direction,
    "application.on_roll": lambda fact: f"First day on roll of {_child(fact)}",
    "application.closed": _closed,
    "consultation.answered": lambda fact: (
        f"Answered a consultation on a plan: {fact.fields['reply'].replace('_', ' ')}"
    ),
    "consultation.named": lambda _: "Named in a plan",
    "refusal.informal_noted": lambda fact: f"Said no before an application ({_child(fact)})",
    "pp_return.requested": lambda _: "PP+ return asked for",
    "pp_return.reminded": _reminded,
    "pp_return.escalated": lambda _: "Overdue PP+ return taken to the head",
    "pp_return.received": _received,
    "pp_return.accepted": lambda _: "PP+ return accepted",
    "pp_return.waived": lambda _: "PP+ return waived",
    "pp_allocation.paid": _money("PP+ paid:"),
    "pp_allocation.recouped": _money("PP+ given back:"),
    "pp_spend.recorded": _money("PP+ spending accounted for:"),
    "pp_evidence.decided": _evidence,
    "pp_outcome.recorded": lambda _: "Outcome of PP+ spending recorded",
}

TIMELINE_TYPES: Final = frozenset(_WORDS)
"""Types that make a line; children's own facts, calendars and asks do not."""
