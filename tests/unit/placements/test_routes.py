"""Which road of the law a request takes: rows 1 to 6 of the selector, first match wins (section 6)."""

from dataclasses import replace

import pytest

from placements.domain.care import Cohort
from placements.domain.routes import IN_YEAR, STREAMS, Route, RouteFacts, Stream, select_route, year_of_entry
from placements.domain.school import Phase, School, SchoolKind, SchoolStatus

PLAIN = RouteFacts(
    final_plan=False,
    cohort=Cohort.LAC,
    kind=SchoolKind.MAINTAINED,
    year_group="8",
    normal_year_of_entry=False,
    before_first_term=False,
)
ENTRY = replace(PLAIN, year_group="7", normal_year_of_entry=True, before_first_term=True)


@pytest.mark.parametrize(
    ("facts", "route"),
    [
        (PLAIN, Route.IN_YEAR_LAC),
        (replace(PLAIN, kind=SchoolKind.ACADEMY), Route.IN_YEAR_LAC),
        (replace(PLAIN, year_group="R"), Route.IN_YEAR_LAC),
        (replace(PLAIN, cohort=Cohort.PLAC), Route.IN_YEAR_PLAC),
        (replace(PLAIN, cohort=Cohort.IAPLAC), Route.IN_YEAR_PLAC),
        (ENTRY, Route.NORMAL_ROUND),
        (replace(ENTRY, before_first_term=False), Route.IN_YEAR_LAC),
        (replace(ENTRY, final_plan=True), Route.EHCP_NAMING),
        (replace(PLAIN, kind=SchoolKind.MAINTAINED_SPECIAL), Route.COMMISSIONED),
        (replace(PLAIN, kind=SchoolKind.INDEPENDENT), Route.COMMISSIONED),
        (replace(PLAIN, kind=SchoolKind.ALTERNATIVE), Route.COMMISSIONED),
        (replace(PLAIN, year_group="12"), Route.POST16),
        (replace(PLAIN, year_group="12", kind=SchoolKind.POST16), Route.POST16),
        (replace(PLAIN, year_group="N", kind=SchoolKind.NURSERY), Route.COMMISSIONED),
    ],
)
def test_the_first_row_that_fits_is_the_route(facts: RouteFacts, route: Route) -> None:
    assert select_route(facts) is route


def test_only_in_year_requests_run_the_decision_clocks() -> None:
    """PL-503."""
    assert {Route.IN_YEAR_LAC, Route.IN_YEAR_PLAC} == IN_YEAR
    assert {route for route in Route if STREAMS[route] is Stream.IN_YEAR} == IN_YEAR


@pytest.mark.parametrize(("low_age", "group"), [(4, "R"), (3, "R"), (7, "3"), (9, "5"), (11, "7"), (None, None)])
def test_a_school_takes_children_in_the_year_its_age_range_begins(low_age: int | None, group: str | None) -> None:
    school = School(
        urn=100001,
        authority="800",
        name="St Bede",
        type_code=2,
        kind=SchoolKind.MAINTAINED,
        admission_authority_type=None,
        status=SchoolStatus.OPEN,
        phase=Phase.SECONDARY,
        low_age=low_age,
    )

    assert year_of_entry(school) == group
