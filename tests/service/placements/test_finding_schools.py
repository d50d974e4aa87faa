"""Schools found by year group, kind and line, about how far they are from a child, and the authorities they lie in."""

from datetime import date
from typing import Any, Final

import pytest
from sqlalchemy import insert

from factories.exampleshire import EXAMPLESHIRE_CODE, NORTHSTAR_SCHOOL, OAK, ST_BEDE, a_school
from factories.placements_house import House
from kit.auth.vocabulary import Role
from kit.db.database import JOB
from kit.db.tenancy import Context
from placements.domain.school import Phase, SchoolKind, SchoolStatus
from placements.store.tables.child_records import RESTRICTED
from placements.store.tables.schools import LINEAGE_EDGES, SCHOOLS

INFANTS, JUNIORS, SPECIAL, PART_ONE, PART_TWO, OLD_ONE = range(200001, 200007)
PLACED: Final = (
    a_school(
        INFANTS, "Infants", low_age=4, high_age=7, phase=Phase.PRIMARY, postcode="AB1 2CD", easting=1000, northing=0
    ),
    a_school(
        JUNIORS, "Juniors", low_age=7, high_age=11, phase=Phase.PRIMARY, postcode="AB1 2XY", easting=3000, northing=0
    ),
    a_school(
        SPECIAL,
        "Special",
        kind=SchoolKind.MAINTAINED_SPECIAL,
        low_age=4,
        high_age=16,
        postcode="AB1 9ZZ",
        easting=2000,
        northing=4000,
    ),
    a_school(PART_ONE, "Part One", status=SchoolStatus.CLOSED, postcode="AB1 2AA", easting=90000, northing=0),
    a_school(PART_TWO, "Part Two", low_age=None, high_age=None),
    a_school(OLD_ONE, "Old One", status=SchoolStatus.CLOSED),
)


@pytest.fixture(scope="module", autouse=True)
async def schools(house: House) -> None:
    """Around the point 2000, 0; Old One became Part One, which split into Part Two and Juniors."""
    names = [column.name for column in SCHOOLS.columns if column.computed is None and column.name != "trust_loaded"]
    edges = [(OLD_ONE, PART_ONE, "continues"), (PART_ONE, PART_TWO, "split"), (PART_ONE, JUNIORS, "split")]
    async with house.database.transaction(Context.platform("tests"), limits=JOB) as connection:
        await connection.execute(insert(SCHOOLS), [{name: getattr(one, name) for name in names} for one in PLACED])
        rows = [
            {"from_urn": one, "to_urn": other, "kind": kind, "on": date(2012, 9, 1), "provenance": "gias"}
            for one, other, kind in edges
        ]
        await connection.execute(insert(LINEAGE_EDGES), rows)


async def found(house: House, **query: Any) -> list[int]:
    answer = await (await house.officer()).get("/v1/schools", params={"limit": 100, **query})
    assert answer.status_code == 200, answer.text
    return [item["urn"] for item in answer.json()["items"]]


async def test_schools_are_found_by_the_year_group_their_ages_take_in(house: House) -> None:
    reception, year_2, year_3 = [await found(house, year_group=group) for group in ("R", "2", "3")]
    nursery = await found(house, year_group="N")

    assert INFANTS in reception and INFANTS in year_2 and INFANTS not in year_3
    assert JUNIORS in year_3 and JUNIORS not in year_2
    assert PART_TWO not in {*reception, *year_2, *year_3}
    assert nursery == []
    assert ST_BEDE in await found(house, year_group="7")
    assert ST_BEDE not in await found(house, year_group="6")


async def test_schools_are_found_by_kind(house: House) -> None:
    assert await found(house, kind="maintained_special") == [SPECIAL]
    assert await found(house, kind="academy") == [NORTHSTAR_SCHOOL]
    assert await found(house, urn=[OAK, SPECIAL], kind="maintained") == [OAK]


async def test_a_school_shows_the_whole_line_it_stands_in(house: House) -> None:
    officer = await house.officer()

    line = (await officer.get(f"/v1/schools/{PART_TWO}/links")).json()

    assert line["chain"] == [OLD_ONE, PART_ONE, PART_TWO]
    steps = {(one["from_urn"], one["to_urn"], one["kind"]) for one in line["items"]}
    assert {(OLD_ONE, PART_ONE, "continues"), (PART_ONE, PART_TWO, "split")} <= steps
    alone = (await officer.get(f"/v1/schools/{OAK}/links")).json()
    assert (alone["chain"], alone["items"]) == ([OAK], [])
    assert (await officer.get("/v1/schools/123456/links")).status_code == 404


