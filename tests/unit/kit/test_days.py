"""Days as the placements specification counts them: PL-401 to PL-405 and its table of calls."""

from datetime import date

import pytest

from factories.calendars import (
    EXAMPLESHIRE,
    EXAMPLESHIRE_INSET,
    EXAMPLESHIRE_TERMS,
    NORTHSTAR,
    NORTHSTAR_INSET,
    NORTHSTAR_TERMS,
    WESTBOROUGH_INSET,
    a_year,
    exampleshire,
    terms,
)
from kit.kernel.bank_holidays import LAST_KNOWN_YEAR, bank_holidays
from kit.kernel.days import (
    Calendar,
    Span,
    Term,
    academic_year_of,
    add_calendar_days,
    add_school_days,
    add_working_days,
    default_cover,
    is_working_day,
    pupil_days,
    school_days_between,
    subtract_working_days,
    working_days_between,
)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("half_terms", "inset", "pupil_days_by_half_term"),
    [
        (EXAMPLESHIRE_TERMS, EXAMPLESHIRE_INSET, [37, 34, 29, 24, 34, 32]),
        (NORTHSTAR_TERMS, NORTHSTAR_INSET, [33, 34, 29, 24, 33, 37]),
    ],
)
def test_the_reference_calendars_have_the_pupil_days_of_section_4_3(
    half_terms: tuple[Term, ...], inset: tuple[date, ...], pupil_days_by_half_term: list[int]
) -> None:
    year = a_year(half_terms, inset)

    found = [sum(d in Span(t.starts_on, t.ends_on) for d in year.school_days) for t in half_terms]

    assert found == pupil_days_by_half_term
    assert len(year.school_days) == 190


def test_the_test_calendar_of_westborough_has_190_pupil_days() -> None:
    assert len(a_year(EXAMPLESHIRE_TERMS, WESTBOROUGH_INSET).school_days) == 190


@pytest.mark.parametrize(
    ("after", "n", "due"),
    [
        ("2026-10-23", 1, "2026-11-02"),
        ("2026-10-24", 1, "2026-11-02"),
        ("2026-11-26", 1, "2026-11-30"),
        ("2026-12-18", 1, "2027-01-05"),
        ("2027-04-30", 1, "2027-05-04"),
        ("2026-09-14", 10, "2026-09-28"),
        ("2026-09-14", 15, "2026-10-05"),
        ("2026-09-14", 20, "2026-10-12"),
        ("2026-09-14", 40, "2026-11-16"),
    ],
)
def test_school_days_are_added_on_the_exampleshire_calendar(after: str, n: int, due: str) -> None:
    assert add_school_days(day(after), n, EXAMPLESHIRE) == day(due)


@pytest.mark.parametrize(
    ("after", "due"),
    [("2026-10-16", "2026-11-03"), ("2027-03-25", "2027-04-13"), ("2027-05-28", "2027-06-08")],
)
def test_school_days_are_added_on_the_northstar_calendar(after: str, due: str) -> None:
    assert add_school_days(day(after), 1, NORTHSTAR) == day(due)


@pytest.mark.parametrize(
    ("after", "until", "count"),
    [
        ("2026-11-09", "2026-11-19", 8),
        ("2026-11-20", "2026-12-03", 8),
        ("2026-11-26", "2026-11-27", 0),
        ("2026-11-19", "2026-11-09", 0),
    ],
)
def test_school_days_between_two_days_are_counted(after: str, until: str, count: int) -> None:
    assert school_days_between(day(after), day(until), EXAMPLESHIRE) == count


@pytest.mark.parametrize(
    ("after", "n", "inclusive", "due"),
    [
        ("2026-11-24", 10, False, "2026-12-08"),
        ("2027-03-25", 5, False, "2027-04-05"),
        ("2027-03-25", 5, True, "2027-04-02"),
        ("2027-04-03", 1, True, "2027-04-05"),
        ("2027-03-01", 15, True, "2027-03-19"),
    ],
)
def test_working_days_are_added(after: str, n: int, inclusive: bool, due: str) -> None:
    assert add_working_days(day(after), n, inclusive=inclusive) == day(due)


@pytest.mark.parametrize(("n", "due"), [(5, "2026-10-26"), (15, "2026-10-12"), (30, "2026-09-21")])
def test_working_days_are_subtracted(n: int, due: str) -> None:
    assert subtract_working_days(day("2026-10-31"), n) == day(due)


@pytest.mark.parametrize(
    ("after", "n", "inclusive", "due"),
    [
        ("2026-11-19", 7, False, "2026-11-26"),
        ("2026-11-19", 7, True, "2026-11-25"),
        ("2027-01-18", 15, True, "2027-02-01"),
    ],
)
def test_calendar_days_are_added(after: str, n: int, inclusive: bool, due: str) -> None:
    assert add_calendar_days(day(after), n, inclusive=inclusive) == day(due)


