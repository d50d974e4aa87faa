"""The facts table of a school: what happened in a window, as counts and pence only (AC-133)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from accountability.domain.admissions import Asking
from accountability.domain.applications import Answer, Application, applications_of
from accountability.domain.counts import tally
from accountability.domain.facts import Fact
from accountability.domain.funding_events import COUNTED_SCHEMES
from accountability.domain.median_wait import median_wait
from accountability.domain.placements_events import CLOSE_SIDES, GROUNDS, OUTCOMES
from accountability.domain.profile import Evidence
from accountability.domain.reasons import OVERTURN_ROUTES, ReasonGroup, reason_group
from accountability.domain.returns import returns_of
from accountability.domain.windows import Window

Tally = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """PP+ of looked-after and early-years schemes; `left_pence` is paid less given back less accounted for."""

    paid_pence: int
    accounted_pence: int
    given_back_pence: int
    returns_due: int
    returns_in: int
    returns_on_time: int
    chases: int

    @property
    def left_pence(self) -> int:
        return max(0, self.paid_pence - self.given_back_pence - self.accounted_pence)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactCounts:
    """No rate, whatever the numbers: facts are counted, not compared."""

    received: int
    answered: Tally
    refused_by_reason: Tally
    refused_by_ground: Tally
    within_10_school_days: int
    within_15_school_days: int
    median_school_days: int | None
    overturned: Tally
    admitted: int
    closed: Tally
    money: Money


def count_facts(evidence: Evidence, window: Window, today: date) -> FactCounts:
    """Every application and return of the school in the window, of any phase."""
    asking = Asking.of(applications_of(evidence.facts), evidence.cohort, evidence.calendar, window, today)
    ours = [one for one in asking.asked.asked if evidence.cohort.on(one.child_id, one.received_on)]
    answers = [first for one in ours if (first := one.first_answer) and first.decided_on in window]
    refusals = [one for one in answers if one.outcome == "refused"]
    days = [one.school_days for one in answers if one.school_days is not None and one.outcome != "no_response"]
    later = [one for asked in ours for one in asked.answers if one.overturned_by and one.decided_on in window]
    return FactCounts(
        received=sum(1 for one in ours if one.received_on in window),
        answered=tally(OUTCOMES, (one.outcome for one in answers)),
        refused_by_reason=tally(ReasonGroup, (_reason(one) for one in refusals)),
        refused_by_ground=tally(GROUNDS, (one.ground for one in refusals if one.ground)),
        within_10_school_days=sum(1 for one in days if one <= 10),
        within_15_school_days=sum(1 for one in days if one <= 15),
        median_school_days=median_wait(days, ()),
        overturned=_routes(later),
        admitted=sum(1 for one in ours if one.started_on and one.started_on in window),
        closed=tally(CLOSE_SIDES, _closed(asking.asked.ended, window)),
        money=_money(evidence.facts, window),
    )


def _reason(answer: Answer) -> str:
    return reason_group(answer.reason_codes[0] if answer.reason_codes else None).value


def _routes(answers: Iterable[Answer]) -> Tally:
    routes = Counter(OVERTURN_ROUTES.get(str(one.overturned_by), "other") for one in answers)
    return tuple(sorted(routes.items()))


def _closed(applications: Iterable[Application], window: Window) -> Iterable[str]:
    return (one.close_side for one in applications if one.close_side and one.closed_on and one.closed_on in window)


def _money(facts: Sequence[Fact], window: Window) -> Money:
    returns = [one for one in returns_of(facts) if one.due_on in window and not one.is_waived]
    return Money(
        paid_pence=_pence(facts, "pp_allocation.paid", "paid_on", window),
        accounted_pence=_pence(facts, "pp_spend.recorded", None, window),
        given_back_pence=_pence(facts, "pp_allocation.recouped", "received_on", window),
        returns_due=len(returns),
        returns_in=sum(1 for one in returns if one.received_on),
        returns_on_time=sum(1 for one in returns if one.received_on and one.received_on <= one.due_on),
        chases=sum(one.chases for one in returns),
    )


def _pence(facts: Sequence[Fact], kind: str, day_field: str | None, window: Window) -> int:
    """Each resource once, in its newest state."""
    newest: dict[str, Fact] = {}
    for fact in facts:
        if fact.type == kind and fact.fields.get("scheme") in COUNTED_SCHEMES:
            held = newest.get(fact.subject_id)
            if held is None or (held.version, held.event_id.bytes) < (fact.version, fact.event_id.bytes):
                newest[fact.subject_id] = fact
    days = {key: (fact.day(day_field) if day_field else None) or fact.occurred_on for key, fact in newest.items()}
    return sum(fact.fields["pence"] for key, fact in newest.items() if days[key] in window)
