"""When a place is offered with a condition, and what such an answer counts as meanwhile (PL-610, PL-708, PL-512)."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Final

from placements.domain.application import Application
from placements.domain.clocks import Clock, clock_of
from placements.domain.decisions import Outcome

PART_TIME: Final = "PART_TIME"
LATE_START: Final = "LATE_START"


class AnswerStanding(StrEnum):
    """What the school's answer counts as on a day."""

    NONE = "none"
    PENDING = "pending"
    OFFERED = "offered"
    REFUSED = "refused"


_PLAIN: Final = {
    Outcome.OFFERED: AnswerStanding.OFFERED,
    Outcome.REFUSED: AnswerStanding.REFUSED,
    Outcome.NO_RESPONSE: AnswerStanding.REFUSED,
}


def implied_conditions(*, hours_per_week: int | None, full_time_hours: int, late_without_reason: bool) -> list[str]:
    """An offer below full time, or of a late start without a reason, is one with a condition, whatever it is called."""
    implied = {
        PART_TIME: hours_per_week is not None and hours_per_week < full_time_hours,
        LATE_START: late_without_reason,
    }
    return [condition for condition, holds in implied.items() if holds]


def joined(named: Iterable[str], implied: Iterable[str]) -> tuple[str, ...]:
    """Each condition once, those the school named first."""
    return tuple(dict.fromkeys([*named, *implied]))


def counts_as(application: Application, clocks: Sequence[Clock], today: date) -> AnswerStanding:
    """PL-708: a conditional answer is pending for five school days, then counted as refused unless lifted."""
    answer = application.answer
    if answer is None:
        return AnswerStanding.NONE
    if answer.outcome is not Outcome.CONDITIONAL:
        return _PLAIN[answer.outcome]
    lift = clock_of(clocks, "conditional_lift")
    passed = lift is not None and lift.due_on is not None and today > lift.due_on
    return AnswerStanding.REFUSED if passed else AnswerStanding.PENDING
