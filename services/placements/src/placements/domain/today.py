"""What needs doing for a child without a place, and how many school days were lost (PL-1016)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from kit.kernel.days import Calendar, Span, Term, school_days_between
from placements.domain.application_states import DIRECTING, WITH_THE_SCHOOL, ApplicationState

WEEKS_SHOWN: Final = 12
ROWS_SHOWN: Final = 25
_S = ApplicationState


class NextStep(StrEnum):
    OPEN_CASE = "open_case"
    ASK_SCHOOL = "ask_school"
    SEND_REQUEST = "send_request"
    WAIT_FOR_ANSWER = "wait_for_answer"
    CHALLENGE_OR_ASK_ANOTHER = "challenge_or_ask_another"
    DECIDE_ON_CONDITIONS = "decide_on_conditions"
    FOLLOW_DIRECTION = "follow_direction"
    ACCEPT_OFFER = "accept_offer"
    AGREE_START = "agree_start"
    CONFIRM_FIRST_DAY = "confirm_first_day"


class WhoseMove(StrEnum):
    AUTHORITY = "authority"
    SCHOOL = "school"


_NEAREST_FIRST: Final[Sequence[tuple[Collection[ApplicationState], NextStep, WhoseMove]]] = (
    ({_S.START_AGREED}, NextStep.CONFIRM_FIRST_DAY, WhoseMove.SCHOOL),
    ({_S.ACCEPTED}, NextStep.AGREE_START, WhoseMove.SCHOOL),
    ({_S.OFFERED, _S.DIRECTED, _S.EHCP_NAMED, _S.FAP_ALLOCATED}, NextStep.ACCEPT_OFFER, WhoseMove.AUTHORITY),
    ({_S.CONDITIONAL}, NextStep.DECIDE_ON_CONDITIONS, WhoseMove.AUTHORITY),
    (DIRECTING, NextStep.FOLLOW_DIRECTION, WhoseMove.AUTHORITY),
    (
        WITH_THE_SCHOOL | {_S.CHALLENGED, _S.EHCP_CONSULTING, _S.FAP_REFERRED},
        NextStep.WAIT_FOR_ANSWER,
        WhoseMove.SCHOOL,
    ),
    ({_S.REFUSED, _S.NO_RESPONSE}, NextStep.CHALLENGE_OR_ASK_ANOTHER, WhoseMove.AUTHORITY),
    ({_S.DRAFT, _S.READY, _S.EHCP_RESPONDED}, NextStep.SEND_REQUEST, WhoseMove.AUTHORITY),
)
"""The application nearest to a roll says what comes next."""


def next_step(has_case: bool, states: Iterable[ApplicationState]) -> tuple[NextStep, WhoseMove]:
    """What moves the child on, and whose move it is."""
    if not has_case:
        return NextStep.OPEN_CASE, WhoseMove.AUTHORITY
    held = set(states)
    for nearest, step, by in _NEAREST_FIRST:
        if held & set(nearest):
            return step, by
    return NextStep.ASK_SCHOOL, WhoseMove.AUTHORITY


@dataclass(frozen=True, slots=True)
class Wait:
    """A time without a place: school days after `since`, up to and with `until` (still open: None)."""

    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Week:
    """School days lost in the week from a Monday."""

    monday: date
    school_days: int


def days_lost_by_week(waits: Sequence[Wait], calendar: Calendar, today: date) -> list[Week]:
    """The last twelve weeks up to today, the oldest first; days no calendar covers are not counted."""
    this_monday = today - timedelta(days=today.weekday())
    mondays = [this_monday - timedelta(weeks=n) for n in reversed(range(WEEKS_SHOWN))]
    return days_lost_in(mondays, waits, calendar, today)


def days_lost_in(mondays: Sequence[date], waits: Sequence[Wait], calendar: Calendar, today: date) -> list[Week]:
    """The weeks from these Mondays; the week today lies in counts up to today."""
    return [Week(monday, _lost(waits, monday, min(monday + timedelta(days=6), today), calendar)) for monday in mondays]


def _lost(waits: Sequence[Wait], monday: date, until: date, calendar: Calendar) -> int:
    before = monday - timedelta(days=1)
    return sum(
        school_days_between(max(before, wait.since), min(until, wait.until or until), calendar) or 0 for wait in waits
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolYearDay:
    """Where today stands in the authority's school year; None where the calendar does not say."""

    is_school_day: bool | None
    number: int | None
    of: int | None
    term: str | None
    term_ends_on: date | None
    days_left_in_term: int | None
    holiday_until: date | None


def place_in_year(calendar: Calendar, terms: Sequence[Term], today: date) -> SchoolYearDay:
    """Counts of the year today lies in; `terms` are that year's, each in one or more parts.

    `holiday_until` is the next school day while no part of a term is in session.
    """
    year = calendar.year_of(today)
    if year is None:
        return _UNKNOWN
    term = next((name for name, span in _whole_terms(terms).items() if today in span), None)
    ends_on = _whole_terms(terms)[term].last if term else None
    in_session = any(today in Span(part.starts_on, part.ends_on) for part in terms)
    return SchoolYearDay(
        is_school_day=today in year.school_days,
        number=sum(1 for day in year.school_days if day <= today),
        of=len(year.school_days),
        term=term,
        term_ends_on=ends_on,
        days_left_in_term=school_days_between(today, ends_on, calendar) if ends_on else None,
        holiday_until=None if in_session else next((day for day in calendar.school_days if day > today), None),
    )


def _whole_terms(parts: Sequence[Term]) -> dict[str, Span]:
    """Half terms of one name joined from their first day to their last."""
    whole: dict[str, Span] = {}
    for part in sorted(parts, key=lambda part: part.starts_on):
        first = whole[part.term].first if part.term in whole else part.starts_on
        whole[part.term] = Span(first, part.ends_on)
    return whole


_UNKNOWN: Final = SchoolYearDay(
    is_school_day=None,
    number=None,
    of=None,
    term=None,
    term_ends_on=None,
    days_left_in_term=None,
    holiday_until=None,
)


class Severity(StrEnum):
    CRITICAL = "critical"
    WARN = "warn"
    INFO = "info"


class ComingKind(StrEnum):
    """Dates shown ahead: two clocks by their keys, and the agreed first day."""

    TARGET = "inyear_target"
    LIMIT = "inyear_limit"
    START = "start"
