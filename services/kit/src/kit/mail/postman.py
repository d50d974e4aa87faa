"""Delivers the mail outbox: soon after the commit, each mail once, and again when a delivery failed (RE-1)."""

import asyncio
from datetime import timedelta
from typing import Final

import structlog

from kit.db.database import Database
from kit.db.foundation import Foundation
from kit.db.tenancy import Context
from kit.feed.worker import DATABASE_AWAY, Worker, pause
from kit.kernel.clock import Clock
from kit.mail.delivery import Delivery, NotDelivered
from kit.mail.message import OutgoingMail
from kit.mail.store import MailStore

TRY_AGAIN_AFTER_SECONDS: Final = (5, 60, 300, 1_800, 7_200, 18_000, 36_000, 86_400)
LEASE: Final = timedelta(minutes=5)
"""A mail whose postman died is delivered again after this time; a file is then replaced by the same file."""
_DATABASE_PAUSE_SECONDS: Final = 5.0
_log = structlog.get_logger()


class Postman:
    """The mail of one service. Any number may run: each takes rows that no other holds."""

    def __init__(
        self, service: str, database: Database, tables: Foundation, clock: Clock, delivery: Delivery, poll: float = 0.25
    ) -> None:
        self._service = service
        self._database = database
        self._tables = tables
        self._clock = clock
        self._delivery = delivery
        self._poll = poll

    @property
    def worker(self) -> Worker:
        """Runs until the stop."""
        return Worker(f"{self._service}.mail", self.run)

    async def run(self, stop: asyncio.Event) -> None:
        """A database that is away is asked again; mail waits."""
        while not stop.is_set():
            try:
                delivered = await self.step()
            except DATABASE_AWAY as error:
                _log.warning("mail_waits", service=self._service, error_class=type(error).__name__)
                await pause(stop, _DATABASE_PAUSE_SECONDS)
            else:
                if not delivered:
                    await pause(stop, self._poll)

    async def step(self) -> int:
        """Takes what is due and delivers it outside any transaction; says how many it took."""
        now = self._clock.now()
        async with self._database.transaction(self._context) as connection:
            mails = await MailStore(connection, self._tables).claim(now, now + LEASE)
        for mail in mails:
            await self._deliver(mail)
        return len(mails)

    async def _deliver(self, mail: OutgoingMail) -> None:
        try:
            await self._delivery.deliver(mail)
        except NotDelivered as error:
            await self._failed(mail, error)
            return
        async with self._database.transaction(self._context) as connection:
            await MailStore(connection, self._tables).sent(mail, self._clock.now())

    async def _failed(self, mail: OutgoingMail, error: NotDelivered) -> None:
        again = not error.is_final and mail.attempts <= len(TRY_AGAIN_AFTER_SECONDS)
        wait = timedelta(seconds=TRY_AGAIN_AFTER_SECONDS[mail.attempts - 1]) if again else None
        async with self._database.transaction(self._context) as connection:
            until = self._clock.now() + wait if wait else None
            await MailStore(connection, self._tables).failed(mail, error.code, until)
        what = "mail_failed" if again else "mail_given_up"
        _log.error(what, service=self._service, type=mail.kind, code=error.code, attempt=mail.attempts)

    @property
    def _context(self) -> Context:
        return Context.service("postman")
