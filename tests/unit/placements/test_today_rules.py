"""The morning page's own rules: whose move it is, where the day stands, how many days were lost (PL-1016)."""

from datetime import date

import pytest

from factories.calendars import EXAMPLESHIRE, EXAMPLESHIRE_TERMS
from factories.placing import a_clock, an_answer, an_application
from placements.domain.application_states import ApplicationState
from placements.domain.decisions import Outcome
from placements.domain.permitted import Situation, allowed_actions, listed_actions
from placements.domain.progress import ProgressKey, ProgressStatus, progress
from placements.domain.steps import Actor
from placements.domain.today import NextStep, Wait, WhoseMove, days_lost_by_week, next_step, place_in_year

S = ApplicationState
OFFICER = frozenset({Actor.OFFICER})


@pytest.mark.parametrize(
    ("states", "step", "by"),
    [
        ([], NextStep.ASK_SCHOOL, WhoseMove.AUTHORITY),
        ([S.WITHDRAWN], NextStep.ASK_SCHOOL, WhoseMove.AUTHORITY),
        ([S.DRAFT], NextStep.SEND_REQUEST, WhoseMove.AUTHORITY),
        ([S.DRAFT, S.SUBMITTED], NextStep.WAIT_FOR_ANSWER, WhoseMove.SCHOOL),
        ([S.REFUSED, S.SUBMITTED], NextStep.WAIT_FOR_ANSWER, WhoseMove.SCHOOL),
        ([S.REFUSED, S.NO_RESPONSE], NextStep.CHALLENGE_OR_ASK_ANOTHER, WhoseMove.AUTHORITY),
        ([S.CONDITIONAL, S.SUBMITTED], NextStep.DECIDE_ON_CONDITIONS, WhoseMove.AUTHORITY),
        ([S.REFUSED, S.OFFERED], NextStep.ACCEPT_OFFER, WhoseMove.AUTHORITY),
        ([S.ACCEPTED, S.OFFERED], NextStep.AGREE_START, WhoseMove.SCHOOL),
        ([S.START_AGREED], NextStep.CONFIRM_FIRST_DAY, WhoseMove.SCHOOL),
        ([S.CONSULTING], NextStep.FOLLOW_DIRECTION, WhoseMove.AUTHORITY),
    ],
)
def test_the_request_nearest_to_a_roll_says_what_comes_next(states: list[S], step: NextStep, by: WhoseMove) -> None:
    assert next_step(True, states) == (step, by)


def test_a_child_without_a_case_needs_one_first() -> None:
    assert next_step(False, []) == (NextStep.OPEN_CASE, WhoseMove.AUTHORITY)


def test_every_active_state_leads_to_a_next_step_of_its_own() -> None:
    for state in S:
        step, _ = next_step(True, [state])
        ended = state in {S.ON_ROLL, S.DECLINED, S.WITHDRAWN, S.SUPERSEDED, S.DUPLICATE, S.NOT_DIRECTED}
        assert (step is NextStep.ASK_SCHOOL) is ended


def test_a_monday_in_term_stands_in_its_year() -> None:
    stands = place_in_year(EXAMPLESHIRE, EXAMPLESHIRE_TERMS, date(2026, 11, 23))

    assert stands.is_school_day is True
    assert (stands.number, stands.of) == (53, 190)
    assert (stands.term, stands.term_ends_on, stands.days_left_in_term) == ("autumn", date(2026, 12, 18), 18)
    assert stands.holiday_until is None


def test_in_half_term_the_term_goes_on_and_school_begins_again_on_a_day() -> None:
    stands = place_in_year(EXAMPLESHIRE, EXAMPLESHIRE_TERMS, date(2026, 10, 28))

    assert stands.is_school_day is False
    assert stands.term == "autumn"
    assert stands.holiday_until == date(2026, 11, 2)


def test_a_weekend_is_no_holiday() -> None:
    stands = place_in_year(EXAMPLESHIRE, EXAMPLESHIRE_TERMS, date(2026, 11, 21))

    assert (stands.is_school_day, stands.holiday_until) == (False, None)


