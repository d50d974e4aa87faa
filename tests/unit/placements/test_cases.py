"""Cases: their state on a day, the Key Stage 4 gate and the days they cost (section 7)."""

from datetime import date

import pytest

from factories.calendars import EXAMPLESHIRE, NORTHSTAR
from factories.placing import a_case
from kit.kernel.ids import new_id
from placements.domain.application_states import ApplicationState
from placements.domain.case_counters import Schooling, count_days
from placements.domain.cases import CaseClosedReason, CaseReason, CaseState
from placements.domain.roll import Registration, Roll

S = ApplicationState
TODAY = date(2026, 11, 9)


def a_roll(first: str, last: str | None = None, *, full_time: bool = True) -> Roll:
    return Roll(
        id=new_id(),
        school_urn=100001,
        first_day_on=date.fromisoformat(first),
        last_day_on=date.fromisoformat(last) if last else None,
        full_time=full_time,
    )


@pytest.mark.parametrize(
    ("states", "rolls", "expected"),
    [
        ([], [], CaseState.OPEN),
        ([S.WITHDRAWN, S.DECLINED], [], CaseState.OPEN),
        ([S.DRAFT], [], CaseState.SEEKING),
        ([S.REFUSED], [], CaseState.SEEKING),
        ([S.REFUSED, S.OFFERED], [], CaseState.OFFER_PENDING_START),
        ([S.START_AGREED], [], CaseState.OFFER_PENDING_START),
        ([S.ON_ROLL], [a_roll("2026-11-02")], CaseState.PLACED),
        ([S.ON_ROLL], [a_roll("2026-11-02", full_time=False)], CaseState.PLACED_PART_TIME),
        ([S.SUBMITTED], [a_roll("2025-09-01")], CaseState.SEEKING),
        ([S.ON_ROLL], [a_roll("2026-11-10")], CaseState.OPEN),
    ],
    ids=[
        "nothing asked",
        "all ended",
        "drafted",
        "refused",
        "one offered",
        "start agreed",
        "on roll",
        "part time",
        "still at the old school",
        "first day tomorrow",
    ],
)
def test_pl_504_the_first_state_that_holds(states: list[S], rolls: list[Roll], expected: CaseState) -> None:
    assert a_case().state_on(TODAY, states, rolls) is expected


def test_a_closed_case_is_closed_whatever_else_holds() -> None:
    case = a_case(closed_on=TODAY, closed_reason=CaseClosedReason.LEFT_CARE)

    assert case.state_on(TODAY, [S.OFFERED], [a_roll("2026-11-02")]) is CaseState.CLOSED


@pytest.mark.parametrize(
    ("given", "year_group", "looked_after", "needed"),
    [
        ({"reason": CaseReason.CARE_MOVE}, "10", True, True),
        ({"reason": CaseReason.OTHER, "current_school_urn": 100001}, "11", True, True),
        ({"reason": CaseReason.OTHER}, "10", True, False),
        ({"reason": CaseReason.CARE_MOVE}, "9", True, False),
        ({"reason": CaseReason.CARE_MOVE}, "10", False, False),
        ({"reason": CaseReason.EMERGENCY_MOVE, "emergency": True}, "10", True, True),
        (
            {"reason": CaseReason.EMERGENCY_MOVE, "emergency": True, "emergency_reason": "Placement ended overnight"},
            "10",
            True,
            False,
        ),
    ],
)
def test_pl_509_the_key_stage_4_gate(
    given: dict[str, object], year_group: str, looked_after: bool, needed: bool
) -> None:
    assert a_case(**given).needs_ks4_approval(year_group, looked_after=looked_after) is needed


def test_pl_508_days_without_a_roll_and_on_part_time_are_counted_apart() -> None:
    case = a_case(need_from=date(2026, 9, 14))
    rolls = [a_roll("2026-09-01", "2026-09-18"), a_roll("2026-10-05", full_time=False)]

    counters = count_days(case, Schooling(rolls=rolls), EXAMPLESHIRE, date(2026, 10, 9))

    assert counters.school_days == 19
    assert counters.days_part_time == 5
    assert counters.days_off_roll == 10


def test_days_stop_the_day_before_a_full_time_roll() -> None:
    case = a_case(need_from=date(2026, 9, 14))

    counters = count_days(case, Schooling(rolls=[a_roll("2026-09-28")]), EXAMPLESHIRE, TODAY)

    assert (counters.school_days, counters.days_off_roll) == (9, 9)


def test_days_nobody_can_count_are_not_made_up() -> None:
    case = a_case(need_from=date(2027, 7, 20))

    counters = count_days(case, Schooling(), NORTHSTAR, date(2027, 9, 20))

    assert (counters.school_days, counters.days_off_roll) == (None, None)


def test_a_subsidiary_registration_is_no_place() -> None:
    case = a_case(need_from=date(2026, 9, 14))
    subsidiary = Roll(id=new_id(), school_urn=1, first_day_on=date(2026, 9, 14), registration=Registration.SUBSIDIARY)

    assert case.state_on(TODAY, [], [subsidiary]) is CaseState.OPEN
    assert count_days(case, Schooling(rolls=[subsidiary]), EXAMPLESHIRE, date(2026, 9, 28)).days_off_roll == 10
