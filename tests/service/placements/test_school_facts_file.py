"""Facts about schools come in as a list: numbers by year group and inspections, one authority's own (PL-309)."""

import pytest

from factories.exampleshire import NORTHSTAR_SCHOOL, OAK, ST_BEDE
from factories.placements_house import House
from factories.uploads import Uploads, counts

COLUMNS = (
    "school_urn,academic_year,year_group,pan,nor,classes,largest_class,inspection_framework,overall_grade,"
    "category_of_concern,urgent_improvement,inspected_on,as_of,source"
)
ROWS = (
    f"{ST_BEDE},2026-27,8,180,172,6,30,,,,,,2026-10-01,October census",
    f"{ST_BEDE},2026-27,9,180,180,6,30,,,,,,2026-10-01,October census",
    f"{OAK},2026-27,,,,,,graded,4,special_measures,no,12/05/2026,2026-06-01,Ofsted",
)


def file(*rows: str) -> str:
    return "\n".join((COLUMNS, *rows)) + "\n"


@pytest.fixture(scope="module")
def uploads(house: House) -> Uploads:
    return Uploads(house)


async def test_pl_309_facts_come_in_one_version_a_school_and_again_they_are_the_same(
    house: House, uploads: Uploads
) -> None:
    checked = await uploads.checked("school_facts", file(*ROWS))
    applied = await uploads.applied(checked["id"])
    again = await uploads.checked("school_facts", file(*ROWS))

    assert counts(checked) == {"new": 3, "changed": 0, "same": 0, "wrong": 0}
    assert applied["state"] == "applied"
    assert house.ask(
        "select urn, version, jsonb_array_length(year_groups), inspection ->> 'overall_grade'"
        " from placements.school_facts where authority = '800' order by urn"
    ) == [(ST_BEDE, 1, 2, None), (OAK, 1, 0, "4")]
    assert counts(again) == {"new": 0, "changed": 0, "same": 3, "wrong": 0}


async def test_newer_numbers_replace_a_row_and_older_ones_never_do(house: House, uploads: Uploads) -> None:
    newer = f"{ST_BEDE},2026-27,8,180,175,6,30,,,,,,2026-11-01,School"
    older = f"{ST_BEDE},2026-27,9,180,100,6,30,,,,,,2026-09-01,School"

    checked = await uploads.checked("school_facts", file(newer, older))
    await uploads.applied(checked["id"], accept_partial=True)

    assert counts(checked) == {"new": 0, "changed": 1, "same": 0, "wrong": 1}
    assert [(e["row"], e["column"], e["code"]) for e in await uploads.errors(checked["id"])] == [
        (2, "as_of", "conflict")
    ]
    assert house.ask(
        "select f ->> 'year_group', f ->> 'nor' from placements.school_facts s, jsonb_array_elements(year_groups) f"
        " where urn = %s and version = 2 order by 1",
        ST_BEDE,
    ) == [("8", "175"), ("9", "180")]


async def test_rows_of_facts_that_are_wrong_say_where(uploads: Uploads) -> None:
    checked = await uploads.checked(
        "school_facts",
        file(
            "199999,2026-27,8,180,172,6,30,,,,,,2026-10-01,x",
            f"{NORTHSTAR_SCHOOL},2026-27,,180,,,,,,,,,2026-10-01,x",
            f"{NORTHSTAR_SCHOOL},2026-27,8,180,,,,,4,,,,2026-10-01,x",
            f"{NORTHSTAR_SCHOOL},2026-27,8,many,,,,,,,,,2026-10-01,x",
            f"{NORTHSTAR_SCHOOL},2026-27,8,180,,,,,,,,,soon,x",
            f"{NORTHSTAR_SCHOOL},2026-27,8,180,,,,,,,,,2026-10-01,",
            f"{NORTHSTAR_SCHOOL},2026-27,8,180,,,,graded,5,,,,2026-10-01,x",
        ),
    )

    assert [(e["row"], e["column"], e["code"]) for e in await uploads.errors(checked["id"])] == [
        (1, "school_urn", "school_unknown"),
        (2, "year_group", "missing"),
        (3, "inspection_framework", "missing"),
        (4, "pan", "wrong_type"),
        (5, "as_of", "date_invalid"),
        (6, "source", "missing"),
        (7, "overall_grade", "out_of_range"),
    ]
