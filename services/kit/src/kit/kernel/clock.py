"""The time, handed in: no rule ever reads a clock by itself."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final, Protocol
from zoneinfo import ZoneInfo

LONDON: Final = ZoneInfo("Europe/London")


class Clock(Protocol):
    """Instants are UTC and aware; "today" is the date in Europe/London."""

    def now(self) -> datetime: ...

    def today(self) -> date: ...


def london_date(instant: datetime) -> date:
    """The date people in England write for this instant."""
    return instant.astimezone(LONDON).date()


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return london_date(self.now())


@dataclass(frozen=True, slots=True)
class StoppedClock:
    """A clock that stands still, for tests."""

    instant: datetime

    def now(self) -> datetime:
        return self.instant

    def today(self) -> date:
        return london_date(self.instant)


@dataclass(frozen=True, slots=True)
class ShiftedClock:
    """A running clock moved by whole days, so that a demonstration can play on a chosen day."""

    shift: timedelta

    @classmethod
    def to_day(cls, day: date) -> "ShiftedClock":
        """Today becomes `day`; the time of day stays."""
        return cls(day - SystemClock().today())

    def now(self) -> datetime:
        return datetime.now(UTC) + self.shift

    def today(self) -> date:
        return london_date(self.now())
