"""The rules a clock runs by: data with a version, never a branch in code (section 10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from kit.kernel.days import (
    Calendar,
    add_calendar_days,
    add_school_days,
    add_working_days,
    school_days_between,
    working_days_between,
)
from placements.domain.authority_settings import DEFAULT_SETTINGS, AuthoritySettings
from placements.domain.clock_units import CalendarRole, Force, Unit

NOT_BEFORE: Final = "not_before"


@dataclass(frozen=True, slots=True)
class FromSetting:
    """The value stands in a setting of the authority."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRule:
    """One row of the seed. `kind` `not_before` is the first day a step is allowed, else a due date."""

    key: str
    n: int
    unit: Unit | FromSetting
    anchor: str
    force: Force
    stop: frozenset[str]
    calendar: CalendarRole | None = None
    inclusive: bool | FromSetting = False
    kind: str | None = None
    local: bool = False
    ref: str | None = None
    on_expiry: str | None = None
    repeat: bool = False
    guard: str | None = None
    display_only: bool = False
    version: int = 1

    def unit_for(self, settings: AuthoritySettings) -> Unit:
        return Unit(getattr(settings, self.unit.name)) if isinstance(self.unit, FromSetting) else self.unit

    def inclusive_for(self, settings: AuthoritySettings) -> bool:
        if isinstance(self.inclusive, FromSetting):
            return bool(getattr(settings, self.inclusive.name))
        return self.inclusive


@dataclass(frozen=True, slots=True)
class ClockRules:
    """The whole seed by key."""

    version: int
    rules: Mapping[str, ClockRule]

    def __getitem__(self, key: str) -> ClockRule:
        return self.rules[key]


@dataclass(frozen=True, slots=True)
class DueDates:
    """When a clock is due, and the shorter local target where the authority has set one (PL-803)."""

    due_on: date | None
    local_due_on: date | None


def due_dates(
    rule: ClockRule, anchor_on: date, calendar: Calendar, settings: AuthoritySettings = DEFAULT_SETTINGS
) -> DueDates:
    """Both dates of a clock that starts on an anchor day, which is not counted unless inclusive (PL-804)."""
    inclusive = rule.inclusive_for(settings)
    due_on = _add(anchor_on, rule.n, rule.unit_for(settings), calendar, inclusive=inclusive)
    target = settings.local_targets.get(rule.key) if rule.local else None
    if due_on is None or target is None:
        return DueDates(due_on, None)
    local = _add(anchor_on, target.n, target.unit, calendar, inclusive=inclusive)
    return DueDates(due_on, None if local is None else min(local, due_on))


def days_between(after: date, until: date, unit: Unit, calendar: Calendar) -> int | None:
    """Days of one kind in (after, until]; None where they cannot be counted."""
    match unit:
        case Unit.SCHOOL_DAYS:
            return school_days_between(after, until, calendar)
        case Unit.WORKING_DAYS:
            return working_days_between(after, until)
        case Unit.CALENDAR_DAYS:
            return max(0, (until - after).days)


def _add(anchor_on: date, n: int, unit: Unit, calendar: Calendar, *, inclusive: bool) -> date | None:
    match unit:
        case Unit.SCHOOL_DAYS:
            return add_school_days(anchor_on, n, calendar)
        case Unit.WORKING_DAYS:
            return add_working_days(anchor_on, n, inclusive=inclusive)
        case Unit.CALENDAR_DAYS:
            return add_calendar_days(anchor_on, n, inclusive=inclusive)
