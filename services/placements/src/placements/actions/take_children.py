"""Children of a file come into the register: logged, told and followed as if somebody had entered each by hand."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from placements.actions.desk import Desk
from placements.actions.follow_child import follow_child
from placements.actions.register_children import register_children
from placements.actions.renew_child import renew_child
from placements.actions.take_up import log_entry
from placements.actions.take_up_child import log_child
from placements.domain.child_record import ChildRecord
from placements.domain.chronology import EntryKind


async def take_new_children(desk: Desk, records: Sequence[ChildRecord]) -> None:
    """In a handful of statements, however many. Raises PeriodOverlap, UpnInUse."""
    await register_children(desk.children, desk.intervals, desk.outbox, records, desk.today)
    entries = (log_entry(desk, EntryKind.CHILD_REGISTERED, {}, None, one.child.id, None) for one in records)
    await desk.history.add(entries)


async def take_changed_child(desk: Desk, held: ChildRecord, wanted: ChildRecord) -> None:
    """What differs is written, told, and followed by the case that is open; none is opened (PL-1007).

    Raises StaleVersion, UpnInUse, PeriodOverlap.
    """
    renewed = await renew_child(desk.children, desk.intervals, desk.outbox, held, wanted, desk.today)
    if renewed is held:
        return
    for kind, facts in _differences(held, wanted):
        await log_child(desk, renewed.child, kind, facts)
    await follow_child(desk, held, renewed)


def _differences(held: ChildRecord, wanted: ChildRecord) -> Iterator[tuple[EntryKind, dict[str, Any]]]:
    """Names of fields and days, never a value."""
    before, after = asdict(held.child), asdict(wanted.child)
    if fields := sorted(name for name in after if after[name] != before[name]):
        yield EntryKind.CHILD_CHANGED, {"fields": fields}
    if wanted.care != held.care:
        yield EntryKind.CARE_CHANGED, {"from_on": max(one.from_on for one in wanted.care).isoformat()}
    if wanted.homes != held.homes:
        yield EntryKind.HOME_CHANGED, {"from_on": max(one.from_on for one in wanted.homes).isoformat()}
    if wanted.rolls != held.rolls:
        yield EntryKind.ROLL_CHANGED, {"first_day_on": max(one.first_day_on for one in wanted.rolls).isoformat()}
