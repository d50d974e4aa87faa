"""Which road of the law is open after a no: rows 7 to 13 of the selector, and what a head may choose (section 6)."""

from dataclasses import replace

import pytest

from placements.domain.care import Cohort
from placements.domain.next_routes import NextFacts, next_route, routes_to_choose
from placements.domain.routes import NextRoute
from placements.domain.school import SchoolKind

LAC = NextFacts(cohort=Cohort.LAC, kind=SchoolKind.MAINTAINED, own_authority=False, academies_directed=False)
PLAC = replace(LAC, cohort=Cohort.PLAC, fair_access_tried=True)
ACADEMY = SchoolKind.ACADEMY


@pytest.mark.parametrize(
    ("row", "facts", "route"),
    [
        (7, replace(LAC, own_authority=True), NextRoute.OWN_AUTHORITY_ADMIT),
        (8, LAC, NextRoute.DIRECTION_97A),
        (9, replace(LAC, kind=ACADEMY), NextRoute.SOS_REQUEST),
        (9, replace(PLAC, kind=ACADEMY), NextRoute.SOS_REQUEST),
        (9, replace(PLAC, cohort=Cohort.IAPLAC, kind=ACADEMY), NextRoute.SOS_REQUEST),
        (10, replace(LAC, kind=ACADEMY, academies_directed=True), NextRoute.DIRECTION_97A),
        (10, replace(PLAC, kind=ACADEMY, academies_directed=True), NextRoute.DIRECTION_96),
        (11, replace(PLAC, fair_access_tried=False), NextRoute.FAP),
        (11, replace(PLAC, fair_access_tried=False, kind=ACADEMY), NextRoute.FAP),
        (12, replace(PLAC, every_suitable_refused=True), NextRoute.DIRECTION_96),
        (13, PLAC, NextRoute.NONE),
        (13, replace(PLAC, every_suitable_refused=True, own_authority=True), NextRoute.NONE),
        (13, replace(LAC, excluded_here=True), NextRoute.NONE),
        (13, replace(LAC, excluded_here=True, own_authority=True), NextRoute.NONE),
        (13, replace(LAC, kind=SchoolKind.SPECIAL_ACADEMY, academies_directed=True), NextRoute.NONE),
        (13, replace(LAC, kind=SchoolKind.INDEPENDENT), NextRoute.NONE),
        (13, replace(PLAC, kind=SchoolKind.ALTERNATIVE), NextRoute.NONE),
        (13, replace(LAC, cohort=None), NextRoute.NONE),
    ],
)
def test_the_first_row_that_fits_is_the_next_road(row: int, facts: NextFacts, route: NextRoute) -> None:
    assert next_route(facts) is route, row


def test_fair_access_is_never_a_road_of_a_looked_after_child() -> None:
    """PL-812."""
    for kind in SchoolKind:
        for own in (True, False):
            for ruled in (True, False):
                facts = replace(LAC, kind=kind, own_authority=own, academies_directed=ruled)
                assert next_route(facts) is not NextRoute.FAP


def test_a_head_may_choose_another_road_before_fair_access_was_tried() -> None:
    """PL-502."""
    untried = replace(PLAC, fair_access_tried=False)

    assert routes_to_choose(untried) == {NextRoute.DIRECTION_96}
    assert routes_to_choose(replace(untried, kind=ACADEMY)) == {NextRoute.SOS_REQUEST}
    assert routes_to_choose(replace(untried, own_authority=True)) == frozenset()


def test_for_a_looked_after_child_there_is_one_road_or_none() -> None:
    assert routes_to_choose(LAC) == {NextRoute.DIRECTION_97A}
    assert routes_to_choose(replace(LAC, excluded_here=True)) == frozenset()
    assert routes_to_choose(replace(LAC, cohort=None)) == frozenset()
