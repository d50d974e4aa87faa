"""Whose move a date is, and what a new head is told first (PL-1015)."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from kit.kernel.ids import new_id
from placements.domain.application_states import ApplicationState
from placements.domain.clock_units import Force
from placements.domain.reports.handover import (
    PROMISED,
    SIDE_OF_CLOCK,
    OpenCase,
    OpenDate,
    Side,
    WhyFirst,
    act_this_week,
    promised,
    to_know_first,
    waits_for,
)
from placements.store.seeds import clock_rules

TODAY = date(2026, 11, 20)
NO_CLOCKS = {"start", "provision_review"}
"""Agreed days that are no clock."""


def a_date(key: str, on: date) -> OpenDate:
    return OpenDate(
        key=key,
        on=on,
        force=Force.LOCAL,
        child_id=UUID(int=1),
        case_id=UUID(int=2),
        application_id=None,
        reference=None,
        school_urn=None,
    )


def a_case(days: int | None, **given: Any) -> OpenCase:
    facts: dict[str, Any] = {"case_id": new_id(), "child_id": new_id(), "states": (), "part_time": False}
    return OpenCase(school_days=days, **{**facts, **given})


def test_every_clock_the_handover_names_is_one_that_runs() -> None:
    assert (set(SIDE_OF_CLOCK) | PROMISED) - NO_CLOCKS <= set(clock_rules().rules)


@pytest.mark.parametrize(("days", "told"), [(-1, True), (0, True), (7, True), (8, False)])
def test_ours_is_told_when_it_is_past_or_comes_within_a_week(days: int, told: bool) -> None:
    ours = a_date("s97a_notice", TODAY + timedelta(days=days))

    assert (act_this_week([ours], TODAY) == [ours]) is told


def test_what_a_school_owes_is_not_ours_and_a_promise_becomes_ours_once_its_day_has_passed() -> None:
    limit = a_date("inyear_limit", TODAY)
    review, overdue = a_date("part_time_review", TODAY), a_date("part_time_review", TODAY - timedelta(days=1))

    assert act_this_week([limit, review, overdue], TODAY) == [overdue]
    assert promised([limit, review, overdue]) == [review, overdue]


def test_at_most_eight_children_directions_first_then_part_time_then_the_longest_wait() -> None:
    waits = [a_case(days) for days in range(10)]
    directing = a_case(1, states=(ApplicationState.NOTICE_SERVED,))
    part_time = a_case(None, part_time=True)

    first = to_know_first([*waits, part_time, directing])

    assert [why for _, why in first] == [WhyFirst.DIRECTING, WhyFirst.PART_TIME, *[WhyFirst.LONGEST_WAIT] * 6]
    assert [case.school_days for case, _ in first[2:]] == [9, 8, 7, 6, 5, 4]


def test_a_consultation_that_was_answered_waits_for_the_notice() -> None:
    assert waits_for(ApplicationState.CONSULTING, ()) is Side.SCHOOL
    assert waits_for(ApplicationState.CONSULTING, {"s97a_notice"}) is Side.SIGNATORY
    assert waits_for(ApplicationState.OFFERED, ()) is None
