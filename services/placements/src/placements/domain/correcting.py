"""What follows when a date or a reason of an application was wrong: answers recounted, clocks anew (T35)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from kit.kernel.days import Calendar, school_days_between
from placements.domain.application import Application
from placements.domain.application_states import ApplicationState
from placements.domain.authority_settings import AuthoritySettings
from placements.domain.clock_rules import ClockRules
from placements.domain.clocks import Calendars, Clock, clock_of, restart_clock
from placements.domain.decisions import Decision, Outcome, OverturnedBy, late_by_school_days

Anchor = tuple[str, str]
"""What a clock is anchored to, and its day there, as the seed writes them with a dot between."""
RECEIPT: Final = ("application", "received_on")
DECISION: Final = ("decision", "decided_on")
REASONS: Final = ("refusal", "reasons_dated_on")
_SILENCE: Final = Outcome.NO_RESPONSE


@dataclass(frozen=True, slots=True, kw_only=True)
class Workings:
    """What dates are counted by."""

    rules: ClockRules
    calendars: Calendars
    school_calendar: Calendar
    settings: AuthoritySettings
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """The application and its clocks as they read now; `undone` are silences that were none."""

    application: Application
    clocks: tuple[Clock, ...]
    undone: tuple[UUID, ...] = ()


def with_receipt(application: Application, clocks: Sequence[Clock], received_on: date, by: Workings) -> Corrected:
    """Another day of receipt moves target, limit and every count from it."""
    moved = [_moved(clock, RECEIPT, application.received_on, received_on, by) for clock in clocks]
    return _recounted(replace(application, received_on=received_on), moved, by)


def with_decision(
    application: Application, clocks: Sequence[Clock], decision_id: UUID, decided_on: date, by: Workings
) -> Corrected:
    """Another day of an answer: what it stopped stood on that day, what it started began on it."""
    old = next(one for one in application.decisions if one.id == decision_id)
    reasons_on = decided_on if old.reasons_dated_on == old.decided_on else old.reasons_dated_on
    decisions = tuple(
        replace(one, decided_on=decided_on, reasons_dated_on=reasons_on) if one.id == decision_id else one
        for one in application.decisions
    )
    moved = [_stopped(clock, old.decided_on, decided_on, by.rules) for clock in clocks]
    moved = [_moved(clock, DECISION, old.decided_on, decided_on, by) for clock in moved]
    if old.reasons_dated_on is not None and reasons_on is not None:
        moved = [_moved(clock, REASONS, old.reasons_dated_on, reasons_on, by) for clock in moved]
    return _recounted(replace(application, decisions=decisions), moved, by)


def _recounted(application: Application, clocks: Sequence[Clock], by: Workings) -> Corrected:
    limit = clock_of(clocks, "inyear_limit")
    limit_on = limit.due_on if limit else None
    undone = tuple(_wrong_silences(application, limit_on, by.today))
    standing = [one for one in application.decisions if one.id not in undone]
    counted = [_counted(one, application, limit_on, by.school_calendar) for one in standing]
    decisions = tuple(_in_place(counted, bool(undone)))
    changed = replace(application, decisions=decisions)
    if not undone:
        return Corrected(application=changed, clocks=tuple(clocks))
    if application.state is ApplicationState.NO_RESPONSE:
        pending = ApplicationState.ACKNOWLEDGED if application.acknowledged_on else ApplicationState.SUBMITTED
        changed = replace(changed, state=pending)
    left = tuple(
        replace(clock, stopped_on=by.today) if clock.key == "silence_challenge" and clock.stopped_on is None else clock
        for clock in clocks
    )
    return Corrected(application=changed, clocks=left, undone=undone)


def _wrong_silences(application: Application, limit_on: date | None, today: date) -> Iterable[UUID]:
    """A silence was none when the answer came by the limit, or when the limit has not passed.

    Where the authority has acted on the silence alone, it stays in the record with what was done.
    """
    if limit_on is None:
        return
    answers = application.decisions
    for position, one in enumerate(answers):
        if one.outcome is not _SILENCE:
            continue
        following = answers[position + 1] if position + 1 < len(answers) else None
        untouched = application.state is ApplicationState.NO_RESPONSE
        in_time = following.decided_on <= limit_on if following else untouched and today <= limit_on
        if in_time:
            yield one.id


def _counted(decision: Decision, application: Application, limit_on: date | None, calendar: Calendar) -> Decision:
    if decision.outcome is _SILENCE and limit_on is not None:
        decision = replace(decision, decided_on=limit_on + timedelta(days=1))
    received_on = application.received_on
    return replace(
        decision,
        school_days=school_days_between(received_on, decision.decided_on, calendar) if received_on else None,
        late_by_school_days=late_by_school_days(limit_on, decision.decided_on, calendar),
    )


def _in_place(decisions: Sequence[Decision], silence_undone: bool) -> Iterable[Decision]:
    """The first that stands is the first; a first yes has turned nothing."""
    for position, one in enumerate(decisions):
        turned = one.overturned_by
        if silence_undone and position == 0 and turned is OverturnedBy.RECONSIDERED:
            turned = None
        yield replace(one, first=position == 0, overturned_by=turned)


def _moved(clock: Clock, anchor: Anchor, was: date | None, now: date, by: Workings) -> Clock:
    rule = by.rules[clock.key]
    if rule.anchor != ".".join(anchor) or clock.from_on != was:
        return clock
    return restart_clock(clock, rule, now, by.calendars, by.settings)


def _stopped(clock: Clock, was: date, now: date, rules: ClockRules) -> Clock:
    return replace(clock, stopped_on=now) if clock.stopped_on == was and "decision" in rules[clock.key].stop else clock
