"""Children over HTTP: listed, found, shown, named; nobody else's; every reading on record."""

import base64
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from factories.registers import Ask, a_record
from factories.registers import register as register_children
from kit.db.database import Database
from kit.kernel.ids import new_id
from kit.testing.sign_in import SignedInClient
from placements.domain.care import CarePlacement
from placements.domain.child_record import ChildRecord
from placements.imports.report import Report

TIA = a_record("Tia", "Akers", reference="T1", on_roll_of=990001)
BEN = a_record("Ben", "Brook", born="2011-05-02")
CAM = a_record("Cam", "Cole", born="2012-05-02", on_roll_of=990005, full_time=False)
DEE = a_record("Dee", "Dunn", born="2023-05-02")
EVE = a_record("Eve", "Ember", in_care_since=None)
UNNAMED = a_record(None, None, reference="M01", born="2019-05-02")
ODD = a_record("Per%cent", "Under_score", born="2016-05-02", on_roll_of=990001)
HERS = (TIA, BEN, CAM, DEE, EVE, UNNAMED, ODD)
THEIRS = a_record("Tia", "Akers", reference="T1")


@pytest.fixture(scope="module", autouse=True)
async def children(database: Database, register: Report) -> None:
    assert register.applied
    await register_children(database, "201", *HERS)
    await register_children(database, "202", THEIRS)


def ids(answer: dict[str, Any]) -> list[UUID]:
    return [UUID(item["child"]["id"]) for item in answer["items"]]


async def shown(client: SignedInClient, record: ChildRecord) -> dict[str, Any]:
    answer = await client.get(f"/v1/children/{record.child.id}")
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def change(client: SignedInClient, child_id: UUID, version: int | None, body: dict[str, Any]) -> Any:
    headers = {} if version is None else {"If-Match": f'"{version}"'}
    return await client.patch(f"/v1/children/{child_id}", json=body, headers=headers)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, [TIA, BEN, CAM, DEE, EVE, UNNAMED, ODD]),
        ({"status": "no_place"}, [BEN, UNNAMED]),
        ({"status": "part_time"}, [CAM]),
        ({"status": "on_roll"}, [TIA, ODD]),
        ({"status": "at_risk"}, []),
        ({"year_group": "7"}, [TIA, EVE]),
        ({"year_group": "N"}, [DEE]),
        ({"status": "no_place", "year_group": "11"}, [BEN]),
    ],
)
async def test_children_are_listed_by_where_they_stand(
    officer: SignedInClient, query: dict[str, str], expected: list[ChildRecord]
) -> None:
    answer = await officer.get("/v1/children", params=query)

    assert answer.status_code == 200
    assert ids(answer.json()) == [record.child.id for record in expected]


async def test_pl_206_a_row_holds_neither_upn_nor_date_of_birth(officer: SignedInClient) -> None:
    answer = (await officer.get("/v1/children", params={"status": "part_time"})).json()

    assert answer["items"] == [
        {
            "child": {
                "id": str(CAM.child.id),
                "name": "Cam Cole",
                "preferred_name": None,
                "initials": "C.C.",
                "year_group": "10",
            },
            "version": 1,
            "la_child_id": None,
            "is_named": True,
            "status": "part_time",
            "care_status": "looked_after",
            "school": {"urn": 990005, "name": "Sample Millbrook Academy (invented)"},
            "open_case": None,
            "owner": None,
        }
    ]


async def test_pl_207_pages_follow_on_without_a_name_in_the_cursor(officer: SignedInClient) -> None:
    first = (await officer.get("/v1/children", params={"limit": 3})).json()
    second = (await officer.get("/v1/children", params={"limit": 3, "cursor": first["next_cursor"]})).json()
    third = (await officer.get("/v1/children", params={"limit": 3, "cursor": second["next_cursor"]})).json()

    assert [*ids(first), *ids(second), *ids(third)] == [record.child.id for record in HERS]
    assert third["next_cursor"] is None
    for page in (first, second):
        cursor = base64.urlsafe_b64decode(page["next_cursor"] + "===").lower()
        assert not any(name in cursor for name in (b"cam", b"cole", b"unnamed", b"m01", b"dunn"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("tia", [TIA]),
        ("akers tia", [TIA]),
        ("TIA  AKERS", [TIA]),
        ("t1", [TIA]),
        ("M01", [UNNAMED]),
        ("%", []),
        ("_", []),
        ("per%cent", [ODD]),
        ("e", [TIA, BEN, CAM, DEE, EVE, ODD]),
        ("nobody", []),
    ],
)
async def test_pl_207_children_are_searched_by_post_and_literally(
    officer: SignedInClient, words: str, expected: list[ChildRecord]
) -> None:
    answer = await officer.post("/v1/children/search", json={"q": words})

    assert answer.status_code == 200, answer.text
    assert ids(answer.json()) == [record.child.id for record in expected]
    assert answer.json()["more"] is False


