"""The morning mail to staff: counts and a link, once a person and school day, with the rights of whoever reads it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from factories.calendars import EXAMPLESHIRE_TERMS
from factories.exampleshire import fill_registers, register_child
from factories.front_door import BASE_URL, MovableClock, runtime_of
from gateway.actions.calls import ServiceCalls
from gateway.actions.send_digest import DigestDesk
from gateway.jobs.send_digests import send_digests
from kit.auth.keys import load_or_create
from kit.auth.rights import load
from kit.auth.tokens import TokenMinter
from kit.db.database import JOB, Database
from kit.db.tenancy import Context
from kit.kernel.ids import new_id
from kit.testing.postgres import ClonedDatabase, OpenDatabase
from kit.web.app import with_edge
from placements.domain.school_calendar import SchoolCalendar
from placements.main import build as placements
from placements.settings import Settings
from placements.store.calendars import CalendarStore

NORTHSHIRE = "999"
EARLY = datetime(2026, 11, 23, 7, 29, tzinfo=UTC)
MORNING = datetime(2026, 11, 23, 7, 31, tzinfo=UTC)


@pytest.fixture(scope="module")
async def register(open_database: OpenDatabase) -> AsyncIterator[Database]:
    """Two children of Northshire without a place, and its calendar."""
    database = open_database("placements")
    await fill_registers(database)
    await register_child(database, NORTHSHIRE, surname="Unmentioned")
    await register_child(database, NORTHSHIRE, surname="Untold")
    async with database.transaction(Context.job(NORTHSHIRE, "tests"), limits=JOB) as connection:
        calendar = SchoolCalendar.of(
            calendar_id=new_id(), owner_kind="authority", owner_code=NORTHSHIRE, terms=EXAMPLESHIRE_TERMS
        )
        await CalendarStore(connection, NORTHSHIRE).add_version(calendar)
    yield database


@pytest.fixture
def desk(
    gateway_database: Database, register: Database, moving_clock: MovableClock, tmp_path: Path, clone: ClonedDatabase
) -> DigestDesk:
    with psycopg.connect(clone.admin_url.replace("+psycopg", "", 1), autocommit=True) as connection:
        connection.execute("delete from gateway.digests")
        connection.execute("delete from gateway.mail_outbox")
    keys = load_or_create(tmp_path / "keys")
    app = placements(runtime_of(register, keys, "placements", moving_clock), Settings(base_url=BASE_URL))
    minter = TokenMinter(keys.current, BASE_URL, moving_clock)
    calls = ServiceCalls(minter, moving_clock, {"placements": with_edge(app)}, {})
    moving_clock.instant = MORNING
    return DigestDesk(gateway_database, moving_clock, calls, load(), BASE_URL)


def mails(clone: ClonedDatabase) -> dict[str, tuple[str, str]]:
    with psycopg.connect(clone.admin_url.replace("+psycopg", "", 1)) as connection:
        rows = connection.execute("select to_address, subject, body from gateway.mail_outbox").fetchall()
    found = {to: (subject, body) for to, subject, body in rows}
    assert len(found) == len(rows), "nobody gets two"
    return found


async def test_staff_get_counts_and_a_link_and_no_name(
    desk: DigestDesk, moving_clock: MovableClock, clone: ClonedDatabase
) -> None:
    moving_clock.instant = EARLY
    too_early = await send_digests(desk)
    moving_clock.instant = MORNING

    written = await send_digests(desk)

    assert too_early == 0
    found = mails(clone)
    assert written == len(found) > 0
    subject, body = found["vsh@northshire.test"]
    assert subject.startswith("Today: ")
    assert f"\n{BASE_URL}/\n" in body
    assert "Monday 23 November 2026" in body
    assert "Unmentioned" not in body
    assert "Mason" not in body
    assert "M.U." not in body
    assert not any(to.endswith("ashbyroad.test") for to in found)


async def test_a_person_gets_one_mail_a_day_whoever_runs_the_job(desk: DigestDesk, clone: ClonedDatabase) -> None:
    first = await asyncio.gather(send_digests(desk), send_digests(desk))
    again = await send_digests(desk)

    assert sum(first) == len(mails(clone))
    assert again == 0


async def test_nothing_is_sent_on_a_day_without_school(
    desk: DigestDesk, moving_clock: MovableClock, clone: ClonedDatabase
) -> None:
    moving_clock.instant = datetime(2026, 12, 28, 9, 0, tzinfo=UTC)

    assert await send_digests(desk) == 0
    assert mails(clone) == {}


async def test_whoever_has_nothing_to_do_gets_no_mail(desk: DigestDesk, clone: ClonedDatabase) -> None:
    await send_digests(desk)

    with psycopg.connect(clone.admin_url.replace("+psycopg", "", 1)) as connection:
        settled = connection.execute(
            "select email, things from gateway.digests join gateway.users on id = user_id"
        ).fetchall()
    quiet = {email for email, things in settled if things == 0}
    assert quiet
    assert quiet.isdisjoint(mails(clone))


async def test_a_silent_service_is_asked_again_later_the_same_day(
    gateway_database: Database, desk: DigestDesk, moving_clock: MovableClock, clone: ClonedDatabase, tmp_path: Path
) -> None:
    async def broken(scope: Any, receive: Any, send: Any) -> None:
        raise httpx.ConnectError("away")

    minter = TokenMinter(load_or_create(tmp_path / "other").current, BASE_URL, moving_clock)
    silent = DigestDesk(
        gateway_database, moving_clock, ServiceCalls(minter, moving_clock, {"placements": broken}, {}), load(), BASE_URL
    )

    assert await send_digests(silent) == 0
    assert await send_digests(desk) > 0
    assert date(2026, 11, 23) == moving_clock.today()


async def test_the_answer_is_read_in_the_persons_name_by_the_gateway(
    desk: DigestDesk, register: Database, clone: ClonedDatabase
) -> None:
    await send_digests(desk)

    with psycopg.connect(clone.admin_url.replace("+psycopg", "", 1)) as connection:
        rows = connection.execute(
            "select distinct actor_id, client_id from placements.audit_entries where operation = 'show_today'"
        ).fetchall()
        holders = connection.execute("select id::text from gateway.users").fetchall()
    assert rows
    assert {row[0] for row in rows} <= {row[0] for row in holders}
    assert {row[1] for row in rows} == {"service:gateway"}
