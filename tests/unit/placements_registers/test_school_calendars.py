"""Calendars as people enter them (PL-311, PL-312)."""

from datetime import date

import pytest

from factories.calendars import EXAMPLESHIRE_INSET, EXAMPLESHIRE_TERMS, NORTHSTAR_INSET, NORTHSTAR_TERMS
from kit.kernel.days import Term
from kit.kernel.ids import new_id
from placements.domain.school_calendar import (
    CalendarInvalid,
    NonSchoolDay,
    NonSchoolDayKind,
    SchoolCalendar,
    calendar_published,
    term_name_by_month,
)


def a_calendar(
    terms: tuple[Term, ...] = EXAMPLESHIRE_TERMS, inset: tuple[date, ...] = EXAMPLESHIRE_INSET
) -> SchoolCalendar:
    return SchoolCalendar.of(
        calendar_id=new_id(),
        owner_kind="authority",
        owner_code="800",
        terms=terms,
        non_school_days=[NonSchoolDay(day, NonSchoolDayKind.INSET) for day in inset],
    )


@pytest.mark.parametrize(
    ("terms", "inset"), [(EXAMPLESHIRE_TERMS, EXAMPLESHIRE_INSET), (NORTHSTAR_TERMS, NORTHSTAR_INSET)]
)
def test_the_reference_calendars_have_190_pupil_days(terms: tuple[Term, ...], inset: tuple[date, ...]) -> None:
    calendar = a_calendar(terms, inset)

    assert len(calendar.year().school_days) == 190
    assert not calendar.has_unusual_length()
    assert (calendar.covers_from, calendar.covers_to) == (date(2026, 8, 1), date(2027, 7, 31))


def test_pl_311_a_year_whose_summer_is_missing_is_covered_to_its_last_term() -> None:
    calendar = a_calendar(EXAMPLESHIRE_TERMS[:4], EXAMPLESHIRE_INSET[:4])

    assert calendar.covers_to == date(2027, 3, 25)
    assert not calendar.has_unusual_length()


def test_pl_312_too_few_days_are_worth_a_word() -> None:
    assert a_calendar((*EXAMPLESHIRE_TERMS[:2], EXAMPLESHIRE_TERMS[5]), ()).has_unusual_length()


@pytest.mark.parametrize(
    ("terms", "inset"),
    [
        ((), ()),
        ((EXAMPLESHIRE_TERMS[0], Term("autumn", date(2026, 10, 23), date(2026, 12, 18))), ()),
        ((Term("autumn", date(2026, 10, 23), date(2026, 9, 1)),), ()),
        ((EXAMPLESHIRE_TERMS[0], Term("autumn", date(2027, 9, 1), date(2027, 10, 22))), ()),
        (EXAMPLESHIRE_TERMS, (date(2026, 10, 28),)),
        (EXAMPLESHIRE_TERMS, (date(2026, 9, 1), date(2026, 9, 1))),
    ],
    ids=["no terms", "overlap", "reversed", "another year", "day outside a term", "day twice"],
)
def test_pl_312_disorder_is_refused(terms: tuple[Term, ...], inset: tuple[date, ...]) -> None:
    with pytest.raises(CalendarInvalid):
        a_calendar(terms, inset)


def test_pl_311_terms_are_named_by_the_month_they_begin_in() -> None:
    assert term_name_by_month(date(2026, 9, 1)) == "autumn"
    assert term_name_by_month(date(2027, 3, 1)) == "spring"
    assert term_name_by_month(date(2027, 4, 12)) == "summer"


def test_section_19_a_published_calendar_tells_its_school_days() -> None:
    calendar = a_calendar()

    event = calendar_published(calendar, tenant="999", authority="800", on=date(2026, 11, 23))

    assert event.authority == "999"
    assert event.payload["urn"] is None
    assert event.payload["school_days"][0] == "2026-09-03"
    assert len(event.payload["school_days"]) == 190
    assert {"on": "2026-11-27", "kind": "inset"} in event.payload["non_school_days"]
    assert event.payload["terms"][0] == {
        "term": "autumn",
        "starts_on": "2026-09-01",
        "ends_on": "2026-10-23",
    }
