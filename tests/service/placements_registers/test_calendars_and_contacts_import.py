"""Calendars and contacts come in: new versions only where something differs, one reply address a school."""

from datetime import date
from pathlib import Path

import pytest

from factories.registers import Ask, work_of
from kit.db.database import Database
from kit.kernel.clock import StoppedClock
from kit.kernel.days import add_school_days
from kit.testing.plugin import NOON
from kit.testing.sign_in import AUDIT_KEY
from placements.imports.calendars import import_calendars
from placements.imports.contacts import import_contacts
from placements.imports.report import Report
from placements.store.calendars import CalendarStore
from placements.store.contacts import ContactStore

AUTHORITY = "201"
CALENDARS = "owner_kind,owner_code,academic_year,row_kind,start_on,end_on,label"
CONTACTS = "school_urn,role,email,name,phone,reply_address"


async def read(
    database: Database, kind: str, path: Path, *, apply: bool = True, accept_partial: bool = False
) -> Report:
    taking = {"calendars": import_calendars, "contacts": import_contacts}[kind]
    return await taking(
        database,
        AUTHORITY,
        path,
        clock=StoppedClock(NOON),
        progress=lambda _done, _total: None,
        audit_key=AUDIT_KEY,
        apply=apply,
        accept_partial=accept_partial,
    )


def lines(folder: Path, *rows: str) -> Path:
    path = folder / "file.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.fixture
async def calendars(database: Database, register: Report, samples: Path) -> Report:
    assert register.applied
    return await read(database, "calendars", samples / "calendars.csv")


async def test_pl_1002_a_calendar_is_checked_first(
    database: Database, register: Report, samples: Path, ask: Ask
) -> None:
    assert register.applied

    report = await read(database, "calendars", samples / "calendars.csv", apply=False)

    assert (report.applied, report.rows, report.new, report.wrong, report.warnings) == (False, 22, 22, 0, 0)
    assert report.details == {"calendars_new": 2, "calendars_changed": 0, "calendars_same": 0}
    assert ask("select count(*) from placements.school_calendars") == [(0,)]


async def test_pl_313_a_school_counts_by_its_own_calendar_else_by_its_authoritys(
    database: Database, calendars: Report
) -> None:
    assert calendars.applied or calendars.same

    async with work_of(database, AUTHORITY) as work:
        store = CalendarStore(work.connection, AUTHORITY)
        resolved = await store.resolve_many({990005: "201", 990001: "201", None: "201", 990006: "202"})
        alone = await store.resolve(990005, "201")

    own, inherited, authority, none = (resolved[urn] for urn in (990005, 990001, None, 990006))
    assert [(year.owner, year.version, year.inherited) for year in own.years] == [("school:990005", 1, False)]
    assert [(year.owner, year.inherited) for year in inherited.years] == [("authority:201", True)]
    assert [(year.owner, year.inherited) for year in authority.years] == [("authority:201", False)]
    assert none.years == ()
    assert alone == own
    assert add_school_days(date(2026, 10, 16), 1, own) == date(2026, 11, 3)
    assert add_school_days(date(2026, 11, 26), 1, inherited) == date(2026, 11, 30)
    assert add_school_days(date(2026, 11, 26), 1, none) is None


async def test_pl_1004_the_same_calendars_again_change_nothing(
    database: Database, calendars: Report, samples: Path, ask: Ask
) -> None:
    assert calendars.refused is None
    before = ask("select count(*) from placements.outbox")

    again = await read(database, "calendars", samples / "calendars.csv")

    assert (again.applied, again.same, again.new, again.changed) == (True, 22, 0, 0)
    assert ask("select count(*) from placements.outbox") == before
    assert ask(
        "select payload->>'urn', jsonb_array_length(payload->'school_days') from placements.outbox"
        " where type = 'calendar.published' order by 1"
    ) == [("990005", 190), (None, 190)]


async def test_pl_312_a_changed_calendar_is_the_next_version_and_the_old_one_stays(
    database: Database, calendars: Report, samples: Path, tmp_path: Path, ask: Ask
) -> None:
    assert calendars.refused is None
    rows = (samples / "calendars.csv").read_text().splitlines()

    report = await read(database, "calendars", lines(tmp_path, *rows, "authority,201,2026-27,closure,2026-11-30,,Snow"))

    assert report.details == {"calendars_new": 0, "calendars_changed": 1, "calendars_same": 1}
    assert ask(
        "select count(distinct id), array_agg(version order by version) from placements.school_calendars"
        " where owner_code = '201'"
    ) == [(1, [1, 2])]
    async with work_of(database, AUTHORITY) as work:
        calendar = await CalendarStore(work.connection, AUTHORITY).resolve(None, "201")
    assert calendar.years[0].version == 2
    assert add_school_days(date(2026, 11, 26), 1, calendar) == date(2026, 12, 1)


