"""Moves come in as a list: each ends the requests and keeps the need, as if somebody had recorded it."""

import pytest

from factories.exampleshire import ST_BEDE
from factories.placements_house import House
from factories.uploads import Uploads, counts

COLUMNS = "la_child_id,moved_on,host_authority,type,emergency,can_stay,why"


def file(*rows: str) -> str:
    return "\n".join((COLUMNS, *rows)) + "\n"


@pytest.fixture(scope="module")
def uploads(house: House) -> Uploads:
    return Uploads(house)


async def test_pl_s08_a_move_from_a_file_ends_the_request_and_keeps_the_case(house: House, uploads: Uploads) -> None:
    child = await house.a_child(la_child_id="M1")
    asked = await house.asked(child.id, ST_BEDE)
    need = house.ask("select need_from, closed_on from placements.cases where child_id = %s", child.id)
    moves = file("M1,06/11/2026,801,U6,yes,no,secret")

    checked = await uploads.checked("moves", moves)
    assert house.ask("select count(*) from placements.care_placements where child_id = %s", child.id) == [(0,)]
    applied = await uploads.applied(checked["id"])
    again = await uploads.checked("moves", moves)

    assert counts(checked) == {"new": 0, "changed": 1, "same": 0, "wrong": 0}
    assert checked["reports"][0]["columns_ignored"] == ["why"]
    assert applied["state"] == "applied"
    assert (await house.shown(asked["id"]))["state"] == "superseded"
    assert house.ask("select need_from, closed_on from placements.cases where child_id = %s", child.id) == need
    assert house.ask(
        "select from_on::text, host_authority, type, emergency from placements.care_placements where child_id = %s",
        child.id,
    ) == [("2026-11-06", "801", "U6", True)]
    assert house.ask(
        "select child_id from placements.audit_children join placements.audit_entries using (authority, seq)"
        " where operation = 'placements.import_moves'"
    ) == [(child.id,)]
    assert counts(again) == {"new": 0, "changed": 0, "same": 1, "wrong": 0}


async def test_pl_1007_a_move_from_a_file_opens_no_case_and_says_that_one_is_needed(
    house: House, uploads: Uploads
) -> None:
    child = await house.a_child(la_child_id="M2")

    checked = await uploads.checked("moves", file("M2,2026-11-06,801,,,no,"))
    applied = await uploads.applied(checked["id"])

    assert [(e["row"], e["code"], e["severity"]) for e in await uploads.errors(checked["id"])] == [
        (1, "case_to_open", "warning")
    ]
    assert applied["taken"]["changed"] == 1
    assert house.ask("select count(*) from placements.cases where child_id = %s", child.id) == [(0,)]
    assert house.ask("select host_authority from placements.children where id = %s", child.id) == [("801",)]


async def test_moves_that_cannot_be_taken_say_why(house: House, uploads: Uploads) -> None:
    await house.a_child(la_child_id="M3")
    await house.a_child(la_child_id="M6")
    await uploads.applied((await uploads.checked("moves", file("M3,2026-11-06,801,,,yes,")))["id"])

    checked = await uploads.checked(
        "moves",
        file(
            "NOBODY,2026-11-06,801,,,,",
            "M3,2026-11-05,800,,,,",
            "M3,2026-11-09,800,,,,",
            "M1,2026-13-01,801,,,,",
            "M2,2026-11-20,123,,,,",
            "M4,2026-11-20,801,,perhaps,,",
            "M6,2026-12-24,801,,,,",
        ),
    )

    assert [(e["row"], e["column"], e["code"]) for e in await uploads.errors(checked["id"])] == [
        (1, "la_child_id", "child_unknown"),
        (2, "moved_on", "conflict"),
        (3, "la_child_id", "duplicate"),
        (4, "moved_on", "date_invalid"),
        (5, "host_authority", "not_allowed"),
        (6, "emergency", "not_allowed"),
        (7, "moved_on", "out_of_range"),
    ]


async def test_a_return_that_ends_care_is_followed_by_the_request_that_runs(house: House, uploads: Uploads) -> None:
    child = await house.a_child(la_child_id="M9", upn_unknown_reason="UN4")
    asked = await house.asked(child.id, ST_BEDE)
    header = b"CHILD,SEX,DOB,ETHNIC,UPN\nM9,M,01/03/2014,WBRI,\n"
    episodes = b"CHILD,DECOM,RNE,LS,PLACE,DEC,REC\nM9,01/03/2024,S,C2,U4,05/11/2026,E4A\n"

    answer = await uploads.send_parts("ssda903", {"header": header, "episodes": episodes})
    await uploads.work()
    await uploads.applied(answer.json()["id"])

    lines = house.ask(
        "select kind from placements.history where application_id = %s and kind = 'care_status_ended'", asked["id"]
    )
    assert lines == [("care_status_ended",)]
    assert {kind for (kind,) in house.ask("select kind from placements.history where child_id = %s", child.id)} >= {
        "care_changed",
        "home_changed",
    }
