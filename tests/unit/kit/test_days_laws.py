"""What holds for every calendar and every day: inverse laws, order, closures (PL-403)."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from factories.calendars import EXAMPLESHIRE, EXAMPLESHIRE_INSET, EXAMPLESHIRE_TERMS, a_year
from kit.kernel.days import (
    Calendar,
    add_calendar_days,
    add_school_days,
    add_working_days,
    is_working_day,
    school_days_between,
    subtract_working_days,
    working_days_between,
)

a_day = st.dates(date(2026, 8, 1), date(2027, 7, 31))
any_day = st.dates(date(2020, 1, 1), date(2029, 12, 31))
a_count = st.integers(1, 60)
school_day = st.sampled_from(EXAMPLESHIRE.school_days)


@given(after=a_day, until=school_day)
def test_adding_the_days_between_gives_the_school_day_back(after: date, until: date) -> None:
    count = school_days_between(after, until, EXAMPLESHIRE)

    if until > after:
        assert count is not None
        assert add_school_days(after, count, EXAMPLESHIRE) == until
    else:
        assert count == 0


@given(after=a_day, n=a_count)
def test_counting_the_days_to_a_due_date_gives_the_number_back(after: date, n: int) -> None:
    due = add_school_days(after, n, EXAMPLESHIRE)

    if due is not None:
        assert school_days_between(after, due, EXAMPLESHIRE) == n
        assert EXAMPLESHIRE.is_school_day(due)


@given(first=a_day, second=a_day, n=a_count, more=st.integers(0, 20))
def test_a_later_start_or_a_longer_count_never_gives_an_earlier_date(
    first: date, second: date, n: int, more: int
) -> None:
    early, late = sorted((first, second))

    sooner = add_school_days(early, n, EXAMPLESHIRE)
    from_later = add_school_days(late, n, EXAMPLESHIRE)
    longer = add_school_days(early, n + more, EXAMPLESHIRE)

    if sooner and from_later:
        assert sooner <= from_later
    if sooner and longer:
        assert sooner <= longer


@given(after=a_day, n=a_count, closures=st.sets(school_day, max_size=8))
def test_a_closure_never_makes_a_due_date_earlier(after: date, n: int, closures: set[date]) -> None:
    closed = Calendar.of([a_year(EXAMPLESHIRE_TERMS, (*EXAMPLESHIRE_INSET, *closures))])

    due = add_school_days(after, n, EXAMPLESHIRE)
    moved = add_school_days(after, n, closed)

    if due and moved:
        assert moved >= due


@given(after=a_day, middle=a_day, until=a_day)
def test_counts_add_up_over_a_day_in_between(after: date, middle: date, until: date) -> None:
    after, middle, until = sorted((after, middle, until))

    parts = [
        school_days_between(after, middle, EXAMPLESHIRE),
        school_days_between(middle, until, EXAMPLESHIRE),
    ]

    assert None not in parts
    assert sum(part or 0 for part in parts) == school_days_between(after, until, EXAMPLESHIRE)


@given(day=any_day, n=a_count)
def test_working_days_there_and_back_are_inverse(day: date, n: int) -> None:
    due = add_working_days(day, n)

    assert due is not None
    assert is_working_day(due)
    assert working_days_between(day, due) == n
    assert subtract_working_days(due + timedelta(days=1), 1) == due


@given(day=any_day, n=a_count)
def test_beginning_with_a_day_is_counting_after_the_day_before(day: date, n: int) -> None:
    before = day - timedelta(days=1)

    assert add_working_days(day, n, inclusive=True) == add_working_days(before, n)
    assert add_calendar_days(day, n, inclusive=True) == add_calendar_days(before, n)
