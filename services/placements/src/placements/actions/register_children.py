"""Children enter the register, one or a whole return of them, with their care, homes and rolls."""

from collections.abc import Sequence
from datetime import date

from kit.db.outbox import Outbox
from kit.kernel.events import Event
from placements.domain.care import refuse_overlapping_care
from placements.domain.child_events import care_changed, child_registered, roll_changed
from placements.domain.child_record import ChildRecord
from placements.domain.roll import refuse_two_main_rolls
from placements.store.child_intervals import IntervalStore
from placements.store.children import ChildStore


async def register_children(
    children: ChildStore,
    intervals: IntervalStore,
    outbox: Outbox,
    records: Sequence[ChildRecord],
    today: date,
) -> None:
    """All of them in a handful of statements, each with its events.

    Raises PeriodOverlap, and UpnInUse when an unsealed child of the authority has one of the UPNs.
    """
    for record in records:
        refuse_overlapping_care(record.care)
        refuse_two_main_rolls(record.rolls)
    await children.add([record.child for record in records])
    await intervals.keep_care({record.child.id: record.care for record in records})
    await intervals.keep_homes({record.child.id: record.homes for record in records})
    await intervals.keep_rolls({record.child.id: record.rolls for record in records})
    told = [event for record in records for event in _events(record, children.authority, today)]
    await outbox.add(*told)


def _events(record: ChildRecord, authority: str, today: date) -> list[Event]:
    events = [child_registered(record.child, authority=authority, on=today)]
    if record.care:
        events.append(care_changed(record.child, record.care, authority=authority, on=today))
    if record.rolls:
        events.append(roll_changed(record.child, record.rolls, authority=authority, on=today))
    return events
