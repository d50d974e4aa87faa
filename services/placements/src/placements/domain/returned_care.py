"""What a return says of a child's care goes over what is held; what it does not speak of stays (PL-1005)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from placements.domain.care import CarePeriod, CarePlacement, CareStatus


def with_returned_care(held: Sequence[CarePeriod], returned: Sequence[CarePeriod]) -> tuple[CarePeriod, ...]:
    """Held periods stay unless the return speaks of the same days; then they keep their ids.

    A return begins within its year: a period that was already running keeps its earlier first day. It ends
    with its year: an open episode does not reopen a period that has ended since. A `previously_looked_after`
    period ends when the child is looked after again.
    """
    periods = list(held)
    for period in sorted(returned, key=lambda one: one.from_on):
        same_days = [one for one in periods if _is_same_care(one, period)]
        rest = [_ended_by(one, period) for one in periods if one not in same_days]
        periods = [*rest, _over(same_days, period)]
    return tuple(sorted(periods, key=lambda one: one.from_on))


def _is_same_care(held: CarePeriod, returned: CarePeriod) -> bool:
    return (
        held.status is CareStatus.LOOKED_AFTER
        and held.short_break == returned.short_break
        and held.from_on < (returned.to_on or date.max)
        and returned.from_on < (held.to_on or date.max)
    )


def _over(same_days: Sequence[CarePeriod], returned: CarePeriod) -> CarePeriod:
    if not same_days:
        return returned
    first, last = same_days[0], same_days[-1]
    to_on, end_reason = returned.to_on, returned.end_reason
    if to_on is None:
        to_on, end_reason = last.to_on, last.end_reason
    return replace(first, from_on=min(first.from_on, returned.from_on), to_on=to_on, end_reason=end_reason)


def _ended_by(held: CarePeriod, returned: CarePeriod) -> CarePeriod:
    runs_on = held.to_on is None or held.to_on > returned.from_on
    ends = held.status is CareStatus.PREVIOUSLY_LOOKED_AFTER and held.from_on < returned.from_on and runs_on
    return replace(held, to_on=returned.from_on) if ends else held


def with_returned_homes(held: Sequence[CarePlacement], returned: Sequence[CarePlacement]) -> tuple[CarePlacement, ...]:
    """Homes from the first to the last the return tells of become those it tells; earlier and later ones stay.

    A home that began on the same day keeps its id, the authority it lies in and whether it was an emergency,
    which no return says.
    """
    if not returned:
        return tuple(held)
    by_first_day = {home.from_on: home for home in held}
    told = [_over_home(by_first_day.get(home.from_on), home) for home in returned]
    earlier = [home for home in held if home.from_on < told[0].from_on]
    later = [home for home in held if home.from_on > told[-1].from_on]
    return _one_after_the_other([*earlier, *told, *later])


def _over_home(held: CarePlacement | None, returned: CarePlacement) -> CarePlacement:
    if held is None:
        return returned
    return replace(
        returned,
        id=held.id,
        host_authority=held.host_authority,
        emergency=held.emergency,
        to_on=returned.to_on or held.to_on,
    )


def _one_after_the_other(homes: Sequence[CarePlacement]) -> tuple[CarePlacement, ...]:
    """A home that would still be open when the next one begins ended then."""
    ordered = sorted(homes, key=lambda home: home.from_on)
    following: list[date | None] = [*(home.from_on for home in ordered[1:]), None]
    return tuple(
        replace(home, to_on=begins) if begins and (home.to_on is None or home.to_on > begins) else home
        for home, begins in zip(ordered, following, strict=True)
    )
