"""Rounding and the median wait: worked values of section 9."""

import csv
from fractions import Fraction
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accountability.domain.median_wait import median_wait
from accountability.domain.rounding import half_up, rate

# Kaplan-Meier cases of the specification's statistics tables: decided, pending, median.
CASES = """case,decided,pending,median
a,4;6;10;13;17,5;20,13
b,2;5;5;12,6;14,5
c,8;30,3;40;40;41,
d,6;6;6,,6
"""


@pytest.mark.parametrize("row", list(csv.DictReader(StringIO(CASES))), ids=lambda row: row["case"])
def test_ac_80_the_median_is_that_of_kaplan_and_meier(row: dict[str, str]) -> None:
    decided, pending = ([int(day) for day in row[name].split(";") if day] for name in ("decided", "pending"))

    assert median_wait(decided, pending) == (int(row["median"]) if row["median"] else None)


def test_there_is_no_median_below_three() -> None:
    assert median_wait([4], [9]) is None


@given(st.lists(st.integers(0, 60), min_size=3))
def test_without_anybody_waiting_it_is_the_lower_median(days: list[int]) -> None:
    assert median_wait(days, []) == sorted(days)[(len(days) - 1) // 2]


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [("2.5", 0, "3"), ("62.5", 0, "63"), ("8.25", 1, "8.3"), ("56.25", 1, "56.3"), ("-2.5", 0, "-3")],
)
def test_ac_81_half_goes_up_on_exact_numbers(value: str, decimals: int, rounded: str) -> None:
    assert str(half_up(Fraction(value), decimals)) == rounded


def test_rates_have_four_decimals() -> None:
    assert rate(1, 3) == 0.3333
    assert rate(2, 3) == 0.6667
    assert rate(1, 1) == 1.0
    assert rate(1, 32) == 0.0313  # .03125 exactly, which binary floats and half-to-even would round down