async def test_pl_1003_a_calendar_with_a_wrong_row_is_left_out_whole(
    database: Database, register: Report, tmp_path: Path, ask: Ask
) -> None:
    assert register.applied
    path = lines(
        tmp_path,
        CALENDARS,
        "authority,202,2027-28,term,2027-09-01,2027-10-22,",
        "authority,202,2027-28,inset,2027-09-31,,",
        "authority,202,2028-29,inset,2028-09-04,,",
        "school,990099,2027-28,term,2027-09-01,2027-10-22,",
        "authority,997,2027-28,term,2027-09-01,2027-10-22,",
        "school,990001,2027-28,term,2027-09-01,2027-10-22,",
        "school,990001,2027-28,inset,2027-10-25,2027-10-26,",
        "college,1,2027-28,term,2027-09-01,2027-10-22,",
    )

    report = await read(database, "calendars", path, accept_partial=True)

    assert [(e.row, e.column, e.code) for e in report.errors] == [
        (2, "start_on", "date_invalid"),
        (3, "start_on", "no_terms"),
        (4, "owner_code", "school_unknown"),
        (5, "owner_code", "owner_unknown"),
        (6, "start_on", "calendar_invalid"),
        (8, "owner_kind", "not_allowed"),
    ]
    assert (report.rows, report.wrong, report.ignored, report.new) == (8, 7, 1, 0)
    assert ask("select count(*) from placements.school_calendars where academic_year > '2026-27'") == [(0,)]


async def test_pl_330_contacts_come_in_and_a_school_has_one_reply_address(
    database: Database, register: Report, samples: Path, ask: Ask
) -> None:
    assert register.applied

    checked = await read(database, "contacts", samples / "contacts.csv", apply=False)
    first = await read(database, "contacts", samples / "contacts.csv")
    again = await read(database, "contacts", samples / "contacts.csv")

    assert (checked.applied, checked.new) == (False, 5)
    assert (first.applied, first.new, again.new, again.changed, again.same) == (True, 5, 0, 0, 5)
    async with work_of(database, AUTHORITY) as work:
        contacts = ContactStore(work.connection, AUTHORITY)
        assert await contacts.reply_address(990001) == "admissions@harbour-street.test"
        assert await contacts.reply_address(990006) is None
    async with work_of(database, "202") as work:
        assert await ContactStore(work.connection, "202").reply_address(990001) is None
    assert ask(
        "select payload from placements.outbox where type = 'school.contact_changed' order by payload->>'urn'"
    ) == [
        ({"urn": 990001, "purpose": "designated_teacher", "mailbox": "dt@harbour-street.test"},),
        ({"urn": 990002, "purpose": "office", "mailbox": "office@st-agnes.test"},),
        ({"urn": 990005, "purpose": "pupil_premium", "mailbox": "finance@millbrook.test"},),
    ]


async def test_pl_330_the_reply_address_may_pass_to_another_contact_of_the_file(
    database: Database, register: Report, tmp_path: Path, ask: Ask
) -> None:
    assert register.applied
    path = lines(
        tmp_path,
        CONTACTS,
        "990001,designated_teacher,dt@harbour-street.test,,,yes",
        "990001,admissions,admissions@harbour-street.test,,,no",
    )

    report = await read(database, "contacts", path)

    assert (report.applied, report.changed) == (True, 2)
    assert ask("select role, version from placements.contacts where school_urn = 990001 and reply_address") == [
        ("designated_teacher", 2)
    ]


async def test_pl_1003_wrong_contacts_are_named_without_their_values(
    database: Database, register: Report, tmp_path: Path
) -> None:
    assert register.applied
    path = lines(
        tmp_path,
        CONTACTS,
        "990001,head,head@harbour-street.test,,,yes",
        "990002,legal,legal@st-agnes.test,,,no",
        "990002,head,not an address,,,no",
        "990099,head,head@nowhere.test,,,no",
        "990003,head,,,,yes",
        "990004,head,a@mill.test,,,yes",
        "990004,clerk,b@mill.test,,,yes",
        "990004,head,c@mill.test,,,no",
    )

    report = await read(database, "contacts", path)

    assert report.refused == "wrong_rows_present"
    assert [(e.row, e.column, e.code) for e in report.errors] == [
        (1, "reply_address", "reply_address_exists"),
        (2, "role", "not_allowed"),
        (3, "email", "bad_format"),
        (4, "school_urn", "school_unknown"),
        (5, "email", "reply_address_no_email"),
        (7, "reply_address", "reply_address_exists"),
        (8, "role", "duplicate"),
    ]
    assert not any(value in str(report.as_dict()) for value in (".test", "not an address", "990099"))


async def test_a_file_without_a_column_keeps_what_is_held_of_it(
    database: Database, register: Report, tmp_path: Path, ask: Ask
) -> None:
    assert register.applied

    report = await read(database, "contacts", lines(tmp_path, "school_urn,role,phone", "990002,office,01234 567890"))

    assert (report.applied, report.changed) == (True, 1)
    assert ask("select email, phone, reply_address from placements.contacts where school_urn = 990002") == [
        ("office@st-agnes.test", "01234 567890", True)
    ]
