"""Files of the command line that are taken chunk by chunk: of any size, and gone on with by a worker after a stop."""

import asyncio
import gzip
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from kit.db.audit import Actor, AuditKey
from kit.db.database import JOB, Database
from kit.kernel.clock import Clock
from kit.kernel.ids import new_id
from placements.domain.imports import Import, ImportKind, ImportState
from placements.imports.applying import listed
from placements.imports.kinds import KINDS
from placements.imports.order import Checked, Order, context_of
from placements.imports.report import Progress, Report
from placements.imports.taking import ACTOR
from placements.imports.turns import Place, Turn
from placements.store.import_queue import WaitingImport
from placements.store.imports import ImportStore

BY: Final[Mapping[str, str]] = {"kind": "job", "id": ACTOR, "client_id": ACTOR, "roles": ""}
_GZIP: Final = b"\x1f\x8b"
_LOOK_SECONDS: Final = 0.5


async def import_by_command(
    database: Database,
    authority: str,
    file: Path,
    *,
    kind: ImportKind,
    apply: bool,
    clock: Clock,
    progress: Progress,
    audit_key: AuditKey,
    accept_partial: bool = False,
    base_url: str = "",
) -> Report:
    """Checks a file and, with `apply`, takes it as an upload is taken. Never raises for what stands in a file."""
    content = await asyncio.to_thread(_read, file)
    order = Order(
        kind=kind.value,
        owner=authority,
        database=database,
        clock=clock,
        audit_key=audit_key,
        actor=Actor(link_id=None, **BY),
        files={"file": content},
        told={},
        progress=progress,
    )
    checked = await KINDS[kind].check(order)
    if not apply or checked.report.refused:
        return checked.report
    if not checked.report.is_clean and not accept_partial:
        return replace(checked.report, refused="wrong_rows_present")
    place = Place(database, clock, audit_key, base_url)
    taken = await _taken(place, await _kept(order, kind, checked, accept_partial=accept_partial), order)
    return _told(checked.report, taken)


async def _kept(order: Order, kind: ImportKind, checked: Checked, *, accept_partial: bool) -> UUID:
    """The file as one that was uploaded, checked and let be taken."""
    now = order.clock.now()
    counts = {name: value for name, value in checked.report.as_dict().items() if name != "errors"}
    total = checked.report.rows
    one = Import(
        id=new_id(), kind=kind, told={}, bytes=len(order.file), uploaded_by=ACTOR, uploaded_at=now, total=total
    )
    applying = one.check().checked(counts, now).apply(BY, accept_partial=accept_partial)
    async with order.database.transaction(context_of(order.owner, order.kind), limits=JOB) as connection:
        store = ImportStore(connection, order.owner)
        await store.add(applying, order.files)
        await store.keep_findings(one.id, listed(checked.report), checked.compared)
    return one.id


async def _taken(place: Place, import_id: UUID, order: Order) -> Import:
    """Where a worker was faster, its work is waited for."""
    waiting = WaitingImport(order.owner, import_id, ImportKind(order.kind))
    while True:
        await Turn(place, waiting).take()
        async with place.database.transaction(context_of(order.owner, order.kind), limits=JOB) as connection:
            one = await ImportStore(connection, order.owner).get(import_id)
        assert one is not None
        order.progress(one.done, one.total)
        if one.state is not ImportState.APPLYING:
            return one
        await asyncio.sleep(_LOOK_SECONDS)


def _told(report: Report, one: Import) -> Report:
    """What was done; rows that did not fit any more count as wrong."""
    if one.taken is None:
        return replace(report, refused=one.failure or "gave_up")
    taken: dict[str, Any] = {**one.taken, "wrong": report.wrong + one.taken["wrong"]}
    return replace(report, applied=True, **taken)


def _read(file: Path) -> bytes:
    content = file.read_bytes()
    return gzip.decompress(content) if content.startswith(_GZIP) else content
