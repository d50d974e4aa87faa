"""Which school became which (PL-307)."""

from datetime import date

from placements.domain.lineage import Edge, LineageKind, chain_of, derive_lineage
from placements.domain.succession import KnownSchool, Left, Link

COMMUNITY, SPONSORED, CONVERTER, FOUNDATION = 1, 28, 34, 5


def closed(type_code: int, on: str) -> KnownSchool:
    return KnownSchool(type_code, is_open=False, closed_on=date.fromisoformat(on))


def still_open(type_code: int, opened_on: str | None = None) -> KnownSchool:
    return KnownSchool(type_code, True, date.fromisoformat(opened_on) if opened_on else None)


THORNABY = {
    111735: closed(COMMUNITY, "1999-09-01"),
    111736: closed(COMMUNITY, "1999-09-01"),
    131760: closed(COMMUNITY, "2010-08-31"),
    136121: closed(SPONSORED, "2016-08-31"),
    144495: closed(SPONSORED, "2020-08-31"),
    148186: still_open(SPONSORED),
}
THORNABY_LINKS = (
    Link(111735, 131760, "Successor"),
    Link(131760, 111735, "Predecessor"),
    Link(131760, 111736, "Predecessor"),
    Link(131760, 136121, "Successor", established_on=date(2010, 8, 31)),
    Link(136121, 131760, "Predecessor", established_on=date(2010, 9, 1)),
    Link(136121, 144495, "Successor", established_on=date(2016, 9, 1)),
    Link(144495, 136121, "Predecessor", established_on=date(2016, 9, 1)),
    Link(144495, 148186, "Successor", established_on=date(2020, 8, 31)),
    Link(148186, 144495, "Predecessor", established_on=date(2020, 9, 1)),
)


def test_pl_307_the_specifications_chain_is_one_chain() -> None:
    lineage = derive_lineage(THORNABY_LINKS, THORNABY)

    assert chain_of(111735, lineage.edges) == (111735, 131760, 136121, 144495, 148186)
    assert set(lineage.edges) == {
        Edge(111735, 131760, LineageKind.MERGE, None),
        Edge(111736, 131760, LineageKind.MERGE, None),
        Edge(131760, 136121, LineageKind.NEW, date(2010, 9, 1)),
        Edge(136121, 144495, LineageKind.CONTINUES, date(2016, 9, 1)),
        Edge(144495, 148186, LineageKind.CONTINUES, date(2020, 9, 1)),
    }


def test_pl_307_schools_that_each_succeed_the_other_have_no_edge() -> None:
    schools = {
        122057: closed(FOUNDATION, "2011-08-31"),
        122060: closed(COMMUNITY, "2012-11-30"),
        139100: still_open(CONVERTER),
    }
    links = [
        Link(122057, 122060, "Successor"),
        Link(122060, 122057, "Successor"),
        Link(122060, 139100, "Successor"),
    ]

    lineage = derive_lineage(links, schools)

    assert [(edge.from_urn, edge.to_urn) for edge in lineage.edges] == [(122060, 139100)]
    assert lineage.left[Left.CIRCULAR] == 1


def test_pl_307_a_longer_circle_has_no_edge_at_all() -> None:
    schools = {urn: closed(COMMUNITY, "2012-08-31") for urn in (1, 2, 3)} | {4: still_open(COMMUNITY)}
    links = [Link(1, 2, "Successor"), Link(2, 3, "Successor"), Link(3, 1, "Successor"), Link(3, 4, "Successor")]

    lineage = derive_lineage(links, schools)

    assert [(edge.from_urn, edge.to_urn) for edge in lineage.edges] == [(3, 4)]
    assert lineage.left[Left.CIRCULAR] == 3


def test_pl_307_types_that_are_no_succession_and_pairs_of_open_schools_are_left_out() -> None:
    schools = {1: still_open(COMMUNITY), 2: still_open(COMMUNITY), 3: closed(COMMUNITY, "2012-08-31")}
    links = [
        Link(1, 3, "Sixth Form Centre Link"),
        Link(3, 1, "Sixth Form Centre School"),
        Link(2, 3, "Expansion"),
        Link(1, 2, "Successor"),
    ]

    lineage = derive_lineage(links, schools)

    assert lineage.edges == ()
    assert lineage.left[Left.IGNORED_TYPE] == 2
    assert lineage.left[Left.BOTH_OPEN] == 1


def test_pl_307_merge_and_split_by_number_or_by_tag() -> None:
    schools = {urn: closed(COMMUNITY, "2012-08-31") for urn in (1, 2, 3, 4)}
    schools |= {urn: still_open(COMMUNITY) for urn in (11, 12, 13, 14)}
    links = [
        Link(1, 11, "Successor"),
        Link(2, 11, "Successor"),
        Link(3, 12, "Successor"),
        Link(3, 13, "Successor"),
        Link(14, 4, "Predecessor - amalgamated"),
    ]

    kinds = {(edge.from_urn, edge.to_urn): edge.kind for edge in derive_lineage(links, schools).edges}

    assert kinds == {
        (1, 11): LineageKind.MERGE,
        (2, 11): LineageKind.MERGE,
        (3, 12): LineageKind.SPLIT,
        (3, 13): LineageKind.SPLIT,
        (4, 14): LineageKind.MERGE,
    }


def test_pl_307_without_a_stated_direction_the_one_that_closed_first_came_first() -> None:
    schools = {1: closed(COMMUNITY, "2010-08-31"), 2: closed(COMMUNITY, "2009-08-31"), 3: still_open(COMMUNITY)}
    links = [Link(1, 2, "Result of Amalgamation"), Link(3, 1, "Merged - change in age range")]

    edges = {(edge.from_urn, edge.to_urn) for edge in derive_lineage(links, schools).edges}

    assert edges == {(2, 1), (1, 3)}


def test_pl_307_open_dates_turn_a_link_round_that_was_written_the_wrong_way() -> None:
    old = KnownSchool(COMMUNITY, is_open=False, opened_on=date(1960, 9, 1), closed_on=date(2012, 8, 31))
    new = KnownSchool(CONVERTER, is_open=True, opened_on=date(2012, 9, 1))

    lineage = derive_lineage([Link(2, 1, "Successor")], {1: old, 2: new})

    assert [(edge.from_urn, edge.to_urn) for edge in lineage.edges] == [(1, 2)]


def test_pl_307_a_school_that_went_on_for_years_beside_the_other_was_not_succeeded_by_it() -> None:
    old = KnownSchool(COMMUNITY, is_open=False, opened_on=date(1960, 9, 1), closed_on=date(2016, 8, 31))
    new = KnownSchool(CONVERTER, is_open=True, opened_on=date(2012, 9, 1))

    lineage = derive_lineage([Link(1, 2, "Successor")], {1: old, 2: new})

    assert lineage.edges == ()
    assert lineage.left[Left.OVERLAP] == 1


def test_pl_307_a_link_to_a_school_the_register_does_not_know_waits() -> None:
    lineage = derive_lineage([Link(1, 2, "Successor")], {1: closed(COMMUNITY, "2024-08-31")})

    assert lineage.edges == ()
    assert lineage.left[Left.PENDING_REGISTER] == 1


def test_pl_307_a_fresh_start_is_a_new_school() -> None:
    schools = {
        1: closed(COMMUNITY, "2012-08-31"),
        2: KnownSchool(COMMUNITY, is_open=True, reason_opened_code=9),
    }

    (edge,) = derive_lineage([Link(1, 2, "Successor")], schools).edges

    assert edge.kind is LineageKind.NEW
