"""PL-508: what each school day of a need counts as, day by day."""

from collections.abc import Sequence
from datetime import date

import pytest

from factories.calendars import EXAMPLESHIRE
from factories.placing import a_case
from kit.kernel.ids import new_id
from placements.domain.case_counters import Schooling, count_days, count_month
from placements.domain.cases import CaseClosedReason, CaseState
from placements.domain.provision import InterimProvision, ProvisionKind, ReducedTimetable
from placements.domain.roll import Roll

NEED = date(2026, 9, 14)
FRIDAY = date(2026, 10, 9)
"""19 school days after the need began."""
SCHOOL = 100001


def a_roll(first: str, last: str | None = None, *, full_time: bool = True, urn: int = SCHOOL) -> Roll:
    return Roll(
        id=new_id(),
        school_urn=urn,
        first_day_on=date.fromisoformat(first),
        last_day_on=date.fromisoformat(last) if last else None,
        full_time=full_time,
    )


def reduced(first: str, last: str | None = None, urn: int = SCHOOL) -> ReducedTimetable:
    return ReducedTimetable(
        id=new_id(),
        school_urn=urn,
        from_on=date.fromisoformat(first),
        to_on=date.fromisoformat(last) if last else None,
        hours_per_week=10,
        agreed=True,
    )


def given(kind: ProvisionKind, first: str, last: str | None = None, hours: int = 15) -> InterimProvision:
    return InterimProvision(
        id=new_id(),
        case_id=new_id(),
        kind=kind,
        hours_per_week=hours,
        from_on=date.fromisoformat(first),
        to_on=date.fromisoformat(last) if last else None,
    )


K = ProvisionKind


@pytest.mark.parametrize(
    ("rolls", "timetables", "provisions", "expected"),
    [
        ([], [], [], (19, 19, 19, 0, 0)),
        ([], [], [given(K.TUITION, "2026-09-28")], (19, 19, 9, 0, 0)),
        ([], [], [given(K.TUITION, "2026-09-28", hours=0)], (19, 19, 19, 0, 0)),
        ([], [], [given(K.NONE, "2026-09-28")], (19, 19, 19, 0, 0)),
        ([], [], [given(K.AP_UNREGISTERED, "2026-10-05")], (19, 19, 14, 0, 5)),
        ([], [], [given(K.TUITION, "2026-09-28"), given(K.AP_UNREGISTERED, "2026-10-05")], (19, 19, 9, 0, 5)),
        ([a_roll("2026-10-05", full_time=False)], [], [], (19, 14, 14, 5, 0)),
        ([a_roll("2026-10-05")], [], [], (14, 14, 14, 0, 0)),
        ([a_roll("2026-10-05")], [reduced("2026-10-05")], [], (19, 14, 14, 5, 0)),
        ([a_roll("2026-10-05")], [reduced("2026-10-05", "2026-10-07")], [], (17, 14, 14, 3, 0)),
        ([a_roll("2026-10-05")], [reduced("2026-10-05", urn=2)], [], (14, 14, 14, 0, 0)),
        ([a_roll("2025-09-01", "2026-09-18", urn=2)], [], [], (19, 15, 15, 0, 0)),
        ([a_roll("2025-09-01", urn=2)], [reduced("2026-09-21", urn=2)], [], (19, 0, 0, 15, 0)),
    ],
    ids=[
        "nothing at all",
        "tuition from the third week",
        "tuition without hours is none",
        "no provision written down",
        "unregistered counts apart",
        "both",
        "part time from the fourth week",
        "full time ends the count",
        "full time on paper, reduced in fact",
        "reduced for three days, then full",
        "reduced at another school",
        "at the old school for the first week",
        "at the old school with fewer hours",
    ],
)
def test_every_day_counts_as_what_it_was(
    rolls: Sequence[Roll],
    timetables: Sequence[ReducedTimetable],
    provisions: Sequence[InterimProvision],
    expected: tuple[int, ...],
) -> None:
    schooling = Schooling(rolls=rolls, timetables=timetables, provisions=provisions)

    counters = count_days(a_case(need_from=NEED), schooling, EXAMPLESHIRE, FRIDAY)

    assert (
        counters.school_days,
        counters.days_off_roll,
        counters.days_no_provision,
        counters.days_part_time,
        counters.days_unregistered_ap,
    ) == expected


def test_a_case_that_has_closed_counts_no_longer() -> None:
    case = a_case(need_from=NEED, closed_on=date(2026, 9, 18), closed_reason=CaseClosedReason.LEFT_CARE)

    assert count_days(case, Schooling(), EXAMPLESHIRE, FRIDAY).days_off_roll == 4


def test_a_need_that_is_still_to_come_has_cost_nothing() -> None:
    counters = count_days(a_case(need_from=date(2027, 9, 1)), Schooling(), EXAMPLESHIRE, FRIDAY)

    assert (counters.school_days, counters.days_off_roll) == (0, 0)


def test_months_add_up_to_the_whole() -> None:
    case, schooling = a_case(need_from=NEED), Schooling(provisions=[given(K.ONLINE, "2026-09-28", "2026-10-02")])
    months = [(date(2026, 9, 1), date(2026, 9, 30)), (date(2026, 10, 1), date(2026, 10, 31))]

    parts = [count_month(case, schooling, EXAMPLESHIRE, *month) for month in months]
    whole = count_days(case, schooling, EXAMPLESHIRE, date(2026, 10, 31))

    assert [part.days_no_provision for part in parts] == [9, 15]
    assert sum(part.days_no_provision or 0 for part in parts) == whole.days_no_provision


def test_pl_504_fewer_hours_than_full_place_a_child_part_time() -> None:
    case, rolls = a_case(need_from=NEED), [a_roll("2026-10-05")]

    assert case.state_on(FRIDAY, [], rolls, [reduced("2026-10-05")]) is CaseState.PLACED_PART_TIME
    assert case.state_on(FRIDAY, [], rolls, [reduced("2026-10-05", "2026-10-08")]) is CaseState.PLACED
