"""A child comes onto a school's roll, or leaves it."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from kit.db.outbox import Outbox
from placements.actions.renew_child import renew_child
from placements.domain.child import ChildNotFound
from placements.domain.child_record import ChildRecord
from placements.domain.roll import Registration, Roll, RollEndReason, main_roll_on
from placements.store.child_intervals import IntervalStore
from placements.store.children import ChildStore

_ONE_DAY = timedelta(days=1)


async def put_on_roll(
    children: ChildStore,
    intervals: IntervalStore,
    outbox: Outbox,
    child_id: UUID,
    roll: Roll,
    today: date,
    *,
    left_because: RollEndReason = RollEndReason.CARE_MOVE,
) -> ChildRecord:
    """Opens a registration; a main one ends the one before on the day before it begins.

    Raises ChildNotFound, and PeriodOverlap when the old one began on the same day or later.
    """
    held = await _to_change(children, intervals, child_id)
    rolls = held.rolls
    if roll.registration is Registration.MAIN and (before := main_roll_on(rolls, roll.first_day_on)):
        ended = replace(before, last_day_on=roll.first_day_on - _ONE_DAY, end_reason=left_because)
        rolls = tuple(ended if one.id == before.id else one for one in rolls)
    wanted = replace(held, rolls=(*rolls, roll))
    return await renew_child(children, intervals, outbox, held, wanted, today)


async def take_off_roll(
    children: ChildStore,
    intervals: IntervalStore,
    outbox: Outbox,
    child_id: UUID,
    last_day_on: date,
    reason: RollEndReason,
    today: date,
) -> ChildRecord:
    """Ends the main registration that holds on the last day. Raises ChildNotFound; without one nothing changes."""
    held = await _to_change(children, intervals, child_id)
    open_roll = main_roll_on(held.rolls, last_day_on)
    if open_roll is None:
        return held
    ended = replace(open_roll, last_day_on=last_day_on, end_reason=reason)
    wanted = replace(held, rolls=tuple(ended if roll.id == ended.id else roll for roll in held.rolls))
    return await renew_child(children, intervals, outbox, held, wanted, today)


async def _to_change(children: ChildStore, intervals: IntervalStore, child_id: UUID) -> ChildRecord:
    child = await children.get_to_change(child_id)
    if child is None:
        raise ChildNotFound
    return (await intervals.records([child]))[0]
