"""Bank holidays of England as dated facts."""

from datetime import date
from functools import cache
from typing import Final

from holidays import country_holidays

FIRST_KNOWN_YEAR: Final = 1990
LAST_KNOWN_YEAR: Final = 2030
"""Days proclaimed for single occasions are announced about a year ahead: later years are not vouched for."""


@cache
def bank_holidays(year: int) -> frozenset[date] | None:
    """The bank holidays of England in one calendar year; None where they are not vouched for.

    Banking and Financial Dealings Act 1971 and the proclamations made under it.
    """
    if not FIRST_KNOWN_YEAR <= year <= LAST_KNOWN_YEAR:
        return None
    calendar = country_holidays("GB", subdiv="ENG", years=year)
    return frozenset(calendar)