@pytest.mark.parametrize(
    ("year", "on_weekdays"),
    [
        (2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
        (2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),
        (2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26"),
    ],
)
def test_bank_holidays_on_weekdays_are_those_of_pl_402(year: int, on_weekdays: str) -> None:
    known = bank_holidays(year) or frozenset()

    assert sorted(f"{d:%m-%d}" for d in known if d.weekday() < 5) == on_weekdays.split()


def test_a_year_whose_bank_holidays_are_not_known_is_not_covered() -> None:
    unknown = LAST_KNOWN_YEAR + 1
    first_term = Term("autumn", date(LAST_KNOWN_YEAR, 9, 2), date(LAST_KNOWN_YEAR, 12, 20))
    second_term = Term("spring", date(unknown, 1, 6), date(unknown, 3, 28))

    covered, school_days = pupil_days([first_term, second_term], [], default_cover([first_term, second_term]))

    assert covered.last == date(LAST_KNOWN_YEAR, 12, 31)
    assert school_days[-1] <= covered.last
    assert is_working_day(date(unknown, 3, 4)) is None
    assert add_working_days(date(LAST_KNOWN_YEAR, 12, 30), 5) is None
    assert working_days_between(date(LAST_KNOWN_YEAR, 12, 30), date(unknown, 1, 9)) is None


def test_a_count_that_leaves_the_covered_ranges_has_no_answer() -> None:
    assert add_school_days(day("2027-07-28"), 1, NORTHSTAR) is None
    assert add_school_days(day("2027-10-15"), 5, EXAMPLESHIRE) == day("2027-10-22")
    assert add_school_days(day("2027-10-15"), 6, EXAMPLESHIRE) is None
    assert school_days_between(day("2027-07-01"), day("2027-08-03"), NORTHSTAR) is None


def test_a_count_may_cross_from_one_covered_year_into_the_next() -> None:
    assert add_school_days(day("2027-07-20"), 1, EXAMPLESHIRE) == day("2027-09-02")


def test_a_gap_between_two_covered_years_is_never_counted_over() -> None:
    first = a_year(EXAMPLESHIRE_TERMS[:2], EXAMPLESHIRE_INSET)
    next_year = a_year(terms("2027-09-01 2027-10-22"), [])
    calendar = Calendar.of([first, next_year])

    assert first.covered.last == day("2026-12-18")
    assert add_school_days(day("2026-12-17"), 1, calendar) == day("2026-12-18")
    assert add_school_days(day("2026-12-17"), 2, calendar) is None
    assert calendar.is_school_day(day("2027-02-02")) is None


def test_two_calendars_for_the_same_days_are_refused() -> None:
    year = a_year(EXAMPLESHIRE_TERMS, EXAMPLESHIRE_INSET)

    with pytest.raises(ValueError, match="same day"):
        Calendar.of([year, year])


def test_an_inset_day_a_weekend_and_a_holiday_are_no_school_days() -> None:
    assert EXAMPLESHIRE.is_school_day(day("2026-11-26")) is True
    assert EXAMPLESHIRE.is_school_day(day("2026-11-27")) is False
    assert EXAMPLESHIRE.is_school_day(day("2026-11-28")) is False
    assert EXAMPLESHIRE.is_school_day(day("2026-10-26")) is False


def test_a_closure_moves_a_due_date_later() -> None:
    snow = exampleshire("2026-11-16", "2026-11-17")

    assert add_school_days(day("2026-11-10"), 10, EXAMPLESHIRE) == day("2026-11-24")
    assert add_school_days(day("2026-11-10"), 10, snow) == day("2026-11-26")


def test_the_owner_and_version_of_a_day_can_be_told() -> None:
    year = NORTHSTAR.year_of(day("2026-11-12"))

    assert year is not None
    assert (year.owner, year.version, year.inherited) == ("school:100002", 1, False)
    assert NORTHSTAR.year_of(day("2027-11-12")) is None


@pytest.mark.parametrize(
    ("on", "year"), [("2026-08-01", "2026-27"), ("2027-07-31", "2026-27"), ("2099-12-31", "2099-00")]
)
def test_the_academic_year_turns_on_the_first_of_august(on: str, year: str) -> None:
    assert academic_year_of(day(on)) == year


def test_days_are_counted_from_one() -> None:
    with pytest.raises(ValueError, match="from one"):
        add_school_days(day("2026-11-10"), 0, EXAMPLESHIRE)
