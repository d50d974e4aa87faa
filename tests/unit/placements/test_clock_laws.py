"""What holds for every clock on every calendar: inverse laws, gaps, closures, leap days, the turning of the clocks."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.calendars import EXAMPLESHIRE, EXAMPLESHIRE_INSET, EXAMPLESHIRE_TERMS, a_year
from factories.placing import a_clock
from kit.kernel.clock import london_date
from kit.kernel.days import Calendar, Span, add_calendar_days, school_days_between
from placements.domain.authority_settings import AuthoritySettings, LocalTarget
from placements.domain.clock_rules import NOT_BEFORE, ClockRule, days_between, due_dates
from placements.domain.clock_units import CalendarRole, Unit
from placements.domain.clocks import ClockSense, ClockState, read_clock, recompute, restart_clock
from placements.store.seeds import clock_rules

RULES = clock_rules()
COUNTED = [rule for rule in RULES.rules.values() if isinstance(rule.unit, Unit)]
SCHOOL_DAY_RULES = [rule for rule in COUNTED if rule.unit is Unit.SCHOOL_DAYS]
a_rule = st.sampled_from(COUNTED)
a_school_rule = st.sampled_from(SCHOOL_DAY_RULES)
a_day = st.dates(date(2026, 8, 1), date(2027, 6, 1))
any_day = st.dates(date(2023, 1, 1), date(2028, 6, 30))
school_day = st.sampled_from(EXAMPLESHIRE.school_days)
HALF_YEAR_TERMS = EXAMPLESHIRE_TERMS[:2]


def calendars(calendar: Calendar) -> dict[CalendarRole, Calendar]:
    return dict.fromkeys(CalendarRole, calendar)


@given(rule=a_rule, anchor=a_day)
def test_a_due_date_lies_as_many_days_away_as_its_rule_says(rule: ClockRule, anchor: date) -> None:
    """PL-403: the count to the due date gives the number back; "beginning with" counts the first day as one."""
    due = due_dates(rule, anchor, EXAMPLESHIRE).due_on

    if due is None:
        return
    after = anchor - timedelta(days=1) if rule.inclusive is True else anchor
    assert days_between(after, due, rule.unit_for(AuthoritySettings()), EXAMPLESHIRE) == rule.n


@given(rule=a_rule, first=a_day, second=a_day)
def test_a_clock_that_begins_later_is_never_due_earlier(rule: ClockRule, first: date, second: date) -> None:
    early, late = sorted((first, second))

    sooner, later = due_dates(rule, early, EXAMPLESHIRE).due_on, due_dates(rule, late, EXAMPLESHIRE).due_on

    if sooner and later:
        assert sooner <= later


@given(rule=a_school_rule, anchor=a_day, closures=st.sets(school_day, max_size=12))
def test_a_closure_moves_a_school_day_clock_later_or_leaves_it(
    rule: ClockRule, anchor: date, closures: set[date]
) -> None:
    closed = Calendar.of([a_year(EXAMPLESHIRE_TERMS, (*EXAMPLESHIRE_INSET, *closures), version=2)])
    clock = a_clock(rule.key, anchor, EXAMPLESHIRE)

    moved = recompute(clock, RULES, calendars(closed))

    assert (moved.id, moved.from_on, moved.rule_version) == (clock.id, clock.from_on, clock.rule_version)
    if clock.due_on and moved.due_on:
        assert moved.due_on >= clock.due_on
        assert not closures & {moved.due_on}


@given(rule=a_school_rule, anchor=st.dates(date(2026, 9, 1), date(2027, 7, 31)))
def test_a_gap_in_the_calendars_is_never_counted_over(rule: ClockRule, anchor: date) -> None:
    """PL-314: autumn and summer are known, spring is not: no date is guessed across it."""
    autumn = a_year(HALF_YEAR_TERMS, EXAMPLESHIRE_INSET, covered=Span(date(2026, 8, 1), date(2026, 12, 31)))
    known = Calendar.of([autumn])
    clock = a_clock(rule.key, anchor, known)

    if clock.due_on is None:
        assert clock.state_on(date(2028, 1, 1)) is ClockState.CALENDAR_MISSING
        assert school_days_between(anchor, date(2027, 7, 31), known) is None or anchor >= date(2027, 7, 31)
    else:
        assert clock.due_on <= date(2026, 12, 31)
        assert clock.due_on == a_clock(rule.key, anchor, EXAMPLESHIRE).due_on


@given(rule=a_rule, first=a_day, second=a_day)
def test_a_clock_begun_anew_is_the_clock_that_begins_there(rule: ClockRule, first: date, second: date) -> None:
    """T35: a corrected clock reads as if it had been right from the beginning, and going back undoes it."""
    clock = a_clock(rule.key, first, EXAMPLESHIRE)

    there = restart_clock(clock, rule, second, calendars(EXAMPLESHIRE))
    back = restart_clock(there, rule, first, calendars(EXAMPLESHIRE))

    assert there.due_on == a_clock(rule.key, second, EXAMPLESHIRE).due_on
    assert back == clock


@given(rule=a_rule, anchor=a_day, today=a_day)
def test_days_left_and_days_past_meet_at_the_due_date(rule: ClockRule, anchor: date, today: date) -> None:
    clock = a_clock(rule.key, anchor, EXAMPLESHIRE)
    reading = read_clock(clock, rule, EXAMPLESHIRE, today)

    if clock.due_on is None:
        assert (reading.state, reading.days) == (ClockState.CALENDAR_MISSING, None)
    elif today <= clock.due_on:
        assert (reading.state, reading.sense) == (ClockState.RUNNING, ClockSense.LEFT)
    else:
        assert reading.state is ClockState.MISSED
        assert reading.sense is (ClockSense.LEFT if rule.kind == NOT_BEFORE else ClockSense.PAST)


@given(n=st.integers(1, 40), unit=st.sampled_from([Unit.SCHOOL_DAYS, Unit.WORKING_DAYS]), anchor=a_day)
def test_pl_803_a_local_target_never_lies_after_the_national_one(n: int, unit: Unit, anchor: date) -> None:
    settings = AuthoritySettings(local_targets={"inyear_target": LocalTarget(n, unit)})

    dates = due_dates(RULES["inyear_target"], anchor, EXAMPLESHIRE, settings)

    if dates.due_on and dates.local_due_on:
        assert dates.local_due_on <= dates.due_on


@given(anchor=any_day, n=st.integers(1, 400))
def test_calendar_days_count_every_day_and_the_29th_of_february(anchor: date, n: int) -> None:
    assert add_calendar_days(anchor, n) - anchor == timedelta(days=n)
    assert add_calendar_days(anchor, n, inclusive=True) == add_calendar_days(anchor - timedelta(days=1), n)


@pytest.mark.parametrize(
    ("served_on", "referral_until", "earliest"),
    [("2028-02-22", "2028-02-29", "2028-03-01"), ("2027-02-22", "2027-03-01", "2027-03-02")],
)
def test_a_leap_day_is_a_day_of_the_period(served_on: str, referral_until: str, earliest: str) -> None:
    served = date.fromisoformat(served_on)

    assert a_clock("s97a_osa_referral", served, EXAMPLESHIRE).due_on == date.fromisoformat(referral_until)
    assert a_clock("s97a_earliest", served, EXAMPLESHIRE).due_on == date.fromisoformat(earliest)


@given(day=st.sampled_from([date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31)]), minute=st.integers(0, 1499))
def test_on_the_nights_the_clocks_turn_a_deadline_ends_at_midnight_in_london(day: date, minute: int) -> None:
    """PL-404, PL-405: summer time makes one day 25 hours long and another 23; both are one day."""
    clock = a_clock("s97a_consult_reply", day - timedelta(days=7), EXAMPLESHIRE)
    instant = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=1) + timedelta(minutes=minute)

    today = london_date(instant)

    assert clock.due_on == day
    assert (clock.state_on(today) is ClockState.MISSED) is (today > day)
    assert today - day in {timedelta(days=-1), timedelta(0), timedelta(days=1)}
