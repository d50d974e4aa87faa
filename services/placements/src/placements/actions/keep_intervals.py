"""Somebody records since when and until when: care, where a child lives, whose roll it is on (O25)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final, TypeVar
from uuid import UUID

from kit.kernel.errors import InvalidInput, NotFound
from kit.kernel.ids import new_id
from placements.actions.desk import Desk
from placements.actions.take_up_child import change_record
from placements.domain.care import CarePeriod, CarePlacement, refuse_overlapping_homes
from placements.domain.child_record import ChildRecord
from placements.domain.chronology import EntryKind
from placements.domain.errors import SchoolUnknown
from placements.domain.roll import Roll

BY_HAND: Final = "manual"
Interval = TypeVar("Interval", CarePeriod, CarePlacement, Roll)


class IntervalNotFound(NotFound):
    """The child has no such period, placement or roll."""


async def add_care_period(desk: Desk, child_id: UUID, version: int, facts: Mapping[str, Any]) -> ChildRecord:
    """Raises ChildNotFound, StaleVersion, PeriodOverlap, InvalidInput."""
    period = CarePeriod(id=new_id(), source=BY_HAND, **facts)
    _refuse_reversed(period.from_on, period.to_on, "/to_on")
    told = {"from_on": period.from_on.isoformat()}
    return await change_record(
        desk, child_id, version, lambda held: replace(held, care=(*held.care, period)), EntryKind.CARE_CHANGED, told
    )


async def change_care_period(
    desk: Desk, child_id: UUID, version: int, period_id: UUID, facts: Mapping[str, Any]
) -> ChildRecord:
    """Raises ChildNotFound, IntervalNotFound, StaleVersion, PeriodOverlap, InvalidInput."""

    def change(held: ChildRecord) -> ChildRecord:
        period = replace(_one(held.care, period_id), **facts)
        _refuse_reversed(period.from_on, period.to_on, "/to_on")
        return replace(held, care=_with(held.care, period))

    return await change_record(desk, child_id, version, change, EntryKind.CARE_CHANGED, _told(facts, "from_on"))


async def add_home(desk: Desk, child_id: UUID, version: int, facts: Mapping[str, Any]) -> ChildRecord:
    """Raises ChildNotFound, StaleVersion, PeriodOverlap, InvalidInput."""
    home = CarePlacement(id=new_id(), **facts)
    await refuse_unknown_host(desk, facts)
    _refuse_reversed(home.from_on, home.to_on, "/to_on")
    told = {"from_on": home.from_on.isoformat()}
    return await change_record(
        desk, child_id, version, lambda held: _with_homes(desk, held, (*held.homes, home)), EntryKind.HOME_CHANGED, told
    )


async def change_home(desk: Desk, child_id: UUID, version: int, home_id: UUID, facts: Mapping[str, Any]) -> ChildRecord:
    """Raises ChildNotFound, IntervalNotFound, StaleVersion, PeriodOverlap, InvalidInput."""
    await refuse_unknown_host(desk, facts)

    def change(held: ChildRecord) -> ChildRecord:
        home = replace(_one(held.homes, home_id), **facts)
        _refuse_reversed(home.from_on, home.to_on, "/to_on")
        return _with_homes(desk, held, _with(held.homes, home))

    return await change_record(desk, child_id, version, change, EntryKind.HOME_CHANGED, _told(facts, "from_on"))


async def add_roll(desk: Desk, child_id: UUID, version: int, facts: Mapping[str, Any]) -> ChildRecord:
    """Raises ChildNotFound, StaleVersion, SchoolUnknown, PeriodOverlap, InvalidInput."""
    roll = Roll(id=new_id(), **facts)
    if await desk.schools.get(roll.school_urn) is None:
        raise SchoolUnknown
    _refuse_odd_roll(roll)
    told = {"first_day_on": roll.first_day_on.isoformat(), "school_urn": roll.school_urn}
    return await change_record(
        desk, child_id, version, lambda held: replace(held, rolls=(*held.rolls, roll)), EntryKind.ROLL_CHANGED, told
    )


async def change_roll(desk: Desk, child_id: UUID, version: int, roll_id: UUID, facts: Mapping[str, Any]) -> ChildRecord:
    """Raises ChildNotFound, IntervalNotFound, StaleVersion, PeriodOverlap, InvalidInput."""

    def change(held: ChildRecord) -> ChildRecord:
        roll = replace(_one(held.rolls, roll_id), **facts)
        _refuse_odd_roll(roll)
        return replace(held, rolls=_with(held.rolls, roll))

    return await change_record(desk, child_id, version, change, EntryKind.ROLL_CHANGED, _told(facts, "first_day_on"))


def _with_homes(desk: Desk, held: ChildRecord, homes: tuple[CarePlacement, ...]) -> ChildRecord:
    """Where the child lives now is told with the record (PL-103)."""
    refuse_overlapping_homes(homes)
    now = next((home for home in homes if home.holds_on(desk.today)), None)
    if now is None or now.host_authority is None:
        return replace(held, homes=homes)
    return replace(held, homes=homes, child=held.child.living_in(now.host_authority, now.postcode_sector))


async def refuse_unknown_host(desk: Desk, facts: Mapping[str, Any]) -> None:
    code = facts.get("host_authority")
    if code is not None and await desk.authorities.get(code) is None:
        raise InvalidInput("not_allowed", "/host_authority")


def _refuse_odd_roll(roll: Roll) -> None:
    if roll.last_day_on is not None and roll.last_day_on < roll.first_day_on:
        raise InvalidInput("out_of_range", "/last_day_on")
    if roll.end_reason is not None and roll.last_day_on is None:
        raise InvalidInput("missing", "/last_day_on")


def _refuse_reversed(from_on: date, to_on: date | None, pointer: str) -> None:
    """`to_on` is the first day it no longer held."""
    if to_on is not None and to_on <= from_on:
        raise InvalidInput("out_of_range", pointer)


def _one(intervals: tuple[Interval, ...], interval_id: UUID) -> Interval:
    found = next((one for one in intervals if one.id == interval_id), None)
    if found is None:
        raise IntervalNotFound
    return found


def _with(intervals: tuple[Interval, ...], changed: Interval) -> tuple[Interval, ...]:
    return tuple(changed if one.id == changed.id else one for one in intervals)


def _told(facts: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Dates that were named; everything else of it stands in the record."""
    return {key: value.isoformat() for key, value in facts.items() if key == name and isinstance(value, date)}
