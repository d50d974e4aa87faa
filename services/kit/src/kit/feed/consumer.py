"""Reads one feed for one service: in order, each event once, for ever (RE-10 to RE-14)."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.db.database import JOB, Database
from kit.db.foundation import Foundation
from kit.db.outbox import epoch_of
from kit.db.tenancy import Context
from kit.db.work import Work
from kit.feed.applying import (
    NATIONAL,
    TRY_AGAIN_AFTER_SECONDS,
    Applier,
    Arrived,
    FeedBusy,
    Move,
)
from kit.feed.source import MOST, Feed, FeedPage, FeedUnavailable
from kit.feed.store import REBUILDING, DeadLetter, FeedStore, Position
from kit.feed.subscription import Subscription
from kit.feed.worker import DATABASE_AWAY, Worker, pause
from kit.kernel.clock import Clock

_LONGEST_PAUSE_SECONDS: Final = 60.0
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Pace:
    """How often to look, how much to apply at once, and when to try a failed event again (RE-12, RE-13)."""

    poll_seconds: float = 0.25
    batch: int = 2_000
    try_again_after: Sequence[float] = TRY_AGAIN_AFTER_SECONDS


IN_PROCESS: Final = Pace()
ACROSS_HOSTS: Final = Pace(poll_seconds=1.0)


class Consumer:
    """One subscription to one feed. Any number may run: a database lock lets one at a time apply."""

    def __init__(
        self,
        name: str,
        feed: Feed,
        subscription: Subscription,
        database: Database,
        tables: Foundation,
        clock: Clock,
        pace: Pace = IN_PROCESS,
    ) -> None:
        self.name = name
        self._feed = feed
        self._subscription = subscription
        self._database = database
        self._tables = tables
        self._clock = clock
        self._pace = pace
        self._applier = Applier(feed.name, subscription, database, tables, clock, pace.try_again_after)

    @property
    def worker(self) -> Worker:
        """Runs until the stop."""
        return Worker(self.name, self.run)

    async def run(self, stop: asyncio.Event) -> None:
        """A feed or database that is away is asked again after 1, 2, 4 … 60 s; no event is ever parked for it."""
        wait_seconds = 1.0
        while not stop.is_set():
            try:
                more = await self.step()
            except FeedBusy:
                await pause(stop, self._pace.poll_seconds)
            except (FeedUnavailable, *DATABASE_AWAY) as error:
                code = error.code if isinstance(error, FeedUnavailable) else type(error).__name__
                _log.warning("feed_away", job=self.name, error_code=code)
                await pause(stop, wait_seconds)
                wait_seconds = min(wait_seconds * 2, _LONGEST_PAUSE_SECONDS)
            else:
                wait_seconds = 1.0
                if not more:
                    await pause(stop, self._pace.poll_seconds)

    async def step(self) -> bool:
        """One batch and the failed events whose time has come; True when there is more to read at once."""
        position, due = await self._look()
        before = position.cursor if position else None
        if before == REBUILDING:
            await self.rebuild()
            before = None
        pages = await self._read(before)
        cursor = pages[-1].next_cursor
        if before is not None and epoch_of(cursor) != epoch_of(before):
            await self.rebuild()
            return True
        arrived = [Arrived(delivery, page.after) for page in pages for delivery in page.deliveries]
        if arrived or before is None:  # the first answer is remembered even if it was empty: the feed is connected
            await self._applier.apply(arrived, Move(before, cursor, _newest(arrived)))
        for letter in due:
            await self._try_again(letter)
        return len(pages[-1].deliveries) == MOST

    async def catch_up(self) -> None:
        """Steps until the end of the feed; for tests, commands and the first start."""
        while await self.step():
            pass

    async def rebuild(self) -> None:
        """Empties the projection and goes back to the start; what was stored comes back from the feed."""
        async with self._database.transaction(self._context(NATIONAL)) as connection:
            await self._store(connection).mark_rebuild(self._clock.now())
        for authority in await self._authorities():
            async with self._database.transaction(self._context(authority), limits=JOB) as connection:
                await self._subscription.forget(Work(connection, self._tables, authority, self._clock))
                await self._store(connection).forget_events(authority)
        async with self._database.transaction(self._context(NATIONAL), limits=JOB) as connection:
            store = self._store(connection)
            await store.forget_versions()
            await store.forget_position()
        _log.warning("feed_rebuild", job=self.name)

    async def position(self) -> Position | None:
        """How far this consumer has come."""
        async with self._database.transaction(self._context(NATIONAL), read_only=True) as connection:
            return await self._store(connection).position()

    async def dead_letters(self) -> list[DeadLetter]:
        """Events set aside, the oldest first."""
        async with self._database.transaction(self._context(NATIONAL), read_only=True) as connection:
            return await self._store(connection).dead_letters()

    async def retry(self, event_id: UUID) -> bool:
        """A person has mended the cause: five more tries; False when no such letter lies here."""
        async with self._database.transaction(self._context(NATIONAL)) as connection:
            return await self._store(connection).try_again(event_id, self._clock.now())

    async def drop(self, letter: DeadLetter) -> None:
        """A person has decided: the event is never applied."""
        async with self._database.transaction(self._context(NATIONAL)) as connection:
            store = self._store(connection)
            await store.take_up(letter.event_id)
            await store.take_new(letter.authority, [letter.event_id], self._clock.now())

    async def _read(self, after: str | None) -> list[FeedPage]:
        """Pages until the end of the feed or the size of a batch."""
        pages = [await self._feed.page(after)]
        count = len(pages[0].deliveries)
        while len(pages[-1].deliveries) == MOST and count < self._pace.batch:
            pages.append(await self._feed.page(pages[-1].next_cursor))
            count += len(pages[-1].deliveries)
        return pages

    async def _look(self) -> tuple[Position | None, list[DeadLetter]]:
        """Where to go on, and the failed events whose next try has come."""
        async with self._database.transaction(self._context(NATIONAL), read_only=True) as connection:
            store = self._store(connection)
            return await store.position(), await store.due(self._clock.now())

    async def _try_again(self, letter: DeadLetter) -> None:
        """Reads the event from the feed again, because its payload was not kept."""
        page = await self._feed.page(letter.cursor_before)
        found = next((one for one in page.deliveries if one.event_id == letter.event_id), None)
        if found is None:
            await self._applier.set_aside(replace(letter, code="not_in_feed", try_at=None))
        else:
            await self._applier.apply([Arrived(found, letter.cursor_before, letter.tries, is_again=True)], None)

    async def _authorities(self) -> list[str]:
        async with self._database.transaction(self._context(NATIONAL), read_only=True) as connection:
            return await self._store(connection).authorities()

    def _store(self, connection: AsyncConnection) -> FeedStore:
        return FeedStore(connection, self._tables, self._feed.name)

    def _context(self, authority: str) -> Context:
        return Context.job(authority, self.name)


def _newest(arrived: Sequence[Arrived]) -> datetime | None:
    return max((one.delivery.event.recorded_at for one in arrived if one.delivery.event), default=None)
