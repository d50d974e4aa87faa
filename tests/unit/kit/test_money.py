"""Money: splits conserve the total, text is read exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.kernel.errors import InvalidInput
from kit.kernel.money import equal_parts, pence_of, pounds, share_of, split_by_largest_remainder

PENCE = st.integers(min_value=0, max_value=10**15)
WEIGHTS = st.lists(st.integers(min_value=0, max_value=10**6), min_size=1, max_size=40).filter(any)


@given(PENCE, WEIGHTS)
def test_the_parts_of_a_split_sum_to_the_total(total: int, weights: list[int]) -> None:
    assert sum(split_by_largest_remainder(total, weights)) == total


@given(PENCE, WEIGHTS)
def test_each_part_lies_within_a_penny_of_its_exact_share(total: int, weights: list[int]) -> None:
    parts = split_by_largest_remainder(total, weights)

    assert all(
        abs(part * sum(weights) - total * weight) < sum(weights) for part, weight in zip(parts, weights, strict=True)
    )


@given(PENCE, st.integers(min_value=1, max_value=50))
def test_equal_parts_differ_by_at_most_a_penny_and_the_larger_come_first(total: int, count: int) -> None:
    parts = equal_parts(total, count)

    assert max(parts) - min(parts) <= 1
    assert parts == sorted(parts, reverse=True)


@given(PENCE, st.integers(min_value=0, max_value=10_000))
def test_a_share_and_its_rest_are_the_whole(total: int, basis_points: int) -> None:
    share = share_of(total, basis_points)

    assert 0 <= share <= total
    assert share * 10_000 <= total * basis_points < (share + 1) * 10_000


def test_pennies_left_go_to_the_largest_remainder_and_ties_to_the_earlier_part() -> None:
    assert split_by_largest_remainder(100, [1, 1, 1]) == [34, 33, 33]
    assert split_by_largest_remainder(10, [1, 2]) == [3, 7]
    assert split_by_largest_remainder(66_667, [5_000, 5_000]) == [33_334, 33_333]


def test_a_split_that_cannot_be_made_is_a_mistake_of_the_caller() -> None:
    for total, weights in ((-1, [1]), (1, []), (1, [0, 0]), (1, [2, -1])):
        with pytest.raises(ValueError, match=r"0"):
            split_by_largest_remainder(total, weights)


def test_a_share_outside_the_scale_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="basis points"):
        share_of(1, 10_001)


@given(PENCE)
def test_what_is_written_reads_back_to_the_same_pence(pence: int) -> None:
    assert pence_of(pounds(pence)) == pence


@pytest.mark.parametrize(
    ("text", "pence"), [("£1,234.5", 123_450), ("0.07", 7), (" 600 ", 60_000), ("1234.50", 123_450)]
)
def test_an_amount_is_read_as_an_exact_decimal(text: str, pence: int) -> None:
    assert pence_of(text) == pence


@pytest.mark.parametrize("text", ["", "-5", "1e3", "1.", ".5", "NaN", "12,5 0", "£"])
def test_text_that_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        pence_of(text, "/pence")

    assert (refusal.value.code, refusal.value.pointer) == ("not_an_amount", "/pence")


def test_parts_of_a_penny_are_refused() -> None:
    with pytest.raises(InvalidInput) as refusal:
        pence_of("12.345")

    assert refusal.value.code == "too_many_decimals"


def test_a_negative_amount_is_written_with_its_sign() -> None:
    assert pounds(-5) == "-0.05"
