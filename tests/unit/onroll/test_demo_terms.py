"""The invented calendar, whatever day the demo is started on."""

from datetime import date, timedelta

import pytest

from kit.kernel.days import Calendar, add_school_days, school_days_between
from onroll.demo.terms import demo_calendar, demo_years

STORY_DAY = date(2026, 11, 23)


@pytest.mark.parametrize("day", [date(2026, 1, 5) + timedelta(days=31 * n) for n in range(24)])
def test_the_day_stands_in_the_eleventh_week_of_a_stretch_of_school(day: date):
    first = day - timedelta(days=day.weekday(), weeks=10)
    calendar = demo_calendar(day, "999")

    before = calendar.is_school_day(first - timedelta(days=3))
    weeks = [_has_school(calendar, first + timedelta(weeks=n)) for n in range(11)]

    assert not before
    assert weeks == [True] * 6 + [False] + [True] * 4


def _has_school(calendar: Calendar, monday: date) -> bool:
    return any(calendar.is_school_day(monday + timedelta(days=n)) for n in range(5))


@pytest.mark.parametrize("day", [date(2026, 1, 5) + timedelta(days=31 * n) for n in range(24)])
def test_each_academic_year_is_in_order_and_of_usual_length(day: date):
    for year in demo_years(day):
        edges = [edge for term in year.terms for edge in (term.starts_on, term.ends_on)]
        assert edges == sorted(edges)
    calendar = demo_calendar(day, "999")
    assert all(180 <= len(year.school_days) <= 195 for year in calendar.years)


def test_the_days_of_the_story_come_out_as_it_tells_them():
    calendar = demo_calendar(STORY_DAY, "999")

    assert school_days_between(date(2026, 10, 2), STORY_DAY, calendar) == 31  # Mason's days without a place
    assert add_school_days(date(2026, 10, 14), 15, calendar) == date(2026, 11, 11)  # Beacon Hill's limit
    assert school_days_between(date(2026, 11, 11), STORY_DAY, calendar) == 8
    assert add_school_days(date(2026, 11, 12), 10, calendar) == date(2026, 11, 26)  # Ashby Road's target
    assert add_school_days(date(2026, 11, 10), 10, calendar) == date(2026, 11, 24)  # Kestrel Way's
