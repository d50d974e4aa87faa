"""Mail leaves after the commit, once, and is tried again when it could not leave."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from factories.feeds import TABLES
from factories.mail_server import mail_server
from kit.db.database import Database
from kit.db.mail import Mail, MailOutbox
from kit.db.tenancy import Context
from kit.kernel.clock import Clock, StoppedClock, SystemClock
from kit.mail.delivery import Delivery, MailFolder, NotDelivered, SmtpRelay
from kit.mail.message import OutgoingMail
from kit.mail.postman import LEASE, Postman
from kit.mail.store import MailStore
from kit.testing.postgres import ClonedDatabase, as_owner

SENDER = "virtual.school@northshire.example"
CLOCK = SystemClock()


@dataclass(slots=True)
class Refusing:
    """A mail server that does not take anything."""

    error: NotDelivered
    tried: list[OutgoingMail] = field(default_factory=list)

    async def deliver(self, mail: OutgoingMail) -> None:
        self.tried.append(mail)
        raise self.error


@pytest.fixture
def outbox(reader: Database, clone: ClonedDatabase) -> Database:
    with as_owner(clone.admin_url, "reader") as connection:
        connection.execute(text("truncate reader.mail_outbox"))
    return reader


async def written(database: Database, *subjects: str, authority: str = "999") -> None:
    async with database.transaction(Context.job(authority, "test")) as connection:
        box = MailOutbox(connection, TABLES, authority, CLOCK)
        await box.add(*(Mail("answer_request", "head@school.example", subject, "Words") for subject in subjects))


async def rows(database: Database, authority: str = "999") -> list[Mapping[str, Any]]:
    async with database.transaction(Context.job(authority, "test")) as connection:
        return [dict(row._mapping) for row in await connection.execute(TABLES.mail_outbox.select())]


def mails_in(folder: Path) -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in sorted(folder.rglob("*.eml"))]


def postman(database: Database, delivery: Delivery, clock: Clock = CLOCK) -> Postman:
    return Postman("reader", database, TABLES, clock, delivery)


async def test_mail_of_every_authority_becomes_a_file_and_its_body_is_forgotten(
    outbox: Database, tmp_path: Path
) -> None:
    await written(outbox, "One", "Two")
    await written(outbox, "Three", authority="998")

    taken = await postman(outbox, MailFolder(tmp_path, SENDER)).step()

    assert taken == 3
    assert len(mails_in(tmp_path)) == 3
    assert all(row["sent_at"] and row["body"] is None for row in await rows(outbox))
    assert await postman(outbox, MailFolder(tmp_path, SENDER)).step() == 0


async def test_mail_of_a_transaction_that_failed_never_leaves(outbox: Database, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError):
        async with outbox.transaction(Context.job("999", "test")) as connection:
            await MailOutbox(connection, TABLES, "999", CLOCK).add(Mail("x", "a@b.example", "Never", "Words"))
            raise RuntimeError

    assert await postman(outbox, MailFolder(tmp_path, SENDER)).step() == 0


async def test_a_postman_who_dies_after_the_delivery_leaves_one_file(outbox: Database, tmp_path: Path) -> None:
    await written(outbox, "One")
    folder = MailFolder(tmp_path, SENDER)
    now = CLOCK.now()
    async with outbox.transaction(Context.service("postman")) as connection:
        [mail] = await MailStore(connection, TABLES).claim(now, now + LEASE)
    await folder.deliver(mail)
    before = mails_in(tmp_path)

    not_yet = await postman(outbox, folder).step()
    later = StoppedClock(now + LEASE + timedelta(seconds=1))
    again = await postman(outbox, folder, later).step()

    assert (not_yet, again) == (0, 1)
    assert len(before) == 1
    assert mails_in(tmp_path) == before


async def test_two_postmen_never_take_the_same_mail(outbox: Database, tmp_path: Path) -> None:
    await written(outbox, *(f"Mail {n}" for n in range(60)))
    stop = asyncio.Event()
    folders = [MailFolder(tmp_path / name, SENDER) for name in "ab"]
    running = [asyncio.create_task(postman(outbox, folder).run(stop)) for folder in folders]

    for _ in range(100):
        await asyncio.sleep(0.02)
        if all(row["sent_at"] for row in await rows(outbox)):
            break
    stop.set()
    await asyncio.gather(*running)

    names = [name for name, _ in mails_in(tmp_path)]
    assert len(names) == len(set(names)) == 60


async def test_a_failed_delivery_is_tried_again_later_and_given_up_in_the_end(outbox: Database) -> None:
    await written(outbox, "One")
    server = Refusing(NotDelivered("smtp_451"))
    now = CLOCK.now()

    for day in range(12):
        await postman(outbox, server, StoppedClock(now + timedelta(days=day))).step()

    assert [mail.attempts for mail in server.tried] == list(range(1, 10))
    [row] = await rows(outbox)
    assert (row["failed_code"], row["sent_at"], row["body"]) == ("smtp_451", None, None)


async def test_a_refusal_for_good_is_not_tried_again(outbox: Database) -> None:
    await written(outbox, "One")
    server = Refusing(NotDelivered("smtp_550", is_final=True))

    await postman(outbox, server).step()

    [row] = await rows(outbox)
    assert row["failed_code"] == "smtp_550"


async def test_a_mail_server_gets_the_mail_by_smtp(outbox: Database) -> None:
    await written(outbox, "A place for Year 7")
    async with mail_server() as server:
        relay = SmtpRelay(host="127.0.0.1", port=server.port, sender=SENDER, start_tls=False)

        await postman(outbox, relay).step()

        assert b"Subject: A place for Year 7" in server.received[0]
    assert [row["sent_at"] is not None for row in await rows(outbox)] == [True]


@pytest.mark.parametrize(("reply", "is_final"), [("550 no such mailbox", True), ("451 later", False)])
async def test_what_a_mail_server_refuses_is_told_apart(outbox: Database, reply: str, is_final: bool) -> None:
    await written(outbox, "One")
    async with mail_server() as server:
        server.refuse = reply
        relay = SmtpRelay(host="127.0.0.1", port=server.port, sender=SENDER, start_tls=False)

        await postman(outbox, relay).step()

    [row] = await rows(outbox)
    assert (row["failed_code"] is not None) is is_final


async def test_a_mail_server_that_is_away_keeps_the_mail(outbox: Database) -> None:
    await written(outbox, "One")
    relay = SmtpRelay(host="127.0.0.1", port=1, sender=SENDER, start_tls=False)

    await postman(outbox, relay).step()

    [row] = await rows(outbox)
    assert (row["failed_code"], row["sent_at"], row["attempts"]) == (None, None, 1)