def test_in_the_summer_holiday_there_is_no_term() -> None:
    stands = place_in_year(EXAMPLESHIRE, EXAMPLESHIRE_TERMS, date(2027, 7, 28))

    assert (stands.term, stands.holiday_until) == (None, date(2027, 9, 2))


def test_without_a_calendar_nothing_is_said() -> None:
    stands = place_in_year(EXAMPLESHIRE, EXAMPLESHIRE_TERMS, date(2029, 11, 23))

    assert (stands.is_school_day, stands.number, stands.of) == (None, None, None)


def test_days_lost_are_school_days_of_each_week_up_to_today() -> None:
    waits = [Wait(date(2026, 11, 11), None), Wait(date(2026, 11, 1), date(2026, 11, 10))]

    weeks = days_lost_by_week(waits, EXAMPLESHIRE, date(2026, 11, 17))

    assert len(weeks) == 12
    assert [(week.monday, week.school_days) for week in weeks[-3:]] == [
        (date(2026, 11, 2), 5),
        (date(2026, 11, 9), 2 + 2),
        (date(2026, 11, 16), 2),
    ]
    assert sum(week.school_days for week in weeks[:-3]) == 0


def test_a_list_offers_only_steps_that_need_no_form() -> None:
    head = frozenset({Actor.VSH, Actor.OFFICER})

    assert {action.action for action in listed_actions(S.OFFERED, head, Situation())} == {"accept_offer"}
    assert {action.action for action in listed_actions(S.SUBMITTED, head, Situation())} == {"send_reminders"}
    assert listed_actions(S.CONDITIONAL, head, Situation()) == []


def test_somebody_who_may_only_read_is_offered_nothing() -> None:
    assert all(allowed_actions(state, frozenset(), Situation()) == [] for state in S)


@pytest.mark.parametrize(
    ("situation", "reason"),
    [
        (Situation(missing=["/child/surname"]), "incomplete"),
        (Situation(approval_missing=True, missing=["/child/surname"]), "approval_missing"),
        (Situation(school_open=False, approval_missing=True), "school_closed"),
        (Situation(not_looked_after=True, school_open=False), "not_looked_after"),
    ],
)
def test_a_guard_is_shown_before_it_refuses(situation: Situation, reason: str) -> None:
    [ready] = [action for action in allowed_actions(S.DRAFT, OFFICER, situation) if action.action == "make_ready"]

    assert (ready.enabled, ready.reason) == (False, reason)


def test_a_school_reminded_today_is_not_reminded_again() -> None:
    [remind] = listed_actions(S.SUBMITTED, OFFICER, Situation(reminded_today=True))

    assert (remind.action, remind.enabled, remind.reason) == ("send_reminders", False, "reminder_too_soon")


def test_the_way_shows_what_is_done_missed_now_and_next() -> None:
    received_on = date(2026, 11, 9)
    clocks = [a_clock(key, received_on, EXAMPLESHIRE) for key in ("inyear_target", "inyear_limit")]
    application = an_application(S.SUBMITTED, received_on=received_on)

    marks = progress(application, clocks, date(2026, 11, 24))

    assert [(mark.key, mark.status) for mark in marks] == [
        (ProgressKey.RECEIVED, ProgressStatus.DONE),
        (ProgressKey.ACKNOWLEDGED, ProgressStatus.NOW),
        (ProgressKey.TARGET, ProgressStatus.MISSED),
        (ProgressKey.LIMIT, ProgressStatus.NEXT),
        (ProgressKey.ANSWER, ProgressStatus.NEXT),
        (ProgressKey.ACCEPTED, ProgressStatus.NEXT),
        (ProgressKey.START_AGREED, ProgressStatus.NEXT),
        (ProgressKey.ON_ROLL, ProgressStatus.NEXT),
    ]


def test_a_way_that_has_ended_shows_nothing_to_come() -> None:
    withdrawn = an_application(S.WITHDRAWN, received_on=date(2026, 11, 9), decisions=(an_answer(Outcome.REFUSED),))

    marks = progress(withdrawn, [], date(2026, 11, 24))

    assert [mark.key for mark in marks] == [ProgressKey.RECEIVED, ProgressKey.ANSWER]
