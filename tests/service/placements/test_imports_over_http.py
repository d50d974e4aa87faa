"""Files over HTTP: an upload is a check, a job does the work, and the raw file goes when it is not needed."""

from datetime import timedelta

import pytest

from factories.exampleshire import NORTHSTAR_SCHOOL, OAK, ST_BEDE
from factories.placements_house import House
from factories.uploads import Uploads, counts
from kit.auth.vocabulary import Role
from placements.imports.expiring import expire_files

CONTACTS = "school_urn,role,email,name,phone,reply_address"
HEAD = f"{CONTACTS}\n{ST_BEDE},head,head@bede.test,Ann Ager,01234 555,no\n"


@pytest.fixture(scope="module")
def uploads(house: House) -> Uploads:
    return Uploads(house)


async def test_pl_1002_an_upload_is_always_a_check_and_changes_nothing(house: House, uploads: Uploads) -> None:
    before = house.ask("select count(*) from placements.contacts")

    checked = await uploads.checked("contacts", HEAD)

    assert checked["state"] == "checked"
    assert counts(checked) == {"new": 1, "changed": 0, "same": 0, "wrong": 0}
    assert checked["progress"] == {"done": 1, "total": 1}
    assert checked["allowed_actions"] == ["apply", "cancel"]
    assert house.ask("select count(*) from placements.contacts") == before
    assert house.ask("select count(*) from placements.import_files") == [(1,)]


async def test_pl_1002_applied_the_rows_are_there_and_the_raw_file_is_gone(house: House, uploads: Uploads) -> None:
    checked = await uploads.checked("contacts", HEAD)

    applied = await uploads.applied(checked["id"])

    assert applied["state"] == "applied"
    assert applied["taken"] == {"new": 1, "changed": 0, "same": 0, "wrong": 0}
    assert applied["allowed_actions"] == []
    assert house.ask("select name from placements.contacts where role = 'head'") == [("Ann Ager",)]
    assert house.ask("select count(*) from placements.import_files where import_id = %s", checked["id"]) == [(0,)]


async def test_pl_1004_the_same_file_again_changes_nothing(house: House, uploads: Uploads) -> None:
    checked = await uploads.checked("contacts", HEAD)
    versions = house.ask("select id, version from placements.contacts order by id")

    applied = await uploads.applied(checked["id"])

    assert applied["taken"] == {"new": 0, "changed": 0, "same": 1, "wrong": 0}
    assert house.ask("select id, version from placements.contacts order by id") == versions


async def test_pl_1004_wrong_rows_stay_out_only_when_somebody_says_so(house: House, uploads: Uploads) -> None:
    file = f"{CONTACTS}\n{OAK},head,oak@oak.test,Ola,,no\n100999,head,far@far.test,Fay,,no\n"
    checked = await uploads.checked("contacts", file)

    refused = await uploads.apply(checked["id"])
    applied = await uploads.applied(checked["id"], accept_partial=True)

    assert (refused.status_code, refused.json()["code"]) == (422, "wrong_rows_present")
    assert counts(checked)["wrong"] == 1
    assert applied["state"] == "applied_with_errors"
    assert applied["taken"] == {"new": 1, "changed": 0, "same": 0, "wrong": 0}
    assert [(e["row"], e["column"], e["code"], e["severity"]) for e in await uploads.errors(checked["id"])] == [
        (2, "school_urn", "school_unknown", "error")
    ]


async def test_pl_1003_errors_come_as_csv_too_and_hold_no_value(house: House, uploads: Uploads) -> None:
    file = f"{CONTACTS}\n{OAK},=HYPERLINK(1),secret@oak.test,Secret,,no\n{OAK},clerk,a\x00b,Secret,,no\n"
    checked = await uploads.checked("contacts", file)
    officer = await house.officer()

    told = await officer.get(f"/v1/imports/{checked['id']}/errors", headers={"Accept": "text/csv"})

    assert told.headers["content-type"].startswith("text/csv")
    assert told.text.startswith("\ufeffpart,row,column,code,severity,message\r\n")
    assert [line.split(",")[1:4] for line in told.text.splitlines()[1:]] == [
        ["1", "role", "not_allowed"],
        ["2", "email", "bad_format"],
    ]
    everything = told.text + str(house.ask("select report::text, errors::text from placements.imports"))
    assert not any(value in everything for value in ("HYPERLINK", "Secret", "secret@"))


