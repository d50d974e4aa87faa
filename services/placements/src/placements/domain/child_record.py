"""A child with everything that has a beginning and an end."""

from dataclasses import dataclass

from placements.domain.care import CarePeriod, CarePlacement
from placements.domain.child import Child
from placements.domain.roll import Roll


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildRecord:
    """The child and its intervals, each list whole."""

    child: Child
    care: tuple[CarePeriod, ...] = ()
    homes: tuple[CarePlacement, ...] = ()
    rolls: tuple[Roll, ...] = ()
