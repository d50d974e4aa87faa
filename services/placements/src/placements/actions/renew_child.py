"""A child's record becomes another one: only what differs is written and told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar
from uuid import UUID

from kit.db.outbox import Outbox
from placements.domain.care import CarePeriod, CarePlacement, refuse_overlapping_care
from placements.domain.child_events import care_changed, child_changed, roll_changed
from placements.domain.child_record import ChildRecord
from placements.domain.roll import refuse_two_main_rolls
from placements.store.child_intervals import IntervalStore
from placements.store.children import ChildStore

Interval = TypeVar("Interval", CarePeriod, CarePlacement)


async def renew_child(
    children: ChildStore,
    intervals: IntervalStore,
    outbox: Outbox,
    held: ChildRecord,
    wanted: ChildRecord,
    today: date,
) -> ChildRecord:
    """The record with its next version, or as it is when nothing differs.

    Raises StaleVersion, UpnInUse, PeriodOverlap. Care and homes that `wanted` lacks are taken away; rolls only
    ever end.
    """
    if wanted == held:
        return held
    refuse_overlapping_care(wanted.care)
    refuse_two_main_rolls(wanted.rolls)
    renewed = replace(wanted, child=replace(wanted.child, version=held.child.version + 1))
    await children.save(renewed.child)
    await _write_intervals(intervals, held, renewed)
    authority = children.authority
    if wanted.child != held.child:
        await outbox.add(child_changed(renewed.child, authority=authority, on=today))
    if wanted.care != held.care:
        await outbox.add(care_changed(renewed.child, renewed.care, authority=authority, on=today))
    if wanted.rolls != held.rolls:
        await outbox.add(roll_changed(renewed.child, renewed.rolls, authority=authority, on=today))
    return renewed


async def _write_intervals(intervals: IntervalStore, held: ChildRecord, renewed: ChildRecord) -> None:
    child_id = held.child.id
    await intervals.drop_care(_gone(held.care, renewed.care))
    await intervals.keep_care({child_id: [period for period in renewed.care if period not in held.care]})
    await intervals.drop_homes(_gone(held.homes, renewed.homes))
    await intervals.keep_homes({child_id: [home for home in renewed.homes if home not in held.homes]})
    await intervals.keep_rolls({child_id: [roll for roll in renewed.rolls if roll not in held.rolls]})


def _gone(held: Sequence[Interval], renewed: Sequence[Interval]) -> list[UUID]:
    kept = {interval.id for interval in renewed}
    return [interval.id for interval in held if interval.id not in kept]
