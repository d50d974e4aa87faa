"""Three calendars: financial years, terms, return years."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funding.domain.years import FinancialYear, ReturnYear, Season, Term
from kit.kernel.errors import InvalidInput

TERMS = st.builds(Term, st.integers(2000, 2098), st.sampled_from(Season))


def test_a_financial_year_runs_from_1_april_to_31_march() -> None:
    year = FinancialYear.parse("2025-26")

    assert (year.starts_on, year.ends_on) == (date(2025, 4, 1), date(2026, 3, 31))
    assert FinancialYear.of(date(2026, 3, 31)) == year
    assert FinancialYear.of(date(2026, 4, 1)) == year.following


def test_a_year_holds_summer_autumn_and_the_spring_after() -> None:
    assert [str(term) for term in FinancialYear(2025).terms] == ["SUM-2025", "AUT-2025", "SPR-2026"]


@given(TERMS)
def test_a_term_is_read_back_as_it_is_written(term: Term) -> None:
    assert Term.parse(str(term)) == term
    assert term in term.financial_year.terms


@given(TERMS)
def test_terms_follow_each_other_in_order(term: Term) -> None:
    assert term < term.following
    assert term.following.preceding == term


def test_autumn_begins_an_academic_year() -> None:
    assert Term.parse("AUT-2025").academic_year == Term.parse("SUM-2026").academic_year == "2025-26"


@pytest.mark.parametrize("text", ["2025-27", "2025", "25-26", "2025-2026", ""])
def test_text_that_is_no_financial_year_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        FinancialYear.parse(text)


@pytest.mark.parametrize("text", ["AUT25", "WIN-2025", "aut-2025", "AUT-25"])
def test_text_that_is_no_term_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        Term.parse(text)


def test_a_return_year_ends_on_a_31_march_and_counts_children_aged_4_to_15_the_summer_before() -> None:
    year = ReturnYear.ending(date(2025, 3, 31))

    assert (year.starts_on, year.ages_on) == (date(2024, 4, 1), date(2024, 8, 31))
    assert (year.born_from, year.born_until) == (date(2008, 9, 1), date(2020, 8, 31))
    assert (str(year.final_of), str(year.provisional_of)) == ("2025-26", "2026-27")
    with pytest.raises(InvalidInput):
        ReturnYear.ending(date(2025, 3, 30))
