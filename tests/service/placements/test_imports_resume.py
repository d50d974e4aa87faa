"""Whatever stops an import, another run goes on where it was, and every row is taken exactly once."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, LiteralString

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from factories.placements_house import House
from factories.uploads import Uploads
from kit.testing.postgres import ClonedDatabase

Admin = psycopg.Connection[tuple[Any, ...]]
COLUMNS = "la_child_id,first_name,surname,date_of_birth,school_urn"
FAIL: LiteralString = """
create function placements.fail_here() returns trigger language plpgsql as $$
begin
  if new.surname = 'Breaks' then raise exception 'stopped'; end if;
  return new;
end $$;
create trigger fails before insert on placements.children for each row execute function placements.fail_here();
"""
MEND: LiteralString = "drop trigger fails on placements.children; drop function placements.fail_here()"


def file(prefix: str, rows: int, *, breaks_at: int = 0) -> str:
    listed = (
        f"{prefix}{number},Mason,{'Breaks' if number == breaks_at else 'Kerr'},2014-03-01,"
        for number in range(1, rows + 1)
    )
    return "\n".join((COLUMNS, *listed)) + "\n"


@pytest.fixture(scope="module")
def uploads(house: House) -> Uploads:
    return Uploads(house)


@pytest.fixture
def admin(clone: ClonedDatabase) -> Iterator[Admin]:
    with psycopg.connect(clone.admin_url.replace("+psycopg", "", 1), autocommit=True) as connection:
        yield connection


def taken(house: House, prefix: str) -> list[tuple[object, ...]]:
    """Children, events that tell of them, and audit rows that name them."""
    return house.ask(
        "select count(*), count(distinct c.id),"
        " (select count(*) from placements.outbox o where o.type = 'child.registered'"
        "  and o.payload->>'child_id' in (select id::text from placements.children where la_child_id like %s)),"
        " (select count(*) from placements.audit_children a join placements.children k on k.id = a.child_id"
        "  where k.la_child_id like %s)"
        " from placements.children c where la_child_id like %s",
        *[f"{prefix}%"] * 3,
    )


async def test_re_8_stopped_between_two_chunks_it_goes_on_at_the_resume_point(
    house: House, uploads: Uploads, admin: Admin
) -> None:
    checked = await uploads.checked("children", file("K", 450, breaks_at=300))
    assert (await uploads.apply(checked["id"])).status_code == 202
    admin.execute(FAIL)

    with pytest.raises(DBAPIError):
        await uploads.work()
    stopped = await uploads.shown(checked["id"])
    half = taken(house, "K")
    admin.execute(MEND)
    await uploads.work()
    done = await uploads.shown(checked["id"])

    assert (stopped["state"], stopped["resume_at"], stopped["progress"]) == (
        "applying",
        200,
        {"done": 200, "total": 450},
    )
    assert half == [(200, 200, 200, 200)]
    assert (done["state"], done["taken"]) == ("applied", {"new": 450, "changed": 0, "same": 0, "wrong": 0})
    assert taken(house, "K") == [(450, 450, 450, 450)]


async def test_a_file_that_stops_the_work_again_and_again_is_given_up(
    house: House, uploads: Uploads, admin: Admin
) -> None:
    checked = await uploads.checked("children", file("G", 10, breaks_at=3))
    await uploads.apply(checked["id"])
    admin.execute(FAIL)
    for _ in range(5):
        with pytest.raises(DBAPIError):
            await uploads.work()
    admin.execute(MEND)

    await uploads.work()

    failed = await uploads.shown(checked["id"])
    assert (failed["state"], failed["failure"], failed["resume_at"]) == ("failed", "gave_up", 0)
    assert taken(house, "G") == [(0, 0, 0, 0)]
    assert house.ask("select count(*) from placements.import_files where import_id = %s", checked["id"]) == [(0,)]


async def test_several_workers_take_two_uploads_once_each(house: House, uploads: Uploads) -> None:
    for prefix in ("T", "U"):
        answer = await uploads.send("children", file(prefix, 250))
        assert answer.status_code == 202
    await asyncio.gather(uploads.work(), uploads.work())
    await uploads.work()
    officer = await house.officer()
    two = [one["id"] for one in (await officer.get("/v1/imports")).json()["items"][:2]]
    for import_id in two:
        assert (await uploads.apply(import_id)).status_code == 202

    await asyncio.gather(uploads.work(), uploads.work(), uploads.work())
    await uploads.work()

    assert {(await uploads.shown(import_id))["state"] for import_id in two} == {"applied"}
    assert (taken(house, "T"), taken(house, "U")) == ([(250,) * 4], [(250,) * 4])


async def test_pl_1005_a_worker_that_died_holds_a_file_for_half_a_minute_only(
    house: House, uploads: Uploads, admin: Admin
) -> None:
    queued = (await uploads.send("children", file("D", 1))).json()
    now = house.clock.instant
    admin.execute(
        "update placements.imports set state = 'checking', held_until = %s where id = %s",
        (now + timedelta(seconds=30), queued["id"]),
    )

    assert await uploads.work() == 0
    house.clock.instant = now + timedelta(seconds=31)
    assert await uploads.work() == 1
    assert (await uploads.shown(queued["id"]))["state"] == "checked"


async def test_cancelled_while_it_is_checked_it_stays_cancelled(
    house: House, uploads: Uploads, clone: ClonedDatabase
) -> None:
    await house.a_child(la_child_id="C1")
    queued = (await uploads.send("children", file("C", 1))).json()
    with psycopg.connect(clone.admin_url.replace("+psycopg", "", 1)) as holding:
        holding.execute("select 1 from placements.children where la_child_id = 'C1' for update")
        checking = asyncio.create_task(uploads.work())
        await _begun(uploads, queued["id"])

        cancelled = await uploads.cancel(queued["id"])

    assert (cancelled.status_code, cancelled.json()["state"]) == (200, "cancelled")
    assert await checking == 0
    assert (await uploads.shown(queued["id"]))["state"] == "cancelled"


async def _begun(uploads: Uploads, import_id: str) -> None:
    for _ in range(100):
        if (await uploads.shown(import_id))["state"] == "checking":
            return
        await asyncio.sleep(0.01)
    pytest.fail("the check did not begin")
