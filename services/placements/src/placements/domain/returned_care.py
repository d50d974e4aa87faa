"""What a return says of a child's care goes over what is held, and nothing it does not speak of is closed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from placements.domain.care import CarePeriod, CarePlacement, CareStatus


def with_returned_care(held: Sequence[CarePeriod], returned: Sequence[CarePeriod]) -> tuple[CarePeriod, ...]:
    """Held periods stay, with their ids, unless the return speaks of the same days (PL-1005).

    A return begins within its year: a period that was already running keeps its earlier first day. A
    `previously_looked_after` period ends when the child is looked after again.
    """
    periods = list(held)
    for period in sorted(returned, key=lambda one: one.from_on):
        same_days = [one for one in periods if _is_same_care(one, period)]
        rest = [_ended_by(one, period) for one in periods if one not in same_days]
        if same_days:
            first = min(same_days, key=lambda one: one.from_on)
            period = replace(  # noqa: PLW2901 -- the returned period under the id that is held
                period, id=first.id, from_on=min(first.from_on, period.from_on), source=_source(first, period)
            )
        periods = [*rest, period]
    return tuple(sorted(periods, key=lambda one: one.from_on))


def _is_same_care(held: CarePeriod, returned: CarePeriod) -> bool:
    return (
        held.status is CareStatus.LOOKED_AFTER
        and held.short_break == returned.short_break
        and held.from_on < (returned.to_on or date.max)
        and returned.from_on < (held.to_on or date.max)
    )


def _ended_by(held: CarePeriod, returned: CarePeriod) -> CarePeriod:
    runs_on = held.to_on is None or held.to_on > returned.from_on
    ends = held.status is CareStatus.PREVIOUSLY_LOOKED_AFTER and held.from_on < returned.from_on and runs_on
    return replace(held, to_on=returned.from_on) if ends else held


def _source(held: CarePeriod, returned: CarePeriod) -> str:
    """A period that says the same stays as it was, so that a second reading changes nothing."""
    same = (held.from_on, held.to_on, held.end_reason) == (
        min(held.from_on, returned.from_on),
        returned.to_on,
        returned.end_reason,
    )
    return held.source if same else returned.source


def with_returned_homes(held: Sequence[CarePlacement], returned: Sequence[CarePlacement]) -> tuple[CarePlacement, ...]:
    """Held homes stay unless the return speaks of their days; a home that began on the same day keeps its id,
    the authority it lies in and whether it was an emergency, which no return says."""
    if not returned:
        return tuple(held)
    by_first_day = {home.from_on: home for home in held}
    first_told = min(home.from_on for home in returned)
    kept = [_ended_before(home, first_told) for home in held if home.from_on < first_told]
    told = [
        replace(
            home,
            id=before.id,
            host_authority=before.host_authority,
            emergency=before.emergency,
        )
        if (before := by_first_day.get(home.from_on))
        else home
        for home in returned
    ]
    return tuple(sorted((*kept, *told), key=lambda home: home.from_on))


def _ended_before(home: CarePlacement, first_told: date) -> CarePlacement:
    """A home that was still open when another one is told ended then."""
    return home if home.to_on and home.to_on <= first_told else replace(home, to_on=first_told)
