"""Two records turn out to be one child: one takes what the other holds, the other becomes a tombstone (PL-328)."""

from dataclasses import replace
from uuid import UUID

from placements.actions.desk import Desk
from placements.actions.take_up_child import log_child
from placements.domain.child import Child, ChildNotFound
from placements.domain.child_events import care_changed, child_changed, child_merged, roll_changed
from placements.domain.child_record import ChildRecord
from placements.domain.chronology import EntryKind
from placements.domain.merging import MergeNotPossible, Merger, merge


async def merge_children(desk: Desk, kept_id: UUID, merged_id: UUID, reason: str) -> ChildRecord:
    """The record that lives on. A sealed one does not exist here, so nothing is ever joined across a seal.

    Raises ChildNotFound, MergeNotPossible, NameChangeBlocked.
    """
    if kept_id == merged_id:
        raise MergeNotPossible
    held = {child_id: await _held(desk, child_id) for child_id in sorted((kept_id, merged_id))}
    kept, merged = await desk.intervals.records([held[kept_id], held[merged_id]])
    if await desk.cases.open_of(kept_id) is not None and await desk.cases.open_of(merged_id) is not None:
        raise MergeNotPossible
    merger = merge(kept, merged, reason)
    merger.kept.child.refuse_renaming_before_adoption(kept.child, (*kept.homes, *merged.homes))
    return await _join(desk, kept, merger)


async def _held(desk: Desk, child_id: UUID) -> Child:
    """Held in the order of the ids, so that two mergers cannot wait for each other (RE-4)."""
    child = await desk.children.get_to_change(child_id)
    if child is None:
        raise ChildNotFound
    return child


async def _join(desk: Desk, before: ChildRecord, merger: Merger) -> ChildRecord:
    """The tombstone is written first: a UPN and a reference belong to one record at a time."""
    kept_id, merged_id = before.child.id, merger.tombstone.id
    await desk.children.save(merger.tombstone)
    await desk.children.follow(merged_id, kept_id)
    await _join_restricted(desk, kept_id, merged_id)
    await desk.mergers.take_over(merger.taken, kept_id)
    kept = replace(merger.kept.child, version=before.child.version + 1)
    await desk.children.save(kept)
    record = replace(merger.kept, child=kept)
    told = {"merged_id": str(merged_id)}
    await log_child(desk, kept, EntryKind.CHILD_MERGED, told)
    await _tell(desk, before, record, merger.tombstone)
    return record


async def _join_restricted(desk: Desk, kept_id: UUID, merged_id: UUID) -> None:
    """Where both hold something; what one alone holds goes over as it is. A protected address stays protected."""
    held, other = [await desk.child_records.restricted_of(child_id) for child_id in (kept_id, merged_id)]
    if held.version and other.version:
        await desk.child_records.save_restricted(replace(held.joined_with(other), version=held.version + 1))


async def _tell(desk: Desk, before: ChildRecord, record: ChildRecord, tombstone: Child) -> None:
    """That one ends in the other, then what changed of the one that lives on."""
    events = [child_merged(tombstone, record.child, authority=desk.authority, on=desk.today)]
    events.append(child_changed(record.child, authority=desk.authority, on=desk.today))
    if record.care != before.care:
        events.append(care_changed(record.child, record.care, authority=desk.authority, on=desk.today))
    if record.rolls != before.rolls:
        events.append(roll_changed(record.child, record.rolls, authority=desk.authority, on=desk.today))
    await desk.outbox.add(*events)
