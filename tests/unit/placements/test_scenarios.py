"""Scenarios of the specification as far as the rules carry them without a database (section 24)."""

from datetime import date

import pytest

from factories.calendars import EXAMPLESHIRE, NORTHSTAR, exampleshire
from factories.placing import a_clock, an_answer, an_application
from kit.kernel.days import Calendar, school_days_between
from kit.kernel.errors import StepNotAllowed
from placements.domain.application import WithdrawalReason
from placements.domain.application_states import ApplicationFlag, ApplicationState
from placements.domain.clock_units import CalendarRole
from placements.domain.clocks import ClockState, recompute
from placements.domain.decisions import Outcome, late_by_school_days
from placements.domain.steps import Step
from placements.store.seeds import clock_rules


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_pl_s01_a_plain_in_year_request_is_answered_in_time() -> None:
    received_on = day("2026-11-09")

    target = a_clock("inyear_target", received_on, EXAMPLESHIRE)
    limit = a_clock("inyear_limit", received_on, EXAMPLESHIRE)
    offered_on = day("2026-11-19")

    assert (target.due_on, limit.due_on) == (day("2026-11-23"), day("2026-12-01"))
    assert school_days_between(received_on, offered_on, EXAMPLESHIRE) == 8
    assert late_by_school_days(limit.due_on, offered_on, EXAMPLESHIRE) is None
    assert a_clock("pep_on_start", day("2026-11-24"), EXAMPLESHIRE).due_on == day("2026-12-08")


@pytest.mark.parametrize(
    ("calendar", "fifth", "target", "limit"),
    [
        (EXAMPLESHIRE, "2026-10-21", "2026-11-04", "2026-11-11"),
        (NORTHSTAR, "2026-11-05", "2026-11-12", "2026-11-19"),
    ],
    ids=["St Bede", "Northstar"],
)
def test_pl_s02_one_request_has_two_calendars_over_half_term(
    calendar: Calendar, fifth: str, target: str, limit: str
) -> None:
    received_on = day("2026-10-14")

    assert school_days_between(received_on, day(fifth), calendar) == 5
    assert a_clock("inyear_target", received_on, calendar).due_on == day(target)
    assert a_clock("inyear_limit", received_on, calendar).due_on == day(limit)


def test_pl_s02_by_the_twelfth_only_st_bede_has_let_its_limit_pass() -> None:
    received_on, today = day("2026-10-14"), day("2026-11-12")

    st_bede = a_clock("inyear_limit", received_on, EXAMPLESHIRE)
    northstar = a_clock("inyear_limit", received_on, NORTHSTAR)

    assert st_bede.state_on(today) is ClockState.MISSED
    assert northstar.state_on(today) is ClockState.RUNNING


def test_pl_s02_snow_moves_target_and_limit() -> None:
    received_on = day("2026-11-10")
    snow = dict.fromkeys(CalendarRole, exampleshire("2026-11-16", "2026-11-17", version=2))
    before = [a_clock(key, received_on, EXAMPLESHIRE) for key in ("inyear_target", "inyear_limit")]

    after = [recompute(clock, clock_rules(), snow) for clock in before]

    assert [clock.due_on for clock in before] == [day("2026-11-24"), day("2026-12-02")]
    assert [clock.due_on for clock in after] == [day("2026-11-26"), day("2026-12-04")]


def test_pl_s03_silence_over_christmas_and_a_question_that_moves_nothing() -> None:
    received_on = day("2026-12-07")
    limit = a_clock("inyear_limit", received_on, EXAMPLESHIRE)
    application = an_application(ApplicationState.SUBMITTED, received_on=received_on)

    asked = application.ask()
    silent = asked.decide(Step.LAPSE, an_answer(Outcome.NO_RESPONSE, day("2027-01-13"), codes=("NO_RESPONSE",)))

    assert a_clock("inyear_target", received_on, EXAMPLESHIRE).due_on == day("2027-01-05")
    assert limit.due_on == day("2027-01-12")
    assert asked.state is ApplicationState.SUBMITTED
    assert ApplicationFlag.INFO_REQUESTED in asked.flags
    assert limit.state_on(day("2027-01-12")) is ClockState.RUNNING
    assert limit.state_on(day("2027-01-13")) is ClockState.MISSED
    assert silent.state is ApplicationState.NO_RESPONSE
    assert silent.moved(Step.CONSULT).state is ApplicationState.CONSULTING
    assert silent.moved(Step.RECOMMEND).state is ApplicationState.NO_RESPONSE


def test_pl_s01_confirming_receipt_moves_no_clock() -> None:
    """T4: the clock does not move."""
    submitted = an_application(ApplicationState.SUBMITTED, received_on=day("2026-11-09"))

    acknowledged = submitted.acknowledge(day("2026-11-11"))

    assert acknowledged.state is ApplicationState.ACKNOWLEDGED
    assert (acknowledged.received_on, acknowledged.acknowledged_on) == (day("2026-11-09"), day("2026-11-11"))


@pytest.mark.parametrize("step", [Step.DECLINE, Step.WITHDRAW, Step.SUPERSEDE])
def test_an_ended_request_keeps_its_answers_and_never_reopens(step: Step) -> None:
    """PL-608, PL-111."""
    offered = an_application(ApplicationState.OFFERED, decisions=(an_answer(Outcome.OFFERED),))

    ended = offered.end(step, WithdrawalReason.OTHER_SCHOOL_CHOSEN, day("2026-11-20"))

    assert (ended.closed_on, ended.close_reason) == (day("2026-11-20"), "other_school_chosen")
    assert ended.decisions == offered.decisions
    with pytest.raises(StepNotAllowed):
        ended.moved(Step.OFFER)
