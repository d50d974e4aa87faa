"""Takes up the record of one child to change it, and writes down that it changed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from kit.kernel.errors import StaleVersion
from placements.actions.desk import Desk
from placements.actions.follow_child import follow_child
from placements.actions.renew_child import renew_child
from placements.actions.take_up import log_entry
from placements.domain.child import Child, ChildNotFound
from placements.domain.child_record import ChildRecord
from placements.domain.chronology import EntryKind


async def take_up_child(desk: Desk, child_id: UUID, version: int | None) -> ChildRecord:
    """Held until the transaction ends. Raises ChildNotFound, StaleVersion."""
    child = await desk.children.get_to_change(child_id)
    if child is None:
        raise ChildNotFound
    if version is not None and version != child.version:
        raise StaleVersion
    return (await desk.intervals.records([child]))[0]


async def change_record(
    desk: Desk,
    child_id: UUID,
    version: int | None,
    change: Callable[[ChildRecord], ChildRecord],
    kind: EntryKind,
    facts: Mapping[str, Any],
) -> ChildRecord:
    """The record in its next version, with everything that follows from it for a case that is open.

    Raises ChildNotFound, StaleVersion, PeriodOverlap and what `change` raises.
    """
    held = await take_up_child(desk, child_id, version)
    wanted = change(held)
    renewed = await renew_child(desk.children, desk.intervals, desk.outbox, held, wanted, desk.today)
    if renewed is held:
        return held
    await log_child(desk, renewed.child, kind, facts)
    await follow_child(desk, held, renewed)
    return renewed


async def touch_child(desk: Desk, record: ChildRecord) -> ChildRecord:
    """The next version of a record beside which something was written; nothing is told of the record itself."""
    child = replace(record.child, version=record.child.version + 1)
    await desk.children.save(child)
    return replace(record, child=child)


async def log_child(
    desk: Desk, child: Child, kind: EntryKind, facts: Mapping[str, Any], case_id: UUID | None = None
) -> None:
    """One line about a child; it stands in the case that is open, too."""
    if case_id is None and (case := await desk.cases.open_of(child.id)) is not None:
        case_id = case.id
    await desk.history.add([log_entry(desk, kind, facts, case_id, child.id, None)])
