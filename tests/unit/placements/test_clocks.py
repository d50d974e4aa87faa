"""Clocks: due dates, local targets, states and what is read on a day (section 10, PL-801 to PL-805)."""

from dataclasses import replace
from datetime import date

import pytest

from factories.calendars import EXAMPLESHIRE, NORTHSTAR, WESTBOROUGH, exampleshire
from factories.placing import a_clock
from kit.kernel.days import NO_CALENDAR
from placements.domain.authority_settings import AuthoritySettings, LocalTarget
from placements.domain.clock_rules import due_dates
from placements.domain.clock_units import CalendarRole, Force, Unit
from placements.domain.clocks import ClockSense, ClockState, clock_of, read_clock, recompute, stop_clocks
from placements.store.seeds import clock_rules, legal_refs

RULES = clock_rules()


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("key", "from_on", "due_on"),
    [
        ("inyear_target", "2026-11-09", "2026-11-23"),
        ("inyear_limit", "2026-11-09", "2026-12-01"),
        ("case_no_drift", "2026-09-14", "2026-10-12"),
        ("challenge_reply", "2026-11-05", "2026-11-10"),
        ("s97a_consult_reply", "2026-11-10", "2026-11-17"),
        ("s97a_osa_referral", "2026-11-19", "2026-11-26"),
        ("s97a_earliest", "2026-11-19", "2026-11-27"),
        ("s96_osa_referral", "2027-01-18", "2027-02-01"),
        ("s96_earliest", "2027-01-18", "2027-02-02"),
        ("s95a_earliest", "2026-11-09", "2026-11-17"),
        ("pep_on_start", "2026-11-24", "2026-12-08"),
        ("pep_initial", "2026-11-02", "2026-11-16"),
        ("fap_allocate", "2027-01-11", "2027-02-08"),
        ("sos_chase_1", "2026-11-23", "2026-12-07"),
        ("sos_chase_2", "2026-11-23", "2026-12-21"),
        ("sos_academy_reply", "2026-11-23", "2026-11-30"),
        ("conditional_lift", "2026-11-13", "2026-11-20"),
    ],
)
def test_a_clock_is_due_as_the_scenarios_say(key: str, from_on: str, due_on: str) -> None:
    assert a_clock(key, day(from_on), EXAMPLESHIRE).due_on == day(due_on)


def test_the_other_reading_of_the_direction_period_is_a_setting() -> None:
    """PL-807: + 6 and + 7 with `direction_period_inclusive`."""
    inclusive = AuthoritySettings(direction_period_inclusive=True)
    served_on = day("2026-11-19")

    referral = due_dates(RULES["s97a_osa_referral"], served_on, NO_CALENDAR, inclusive)
    earliest = due_dates(RULES["s97a_earliest"], served_on, NO_CALENDAR, inclusive)

    assert (referral.due_on, earliest.due_on) == (day("2026-11-25"), day("2026-11-26"))


def test_the_unit_of_a_plan_consultation_is_a_setting() -> None:
    sent_on = day("2026-11-09")

    by_default = due_dates(RULES["ehcp_consult"], sent_on, EXAMPLESHIRE)
    in_school_days = due_dates(
        RULES["ehcp_consult"], sent_on, EXAMPLESHIRE, AuthoritySettings(ehcp_consult_unit=Unit.SCHOOL_DAYS)
    )

    assert (by_default.due_on, in_school_days.due_on) == (day("2026-11-24"), day("2026-12-01"))


def test_a_local_target_shortens_and_never_lengthens() -> None:
    """PL-803."""
    shorter = AuthoritySettings(local_targets={"inyear_target": LocalTarget(7, Unit.SCHOOL_DAYS)})
    longer = AuthoritySettings(local_targets={"inyear_target": LocalTarget(14, Unit.SCHOOL_DAYS)})
    on_the_limit = AuthoritySettings(local_targets={"inyear_limit": LocalTarget(7, Unit.SCHOOL_DAYS)})
    received_on = day("2026-11-09")

    short = due_dates(RULES["inyear_target"], received_on, EXAMPLESHIRE, shorter)
    long = due_dates(RULES["inyear_target"], received_on, EXAMPLESHIRE, longer)
    limit = due_dates(RULES["inyear_limit"], received_on, EXAMPLESHIRE, on_the_limit)

    assert short.local_due_on == day("2026-11-18")
    assert long.local_due_on == long.due_on == day("2026-11-23")
    assert limit.local_due_on is None


def test_without_a_calendar_there_is_no_date_and_the_clock_says_so() -> None:
    """PL-314."""
    clock = a_clock("inyear_limit", day("2027-07-20"), NORTHSTAR)

    reading = read_clock(clock, RULES["inyear_limit"], NORTHSTAR, day("2027-07-21"))

    assert clock.due_on is None
    assert (reading.state, reading.days) == (ClockState.CALENDAR_MISSING, None)


