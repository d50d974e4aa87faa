"""Counting an SSDA903 return: who counts, which rows are refused, what is warned of."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.funded import SAMPLES
from funding.domain.ssda903.award import awards_of_count
from funding.domain.ssda903.count import FileRejected, ReturnCount, count_return, is_in_year
from funding.domain.ssda903.files import FileUnreadable, NotCsv, TableNotWanted, count_files
from funding.domain.ssda903.rows import EpisodeRow, RowErrorCode, Table
from funding.domain.years import ReturnYear
from funding.store.rates import shipped_rates

YEAR = ReturnYear(2025)
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"


def mini(name: str) -> bytes:
    return Path(SAMPLES / f"{name}.csv").read_bytes()


def counted(header: list[str], episodes: list[str]) -> ReturnCount:
    """Rows given as CHILD,DOB and CHILD,DECOM,LS,DEC (and RNE, REC where they matter)."""
    files = ["CHILD,DOB,UPN", *header], ["CHILD,DECOM,LS,DEC,RNE,REC", *episodes]
    header_file, episodes_file = ("\n".join(rows).encode() for rows in files)
    return count_files(header_file, episodes_file, YEAR)


def test_fu_s14_the_mini_return_counts_six_children_and_seven_with_short_breaks() -> None:
    count = count_files(mini("header"), mini("episodes"), YEAR)

    assert (count.without_short_breaks.looked_after_in_year, count.without_short_breaks.eligible) == (8, 6)
    assert (count.with_short_breaks.looked_after_in_year, count.with_short_breaks.eligible) == (9, 7)
    assert (count.header_rows, count.episode_rows, count.errors) == (14, 16, ())
    final, provisional = awards_of_count(count.without_short_breaks, YEAR, shipped_rates())
    assert (str(final.financial_year), final.award_pence) == ("2025-26", 1_578_000)
    assert (provisional.children_count, provisional.award_pence, provisional.note) == (6, None, "rate_not_set")
    with_breaks, _ = awards_of_count(count.with_short_breaks, YEAR, shipped_rates())
    assert with_breaks.award_pence == 1_841_000


def test_nothing_of_a_child_is_in_the_count() -> None:
    told = repr(count_files(mini("header"), mini("episodes"), YEAR))

    for value in ("M01", "A000000000001", "31/08/2020", "2020", "WBRI"):
        assert value not in told


@pytest.mark.parametrize(
    ("began", "ceased", "counts"),
    [
        (date(2023, 1, 3), date(2024, 3, 31), False),
        (date(2023, 1, 3), date(2024, 4, 1), True),
        (date(2025, 3, 31), None, True),
        (date(2025, 4, 1), None, False),
        (date(2024, 9, 9), date(2024, 9, 9), False),
        (date(2024, 9, 9), date(2024, 9, 8), False),
        (date(2020, 1, 1), None, True),
    ],
)
def test_one_day_in_the_year_is_enough_and_under_a_day_is_none(began: date, ceased: date | None, counts: bool) -> None:
    assert is_in_year(EpisodeRow(2, "x", began, "S", "C2", ceased, ""), YEAR) is counts


@given(st.dates(date(2003, 1, 1), date(2024, 12, 31)))
def test_the_birth_window_is_inclusive_at_both_ends(born: date) -> None:
    count = counted([f"x,{born:%d/%m/%Y},"], ["x,01/05/2024,C2,,S,"])

    within = date(2008, 9, 1) <= born <= date(2020, 8, 31)
    assert count.without_short_breaks.eligible == int(within)


def test_a_child_with_many_episodes_counts_once() -> None:
    count = counted(
        ["x,15/05/2014,"],
        ["x,12/05/2024,V2,20/06/2024,S,X1", "x,20/06/2024,V2,19/12/2024,P,E4A", "x,03/02/2025,C1,,S,"],
    )

    assert count.with_short_breaks.eligible == 1
    assert count.warnings == {}


def test_wrong_rows_are_refused_one_by_one_with_their_place_and_no_value() -> None:
    count = counted(
        ["a,31/02/2014,", "b,15/05/2014,", "c,15/05/2026,", ",15/05/2014,"],
        ["a,01/05/2024,C2,,S,", "b,2024-05-01,C2,,S,", "b,01/06/2024,C2,soon,S,", "b,01/07/2024,C2,,S,"],
    )

    places = {(error.table, error.line, error.column, error.code) for error in count.errors}
    assert places == {
        (Table.HEADER, 2, "DOB", RowErrorCode.NOT_A_DATE),
        (Table.HEADER, 4, "DOB", RowErrorCode.AFTER_YEAR_END),
        (Table.HEADER, 5, "CHILD", RowErrorCode.MISSING_VALUE),
        (Table.EPISODES, 3, "DECOM", RowErrorCode.NOT_A_DATE),
        (Table.EPISODES, 4, "DEC", RowErrorCode.NOT_A_DATE),
    }
    assert count.without_short_breaks.eligible == 1


def test_files_that_do_not_belong_together_are_refused_whole() -> None:
    with pytest.raises(FileRejected) as unknown:
        counted(["a,15/05/2014,"], ["b,01/05/2024,C2,,S,"])
    with pytest.raises(FileRejected) as doubled:
        counted(["a,15/05/2014,", "a,15/05/2014,"], [])

    assert [error.code for error in unknown.value.errors] == [RowErrorCode.UNKNOWN_CHILD]
    assert [error.code for error in doubled.value.errors] == [RowErrorCode.DUPLICATE_CHILD]


@pytest.mark.parametrize(
    ("rule", "episodes"),
    [
        ("355", ["x,01/05/2024,C2,01/05/2024,S,"]),
        ("356", ["x,01/05/2024,C2,30/04/2024,S,"]),
        ("354", ["x,01/05/2025,C2,,S,"]),
        ("385", ["x,01/05/2024,C2,01/05/2025,S,E4A"]),
        ("142", ["x,01/05/2024,C2,,S,", "x,01/06/2024,C2,,S,"]),
        ("501", ["x,01/05/2024,C2,01/07/2024,S,X1", "x,01/06/2024,C2,,P,"]),
        ("388", ["x,01/05/2024,C2,01/07/2024,S,X1"]),
        ("432", ["x,01/05/2024,C2,01/07/2024,S,E4A", "x,01/07/2024,C2,,P,"]),
        ("433", ["x,01/05/2024,C2,01/07/2024,S,X1", "x,02/07/2024,C2,,P,"]),
        ("437", ["x,01/05/2024,C2,01/07/2024,S,E2", "x,02/07/2024,C2,,S,"]),
        ("365", ["x,01/05/2024,V4,20/05/2024,S,E8"]),
        ("367", [f"x,02/0{month}/2024,V4,18/0{month}/2024,S,E8" for month in (5, 6, 7, 8, 9)]),
        ("legal_status_unknown", ["x,01/05/2024,Q9,,S,"]),
    ],
)
def test_the_dfes_rules_warn_and_the_child_still_counts_or_not_by_its_days(rule: str, episodes: list[str]) -> None:
    count = counted(["x,15/05/2014,"], episodes)

    assert rule in count.warnings


def test_an_adult_and_a_doubled_or_odd_pupil_number_are_warned_of() -> None:
    count = counted(
        ["a,15/05/2006,A123", "b,15/05/2014,A123", "c,15/05/2014,UN1", "d,15/05/2014,UN2", "e,15/05/2014,UN2"],
        ["a,16/05/2024,C2,,S,"],
    )

    assert {rule: count.warnings[rule] for rule in ("352", "444", "209")} == {"352": 1, "444": 1, "209": 1}


def test_an_unknown_legal_status_is_no_short_break() -> None:
    assert counted(["x,15/05/2014,"], ["x,01/05/2024,,,S,"]).without_short_breaks.eligible == 1


def test_columns_may_come_in_any_order_with_a_byte_order_mark_and_others_are_passed_over() -> None:
    header = "\ufeffDOB,PET,CHILD\r\n15/05/2014,cat,x\r\n".encode()
    episodes = b"DEC,CHILD,LS,DECOM\n,x,C2,01/05/2024\n"

    count = count_files(header, episodes, YEAR)

    assert (count.without_short_breaks.eligible, count.warnings) == (1, {"unknown_column": 1})


@pytest.mark.parametrize("column", ["REVIEW_CODE", "SDQ_SCORE", "MIS_START", "DATE_PLACED", "SW_ID", "DUC"])
def test_other_tables_of_the_return_are_recognised_and_refused(column: str) -> None:
    with pytest.raises(TableNotWanted):
        count_files(f"CHILD,DOB,{column}\nx,15/05/2014,1\n".encode(), EPISODES.encode(), YEAR)


@pytest.mark.parametrize("content", [b"", b"CHILD,SEX\n", b"CHILD,DOB\n\xff\xfe,1\n", b'CHILD,DOB\n"x,1\n'])
def test_bytes_that_are_not_the_table_are_refused(content: bytes) -> None:
    with pytest.raises(FileUnreadable):
        count_files(content, EPISODES.encode(), YEAR)


def test_the_xml_form_is_not_read() -> None:
    with pytest.raises(NotCsv):
        count_files(b"<Message/>", EPISODES.encode(), YEAR)


def test_header_rows_without_episodes_never_count() -> None:
    rows = [(2, {"CHILD": "x", "DOB": "15/05/2014", "UPN": ""})]

    assert count_return(rows, [], YEAR).with_short_breaks.looked_after_in_year == 0
