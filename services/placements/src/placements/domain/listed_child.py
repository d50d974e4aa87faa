"""What a list of children says of a child's roll and care goes over what is held; what it leaves open stays."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from placements.domain.care import CarePeriod, CareStatus
from placements.domain.returned_care import with_returned_care
from placements.domain.roll import Registration, Roll, RollEndReason

SOURCE: Final = "children"
_ONE_DAY: Final = timedelta(days=1)


class CareStartMissing(ValueError):
    """The list says a status nobody holds, and not since when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRoll:
    """The school a list names; None where it says nothing."""

    school_urn: int
    from_on: date | None = None
    registration: Registration = Registration.MAIN
    full_time: bool | None = None
    hours_per_week: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCare:
    """The status a list names."""

    status: CareStatus
    from_on: date | None = None
    to_on: date | None = None


def with_listed_roll(held: Sequence[Roll], said: ListedRoll, roll_id: UUID, today: date) -> tuple[Roll, ...]:
    """A main registration at another school ends the day before, for a reason nobody told. A registration that has
    ended since is not opened again: lists are older than what schools said. Without a first day it is today."""
    same = [roll for roll in held if (roll.school_urn, roll.registration) == (said.school_urn, said.registration)]
    running = next((roll for roll in same if roll.last_day_on is None), None)
    if running is not None:
        return tuple(_over(roll, said) if roll.id == running.id else roll for roll in held)
    if any(roll.first_day_on == said.from_on for roll in same):
        return tuple(held)
    first = said.from_on or today
    entered = Roll(
        id=roll_id,
        school_urn=said.school_urn,
        first_day_on=first,
        registration=said.registration,
        full_time=said.full_time is not False,
        hours_per_week=said.hours_per_week,
    )
    ends = said.registration is Registration.MAIN
    return (*(_ended_before(roll, first) if ends else roll for roll in held), entered)


def _over(roll: Roll, said: ListedRoll) -> Roll:
    """The first day of a roll that came of a request is the school's word, and stays."""
    keeps = said.from_on is None or roll.application_id is not None
    return replace(
        roll,
        first_day_on=roll.first_day_on if keeps or said.from_on is None else said.from_on,
        full_time=roll.full_time if said.full_time is None else said.full_time,
        hours_per_week=roll.hours_per_week if said.hours_per_week is None else said.hours_per_week,
    )


def _ended_before(roll: Roll, first: date) -> Roll:
    runs_on = roll.registration is Registration.MAIN and roll.last_day_on is None and roll.first_day_on < first
    if not runs_on:
        return roll
    return replace(roll, last_day_on=first - _ONE_DAY, end_reason=RollEndReason.UNKNOWN)


def with_listed_care(held: Sequence[CarePeriod], said: ListedCare, period_id: UUID) -> tuple[CarePeriod, ...]:
    """Raises CareStartMissing. A held period of the same status keeps its earlier first day and its end."""
    running = next((one for one in held if one.to_on is None and one.status is said.status), None)
    from_on = said.from_on or (running.from_on if running else None)
    if from_on is None:
        raise CareStartMissing
    period = CarePeriod(id=period_id, status=said.status, from_on=from_on, to_on=said.to_on, source=SOURCE)
    if said.status is CareStatus.LOOKED_AFTER:
        return with_returned_care(held, [period])
    return _after_care(held, period)


def _after_care(held: Sequence[CarePeriod], period: CarePeriod) -> tuple[CarePeriod, ...]:
    """Previously looked after: care that was still running ended on that day."""
    same = [one for one in held if one.status is period.status and _overlap(one, period)]
    if same:
        ends = period.to_on or same[-1].to_on
        kept = replace(same[-1], from_on=min(same[-1].from_on, period.from_on), to_on=ends)
        return tuple(kept if one.id == kept.id else one for one in held)
    before = (
        replace(one, to_on=period.from_on) if one.to_on is None and one.from_on < period.from_on else one
        for one in held
    )
    return tuple(sorted((*before, period), key=lambda one: one.from_on))


def _overlap(held: CarePeriod, period: CarePeriod) -> bool:
    return held.from_on < (period.to_on or date.max) and period.from_on < (held.to_on or date.max)