async def test_an_import_that_moved_on_is_neither_applied_nor_cancelled(house: House, uploads: Uploads) -> None:
    queued = (await uploads.send("contacts", HEAD)).json()
    too_early = await uploads.apply(queued["id"])

    cancelled = await uploads.cancel(queued["id"])
    again = await uploads.cancel(queued["id"])
    await uploads.work()

    assert (too_early.status_code, too_early.json()["code"], too_early.json()["state"]) == (
        409,
        "import_state",
        "queued",
    )
    assert (cancelled.status_code, cancelled.json()["state"]) == (200, "cancelled")
    assert (again.status_code, again.json()["code"]) == (409, "import_state")
    assert (await uploads.shown(queued["id"]))["state"] == "cancelled"
    assert house.ask("select count(*) from placements.import_files where import_id = %s", queued["id"]) == [(0,)]


async def test_whoever_looked_before_the_check_ended_looks_again(house: House, uploads: Uploads) -> None:
    queued = (await uploads.send("contacts", HEAD)).json()
    await uploads.work()
    officer = await house.officer()

    stale = await officer.send_step(f"/v1/imports/{queued['id']}/application", {}, version=queued["version"])
    blind = await officer.delete(f"/v1/imports/{queued['id']}")

    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    assert (blind.status_code, blind.json()["code"]) == (428, "precondition_required")


async def test_pl_202_another_authority_cannot_tell_that_an_import_exists(house: House, uploads: Uploads) -> None:
    checked = await uploads.checked("contacts", HEAD)
    neighbour = await house.neighbour()

    answers = [
        await neighbour.get(f"/v1/imports/{checked['id']}"),
        await neighbour.get(f"/v1/imports/{checked['id']}/errors"),
        await neighbour.delete(f"/v1/imports/{checked['id']}", headers={"If-Match": '"3"'}),
        await neighbour.send_step(f"/v1/imports/{checked['id']}/application", {}, version=3),
    ]

    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(404, "not_found")}
    assert (await neighbour.get("/v1/imports")).json()["items"] == []


async def test_pl_1001_national_registers_are_not_an_authority_s(uploads: Uploads) -> None:
    refused = await uploads.send("schools", "URN\n")

    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden_role")
    assert (await uploads.send("contacts", HEAD, role=Role.SOCIAL_WORKER)).status_code == 403


async def test_pl_1006_files_that_are_refused_as_a_whole_say_why(house: House, uploads: Uploads) -> None:
    row = f"{NORTHSTAR_SCHOOL},head,,,,no\n"
    files: dict[str, bytes | str] = {
        "file_too_large": f"{CONTACTS}\n" + row * 100_001,
        "encoding": HEAD.encode("utf-16"),
        "column_missing": "name\nX\n",
    }
    found = {name: await uploads.checked("contacts", content) for name, content in files.items()}

    assert {name: (one["state"], one["failure"]) for name, one in found.items()} == {
        name: ("failed", name) for name in found
    }
    assert house.ask(
        "select count(*) from placements.import_files f join placements.imports i on i.id = import_id"
        " where i.state = 'failed'"
    ) == [(0,)]


async def test_se_79_archives_and_xml_are_never_opened(uploads: Uploads) -> None:
    answers = [
        await uploads.send("contacts", b"\x1f\x8b\x08\x00"),
        await uploads.send("contacts", b"PK\x03\x04"),
        await uploads.send("contacts", b"<?xml version='1.0'?>"),
        await uploads.send("contacts", b"<a/>", media="application/xml"),
        await uploads.send("contacts", b"[]", media="application/json"),
        await uploads.send("dfe_csc", HEAD),
    ]

    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(415, "unsupported_media_type")}


async def test_pl_1006_more_than_64_mib_are_refused(uploads: Uploads) -> None:
    answer = await uploads.send("contacts", b"x" * (64 * 1024 * 1024 + 1))

    assert (answer.status_code, answer.json()["code"]) == (413, "file_too_large")


