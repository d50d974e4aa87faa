"""A running clock: when it began, when it is due, and whether what it waits for came in time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from kit.kernel.days import NO_CALENDAR, Calendar
from kit.kernel.ids import new_id
from placements.domain.authority_settings import DEFAULT_SETTINGS, AuthoritySettings
from placements.domain.clock_rules import NOT_BEFORE, ClockRule, ClockRules, days_between, due_dates
from placements.domain.clock_units import CalendarRole, Force, Unit


class ClockState(StrEnum):
    RUNNING = "running"
    MET = "met"
    MISSED = "missed"
    CALENDAR_MISSING = "calendar_missing"


class ClockSense(StrEnum):
    """How the number of days beside a clock is meant."""

    USED = "used"
    LEFT = "left"
    PAST = "past"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One clock of a case or an application, with the rule and calendar it was worked out by (PL-801)."""

    id: UUID
    key: str
    case_id: UUID
    application_id: UUID | None
    from_on: date
    due_on: date | None
    local_due_on: date | None
    rule_version: int
    stopped_on: date | None = None
    calendar_owner: str | None = None
    calendar_version: int | None = None
    inherited: bool = False

    def state_on(self, today: date) -> ClockState:
        """A deadline is missed from the day after it on (PL-404)."""
        if self.due_on is None:
            return ClockState.MET if self.stopped_on else ClockState.CALENDAR_MISSING
        if (self.stopped_on or today) > self.due_on:
            return ClockState.MISSED
        return ClockState.MET if self.stopped_on else ClockState.RUNNING


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockReading:
    """A clock as people read it on a day."""

    clock: Clock
    force: Force
    unit: Unit
    n: int
    ref: str | None
    state: ClockState
    sense: ClockSense
    days: int | None


Calendars = Mapping[CalendarRole, Calendar]


def start_clock(
    rule: ClockRule,
    from_on: date,
    *,
    case_id: UUID,
    application_id: UUID | None,
    calendars: Calendars,
    settings: AuthoritySettings = DEFAULT_SETTINGS,
) -> Clock:
    """Starts one clock; without a calendar that covers it, it has no due date (PL-314)."""
    calendar = calendar_for(rule, calendars)
    due = due_dates(rule, from_on, calendar, settings)
    year = calendar.year_of(due.due_on or from_on)
    return Clock(
        id=new_id(),
        key=rule.key,
        case_id=case_id,
        application_id=application_id,
        from_on=from_on,
        due_on=due.due_on,
        local_due_on=due.local_due_on,
        rule_version=rule.version,
        calendar_owner=year.owner if year else None,
        calendar_version=year.version if year else None,
        inherited=bool(year and year.inherited),
    )


def stop_clocks(clocks: Iterable[Clock], rules: ClockRules, fact: str, on: date) -> list[Clock]:
    """The clocks this fact stops, stopped; a clock that stands already keeps its day."""
    return [
        replace(clock, stopped_on=on) for clock in clocks if clock.stopped_on is None and fact in rules[clock.key].stop
    ]


def recompute(
    clock: Clock, rules: ClockRules, calendars: Calendars, settings: AuthoritySettings = DEFAULT_SETTINGS
) -> Clock:
    """The same clock by the calendar as it is now; one met or missed already stays (PL-315)."""
    fresh = start_clock(
        rules[clock.key],
        clock.from_on,
        case_id=clock.case_id,
        application_id=clock.application_id,
        calendars=calendars,
        settings=settings,
    )
    return replace(fresh, id=clock.id)


def restart_clock(
    clock: Clock,
    rule: ClockRule,
    from_on: date,
    calendars: Calendars,
    settings: AuthoritySettings = DEFAULT_SETTINGS,
) -> Clock:
    """The same clock from another day; where it stands already, it stands (T35, PL-607)."""
    fresh = start_clock(
        rule,
        from_on,
        case_id=clock.case_id,
        application_id=clock.application_id,
        calendars=calendars,
        settings=settings,
    )
    return replace(fresh, id=clock.id, stopped_on=clock.stopped_on)


def read_clock(
    clock: Clock,
    rule: ClockRule,
    calendar: Calendar,
    today: date,
    settings: AuthoritySettings = DEFAULT_SETTINGS,
) -> ClockReading:
    """Days left while it runs, past when it was missed, used when it was met; None if not countable."""
    unit, state = rule.unit_for(settings), clock.state_on(today)
    until = clock.stopped_on or today
    match state:
        case ClockState.MET:
            sense, span = ClockSense.USED, (clock.from_on, until)
        case ClockState.MISSED if rule.kind != NOT_BEFORE:
            sense, span = ClockSense.PAST, (clock.due_on or until, until)
        case _:
            sense, span = ClockSense.LEFT, (today, clock.due_on or today)
    days = None if state is ClockState.CALENDAR_MISSING else days_between(*span, unit, calendar)
    return ClockReading(
        clock=clock, force=rule.force, unit=unit, n=rule.n, ref=rule.ref, state=state, sense=sense, days=days
    )


def calendar_for(rule: ClockRule, calendars: Calendars) -> Calendar:
    return calendars.get(rule.calendar, NO_CALENDAR) if rule.calendar else NO_CALENDAR


def clock_of(clocks: Sequence[Clock], key: str) -> Clock | None:
    """The latest clock of a key."""
    return max((clock for clock in clocks if clock.key == key), key=lambda clock: clock.from_on, default=None)
