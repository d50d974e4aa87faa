"""Asking a school for a place, counted: P0, P2, P3, P4a and P4b (section 5)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from accountability.domain.applications import Application, Asked, without_resubmissions
from accountability.domain.care import LookedAfter
from accountability.domain.counts import Count, known, tally
from accountability.domain.first_answers import (
    ANSWER_LIMIT,
    Wait,
    first_outcome,
    is_not_eligible,
    wait_for_answer,
)
from accountability.domain.indicators import Indicator
from accountability.domain.median_wait import median_wait
from accountability.domain.placements_events import GROUNDS
from accountability.domain.reasons import ReasonGroup, reason_group
from accountability.domain.windows import Window
from kit.kernel.days import Calendar

_REASON_ORDER: Final = tuple(group.value for group in ReasonGroup)


@dataclass(frozen=True, slots=True)
class Asking:
    """Everything one authority (or all) asked of one school and phase, and what is needed to count it."""

    asked: Asked
    cohort: LookedAfter
    calendar: Calendar
    window: Window
    today: date

    @classmethod
    def of(
        cls, applications: Iterable[Application], cohort: LookedAfter, calendar: Calendar, window: Window, today: date
    ) -> "Asking":
        return cls(without_resubmissions(applications), cohort, calendar, window, today)

    @property
    def known_until(self) -> date:
        return min(self.window.last, self.today)


def applications_received(asking: Asking) -> Count:
    """P0: distinct in-year applications by the day they were received."""
    received = [
        one
        for one in asking.asked.asked
        if one.received_on in asking.window and asking.cohort.on(one.child_id, one.received_on)
    ]
    return Count(len(received), None, known(one.child_id for one in received))


def not_eligible(asking: Asking) -> int:
    """Beside P0: asked in error of a school that could not take the child."""
    return sum(1 for one in asking.asked.asked if one.received_on in asking.window and is_not_eligible(one))


def refused_at_first(asking: Asking) -> Count:
    """P2 by the day of the first decision; a full year group stays in and is split, never excused."""
    outcomes = []
    for one in asking.asked.asked:
        first = first_outcome(one, asking.calendar, asking.today)
        if first and first.on in asking.window and asking.cohort.on(one.child_id, first.on):
            outcomes.append((one, first))
    refusals = [first for _, first in outcomes if first.is_refusal]
    return Count(
        len(refusals),
        len(outcomes),
        known(one.child_id for one, _ in outcomes),
        reasons=tally(_REASON_ORDER, (reason_group(first.reason).value for first in refusals)),
        grounds=tally(GROUNDS, (first.ground for first in refusals if first.ground)),
    )


def not_admitted(asking: Asking) -> Count:
    """P3 by the day it ended; the authority's, the child's and another school's endings are out."""
    ended = [
        (one, side)
        for one in asking.asked.ended
        if (side := _ending(one)) and not is_not_eligible(one) and _ended_on(one) in asking.window
        if asking.cohort.on(one.child_id, _ended_on(one))
    ]
    not_in = sum(1 for _, side in ended if side == "school")
    return Count(not_in, len(ended), known(one.child_id for one, _ in ended))


def days_to_decision(asking: Asking) -> Count:
    """P4a: answered of all that were or are waiting, and the Kaplan-Meier median."""
    waits = _waits(asking)
    decided = [wait.school_days for _, wait in waits if wait.is_over]
    pending = [wait.school_days for _, wait in waits if not wait.is_over]
    children = known(one.child_id for one, _ in waits)
    return Count(len(decided), len(waits), children, median_school_days=median_wait(decided, pending))


def answered_in_time(asking: Asking) -> Count:
    """P4b at 15 school days; one that waits no longer than that is not counted yet."""
    waits = [(one, wait) for one, wait in _waits(asking) if wait.is_over or wait.school_days > ANSWER_LIMIT]
    in_time = sum(1 for _, wait in waits if wait.is_over and wait.school_days <= ANSWER_LIMIT)
    return Count(in_time, len(waits), known(one.child_id for one, _ in waits))


def _waits(asking: Asking) -> list[tuple[Application, Wait]]:
    """Answered inside the window, or still waiting at its end."""
    until = asking.known_until
    waits = []
    for one in asking.asked.asked:
        if one.received_on > until or one.close_side == "authority" or is_not_eligible(one):
            continue
        answered = next((answer.decided_on for answer in one.answers if answer.outcome != "no_response"), None)
        if answered is not None and answered < asking.window.first:
            continue
        if asking.cohort.on(one.child_id, one.received_on):
            wait = wait_for_answer(one, asking.calendar, until)
            if wait:
                waits.append((one, wait))
    return waits


def _ending(application: Application) -> str | None:
    if application.close_side in {"admitted", "school"}:
        return application.close_side
    return "admitted" if application.close_side is None and application.started_on else None


def _ended_on(application: Application) -> date:
    day = application.closed_on or application.started_on
    assert day is not None
    return day


COUNTS: Final[Mapping[Indicator, Callable[[Asking], Count]]] = {
    Indicator.P0: applications_received,
    Indicator.P2: refused_at_first,
    Indicator.P3: not_admitted,
    Indicator.P4A: days_to_decision,
    Indicator.P4B: answered_in_time,
}