async def test_schools_nearby_are_about_so_far_from_the_childs_postcode_sector(house: House) -> None:
    """PL-310: the middle of the open schools of the sector is 2000, 0."""
    child = await house.a_child(home_postcode_sector="AB1 2", date_of_birth=date(2019, 3, 1))
    officer = await house.officer()

    answer = await officer.get(f"/v1/children/{child.id}/schools-nearby", params={"limit": 1, "year_group": "2"})
    assert answer.status_code == 200, answer.text
    first = answer.json()
    second = (
        await officer.get(
            f"/v1/children/{child.id}/schools-nearby",
            params={"limit": 1, "year_group": "2", "cursor": first["next_cursor"]},
        )
    ).json()

    assert [(one["school"]["urn"], one["about_km"]) for one in first["items"]] == [(INFANTS, 1.0)]
    assert [(one["school"]["urn"], one["about_km"]) for one in second["items"]] == [(SPECIAL, 4.0)]
    assert second["next_cursor"] is None
    seen = house.ask("select count(*) from placements.audit_children where child_id = %s", child.id)
    assert seen == [(2,)]


async def test_without_a_school_in_the_sector_the_outward_code_counts(house: House) -> None:
    child = await house.a_child(home_postcode_sector="AB1 9")
    elsewhere = await house.a_child(home_postcode_sector="AB1 5")
    officer = await house.officer()

    near = (await officer.get(f"/v1/children/{child.id}/schools-nearby", params={"kind": "maintained_special"})).json()
    about = (
        await officer.get(f"/v1/children/{elsewhere.id}/schools-nearby", params={"kind": "maintained_special"})
    ).json()

    assert [one["about_km"] for one in near["items"]] == [0.0]
    assert [one["about_km"] for one in about["items"]] == [2.7]


async def test_a_protected_or_unknown_address_gives_no_distance(house: House) -> None:
    protected = await house.a_child(home_postcode_sector="AB1 2")
    unknown = await house.a_child()
    remote = await house.a_child(home_postcode_sector="ZZ99 9")
    async with house.database.transaction(Context.job(EXAMPLESHIRE_CODE, "tests"), limits=JOB) as connection:
        row = {
            "authority": EXAMPLESHIRE_CODE,
            "child_id": protected.id,
            "version": 1,
            "address_protected": True,
            "address_review_by": date(2027, 6, 1),
        }
        await connection.execute(insert(RESTRICTED), row)
    officer = await house.officer()

    answers = [await officer.get(f"/v1/children/{one.id}/schools-nearby") for one in (protected, unknown, remote)]

    assert [one.status_code for one in answers] == [422] * 3
    assert [one.json()["errors"][0]["code"] for one in answers] == ["not_allowed", "missing", "missing"]
    neighbour = await (await house.neighbour()).get(f"/v1/children/{protected.id}/schools-nearby")
    finance = await (await house.staff(Role.VS_FINANCE)).get(f"/v1/children/{protected.id}/schools-nearby")
    assert (neighbour.status_code, finance.status_code) == (404, 403)


async def test_what_is_open_at_a_school_is_counted_for_those_who_may_know_children(house: House) -> None:
    await house.asked((await house.a_child()).id, ST_BEDE)

    seen = (await (await house.officer()).get(f"/v1/schools/{ST_BEDE}")).json()["open"]
    theirs = (await (await house.neighbour()).get(f"/v1/schools/{ST_BEDE}")).json()["open"]
    finance = (await (await house.staff(Role.VS_FINANCE)).get(f"/v1/schools/{ST_BEDE}")).json()["open"]

    assert seen == {"applications": 1, "children_on_roll": 0, "vacancy_requests": 0}
    assert theirs == {"applications": 0, "children_on_roll": 0, "vacancy_requests": 0}
    assert finance is None


async def test_authorities_are_listed_with_those_before_and_after_them(house: House) -> None:
    """PL-301."""
    officer = await house.officer()

    items = (await officer.get("/v1/authorities")).json()["items"]

    assert [one["code"] for one in items] == sorted(one["code"] for one in items)
    assert {one["code"]: one["name"] for one in items}[EXAMPLESHIRE_CODE] == "Exampleshire"
