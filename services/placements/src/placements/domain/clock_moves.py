"""Which running clocks are due on another day once a calendar, a setting or a rule has changed (PL-315)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from kit.kernel.days import NO_CALENDAR, Calendar
from placements.domain.application_states import TERMINAL, WITH_THE_SCHOOL, ApplicationState
from placements.domain.authority_settings import AuthoritySettings
from placements.domain.clock_rules import ClockRule, ClockRules
from placements.domain.clock_units import CalendarRole
from placements.domain.clocks import Clock, ClockState, recompute

LIMIT: Final = "inyear_limit"

Whose = tuple[int | None, str]
"""Whose days are counted: a school (None: nobody's but the authority's) and the authority it lies in."""


class MoveCause(StrEnum):
    CALENDAR = "calendar"
    SETTINGS = "settings"
    RULES = "rules"
    RECEIPT = "receipt"


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingClock:
    """A clock nothing has stopped, with what says whose days it counts."""

    clock: Clock
    child_id: UUID
    case_calendar_authority: str
    host_authority: str
    school: Whose | None = None
    application_state: ApplicationState | None = None
    limit_moved: bool = False

    def counts_days_of(self, rule: ClockRule) -> Whose | None:
        """None where the clock counts no school days, or those of a school that is not known."""
        match rule.calendar:
            case CalendarRole.SCHOOL:
                return self.school
            case CalendarRole.CASE:
                return None, self.case_calendar_authority
            case CalendarRole.HOST:
                return None, self.host_authority
            case None:
                return None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockMove:
    """A clock as it was and as it is now. `only_flagged`: the school was silent past the old limit, which
    stays written down; that the limit has moved is said beside it (PL-315)."""

    child_id: UUID
    before: Clock
    after: Clock
    only_flagged: bool = False

    @property
    def moves_a_date(self) -> bool:
        return (self.before.due_on, self.before.local_due_on) != (self.after.due_on, self.after.local_due_on)


def whose_days(standing: Iterable[StandingClock], rules: ClockRules) -> set[Whose]:
    """All the calendars that have to be looked at."""
    counted = (one.counts_days_of(rules[one.clock.key]) for one in standing)
    return {whose for whose in counted if whose is not None}


def find_moves(
    standing: Iterable[StandingClock],
    rules: ClockRules,
    calendars: Mapping[Whose, Calendar],
    settings: AuthoritySettings,
    today: date,
) -> list[ClockMove]:
    """What differs, in the order given; clocks met or missed stay. Asked again after the moves: nothing.

    Clocks without a calendar stay as they are: what runs in working or calendar days is moved by no closure,
    and the days of a served notice are those that stand in it (PL-807).
    """
    found = (_move(one, rules[one.clock.key], rules, calendars, settings, today) for one in standing)
    return [move for move in found if move is not None]


def _move(
    standing: StandingClock,
    rule: ClockRule,
    rules: ClockRules,
    calendars: Mapping[Whose, Calendar],
    settings: AuthoritySettings,
    today: date,
) -> ClockMove | None:
    if rule.calendar is None:
        return None
    whose = standing.counts_days_of(rule)
    calendar = calendars.get(whose, NO_CALENDAR) if whose else NO_CALENDAR
    before = standing.clock
    after = recompute(before, rules, {rule.calendar: calendar}, settings)
    if _is_open(standing, today):
        return ClockMove(child_id=standing.child_id, before=before, after=after) if after != before else None
    if _was_silent_too_early(standing, after):
        return ClockMove(child_id=standing.child_id, before=before, after=after, only_flagged=True)
    return None


def _is_open(standing: StandingClock, today: date) -> bool:
    """A limit that has passed is still open while nobody has written down the school's silence (decision)."""
    if standing.clock.state_on(today) in {ClockState.RUNNING, ClockState.CALENDAR_MISSING}:
        return True
    return standing.clock.key == LIMIT and standing.application_state in WITH_THE_SCHOOL


def _was_silent_too_early(standing: StandingClock, after: Clock) -> bool:
    before, state = standing.clock, standing.application_state
    if before.key != LIMIT or state is None or state in TERMINAL or standing.limit_moved:
        return False
    return before.due_on is not None and after.due_on is not None and after.due_on > before.due_on


def facts_of(move: ClockMove, cause: MoveCause) -> dict[str, Any]:
    """What the log keeps of a move: both dates and both versions (PL-315)."""
    before, after = move.before, move.after
    return {
        "clock": before.key,
        "because": cause.value,
        "due_on_before": _iso(before.due_on),
        "due_on": _iso(after.due_on),
        "local_due_on_before": _iso(before.local_due_on),
        "local_due_on": _iso(after.local_due_on),
        "calendar_owner_before": before.calendar_owner,
        "calendar_owner": after.calendar_owner,
        "calendar_version_before": before.calendar_version,
        "calendar_version": after.calendar_version,
        "rule_version_before": before.rule_version,
        "rule_version": after.rule_version,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
