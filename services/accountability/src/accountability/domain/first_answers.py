"""What a school said first, silence and conditions included (P1, P2, P4; AC-S11, AC-S12)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from accountability.domain.applications import Answer, Application
from accountability.domain.reasons import NOT_ELIGIBLE
from kit.kernel.days import Calendar, add_school_days, school_days_between

ANSWER_LIMIT: Final = 15
"""School days to a first answer that must not pass (School Admissions Code 2021 paragraph 2.30)."""
CONDITION_LIFT_LIMIT: Final = 5


class CalendarMissing(Exception):
    """A count needs days no calendar covers; it is never guessed (AC-18)."""


@dataclass(frozen=True, slots=True)
class FirstOutcome:
    """`is_refusal`: refused, silent past the limit, or conditional and not lifted in time (P2)."""

    on: date
    is_refusal: bool
    reason: str | None
    ground: str | None


@dataclass(frozen=True, slots=True)
class Wait:
    """School days until a real answer, or so far."""

    school_days: int
    is_over: bool


def school_days(after: date, until: date, calendar: Calendar) -> int:
    """Raises `CalendarMissing`."""
    days = school_days_between(after, until, calendar)
    if days is None:
        raise CalendarMissing
    return days


def first_outcome(application: Application, calendar: Calendar, today: date) -> FirstOutcome | None:
    """None while it is open, or when the application was never to be answered.

    Out of P1 to P3: what the authority withdrew, and children the school could not take by law (`NOT_ELIGIBLE`).
    """
    if application.close_side == "authority" or is_not_eligible(application):
        return None
    answer = application.first_answer
    if answer is None:
        return _silence(application, calendar, today)
    if answer.outcome == "no_response" or _came_too_late(answer):
        return FirstOutcome(answer.decided_on, True, "NO_RESPONSE", answer.ground)
    if answer.outcome == "conditional":
        return _conditional(application, answer, calendar, today)
    refused = answer.outcome == "refused"
    return FirstOutcome(answer.decided_on, refused, _reason(answer), answer.ground if refused else None)


def wait_for_answer(application: Application, calendar: Calendar, as_of: date) -> Wait | None:
    """Silence is no answer: the time runs on until a real one (P4a, P4b). None for what was withdrawn."""
    real = next((one for one in application.answers if one.outcome != "no_response"), None)
    if real is not None and real.decided_on <= as_of:
        counted = real.school_days
        if counted is None:
            counted = school_days(application.received_on, real.decided_on, calendar)
        return Wait(counted, is_over=True)
    if application.close_side is not None:
        return None
    return Wait(school_days(application.received_on, as_of, calendar), is_over=False)


def is_not_eligible(application: Application) -> bool:
    """The first code of the first answer decides (AC-35)."""
    answer = application.first_answer
    return answer is not None and answer.reason_codes[:1] == (NOT_ELIGIBLE,)


def _came_too_late(answer: Answer) -> bool:
    """An answer after the limit follows a silence that had already become one (AC-S12)."""
    return answer.school_days is not None and answer.school_days > ANSWER_LIMIT


def _silence(application: Application, calendar: Calendar, today: date) -> FirstOutcome | None:
    if application.close_side is not None or (today - application.received_on).days <= ANSWER_LIMIT:
        return None  # no more school days than days can have passed
    if school_days(application.received_on, today, calendar) <= ANSWER_LIMIT:
        return None
    passed_on = add_school_days(application.received_on, ANSWER_LIMIT + 1, calendar)
    if passed_on is None:
        raise CalendarMissing
    return FirstOutcome(passed_on, True, "NO_RESPONSE", None)


def _conditional(application: Application, answer: Answer, calendar: Calendar, today: date) -> FirstOutcome | None:
    """Pending for 5 school days, then a refusal; lifted in time, an offer (PL-708)."""
    lifted = [day for day in application.lifted_on if day >= answer.decided_on]
    until = min(lifted, default=today)
    days = school_days(answer.decided_on, until, calendar)
    if days > CONDITION_LIFT_LIMIT:
        return FirstOutcome(answer.decided_on, True, _reason(answer), answer.ground)
    return FirstOutcome(answer.decided_on, False, None, None) if lifted else None


def _reason(answer: Answer) -> str | None:
    return answer.reason_codes[0] if answer.reason_codes else None
