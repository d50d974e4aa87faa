"""A list of children comes in: S18, what a row may say, and who else may be writing at the same time."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from factories.exampleshire import CLOSED_SCHOOL, EXAMPLESHIRE_CODE, NORTHSTAR_SCHOOL, ST_BEDE
from factories.placements_house import House
from factories.uploads import Uploads, counts
from kit.kernel.ids import new_id
from kit.testing.sign_in import AUDIT_KEY
from placements.domain.child import SenStatus
from placements.domain.imports import ImportKind
from placements.domain.roll import Roll
from placements.domain.upn import check_letter
from placements.imports.by_command import import_by_command
from placements.imports.report import Report

COLUMNS = (
    "la_child_id,upn,first_name,surname,date_of_birth,sex,school_urn,roll_from,sen_status,host_authority,"
    "social_worker_name,social_worker_email,social_worker_phone,first_language,care_status,care_from"
)


def upn(number: int) -> str:
    rest = f"800{number:09d}"
    return check_letter(rest) + rest


def row(number: int, surname: str = "Kerr", **said: str) -> str:
    cells = {
        "la_child_id": f"R{number}",
        "upn": upn(number),
        "first_name": "Mason",
        "surname": surname,
        "date_of_birth": "01/03/2014",
        "sex": "M",
        **said,
    }
    return ",".join(cells.get(column, "") for column in COLUMNS.split(","))


def file(rows: Sequence[str]) -> str:
    return "\n".join((COLUMNS, *rows)) + "\n"


@pytest.fixture(scope="module")
def uploads(house: House) -> Uploads:
    return Uploads(house)


async def test_pl_s18_a_file_of_184_children(house: House, uploads: Uploads) -> None:
    for number in range(1, 181):
        await house.a_child(la_child_id=f"R{number}", upn=upn(number), upn_unknown_reason=None)
    held = [row(number) for number in range(1, 172)]
    changed = [row(number, "Kerr-Moss") for number in range(172, 181)]
    new = [row(number) for number in range(181, 184)]
    wrong = row(999, "Sekret", upn="A999999999999", first_name="Secretia")
    rows = [*held, *changed, *new]
    content = file([*rows[:56], wrong, *rows[56:]])
    before = house.ask("select id, version, surname from placements.children order by id")

    checked = await uploads.checked("children", content)

    assert (checked["state"], checked["reports"][0]["rows"]) == ("checked", 184)
    assert counts(checked) == {"same": 171, "changed": 9, "new": 3, "wrong": 1}
    assert [(e["row"], e["column"], e["code"]) for e in await uploads.errors(checked["id"])] == [
        (57, "upn", "upn_invalid")
    ]
    assert house.ask("select id, version, surname from placements.children order by id") == before
    kept = str(house.ask("select i::text from placements.imports i"))
    assert not any(value in kept for value in ("Sekret", "Secretia", "A999999999999", "Kerr", "Mason", "R181"))

    refused = await uploads.apply(checked["id"])
    applied = await uploads.applied(checked["id"], accept_partial=True)

    assert refused.json()["code"] == "wrong_rows_present"
    assert applied["state"] == "applied_with_errors"
    assert applied["taken"] == {"new": 3, "changed": 9, "same": 171, "wrong": 0}
    assert house.ask("select count(*), count(*) filter (where version = 2) from placements.children") == [(183, 9)]
    touched = house.ask(
        "select e.actor_kind, sum(e.child_count), (select count(distinct child_id) from placements.audit_children)"
        " from placements.audit_entries e where operation = 'placements.import_children' group by 1"
    )
    assert touched == [("user", 12, 12)]
    assert house.ask("select count(*) from placements.import_files") == [(0,)]

    again = await uploads.checked("children", content)
    once_more = await uploads.applied(again["id"], accept_partial=True)

    assert counts(again) == {"same": 183, "changed": 0, "new": 0, "wrong": 1}
    assert once_more["taken"] == {"new": 0, "changed": 0, "same": 183, "wrong": 0}
    assert house.ask("select count(*), count(*) filter (where version = 2) from placements.children") == [(183, 9)]


async def test_pl_1005_a_child_missing_from_the_file_is_counted_and_never_closed(
    house: House, uploads: Uploads
) -> None:
    open_before = house.ask("select count(*) from placements.care_periods where to_on is null")

    checked = await uploads.checked("children", file([row(1), row(2, upn="nonsense")]))
    await uploads.applied(checked["id"], accept_partial=True)

    assert checked["reports"][0]["missing_from_file"] == 181
    assert house.ask("select count(*) from placements.care_periods where to_on is null") == open_before


async def test_a_row_brings_school_care_and_the_social_worker(house: House, uploads: Uploads) -> None:
    said = {
        "school_urn": str(ST_BEDE),
        "roll_from": "2025-09-01",
        "sen_status": "support",
        "host_authority": "801",
        "social_worker_name": "Ade Obi",
        "social_worker_email": "ade@example.test",
        "social_worker_phone": "01234 5",
        "first_language": "Yoruba",
        "care_status": "looked_after",
        "care_from": "2025-01-06",
    }
    checked = await uploads.checked("children", file([row(301, "Adeyemi", **said)]))

    await uploads.applied(checked["id"])

    assert house.ask(
        "select surname, sen_status, host_authority, social_worker_name, social_worker_email, social_worker_phone,"
        " first_language, r.school_urn, r.first_day_on::text, c.status, c.from_on::text, c.source"
        " from placements.children k join placements.rolls r on r.child_id = k.id"
        " join placements.care_periods c on c.child_id = k.id where la_child_id = 'R301'"
    ) == [
        (
            *("Adeyemi", "support", "801", "Ade Obi", "ade@example.test", "01234 5", "Yoruba"),
            *(ST_BEDE, "2025-09-01", "looked_after", "2025-01-06", "children"),
        )
    ]
    told = house.ask("select payload::text from placements.outbox where authority = '800'")
    assert not any(value in text for (text,) in told for value in ("Adeyemi", "R301", upn(301), "Ade Obi"))


async def test_another_school_ends_the_roll_before_it_and_no_school_ends_nothing(
    house: House, uploads: Uploads
) -> None:
    roll = Roll(id=new_id(), school_urn=ST_BEDE, first_day_on=date(2025, 9, 1))
    await house.a_child(la_child_id="R310", rolls=[roll])
    await house.a_child(
        la_child_id="R311", rolls=[Roll(id=new_id(), school_urn=ST_BEDE, first_day_on=date(2025, 9, 1))]
    )
    moved = {"upn": "", "school_urn": str(NORTHSTAR_SCHOOL), "roll_from": "2026-10-05"}

    checked = await uploads.checked("children", file([row(310, **moved), row(311, upn="")]))
    await uploads.applied(checked["id"])

    assert house.ask(
        "select la_child_id, school_urn, first_day_on::text, last_day_on::text, end_reason from placements.rolls"
        " join placements.children c on c.id = child_id where la_child_id in ('R310', 'R311') order by 1, 3"
    ) == [
        ("R310", ST_BEDE, "2025-09-01", "2026-10-04", "unknown"),
        ("R310", NORTHSTAR_SCHOOL, "2026-10-05", None, None),
        ("R311", ST_BEDE, "2025-09-01", None, None),
    ]
    assert [(e["row"], e["code"]) for e in await uploads.errors(checked["id"])] == [(2, "roll_not_ended")]


async def test_every_check_of_a_row_has_its_code(house: House, uploads: Uploads) -> None:
    await house.a_child(la_child_id="R320", upn=upn(320), upn_unknown_reason=None, sen_status=SenStatus.NONE)
    await house.a_child(la_child_id="R321", upn=upn(321), upn_unknown_reason=None)
    rows = {
        "date_invalid": row(330, date_of_birth="31/02/2014"),
        "school_unknown": row(331, school_urn="199999"),
        "school_closed": row(332, school_urn=str(CLOSED_SCHOOL), roll_from="2025-09-01"),
        "roll_from_today": row(333, school_urn=str(ST_BEDE)),
        "bad_format": row(334, "=cmd()"),
        "control_character": row(335, "A\x00B"),
        "upn_changed": row(320, upn=upn(340)),
        "upn_duplicate": row(341, upn=upn(321)),
        "upn_unknown_school_age": row(342, upn="UN1"),
        "missing": row(343, care_status="looked_after"),
        "duplicate": row(342, upn=""),
        "not_allowed": row(344, sen_status="perhaps"),
        "out_of_range": row(345, date_of_birth="2030-01-01"),
    }

    checked = await uploads.checked("children", file(list(rows.values())))

    errors = await uploads.errors(checked["id"])
    assert [(e["row"], e["code"]) for e in errors] == list(enumerate(rows, start=1))
    warnings = {e["code"] for e in errors if e["severity"] == "warning"}
    assert warnings == {
        *("school_closed", "roll_from_today", "upn_changed", "upn_duplicate", "upn_unknown_school_age"),
    }


async def test_pl_1004_whoever_was_faster_is_not_overwritten(house: House, uploads: Uploads) -> None:
    child = await house.a_child(la_child_id="R350", upn=upn(350), upn_unknown_reason=None)
    checked = await uploads.checked("children", file([row(350, "Fromfile"), row(351, "Fresh")]))
    officer = await house.officer()
    changed = await officer.patch(
        f"/v1/children/{child.id}", json={"surname": "Bytheofficer"}, headers={"If-Match": '"1"'}
    )
    assert changed.status_code == 200, changed.text

    applied = await uploads.applied(checked["id"])

    assert applied["state"] == "applied_with_errors"
    assert applied["taken"] == {"new": 1, "changed": 0, "same": 0, "wrong": 1}
    assert [(e["row"], e["code"]) for e in await uploads.errors(checked["id"])] == [(1, "conflict")]
    assert house.ask("select surname from placements.children where la_child_id = 'R350'") == [("Bytheofficer",)]


async def test_the_command_line_takes_the_same_file_and_leaves_no_raw_file(
    house: House, uploads: Uploads, tmp_path: Path
) -> None:
    path = tmp_path / "children.csv"
    path.write_text(file([row(401, "Bycommand"), row(402, upn="nonsense")]), encoding="utf-8")
    told: list[tuple[int, int]] = []

    async def run(*, apply: bool = False, accept_partial: bool = False) -> Report:
        return await import_by_command(
            house.database,
            EXAMPLESHIRE_CODE,
            path,
            kind=ImportKind.CHILDREN,
            clock=house.clock,
            progress=lambda done, total: told.append((done, total)),
            audit_key=AUDIT_KEY,
            apply=apply,
            accept_partial=accept_partial,
        )

    looked = await run()
    refused = await run(apply=True)
    taken = await run(apply=True, accept_partial=True)
    again = await run(apply=True, accept_partial=True)

    assert (looked.applied, looked.new, looked.wrong) == (False, 1, 1)
    assert refused.refused == "wrong_rows_present"
    assert (taken.applied, taken.new, taken.wrong) == (True, 1, 1)
    assert (again.applied, again.same, again.new) == (True, 1, 0)
    assert told[-1] == (2, 2)
    assert house.ask(
        "select count(distinct i.id), count(f.piece) from placements.imports i"
        " left join placements.import_files f on f.import_id = i.id where uploaded_by = 'command_line'"
    ) == [(2, 0)]
    assert house.ask("select surname from placements.children where la_child_id = 'R401'") == [("Bycommand",)]
