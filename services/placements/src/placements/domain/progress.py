"""The way from request to roll in a few marks, as the page of an application shows it (PL-1120 `steps`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from placements.domain.application import Application
from placements.domain.application_states import TERMINAL, ApplicationState
from placements.domain.clocks import Clock, ClockState, clock_of


class ProgressKey(StrEnum):
    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    TARGET = "target"
    LIMIT = "limit"
    ANSWER = "answer"
    ACCEPTED = "accepted"
    START_AGREED = "start_agreed"
    ON_ROLL = "on_roll"


class ProgressStatus(StrEnum):
    DONE = "done"
    MISSED = "missed"
    NOW = "now"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class Progress:
    key: ProgressKey
    status: ProgressStatus
    on: date | None


def progress(application: Application, clocks: Sequence[Clock], today: date) -> list[Progress]:
    """What is done stands with its day, a date that passed is missed, the first thing still to come is now."""
    marks = [
        _event(ProgressKey.RECEIVED, application.received_on),
        _event(ProgressKey.ACKNOWLEDGED, application.acknowledged_on, optional=bool(application.decisions)),
        _date(ProgressKey.TARGET, clock_of(clocks, "inyear_target"), today),
        _date(ProgressKey.LIMIT, clock_of(clocks, "inyear_limit"), today),
        _event(ProgressKey.ANSWER, _answered_on(application)),
        _event(ProgressKey.ACCEPTED, application.accepted_on),
        _event(ProgressKey.START_AGREED, _start_agreed_on(application)),
        _event(ProgressKey.ON_ROLL, application.first_day_on),
    ]
    shown = [mark for mark in marks if mark is not None]
    if application.state in TERMINAL:
        return [mark for mark in shown if mark.status is not ProgressStatus.NEXT]
    return _with_now(shown)


def _event(key: ProgressKey, on: date | None, *, optional: bool = False) -> Progress | None:
    if on is None and optional:
        return None
    return Progress(key, ProgressStatus.DONE if on else ProgressStatus.NEXT, on)


def _date(key: ProgressKey, clock: Clock | None, today: date) -> Progress | None:
    """A date to keep: done when it was kept, missed when it passed, next while it lies ahead."""
    if clock is None:
        return None
    states = {ClockState.MET: ProgressStatus.DONE, ClockState.MISSED: ProgressStatus.MISSED}
    return Progress(key, states.get(clock.state_on(today), ProgressStatus.NEXT), clock.local_due_on or clock.due_on)


def _answered_on(application: Application) -> date | None:
    answer = application.answer
    return None if answer is None or application.state is ApplicationState.NO_RESPONSE else answer.decided_on


def _start_agreed_on(application: Application) -> date | None:
    agreed = {ApplicationState.START_AGREED, ApplicationState.ON_ROLL}
    return application.start_on if application.state in agreed else None


def _with_now(marks: Sequence[Progress]) -> list[Progress]:
    first = next((mark for mark in marks if mark.status is ProgressStatus.NEXT), None)
    return [Progress(mark.key, ProgressStatus.NOW, mark.on) if mark is first else mark for mark in marks]
