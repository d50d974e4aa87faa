"""A file of the authority's own records: asked for, agreed to, fetched (SE-86)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog

from kit.db.locked import unlock
from kit.db.work import Work
from kit.kernel.ids import new_id
from placements.domain.errors import TooManyToday
from placements.domain.exports import (
    ALARM_AT,
    MOST_A_DAY,
    Export,
    ExportGone,
    ExportNotFound,
    ExportState,
    WantedExport,
)
from placements.store.exports import ExportStore
from placements.store.papers import PaperKind, order_papers

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Exports:
    """The exports of one authority in one transaction, and who asks."""

    work: Work
    store: ExportStore
    by: str
    now: datetime

    @classmethod
    def of(cls, work: Work, by: str) -> "Exports":
        return cls(work, ExportStore(work.connection, work.authority), by, work.clock.now())

    async def get(self, export_id: UUID, *, to_change: bool = False) -> Export:
        """Raises ExportNotFound."""
        export = await self.store.get(export_id, to_change=to_change)
        if export is None:
            raise ExportNotFound
        return export


async def ask_export(exports: Exports, wanted: WantedExport) -> Export:
    """Raises TooManyToday after ten in a day. Whether a second factor is wanted has been asked before."""
    lately = await exports.store.lately(exports.by, exports.now)
    if lately >= MOST_A_DAY:
        raise TooManyToday
    export = wanted.asked(new_id(), exports.by, exports.now)
    await exports.store.add(export)
    await _order(exports, export)
    if lately + 1 >= ALARM_AT:
        _log.warning("exports_alarm", export=str(export.id), authority=exports.work.authority, in_a_day=lately + 1)
    return export


async def approve_export(exports: Exports, export_id: UUID) -> Export:
    """Raises ExportNotFound, SecondPersonRequired."""
    held = await exports.get(export_id, to_change=True)
    approved = held.approve(exports.by, exports.now)
    if approved is not held:
        await exports.store.save(approved)
        await _order(exports, approved)
    return approved


async def fetch_export(exports: Exports, export_id: UUID, secret: bytes) -> tuple[Export, bytes]:
    """The file, once more; whose records it holds goes to the audit. Raises ExportNotFound, ApprovalRequired,
    ExportNotReady, ExportGone."""
    fetched = (await exports.get(export_id, to_change=True)).downloaded(exports.by, exports.now)
    locked = await exports.store.file(export_id)
    if locked is None:
        raise ExportGone
    await exports.store.save(fetched)
    exports.work.audit.saw(*fetched.children)
    return fetched, unlock(locked, secret, str(export_id))


async def _order(exports: Exports, export: Export) -> None:
    if export.state is ExportState.QUEUED:
        work = exports.work
        await order_papers(work.connection, work.authority, PaperKind.EXPORT, [export.id], exports.now)
