"""Groups, phases and windows (AC-20 to AC-23)."""

from datetime import date

import pytest

from accountability.domain.schools import PhaseGroup, SchoolGroup, school_group
from accountability.domain.windows import WindowNotOffered, WindowType, window_of
from factories.school_facts import school

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("codes", "group"),
    [
        ((1, 2, 3, 5, 6, 28, 34, 35, 40, 41), SchoolGroup.MAINSTREAM),
        ((7, 8, 10, 12, 33, 36, 44), SchoolGroup.SPECIAL),
        ((14, 38, 42, 43), SchoolGroup.AP),
        ((15,), SchoolGroup.NURSERY),
        ((18, 31, 32, 39, 45, 46), SchoolGroup.POST_16),
        ((11, 24, 25, 26, 27, 29, 30, 37, 49, 56, 57, 999), SchoolGroup.OUT_OF_SCOPE),
    ],
)
def test_the_group_follows_the_type_code(codes: tuple[int, ...], group: SchoolGroup) -> None:
    assert {school_group(code) for code in codes} == {group}


@pytest.mark.parametrize(
    ("phase_code", "high_age", "groups"),
    [
        (2, 11, (PhaseGroup.PRIMARY,)),
        (5, 14, (PhaseGroup.SECONDARY,)),
        (7, 18, (PhaseGroup.PRIMARY, PhaseGroup.SECONDARY)),
        (0, 11, (PhaseGroup.PRIMARY,)),
        (0, 16, (PhaseGroup.SECONDARY,)),
        (0, None, (PhaseGroup.SECONDARY,)),
        (None, 11, (PhaseGroup.PRIMARY,)),
    ],
)
def test_mainstream_phase_by_register_else_by_age(
    phase_code: int | None, high_age: int | None, groups: tuple[PhaseGroup, ...]
) -> None:
    assert school(phase_code=phase_code, high_age=high_age).phase_groups == groups


def test_an_all_through_school_is_secondary_from_year_7() -> None:
    all_through = school(phase_code=7)

    assert [all_through.phase_of(year) for year in ("N", "R", "6", "7", "11", None)] == [
        *[PhaseGroup.PRIMARY] * 3,
        *[PhaseGroup.SECONDARY] * 2,
        PhaseGroup.PRIMARY,
    ]
    assert school(type_code=44).phase_groups == (PhaseGroup.SPECIAL,)
    assert school(type_code=11).phase_groups == ()


def test_r36_ends_on_the_last_day_of_the_previous_month() -> None:
    window = window_of(WindowType.R36, None, TODAY)

    assert (window.first, window.last, window.is_running) == (date(2023, 11, 1), date(2026, 10, 31), False)
    assert window.words == "36 months to 31 October 2026"


def test_the_running_month_may_be_asked_for_and_is_said_to_run() -> None:
    window = window_of(WindowType.R12, "2026-11-30", TODAY)

    assert (window.first, window.last, window.is_running) == (date(2025, 12, 1), date(2026, 11, 30), True)


def test_a_leap_year_moves_no_window() -> None:
    assert window_of(WindowType.R36, "2024-02-29", TODAY).first == date(2021, 3, 1)
    assert window_of(WindowType.R12, None, date(2025, 3, 31)).first == date(2024, 3, 1)


@pytest.mark.parametrize(("today", "first"), [(date(2026, 11, 29), 2024), (date(2026, 11, 30), 2025)])
def test_an_academic_year_is_closed_on_30_november_after_it_ends(today: date, first: int) -> None:
    window = window_of(WindowType.AY, None, today)

    assert (window.first, window.last) == (date(first, 9, 1), date(first + 1, 8, 31))
    assert window_of(WindowType.AY3, None, today).first == date(first - 2, 9, 1)


@pytest.mark.parametrize(
    ("wanted", "window_to"),
    [
        (WindowType.R36, "2026-12-31"),
        (WindowType.R36, "2026-11-23"),
        (WindowType.R36, "2025-26"),
        (WindowType.R36, "0001-12-31"),
        (WindowType.AY, "0001-02"),
        (WindowType.AY, "2025-26"),
        (WindowType.AY, "2024-26"),
        (WindowType.AY, "2026-10-31"),
        (WindowType.Q, None),
        (WindowType.FY, None),
    ],
)
def test_any_other_window_is_not_offered(wanted: WindowType, window_to: str | None) -> None:
    with pytest.raises(WindowNotOffered):
        window_of(wanted, window_to, TODAY)