async def test_the_record_of_a_child_as_casework_sees_it(officer: SignedInClient) -> None:
    answer = await officer.get(f"/v1/children/{TIA.child.id}")

    child = answer.json()
    assert answer.headers["etag"] == '"1"'
    assert (child["label"], child["initials"], child["year_group"]) == ("Tia Akers", "T.A.", "7")
    assert (child["status"], child["cohort"], child["is_of_school_age"]) == ("on_roll", "lac", True)
    assert [(roll["school"]["urn"], roll["last_day_on"]) for roll in child["rolls"]] == [(990001, None)]
    assert [(period["from_on"], period["to_on"]) for period in child["care_periods"]] == [("2024-01-10", None)]
    assert [action["action"] for action in child["allowed_actions"]] == [
        "change_child",
        "open_case",
        "draft_application",
        "move_child",
        "record_care_period",
        "record_care_placement",
        "record_roll",
        "record_exclusion",
        "record_reduced_timetable",
        "note_informal_refusal",
    ]
    assert not {"reason_for_care", "legal_status", "carer_address", "risk_notes"} & child.keys()


async def test_se_77_another_authoritys_child_looks_like_none(officer: SignedInClient) -> None:
    theirs = await officer.get(f"/v1/children/{THEIRS.child.id}")
    nobody = await officer.get(f"/v1/children/{new_id()}")
    changed = await change(officer, THEIRS.child.id, 1, {"first_name": "Mine"})

    assert theirs.status_code == nobody.status_code == changed.status_code == 404
    assert {**theirs.json(), "request_id": ""} == {**nobody.json(), "request_id": ""}
    found = (await officer.post("/v1/children/search", json={"q": "tia akers"})).json()
    assert ids(found) == [TIA.child.id]


async def test_pl_210_reading_is_on_record_by_child(officer: SignedInClient, ask: Ask) -> None:
    await shown(officer, BEN)
    await officer.post("/v1/children/search", json={"q": "tia"})

    assert ask(
        "select operation, child_id from placements.audit_entries entries join placements.audit_children children"
        " on (children.authority, children.seq) = (entries.authority, entries.seq)"
        " where entries.authority = '201' order by entries.seq desc limit 2"
    ) == [("search_children", TIA.child.id), ("show_child", BEN.child.id)]


async def test_a_child_of_a_return_is_named(officer: SignedInClient, ask: Ask) -> None:
    before = await shown(officer, UNNAMED)

    answer = await change(
        officer,
        UNNAMED.child.id,
        before["version"],
        {"first_name": "Noa", "surname": "Zadok", "sen_status": "support", "host_authority": "202"},
    )

    child = answer.json()
    assert answer.status_code == 200, answer.text
    assert (before["label"], child["label"], child["is_named"]) == ("M01", "Noa Zadok", True)
    assert (child["version"], answer.headers["etag"]) == (2, '"2"')
    assert child["la_child_id"] == "M01"
    ((payload, version),) = ask(
        "select payload, version from placements.outbox where type = 'child.changed' and payload->>'child_id' = %s",
        str(UNNAMED.child.id),
    )
    assert version == 2
    assert payload == {
        "child_id": str(UNNAMED.child.id),
        "initials": "N.Z.",
        "year_group": "3",
        "academic_year": "2026-27",
        "cohort_year": 2018,
        "sen": "support",
        "uasc": False,
        "host_authority": "202",
    }


