"""Exports that were asked for are written and locked; files whose week is over are dropped (SE-86)."""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID

from kit.db.locked import lock
from kit.db.work import Work
from kit.feed.worker import Worker
from kit.kernel.spreadsheet import csv_text
from kit.web.runtime import Runtime
from placements.domain.exports import Export, ExportFormat, ExportState
from placements.jobs.nights import each_day, every_authority, work_for
from placements.jobs.press import press, print_papers
from placements.store.export_rows import ExportRows
from placements.store.exports import ExportStore
from placements.store.papers import PaperKind, PaperOrder

NAME: Final = "run_exports"
SWEEP: Final = "drop_exports"
_AT: Final = time(1, 0)
Row = tuple[str, Mapping[str, Any]]


@dataclass(slots=True)
class Written:
    """A file as it grows: its lines, its parts, and whose records are in it."""

    whose: Mapping[UUID, UUID]
    """The child of each application and case."""
    lines: list[Mapping[str, Any]] = field(default_factory=list)
    children: set[UUID] = field(default_factory=set)

    async def take(self, rows: AsyncIterator[Row]) -> None:
        async for part, row in rows:
            self.lines.append({"part": part, "row": {name: plain(value) for name, value in row.items()}})
            child = self._child_of(part, row)
            if child is not None:
                self.children.add(child)

    def _child_of(self, part: str, row: Mapping[str, Any]) -> UUID | None:
        """By the row itself, by its application or case, or by what an event tells of."""
        if part == "children":
            return UUID(str(row["id"]))
        told: Mapping[str, Any] = row.get("payload") or row
        if told.get("child_id"):
            return UUID(str(told["child_id"]))
        named = [UUID(str(told[name])) for name in ("application_id", "case_id") if told.get(name)]
        return next((self.whose[one] for one in named if one in self.whose), None)


async def run_exports(runtime: Runtime) -> int:
    """How many files were made."""

    async def make(work: Work, order: PaperOrder) -> None:
        await _make(work, order, runtime.cursor_key)

    return await print_papers(runtime, NAME, PaperKind.EXPORT, make)


def at_the_press(runtime: Runtime) -> Worker:
    async def run(stop: asyncio.Event) -> None:
        await press(stop, lambda: run_exports(runtime))

    return Worker(f"placements.{NAME}", run)


def sweeper(runtime: Runtime) -> Worker:
    """Once a day."""
    return each_day(runtime, SWEEP, _AT, lambda: drop_exports(runtime))


async def drop_exports(runtime: Runtime) -> int:
    dropped = 0
    for authority in await every_authority(runtime):
        async with work_for(runtime, authority, SWEEP) as work:
            dropped += await ExportStore(work.connection, authority).drop_old_files(runtime.clock.now())
    return dropped


async def _make(work: Work, order: PaperOrder, secret: bytes) -> None:
    store = ExportStore(work.connection, work.authority)
    export = await store.get(order.subject_id, to_change=True)
    if export is None or export.state is not ExportState.QUEUED:
        return
    held = ExportRows(work.connection, work.authority)
    written = Written(await held.whose())
    await written.take(held.of(export.kind, names=export.names))
    content = spelt(export, written, work.clock.today())
    digest = hashlib.sha256(content).hexdigest()
    await store.keep_file(export.id, lock(content, secret, str(export.id)))
    now = work.clock.now()
    await store.save(export.made(rows=len(written.lines), sha256=digest, children=sorted(written.children), at=now))


def spelt(export: Export, written: Written, on: date) -> bytes:
    """The last line says which export this is: a copy that turns up somewhere can be traced."""
    mark = f"Onroll export {export.id}, {on.isoformat()}"
    rows = [line["row"] for line in written.lines]
    if export.format is ExportFormat.CSV:
        header = list(rows[0]) if rows else ["id"]
        flat = [{name: flattened(value) for name, value in row.items()} for row in rows]
        return csv_text(header, [*flat, {header[0]: mark}]).encode()
    parts: dict[str, list[str]] = {}
    for line in written.lines:
        parts.setdefault(line["part"], []).append(json.dumps(line, ensure_ascii=False))
    manifest = [{"part": part, "rows": len(lines), "sha256": _digest(lines)} for part, lines in parts.items()]
    lines = [line for part in parts.values() for line in part]
    return ("\n".join([*lines, json.dumps({"manifest": manifest, "mark": mark})]) + "\n").encode()


def plain(value: Any) -> Any:
    """As JSON holds it; bytes as hexadecimal."""
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value.hex() if isinstance(value, bytes) else value


def flattened(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def _digest(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
