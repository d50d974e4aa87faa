"""Year groups by date of birth (PL-317, PL-318)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placements.domain.year_group import (
    SCHOOL_AGE,
    YEAR_GROUPS,
    age_on,
    age_on_31_august,
    born_between,
    cohort_year,
    school_year,
    year_group,
)

AUTUMN = date(2026, 11, 23)
days = st.dates(date(2026, 9, 1), date(2027, 8, 31))
births = st.dates(date(2001, 9, 1), date(2026, 11, 23))


@pytest.mark.parametrize(
    ("born", "group"),
    [
        (date(2014, 8, 31), "8"),
        (date(2014, 9, 1), "7"),
        (date(2021, 9, 1), "R"),
        (date(2022, 8, 31), "R"),
        (date(2022, 9, 1), "N"),
        (date(2026, 11, 1), "N"),
        (date(2010, 9, 1), "11"),
        (date(2005, 1, 1), "14"),
    ],
)
def test_pl_317_the_cohort_decides(born: date, group: str) -> None:
    assert year_group(born, AUTUMN) == group


def test_pl_317_the_group_turns_on_1_september() -> None:
    born = date(2014, 9, 1)

    assert year_group(born, date(2026, 8, 31)) == "6"
    assert year_group(born, date(2026, 9, 1)) == "7"
    assert cohort_year(born) == 2014
    assert school_year(date(2026, 8, 31)) == "2025-26"
    assert school_year(date(2026, 9, 1)) == "2026-27"


@given(births)
def test_pl_317_the_age_formula_agrees_with_birthdays(born: date) -> None:
    assert age_on_31_august(born, AUTUMN) == age_on(born, date(2026, 8, 31))


@given(births, days)
def test_the_births_of_a_group_are_exactly_those_that_lead_to_it(born: date, on: date) -> None:
    group = year_group(born, on)

    fitting = [
        one
        for one in YEAR_GROUPS
        for first, last in [born_between(one, on)]
        if (first is None or first <= born) and (last is None or born <= last)
    ]

    assert fitting == [group]


def test_pl_318_school_age_is_reception_to_year_11() -> None:
    assert [group for group in YEAR_GROUPS if group in SCHOOL_AGE] == ["R", *map(str, range(1, 12))]


def test_se_90_a_child_born_on_29_february_turns_on_1_march() -> None:
    assert age_on(date(2012, 2, 29), date(2026, 2, 28)) == 13
    assert age_on(date(2012, 2, 29), date(2026, 3, 1)) == 14