async def test_re_6_a_change_needs_the_version_that_was_read(officer: SignedInClient) -> None:
    missing = await change(officer, BEN.child.id, None, {"preferred_name": "Benny"})
    stale = await change(officer, BEN.child.id, 7, {"preferred_name": "Benny"})

    assert (missing.status_code, missing.json()["code"]) == (428, "precondition_required")
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    assert (await shown(officer, BEN))["preferred_name"] is None


async def test_a_change_that_says_the_same_changes_nothing(officer: SignedInClient, ask: Ask) -> None:
    before = ask("select count(*) from placements.outbox")

    answer = await change(officer, BEN.child.id, 1, {"first_name": "Ben"})

    assert (answer.status_code, answer.json()["version"]) == (200, 1)
    assert ask("select count(*) from placements.outbox") == before


@pytest.mark.parametrize(
    ("body", "status", "code", "pointer"),
    [
        ({"upn": "A801200005001"}, 422, "validation_failed", "/upn"),
        ({"first_name": ""}, 422, "validation_failed", "/first_name"),
        ({"first_name": "A\u202eB"}, 422, "validation_failed", "/first_name"),
        ({"sex": None}, 422, "validation_failed", "/sex"),
        ({"sen_status": "ehcp"}, 422, "validation_failed", "/ehc_authority"),
        ({"host_authority": "997"}, 422, "validation_failed", "/host_authority"),
        ({"year_group_override": "9"}, 422, "validation_failed", "/year_group_override_reason"),
        ({"version": 9}, 422, "validation_failed", ""),
        ({"date_of_birth": "1990-01-01"}, 422, "validation_failed", "/date_of_birth"),
    ],
)
async def test_what_cannot_be_is_refused_by_field(
    officer: SignedInClient, body: dict[str, Any], status: int, code: str, pointer: str
) -> None:
    answer = await change(officer, DEE.child.id, 1, body)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert "A801200005001" not in answer.text


async def test_pl_322_a_upn_in_use_is_refused_and_a_former_one_kept(officer: SignedInClient) -> None:
    first = await change(officer, EVE.child.id, 1, {"upn": "H801200001001"})
    taken = await change(officer, CAM.child.id, 1, {"upn": "H801200001001"})
    second = await change(officer, EVE.child.id, 2, {"upn": "B801200005001"})
    without = await change(officer, EVE.child.id, 3, {"upn_unknown_reason": "UN5"})

    assert (first.status_code, first.json()["upn_unknown_reason"]) == (200, None)
    assert (taken.status_code, taken.json()["code"]) == (409, "upn_in_use")
    assert (second.json()["upn"], second.json()["former_upn"]) == ("B801200005001", "H801200001001")
    assert (without.json()["upn"], without.json()["former_upn"]) == (None, "B801200005001")


async def test_pl_327_no_new_surname_while_an_adoptive_placement_is_open(
    database: Database, officer: SignedInClient
) -> None:
    home = CarePlacement(id=new_id(), from_on=date(2026, 5, 1), type="A4")
    record = replace(a_record("Fay", "Field"), homes=(home,))
    await register_children(database, "201", record)

    surname = await change(officer, record.child.id, 1, {"surname": "Newname"})
    first_name = await change(officer, record.child.id, 1, {"preferred_name": "Faye"})

    assert (surname.status_code, surname.json()["code"]) == (409, "name_change_blocked")
    assert first_name.status_code == 200


async def test_pl_326_a_sealed_child_is_found_nowhere(database: Database, officer: SignedInClient, ask: Ask) -> None:
    record = a_record("Sealed", "Away", reference="SEALED1", upn="T838400020001")
    await register_children(database, "201", record)
    ask("update placements.children set sealed_at = now() where id = %s returning id", record.child.id)

    listed = (await officer.get("/v1/children")).json()
    found = (await officer.post("/v1/children/search", json={"q": "sealed"})).json()
    one = await officer.get(f"/v1/children/{record.child.id}")
    same_upn = await change(officer, TIA.child.id, 1, {"upn": "T838400020001"})

    assert record.child.id not in ids(listed)
    assert found["items"] == []
    assert one.status_code == 404
    assert same_upn.status_code == 200
