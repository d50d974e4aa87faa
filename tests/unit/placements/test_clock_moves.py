"""What a changed calendar moves, and what it leaves: closures never hurry anybody, and a second look finds nothing."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from factories.calendars import EXAMPLESHIRE, EXAMPLESHIRE_TERMS, exampleshire
from factories.placing import a_clock
from kit.kernel.days import Calendar, Span
from kit.kernel.ids import new_id
from placements.domain.application_states import ApplicationState
from placements.domain.authority_settings import DEFAULT_SETTINGS, AuthoritySettings, LocalTarget
from placements.domain.clock_moves import ClockMove, StandingClock, find_moves, whose_days
from placements.domain.clock_units import Unit
from placements.domain.clocks import Clock
from placements.store.seeds import clock_rules

RULES: Final = clock_rules()
ST_BEDE: Final = (100001, "800")
CASE: Final = (None, "800")
RECEIVED: Final = date(2026, 11, 9)
DAYS_OF_TERM: Final = [day for term in EXAMPLESHIRE_TERMS for day in Span(term.starts_on, term.ends_on).days()]


def standing(clock: Clock, state: ApplicationState | None = ApplicationState.SUBMITTED, **given: bool) -> StandingClock:
    return StandingClock(
        clock=clock,
        child_id=UUID(int=3),
        case_calendar_authority="800",
        host_authority="800",
        school=ST_BEDE,
        application_state=state,
        **given,
    )


def moves(
    one: StandingClock, calendar: Calendar, settings: AuthoritySettings = DEFAULT_SETTINGS, today: date = RECEIVED
) -> list[ClockMove]:
    return find_moves([one], RULES, {ST_BEDE: calendar, CASE: calendar}, settings, today)


@given(
    key=st.sampled_from(["inyear_target", "inyear_limit", "ack_expected", "case_no_drift", "fap_allocate"]),
    from_on=st.dates(date(2026, 9, 1), date(2027, 7, 1)),
    closures=st.sets(st.sampled_from(DAYS_OF_TERM), min_size=1, max_size=8),
)
def test_a_closure_never_makes_a_date_earlier_and_a_second_look_moves_nothing(
    key: str, from_on: date, closures: set[date]
):
    """PL-403, PL-315."""
    before = standing(a_clock(key, from_on, EXAMPLESHIRE))
    closed = exampleshire(*(day.isoformat() for day in closures), version=2)

    found = moves(before, closed, today=from_on)

    for move in found:
        assert move.before.due_on is not None
        assert move.after.due_on is None or move.after.due_on >= move.before.due_on
    again = [standing(move.after) for move in found]
    assert [moves(one, closed, today=from_on) for one in again] == [[] for _ in again]


def test_a_new_version_that_moves_no_day_is_kept_without_a_word():
    [move] = moves(standing(a_clock("inyear_limit", RECEIVED, EXAMPLESHIRE)), exampleshire("2027-07-20", version=2))

    assert (move.after.calendar_version, move.moves_a_date) == (2, False)


def test_clocks_met_or_missed_stay():
    snow = exampleshire("2026-11-16", version=2)
    clock = a_clock("inyear_target", RECEIVED, EXAMPLESHIRE)
    assert clock.due_on is not None
    after_it = clock.due_on + timedelta(days=1)

    assert moves(standing(clock), snow, today=after_it) == []
    assert len(moves(standing(clock), snow, today=clock.due_on)) == 1


def test_a_passed_limit_moves_while_nobody_has_written_down_the_silence():
    limit = a_clock("inyear_limit", RECEIVED, EXAMPLESHIRE)
    snow = exampleshire("2026-11-16", version=2)
    night_after = date(2026, 12, 2)

    [moved] = moves(standing(limit), snow, today=night_after)
    [flagged] = moves(standing(limit, ApplicationState.NO_RESPONSE), snow, today=night_after)

    assert (moved.only_flagged, moved.after.due_on) == (False, night_after)
    assert (flagged.only_flagged, flagged.after.due_on) == (True, night_after)


def test_a_silence_is_flagged_once_and_only_where_the_limit_moves_later():
    limit = a_clock("inyear_limit", RECEIVED, exampleshire("2026-11-16"))
    silent = standing(limit, ApplicationState.CHALLENGED)
    later, earlier = exampleshire("2026-11-16", "2026-11-17", version=2), exampleshire(version=2)
    today = date(2026, 12, 7)

    assert [move.only_flagged for move in moves(silent, later, today=today)] == [True]
    assert moves(replace(silent, limit_moved=True), later, today=today) == []
    assert moves(silent, earlier, today=today) == []
    assert moves(standing(limit, ApplicationState.WITHDRAWN), later, today=today) == []


def test_a_clock_without_a_calendar_gets_its_date_once_there_is_one():
    uncovered = a_clock("inyear_limit", RECEIVED, Calendar.of([]))

    [move] = moves(standing(uncovered), EXAMPLESHIRE, today=date(2027, 3, 1))

    assert (move.before.due_on, move.after.due_on) == (None, date(2026, 12, 1))


def test_a_shorter_target_of_the_authority_moves_only_what_may_be_shortened():
    settings = AuthoritySettings(local_targets={"inyear_target": LocalTarget(5, Unit.SCHOOL_DAYS)})
    target = standing(a_clock("inyear_target", RECEIVED, EXAMPLESHIRE))
    limit = standing(a_clock("inyear_limit", RECEIVED, EXAMPLESHIRE))

    [move] = moves(target, EXAMPLESHIRE, settings)

    assert (move.after.due_on, move.after.local_due_on) == (target.clock.due_on, date(2026, 11, 16))
    assert moves(limit, EXAMPLESHIRE, settings) == []


def test_the_days_of_a_served_notice_are_those_that_stand_in_it():
    """PL-807: another reading of the seven days counts for notices served from then on."""
    served = standing(a_clock("s97a_earliest", RECEIVED, EXAMPLESHIRE), ApplicationState.NOTICE_SERVED)

    assert moves(served, EXAMPLESHIRE, AuthoritySettings(direction_period_inclusive=True)) == []


def test_each_clock_counts_the_days_its_rule_names():
    one = replace(standing(a_clock("inyear_limit", RECEIVED, EXAMPLESHIRE)), host_authority="801")
    clocks = [replace(one, clock=replace(one.clock, id=new_id(), key=key)) for key in ("case_no_drift", "fap_allocate")]

    assert whose_days([one, *clocks], RULES) == {ST_BEDE, (None, "800"), (None, "801")}
