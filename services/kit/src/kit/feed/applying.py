"""Applies a batch: inbox, effects and cursor in one transaction for each run of events of one authority (RE-11)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from math import isqrt
from typing import Final

import structlog

from kit.db.database import JOB, Database
from kit.db.foundation import Foundation
from kit.db.tenancy import Context
from kit.db.work import Work
from kit.feed.effects import apply_effects
from kit.feed.envelope import Delivery
from kit.feed.store import DeadLetter, FeedStore
from kit.feed.subscription import Subscription, subject_id
from kit.feed.worker import DATABASE_AWAY
from kit.kernel.clock import Clock

NATIONAL: Final = "000"
TRY_AGAIN_AFTER_SECONDS: Final = (1.0, 2.0, 4.0, 8.0, 16.0)

_log = structlog.get_logger()


class FeedBusy(Exception):
    """Another process reads this feed at the moment, or has moved its cursor."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A delivery, the cursor of its page, so that it can be read again, and how often it has failed.

    `is_again` for one that had been set aside; the stream itself passes over those.
    """

    delivery: Delivery
    cursor_before: str | None
    tries: int = 0
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """Where the cursor goes when a batch is done."""

    before: str | None
    cursor: str
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class _Run:
    """Consecutive events of one authority; the last run of a batch also moves the cursor and parks letters."""

    authority: str
    arrived: tuple[Arrived, ...]
    move: Move | None = None
    letters: tuple[DeadLetter, ...] = ()


class Applier:
    """Turns the deliveries of one source into effects."""

    def __init__(
        self,
        source: str,
        subscription: Subscription,
        database: Database,
        tables: Foundation,
        clock: Clock,
        try_again_after: Sequence[float] = TRY_AGAIN_AFTER_SECONDS,
    ) -> None:
        self._source = source
        self._subscription = subscription
        self._database = database
        self._tables = tables
        self._clock = clock
        self._try_again_after = try_again_after

    async def apply(self, arrived: Sequence[Arrived], move: Move | None) -> None:
        """Raises `FeedBusy`, or what the database says when it is away; never what an effect raises."""
        wanted, hopeless = self._sorted(arrived)
        runs = [_Run(key, tuple(group)) for key, group in groupby(wanted, lambda one: one.delivery.authority)]
        last = runs.pop() if runs else _Run(NATIONAL, ())
        for run in runs:
            await self._run(run)
        await self._run(replace(last, move=move, letters=tuple(hopeless)))

    async def set_aside(self, letter: DeadLetter) -> None:
        """Keeps a letter as it now stands."""
        await self._transaction(_Run(NATIONAL, (), None, (letter,)))

    def _sorted(self, arrived: Sequence[Arrived]) -> tuple[list[Arrived], list[DeadLetter]]:
        """Those to apply, in order, and those that never can be (RE-12)."""
        wanted: list[Arrived] = []
        hopeless: list[DeadLetter] = []
        for one in arrived:
            event = one.delivery.event
            if self._subscription.is_ignored(one.delivery.type) or (event and self._subscription.is_passed_over(event)):
                continue
            code = self._code_against(one.delivery)
            if code is None:
                wanted.append(one)
            else:
                hopeless.append(self._letter(one, code, None))
        return wanted, hopeless

    def _code_against(self, delivery: Delivery) -> str | None:
        if delivery.event is None:
            return "bad_schema"
        if not self._subscription.knows(delivery.type):
            return "unknown_type"
        handler = self._subscription.handlers.get(delivery.type)
        return handler.check(delivery.event) if handler and handler.check else None

    async def _run(self, run: _Run) -> None:
        """Parts a run that fails until the failing event stands alone; the others do not wait for it."""
        try:
            await self._transaction(run)
        except (*DATABASE_AWAY, FeedBusy):
            raise
        except Exception as error:  # the edge of a consumer: whatever an effect raises is its event's failure
            if not run.arrived:
                raise
            await self._run_parts(run, type(error).__name__)

    async def _run_parts(self, run: _Run, code: str) -> None:
        if len(run.arrived) == 1:
            failed = self._failed(run.arrived[0], code)
            await self._transaction(replace(run, arrived=(), letters=(*run.letters, failed)))
            return
        size = isqrt(len(run.arrived))
        last = len(run.arrived) - size
        for start in range(0, last, size):
            await self._run(_Run(run.authority, run.arrived[start : min(start + size, last)]))
        await self._run(replace(run, arrived=run.arrived[last:]))

    async def _transaction(self, run: _Run) -> None:
        context = Context.job(run.authority, f"feed.{self._source}")
        async with self._database.transaction(context, limits=JOB) as connection:
            store = FeedStore(connection, self._tables, self._source)
            if not await store.lock():
                raise FeedBusy
            if run.arrived:
                work = Work(connection, self._tables, run.authority, self._clock)
                for one in run.arrived:
                    if one.is_again:
                        await store.take_up(one.delivery.event_id)
                events = [one.delivery.event for one in run.arrived if one.delivery.event]
                await apply_effects(self._subscription, store, work, events)
            await store.park(run.letters)
            move = run.move
            if move and not await store.move(move.before, move.cursor, move.newest, self._clock.now()):
                raise FeedBusy
        self._tell(run.letters)

    def _tell(self, letters: Sequence[DeadLetter]) -> None:
        for letter in letters:
            what = "event_failed" if letter.try_at else "event_parked"
            _log.error(what, source=self._source, type=letter.type, code=letter.code, attempt=letter.tries)

    def _failed(self, one: Arrived, code: str) -> DeadLetter:
        tries = one.tries + 1
        if tries >= len(self._try_again_after):
            return self._letter(replace(one, tries=tries), code, None)
        try_at = self._clock.now() + timedelta(seconds=self._try_again_after[tries - 1])
        return self._letter(replace(one, tries=tries), code, try_at)

    def _letter(self, one: Arrived, code: str, try_at: datetime | None) -> DeadLetter:
        delivery = one.delivery
        return DeadLetter(
            source=self._source,
            event_id=delivery.event_id,
            type=delivery.type,
            authority=delivery.authority,
            code=code,
            subject_id=subject_id(delivery.event) if delivery.event else None,
            cursor_before=one.cursor_before,
            tries=one.tries,
            try_at=try_at,
            parked_at=self._clock.now(),
        )
