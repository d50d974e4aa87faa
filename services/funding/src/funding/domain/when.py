"""When a step is taken: handed to rules, never read inside them (FU-406)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from kit.kernel.clock import Clock


@dataclass(frozen=True, slots=True)
class When:
    """The instant of a step in UTC, and its date in London."""

    at: datetime
    on: date

    @classmethod
    def now(cls, clock: Clock) -> Self:
        return cls(clock.now(), clock.today())