def test_working_and_calendar_days_need_no_calendar() -> None:
    assert a_clock("accept_reply", day("2026-11-19"), NO_CALENDAR).due_on == day("2026-11-23")
    assert a_clock("s97a_consult_reply", day("2026-11-10"), NO_CALENDAR).due_on == day("2026-11-17")


def test_a_clock_runs_to_the_end_of_its_day_and_is_missed_from_the_next() -> None:
    """PL-404."""
    clock = a_clock("inyear_limit", day("2026-11-09"), EXAMPLESHIRE)

    assert clock.state_on(day("2026-12-01")) is ClockState.RUNNING
    assert clock.state_on(day("2026-12-02")) is ClockState.MISSED


def test_what_was_met_stays_met_and_what_came_late_stays_missed() -> None:
    clock = a_clock("inyear_limit", day("2026-11-09"), EXAMPLESHIRE)

    in_time = replace(clock, stopped_on=day("2026-12-01"))
    late = replace(clock, stopped_on=day("2026-12-02"))

    assert in_time.state_on(day("2027-03-01")) is ClockState.MET
    assert late.state_on(day("2027-03-01")) is ClockState.MISSED


@pytest.mark.parametrize(
    ("stopped_on", "today", "sense", "days"),
    [
        (None, "2026-11-26", ClockSense.LEFT, 2),
        (None, "2026-12-01", ClockSense.LEFT, 0),
        (None, "2026-12-04", ClockSense.PAST, 3),
        ("2026-11-19", "2026-12-04", ClockSense.USED, 8),
        ("2026-12-03", "2026-12-10", ClockSense.PAST, 2),
    ],
)
def test_days_beside_a_clock_are_left_past_or_used(
    stopped_on: str | None, today: str, sense: ClockSense, days: int
) -> None:
    clock = a_clock("inyear_limit", day("2026-11-09"), EXAMPLESHIRE, stopped_on=day(stopped_on) if stopped_on else None)

    reading = read_clock(clock, RULES["inyear_limit"], EXAMPLESHIRE, day(today))

    assert (reading.sense, reading.days, reading.force) == (sense, days, Force.MUST)


def test_a_fact_stops_what_waits_for_it_and_nothing_else() -> None:
    received_on = day("2026-11-09")
    clocks = [a_clock(key, received_on, EXAMPLESHIRE) for key in ("inyear_target", "inyear_limit", "ack_expected")]

    acknowledged = stop_clocks(clocks, RULES, "acknowledged", day("2026-11-10"))
    decided = stop_clocks(clocks, RULES, "decision", day("2026-11-19"))

    assert [clock.key for clock in acknowledged] == ["ack_expected"]
    assert {clock.key for clock in decided} == {"inyear_target", "inyear_limit", "ack_expected"}
    assert stop_clocks(decided, RULES, "decision", day("2026-11-20")) == []


def test_a_new_calendar_moves_a_running_clock_and_keeps_its_rule() -> None:
    """PL-315."""
    received_on = day("2026-11-10")
    clock = a_clock("inyear_limit", received_on, EXAMPLESHIRE)
    snow = exampleshire("2026-11-16", "2026-11-17", version=2)

    moved = recompute(clock, RULES, dict.fromkeys(CalendarRole, snow))

    assert (clock.due_on, moved.due_on) == (day("2026-12-02"), day("2026-12-04"))
    assert (clock.calendar_version, moved.calendar_version) == (1, 2)
    assert (moved.id, moved.rule_version) == (clock.id, clock.rule_version)


def test_a_clock_names_the_calendar_it_was_worked_out_by() -> None:
    own = a_clock("inyear_target", day("2026-10-14"), NORTHSTAR)
    authority = a_clock("inyear_target", day("2026-10-06"), WESTBOROUGH)

    assert (own.calendar_owner, own.calendar_version, own.inherited) == ("school:100002", 1, False)
    assert (authority.calendar_owner, authority.due_on) == ("authority:801", day("2026-10-21"))


def test_the_latest_clock_of_a_key_counts() -> None:
    early, late = (a_clock("accept_reply", day(on), NO_CALENDAR) for on in ("2026-11-09", "2026-11-16"))

    assert clock_of([late, early], "accept_reply") == late
    assert clock_of([late], "inyear_limit") is None


def test_every_rule_names_a_source_that_can_be_printed_and_a_calendar_for_school_days() -> None:
    refs = legal_refs().refs

    for rule in RULES.rules.values():
        assert rule.ref is None or rule.ref in refs
        assert rule.unit is not Unit.SCHOOL_DAYS or rule.calendar is not None
        assert rule.force is not Force.MUST or rule.ref is not None


def test_only_confirmed_paragraphs_are_printed() -> None:
    """PL-818."""
    refs = legal_refs()

    assert refs.printed(["code_3_10", "code_2_30", "code_2_28"]) == [
        "School Admissions Code 2021, paragraph 3.10",
        "School Admissions Code 2021",
    ]