async def test_pl_1002_a_file_nobody_applied_is_deleted_after_72_hours_and_its_result_after_30_days(
    house: House, uploads: Uploads
) -> None:
    checked = await uploads.checked("contacts", HEAD)
    runtime = house.sign_in.runtime(house.database, "placements")
    start = house.clock.instant

    house.clock.instant = start + timedelta(hours=71)
    await expire_files(runtime)
    assert (await uploads.shown(checked["id"]))["state"] == "checked"
    house.clock.instant = start + timedelta(hours=73)
    await expire_files(runtime)
    expired = await uploads.shown(checked["id"])
    assert (expired["state"], house.ask("select count(*) from placements.import_files")) == ("expired", [(0,)])
    house.clock.instant = start + timedelta(hours=73, days=31)
    await expire_files(runtime)

    officer = await house.officer()
    assert (await officer.get("/v1/imports")).json()["items"] == []
    house.clock.instant = start


def calendar(*events: tuple[str, str, str]) -> str:
    told = (
        f"BEGIN:VEVENT\r\nUID:{number}@school.test\r\nDTSTAMP:20260101T000000Z\r\n"
        f"DTSTART;VALUE=DATE:{first}\r\nDTEND;VALUE=DATE:{after}\r\nSUMMARY:{summary}\r\nEND:VEVENT\r\n"
        for number, (first, after, summary) in enumerate(events)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//school//EN\r\n{''.join(told)}END:VCALENDAR\r\n"


async def test_a_calendar_as_ics_says_beside_it_whose_it_is(house: House, uploads: Uploads) -> None:
    owner = {"owner_kind": "school", "owner_code": str(OAK), "academic_year": "2027-28"}
    file = calendar(
        ("20270901", "20271023", "Autumn term"),
        ("20271018", "20271019", "INSET"),
        ("20270915", "20270916", "Parents' evening"),
    )
    silent = await uploads.send("calendars", file, media="text/calendar")
    none = await uploads.checked(
        "calendars", calendar(("20270901", "20270902", "INSET")), media="text/calendar", **owner
    )

    checked = await uploads.checked("calendars", file, media="text/calendar", **owner)
    applied = await uploads.applied(checked["id"])
    again = await uploads.checked("calendars", file, media="text/calendar", **owner)

    assert (silent.status_code, silent.json()["errors"][0]["pointer"]) == (422, "query/owner_kind")
    assert (none["state"], none["failure"]) == ("failed", "no_terms")
    assert counts(checked, "rows", "new", "ignored") == {"rows": 3, "new": 2, "ignored": 1}
    assert "event_not_understood" in {e["code"] for e in await uploads.errors(checked["id"])}
    assert applied["state"] == "applied"
    assert house.ask(
        "select version, source from placements.school_calendars where owner_code = %s and academic_year = '2027-28'",
        str(OAK),
    ) == [(1, "ics")]
    assert counts(again, "new", "same") == {"new": 0, "same": 2}


async def test_pl_315_a_calendar_from_a_file_moves_running_dates_and_the_audit_names_the_child(
    house: House, uploads: Uploads
) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, NORTHSTAR_SCHOOL)
    before = {clock["key"]: clock["due_on"] for clock in asked["clocks"]}
    rows = [
        f"school,{NORTHSTAR_SCHOOL},2026-27,term,{first},{last},"
        for first, last in (("2026-09-01", "2026-10-16"), ("2026-11-16", "2026-12-18"), ("2027-01-04", "2027-07-21"))
    ]
    file = "\n".join(("owner_kind,owner_code,academic_year,row_kind,start_on,end_on,label", *rows)) + "\n"

    checked = await uploads.checked("calendars", file)
    assert (await uploads.applied(checked["id"]))["state"] == "applied"

    after = {clock["key"]: clock["due_on"] for clock in (await house.shown(asked["id"]))["clocks"]}
    assert after["inyear_limit"] > before["inyear_limit"]
    assert house.ask(
        "select child_id from placements.audit_children c join placements.audit_entries e using (authority, seq)"
        " where operation = 'placements.import_calendars'"
    ) == [(child.id,)]
