"""The stretch of time a figure counts (AC-23)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from kit.kernel.errors import DomainError

_YEAR_MONTHS: Final = 12
_FIRST_MONTH: Final = 9  # academic years run from 1 September to 31 August
_EARLIEST: Final = 2000  # nothing is kept from before
_CLOSED: Final = (11, 30)  # an academic year is closed on 30 November after it ends (decision)


class WindowType(StrEnum):
    R36 = "R36"
    R12 = "R12"
    AY = "AY"
    AY3 = "AY3"
    FY = "FY"
    Q = "Q"


class WindowNotOffered(DomainError):
    """This window, or its end, is not one figures are made for here."""


@dataclass(frozen=True, slots=True)
class Window:
    """Both days are inside. `is_running` while its last month has not ended."""

    type: WindowType
    first: date
    last: date
    is_running: bool = False

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def words(self) -> str:
        """How a sentence names it (AC-60)."""
        if self.type is WindowType.AY:
            return f"academic year {_year_name(self.last.year)}"
        if self.type is WindowType.AY3:
            return f"three academic years to {_year_name(self.last.year)}"
        months = 36 if self.type is WindowType.R36 else _YEAR_MONTHS
        return f"{months} months to {self.last.day} {self.last:%B %Y}"


def window_of(wanted: WindowType, window_to: str | None, today: date) -> Window:
    """The window asked for; without `window_to` the newest complete one.

    R36 and R12 end on the last day of a month: the previous one, or any earlier, or the running month, whose
    figures may still change. Raises `WindowNotOffered`.
    """
    if wanted in {WindowType.R36, WindowType.R12}:
        return _rolling(wanted, window_to, today)
    if wanted in {WindowType.AY, WindowType.AY3}:
        return _academic(wanted, window_to, today)
    raise WindowNotOffered(wanted)


def window_to_date(wanted: WindowType, window_to: str | None, today: date) -> Window:
    """The same, but without `window_to` months up to the running one: single facts are shown as they come."""
    if window_to is None and wanted in {WindowType.R36, WindowType.R12}:
        window_to = _end_of_month(today).isoformat()
    return window_of(wanted, window_to, today)


def _rolling(wanted: WindowType, window_to: str | None, today: date) -> Window:
    last = _month_end(window_to) if window_to else today.replace(day=1) - timedelta(days=1)
    if last > _end_of_month(today):
        raise WindowNotOffered(wanted)
    years = 3 if wanted is WindowType.R36 else 1
    first = (last + timedelta(days=1)).replace(year=(last + timedelta(days=1)).year - years)
    return Window(wanted, first, last, is_running=last >= today)


def _academic(wanted: WindowType, window_to: str | None, today: date) -> Window:
    newest = today.year if (today.month, today.day) >= _CLOSED else today.year - 1
    ends_in = _end_year(window_to) if window_to else newest
    if ends_in > newest:
        raise WindowNotOffered(wanted)
    years = 1 if wanted is WindowType.AY else 3
    return Window(wanted, date(ends_in - years, _FIRST_MONTH, 1), date(ends_in, _FIRST_MONTH - 1, 31))


def _month_end(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise WindowNotOffered(text) from None
    if day.year < _EARLIEST or day != _end_of_month(day):
        raise WindowNotOffered(text)
    return day


def _end_year(text: str) -> int:
    """2026 for "2025-26"."""
    start = text[:4]
    if not (start.isdecimal() and int(start) >= _EARLIEST and text == _year_name(int(start) + 1)):
        raise WindowNotOffered(text)
    return int(start) + 1


def _year_name(ends_in: int) -> str:
    return f"{ends_in - 1}-{ends_in % 100:02d}"


def _end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
