"""CSV for spreadsheets: what a cell may hold, and how a file begins."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.kernel.spreadsheet import BYTE_ORDER_MARK, cell, csv_text


@pytest.mark.parametrize("formula", ["=1+1", "+44 1234", "-cmd", "@SUM(A1)", "\tx", "\rx"])
def test_se_86_text_that_would_calculate_is_marked_as_text(formula: str) -> None:
    assert cell(formula) == f"'{formula}"


def test_numbers_dates_and_answers_are_written_plainly() -> None:
    assert [cell(value) for value in (-3, date(2026, 11, 24), True, False, None, "C1")] == [
        "-3",
        "2026-11-24",
        "yes",
        "no",
        "",
        "C1",
    ]


def test_a_file_begins_with_its_mark_and_a_header_and_missing_cells_are_empty() -> None:
    assert csv_text(["a", "b"], [{"a": 1}]) == f"{BYTE_ORDER_MARK}a,b\r\n1,\r\n"


@given(st.lists(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00")), max_size=5))
def test_what_is_written_is_read_again(texts: list[str]) -> None:
    written = csv_text(["text"], [{"text": text} for text in texts])

    read = list(csv.reader(io.StringIO(written.removeprefix(BYTE_ORDER_MARK), newline="")))[1:]

    assert [row[0] if row else "" for row in read] == [cell(text) for text in texts]
