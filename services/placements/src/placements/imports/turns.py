"""One step of an uploaded file: its check, or its taking, by one worker at a time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

import structlog

from kit.db.audit import Actor, AuditKey
from kit.db.database import JOB, Database
from kit.kernel.clock import Clock
from placements.domain.imports import MOST_ATTEMPTS, Import, ImportState
from placements.imports.applying import Applying, TakenByAnother, listed
from placements.imports.kinds import KINDS
from placements.imports.order import Order, context_of
from placements.imports.report import FileRefused
from placements.store.import_queue import WaitingImport
from placements.store.imports import ImportStore

BY_ITSELF: Final = {"kind": "job", "id": "take_imports", "client_id": "take_imports", "roles": ""}
_TOLD_EVERY_SECONDS: Final = 2.0
_HELD_FOR: Final = timedelta(seconds=30)
_RUNNING: Final = "import_running"
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Place:
    """Where files are taken: what a worker and the command line have in common."""

    database: Database
    clock: Clock
    audit_key: AuditKey
    base_url: str


@dataclass(slots=True)
class Turn:
    """One file's next step: its check, or its taking."""

    place: Place
    waiting: WaitingImport
    done: int = 0
    total: int = 0

    async def take(self) -> bool:
        """False when another worker has it, or when another file of the kind has to be finished first."""
        started = await self._begin()
        if started is None:
            return False
        try:
            async with self._told(started):
                await self._go(started)
        except TakenByAnother:
            return False
        except FileRefused as refused:
            if refused.code == _RUNNING:
                return False
            await self._fail(refused.code)
        finally:
            await self._let_go()
        return True

    async def _begin(self) -> Import | None:
        """Holds the file for a while; a stop ends that by itself."""
        async with self._store() as store:
            now = self.place.clock.now()
            one = await store.get_if_free(self.waiting.id, now)
            if one is None or one.ended_at is not None or one.state is ImportState.CHECKED:
                return None
            if one.attempts >= MOST_ATTEMPTS:
                await store.save(one.failed("gave_up", now))
                await store.drop_file(one.id)
                return None
            started = await store.save(one.go_on() if one.state is ImportState.APPLYING else one.check())
            await store.hold(one.id, now + _HELD_FOR)
        self.done, self.total = started.done, started.total
        return started

    async def _go(self, started: Import) -> None:
        order = await self._order(started)
        if started.state is ImportState.APPLYING:
            async with self._store() as store:
                compared = await store.compared(started.id)
            await KINDS[started.kind].apply(Applying(order, started, compared))
            _log.info("import_taken", kind=started.kind.value)
            return
        checked = await KINDS[started.kind].check(order)
        async with self._store() as store:
            one = await store.get_to_change(started.id)
            if one is None or one.state is not ImportState.CHECKING:
                raise TakenByAnother  # cancelled meanwhile
            total = checked.report.rows + sum(part.rows for part in checked.report.parts)
            ready = replace(one, total=total).checked(_counts(checked.report.as_dict()), self.place.clock.now())
            await store.save(ready)
            await store.keep_findings(one.id, listed(checked.report), checked.compared)
            if ready.ended_at is not None:
                await store.drop_file(one.id)

    async def _order(self, started: Import) -> Order:
        async with self._store() as store:
            files = await store.files(started.id)
        by = started.applied_by or BY_ITSELF
        return Order(
            kind=started.kind.value,
            owner=self.waiting.owner,
            database=self.place.database,
            clock=self.place.clock,
            audit_key=self.place.audit_key,
            actor=Actor(link_id=None, **by),
            files=files,
            told=started.told,
            progress=self._tell,
            accept_partial=started.accept_partial,
            base_url=self.place.base_url,
        )

    def _tell(self, done: int, total: int) -> None:
        self.done, self.total = done, total

    @asynccontextmanager
    async def _told(self, started: Import) -> AsyncIterator[None]:
        """Progress is written every two seconds, and the file held on (PL-1005)."""
        telling = asyncio.create_task(self._keep_telling(started))
        try:
            yield
        finally:
            telling.cancel()
            await asyncio.wait([telling])

    async def _keep_telling(self, started: Import) -> None:
        while True:
            await asyncio.sleep(_TOLD_EVERY_SECONDS)
            until = self.place.clock.now() + _HELD_FOR
            async with self._store() as store:
                await store.keep_progress(started.id, started.state, self.done, self.total, until)

    async def _fail(self, code: str) -> None:
        async with self._store() as store:
            one = await store.get_to_change(self.waiting.id)
            if one is not None and one.ended_at is None:
                await store.save(one.failed(code, self.place.clock.now()))
                await store.drop_file(one.id)

    async def _let_go(self) -> None:
        async with self._store() as store:
            await store.hold(self.waiting.id, None)

    @asynccontextmanager
    async def _store(self) -> AsyncIterator[ImportStore]:
        context = context_of(self.waiting.owner, self.waiting.kind)
        async with self.place.database.transaction(context, limits=JOB) as connection:
            yield ImportStore(connection, self.waiting.owner)


def _counts(report: dict[str, Any]) -> dict[str, Any]:
    """The report without the list of errors, which is kept beside it."""
    plain = {name: value for name, value in report.items() if name != "errors"}
    return {**plain, "parts": [_counts(part) for part in report["parts"]]}
