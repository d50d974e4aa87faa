"""Cases, lists of applications, deadlines and refusal codes over HTTP."""

import pytest

from factories.exampleshire import NORTHSTAR_SCHOOL, OAK, ST_BEDE
from factories.placements_house import House
from kit.auth.vocabulary import Role


async def test_a_child_has_one_open_case(house: House) -> None:
    child = await house.a_child()
    officer = await house.officer()
    body = {"child_id": str(child.id), "reason": "care_move", "need_from": "2026-10-05"}

    opened = await officer.send_step("/v1/cases", body)
    again = await officer.send_step("/v1/cases", body)

    assert opened.status_code == 201
    assert opened.headers["location"].endswith(opened.json()["id"])
    assert opened.headers["etag"] == '"1"'
    assert (again.status_code, again.json()["code"]) == (409, "case_already_open")
    assert again.json()["existing_id"] == opened.json()["id"]


async def test_the_case_calendar_is_that_of_where_the_child_lived(house: House) -> None:
    """PL-103."""
    child = await house.a_child(host_authority="801")
    officer = await house.officer()

    case = (
        await officer.send_step(
            "/v1/cases", {"child_id": str(child.id), "reason": "new_to_care", "need_from": "2026-10-05"}
        )
    ).json()

    assert (case["responsible_authority"], case["host_authority"], case["case_calendar_authority"]) == (
        "800",
        "801",
        "801",
    )
    assert case["clocks"][0]["state"] == "calendar_missing"


async def test_cases_are_listed_by_state_and_page_by_page(house: House) -> None:
    for _ in range(4):
        await house.asked((await house.a_child()).id, ST_BEDE)
    officer = await house.officer()
    everything = (await officer.get("/v1/cases?limit=100")).json()["items"]

    paged: list[str] = []
    cursor = ""
    while True:
        page = (await officer.get(f"/v1/cases?limit=3{cursor}")).json()
        paged += [row["id"] for row in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    seeking = (await officer.get("/v1/cases?limit=100&state=seeking")).json()["items"]

    assert paged == [row["id"] for row in everything]
    assert len(paged) > 3
    assert {row["id"] for row in seeking} == {row["id"] for row in everything if row["state"] == "seeking"}


async def test_applications_are_listed_newest_first_and_filtered(house: House) -> None:
    child = await house.a_child()
    first = await house.asked(child.id, ST_BEDE)
    second = await house.asked(child.id, OAK)
    officer = await house.officer()

    of_child = (await officer.get(f"/v1/applications?child_id={child.id}")).json()["items"]
    to_oak = (await officer.get(f"/v1/applications?child_id={child.id}&school_urn={OAK}")).json()["items"]
    refused = (await officer.get(f"/v1/applications?child_id={child.id}&state=refused")).json()["items"]
    page = (await officer.get(f"/v1/applications?child_id={child.id}&limit=1")).json()
    rest = (await officer.get(f"/v1/applications?child_id={child.id}&limit=1&cursor={page['next_cursor']}")).json()

    assert [row["id"] for row in of_child] == [second["id"], first["id"]]
    assert [row["id"] for row in to_oak] == [second["id"]]
    assert refused == []
    assert [row["id"] for row in page["items"] + rest["items"]] == [second["id"], first["id"]]
    assert rest["next_cursor"] is None
    assert (of_child[0]["due_on"], of_child[0]["force"], of_child[0]["school_days_past"]) == (
        "2026-11-23",
        "should",
        0,
    )


async def test_deadlines_come_from_the_schools_own_calendar(house: House) -> None:
    officer = await house.officer()

    inherited = (await officer.get(f"/v1/deadlines?school_urn={ST_BEDE}&received_on=2026-10-14")).json()
    own = (await officer.get(f"/v1/deadlines?school_urn={NORTHSTAR_SCHOOL}&received_on=2026-10-14")).json()

    assert (inherited["target_on"], inherited["limit_on"], inherited["inherited"]) == (
        "2026-11-04",
        "2026-11-11",
        True,
    )
    assert (own["target_on"], own["limit_on"], own["inherited"]) == ("2026-11-12", "2026-11-19", False)
    assert own["calendar_owner"] == f"school:{NORTHSTAR_SCHOOL}"
    assert own["local_target_on"] is None


@pytest.mark.parametrize(
    ("query", "code", "pointer"),
    [
        (f"school_urn={NORTHSTAR_SCHOOL}&received_on=2027-07-27", "calendar_missing", None),
        ("school_urn=999999&received_on=2026-10-14", "validation_failed", "query/school_urn"),
        (f"school_urn={ST_BEDE}&received_on=14/10/2026", "validation_failed", "query/received_on"),
        (f"school_urn={ST_BEDE}&received_on=20261014", "validation_failed", "query/received_on"),
        (f"school_urn={ST_BEDE}", "validation_failed", "query/received_on"),
    ],
)
async def test_a_deadline_that_cannot_be_told_says_why(
    house: House, query: str, code: str, pointer: str | None
) -> None:
    officer = await house.officer()

    refused = await officer.get(f"/v1/deadlines?{query}")

    assert (refused.status_code, refused.json()["code"]) == (422, code)
    if pointer is not None:
        assert refused.json()["errors"][0]["pointer"] == pointer


async def test_refusal_codes_are_told_for_each_cohort(house: House) -> None:
    head = await house.staff(Role.VSH)

    lac = (await head.get("/v1/refusal-codes")).json()
    plac = (await head.get("/v1/refusal-codes?cohort=plac")).json()

    by_code = {item["code"]: item for item in lac["items"]}
    assert len(by_code) == 30
    assert (by_code["REFER_FAP"]["standing"], by_code["REFER_FAP"]["letter"]) == ("not_a_ground", "C3")
    assert {item["code"]: item["standing"] for item in plac["items"]}["REFER_FAP"] == "conditional"
    assert {condition["code"] for condition in lac["conditions"]} >= {"PART_TIME", "LATE_START"}
